// Text with ranges marked in it. Ranges count characters as people do, not halves of them.

import { h } from "./dom.js";

// A message, in which what stands between backticks is code.
export function coded(text) {
  return text.split(/`([^`]+)`/).map((piece, at) => (at % 2 ? h("code", null, piece) : piece));
}

export function marked(text, ranges, name = "differs") {
  if (!ranges?.length) return [text];
  const letters = /[\ud800-\udfff]/.test(text) ? [...text] : text;
  const part = (start, end) => (typeof letters === "string" ? letters.slice(start, end) : letters.slice(start, end).join(""));
  const pieces = [];
  let at = 0;
  for (let index = 0; index < ranges.length; index += 2) {
    pieces.push(part(at, ranges[index]), h("mark", { class: name }, part(ranges[index], ranges[index + 1])));
    at = ranges[index + 1];
  }
  return [...pieces, part(at)];
}
