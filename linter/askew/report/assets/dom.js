// Making nodes. Text is only ever set as text, with whatever could hide or turn other text made visible.

const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

export const visible = (text) => String(text).replace(HIDDEN, "\ufffd");
export const byId = (id) => document.getElementById(id);

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : name === "href" ? value : visible(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    node.append(child instanceof Node ? child : visible(child));
  }
  return node;
}

export const h = (tag, props, ...children) => fill(document.createElement(tag), props, children);
export const svg = (tag, props, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), props, children);

let saying = 0;

export function say(text) {
  byId("said").textContent = "";
  clearTimeout(saying);
  saying = setTimeout(() => (byId("said").textContent = visible(text)), 50);
}

export function select(label, options, value, change) {
  const node = h("select", { "aria-label": label, onchange: () => change(node.value) },
    options.map(([key, text]) => h("option", { value: key, selected: key === value }, text)));
  return node;
}
