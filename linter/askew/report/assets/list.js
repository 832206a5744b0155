// A list that holds in the page only the rows that are in sight, whatever its length. Rows are all of one height.

import { h } from "./dom.js";

const SPARE = 6;

export class List {
  constructor(name, { height, row, pick, label }) {
    Object.assign(this, { name, height, row, pick, items: [], at: -1 });
    this.sizer = h("div", { class: "sizer", role: "presentation" });
    this.node = h("div", {
      class: "list", role: "listbox", tabindex: "0", "aria-label": label,
      onscroll: () => this.draw(), onkeydown: (event) => this.key(event),
    }, this.sizer);
    new ResizeObserver(() => this.draw()).observe(this.node);
  }

  show(items, at = 0) {
    this.items = items;
    this.sizer.style.height = `${items.length * this.height}px`;
    this.node.hidden = items.length === 0;
    this.select(items.length ? Math.min(Math.max(at, 0), items.length - 1) : -1);
  }

  get item() {
    return this.items[this.at];
  }

  select(at, { told = true } = {}) {
    this.at = at;
    const top = at * this.height;
    const { scrollTop, clientHeight } = this.node;
    if (at >= 0 && top < scrollTop) this.node.scrollTop = top;
    else if (at >= 0 && clientHeight && top + this.height > scrollTop + clientHeight) {
      this.node.scrollTop = top + this.height - clientHeight;
    }
    this.draw();
    if (told) this.pick(this.item, at);
  }

  move(by) {
    const at = Math.min(Math.max(this.at + by, 0), this.items.length - 1);
    if (at !== this.at) this.select(at);
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.node.clientHeight / this.height) - 1);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.move(by);
  }

  draw() {
    const first = Math.max(0, Math.floor(this.node.scrollTop / this.height) - SPARE);
    const last = Math.min(this.items.length, Math.ceil((this.node.scrollTop + this.node.clientHeight) / this.height) + SPARE);
    const rows = [];
    for (let at = first; at < last; at++) rows.push(this.drawn(at));
    if (this.at >= 0 && (this.at < first || this.at >= last)) rows.push(this.drawn(this.at));
    this.sizer.replaceChildren(...rows);
    if (this.at >= 0) this.node.setAttribute("aria-activedescendant", `${this.name}-${this.at}`);
    else this.node.removeAttribute("aria-activedescendant");
  }

  drawn(at) {
    const node = h("div", {
      id: `${this.name}-${at}`, role: "option", class: "row", "aria-selected": String(at === this.at),
      "aria-setsize": this.items.length, "aria-posinset": at + 1, onclick: () => this.select(at),
    }, this.row(this.items[at], at));
    node.style.top = `${at * this.height}px`;
    node.style.height = `${this.height}px`;
    return node;
  }
}
