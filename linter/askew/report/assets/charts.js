// Charts as inline SVG, each with a sentence that says what it shows and a table of its numbers.

import { h, svg } from "./dom.js";
import { number, t } from "./strings.js";

const text = (x, y, content, props) => svg("text", { x, y, ...props }, content);

// The end of a name that takes `most` columns at most; Chinese characters take two.
function shortened(name, most) {
  const letters = [...name];
  let room = most, at = letters.length;
  while (at > 0 && room > 0) room -= letters[--at] > "\u2e80" ? 2 : 1;
  return at > 0 ? `…${letters.slice(at + 1).join("")}` : name;
}

export function figure(title, said, drawing, head, rows) {
  const table = h("table", null,
    h("thead", null, h("tr", null, head.map((cell) => h("th", { scope: "col" }, cell)))),
    h("tbody", null, rows.map((row) => h("tr", null, row.map((cell, at) => h(at ? "td" : "th", at ? null : { scope: "row" }, cell))))));
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", said);
  return h("figure", null, h("figcaption", null, title), h("div", { class: "drawing" }, drawing),
    h("details", null, h("summary", null, t("asTable")), h("div", { class: "scroll", tabindex: "0" }, table)));
}

export function bars(rows, pick) {
  const step = 20, left = 44, wide = 620;
  const most = Math.max(...rows.map((row) => row.count), 1);
  const node = svg("svg", { viewBox: `0 0 ${wide} ${rows.length * step}`, class: "bars" });
  rows.forEach((row, at) => {
    const length = Math.max(2, (row.count / most) * (wide - left - 230));
    node.append(svg("g", { class: `bar ${row.severity ?? ""}`, onclick: () => pick(row) },
      svg("title", null, `${row.code} ${row.name}: ${number(row.count)}`),
      svg("rect", { class: "hit", x: 0, y: at * step, width: wide, height: step }),
      text(left - 8, at * step + 14, row.code, { "text-anchor": "end", class: "label" }),
      svg("rect", { x: left, y: at * step + 4, width: length, height: step - 8 }),
      text(left + length + 6, at * step + 14, `${number(row.count)}  `, { class: "value" }),
      text(left + length + 12 + 7 * String(number(row.count)).length, at * step + 14, row.name, { class: "name" })));
  });
  return node;
}

export function columns(rows) {
  const wide = 620, high = 132, base = high - 20;
  const most = Math.max(...rows.map((row) => row.count), 1);
  const step = Math.min(52, wide / Math.max(rows.length, 1));
  const node = svg("svg", { viewBox: `0 0 ${wide} ${high}`, class: "columns" });
  rows.forEach((row, at) => {
    const tall = row.count ? Math.max(2, (row.count / most) * (base - 18)) : 0;
    const middle = at * step + step / 2;
    node.append(svg("g", null,
      svg("title", null, `${row.label}: ${number(row.count)}`),
      svg("rect", { x: at * step + 2, y: base - tall, width: step - 4, height: tall }),
      row.count ? text(middle, base - tall - 5, number(row.count), { "text-anchor": "middle", class: "value" }) : null,
      text(middle, high - 5, row.label, { "text-anchor": "middle", class: "label" })));
  });
  node.append(svg("line", { x1: 0, x2: wide, y1: base, y2: base, class: "axis" }));
  return node;
}

export function heat(files, codes, pick) {
  const cell = 36, tall = 20, left = 250, top = 22;
  const most = Math.max(...files.flatMap((file) => codes.map((code) => file.rules[code] ?? 0)), 1);
  const node = svg("svg", { viewBox: `0 0 ${left + codes.length * cell} ${top + files.length * tall}`, class: "heat" });
  codes.forEach((code, at) => node.append(text(left + at * cell + cell / 2, 14, code, { "text-anchor": "middle", class: "label" })));
  files.forEach((file, row) => {
    node.append(svg("g", { onclick: () => pick(file) },
      svg("title", null, file.path),
      text(left - 8, top + row * tall + 14, shortened(file.path, 34), { "text-anchor": "end", class: "name" })));
    codes.forEach((code, at) => {
      const count = file.rules[code] ?? 0;
      const place = { x: left + at * cell + 1, y: top + row * tall + 1, width: cell - 2, height: tall - 2 };
      const box = svg("rect", { ...place, class: count ? "cell" : "cell none" });
      if (count) box.style.fillOpacity = String(0.12 + 0.5 * (Math.log(1 + count) / Math.log(1 + most)));
      node.append(svg("g", null, svg("title", null, `${file.path} ${code}: ${count}`), box,
        count ? text(left + at * cell + cell / 2, top + row * tall + 14, number(count), { "text-anchor": "middle", class: "value" }) : null));
    });
  });
  return node;
}

export function lines(runs, series) {
  const wide = 620, high = 132, base = high - 20, right = 150;
  const most = Math.max(...runs.flatMap((run) => series.map(([key]) => run[key])), 1);
  const across = (at) => (runs.length > 1 ? (at / (runs.length - 1)) * (wide - right) : 0) + 4;
  const node = svg("svg", { viewBox: `0 0 ${wide} ${high}`, class: "lines" });
  const up = (value) => base - (value / most) * (base - 14);
  node.append(svg("line", { x1: 0, x2: wide - right + 8, y1: base, y2: base, class: "axis" }));
  let lowest = high;
  for (const [key, name] of [...series].sort((one, other) => runs.at(-1)[one[0]] - runs.at(-1)[other[0]])) {
    const points = runs.map((run, at) => `${across(at)},${up(run[key])}`).join(" ");
    const y = (lowest = Math.min(up(runs.at(-1)[key]) + 4, lowest - 13));
    node.append(svg("g", { class: `series ${key}` }, svg("title", null, name), svg("polyline", { points }),
      svg("circle", { cx: across(runs.length - 1), cy: up(runs.at(-1)[key]), r: 2.5 }),
      text(wide - right + 12, y, `${number(runs.at(-1)[key])} ${name}`, { class: "value" })));
  }
  node.append(text(2, high - 5, runs[0].time.slice(0, 10), { class: "label" }));
  if (runs.length > 1) node.append(text(wide - right, high - 5, runs.at(-1).time.slice(0, 10), { class: "label", "text-anchor": "end" }));
  return node;
}
