// The two dialogs: one asks for a reason, the other lists the keys.

import { byId, h } from "./dom.js";
import { t } from "./strings.js";

let last = "";

// Resolves to the reason that is given, "" where none is.
export function ask(title, before) {
  const box = byId("ask");
  const input = h("input", { id: "ask-reason", value: before ?? last, required: true, autocomplete: "off" });
  return new Promise((done) => {
    const finish = (reason) => {
      box.oncancel = null;
      if (reason) last = reason;
      if (box.open) box.close();
      done(reason);
    };
    box.replaceChildren(
      h("form", { method: "dialog", onsubmit: (event) => { event.preventDefault(); if (input.value.trim()) finish(input.value.trim()); } },
        h("h2", { id: "ask-title" }, title), h("p", null, h("label", { for: "ask-reason" }, t("reason")), input),
        h("p", { class: "buttons" }, h("button", { class: "main", type: "submit" }, t("ok")), h("button", { type: "button", onclick: () => finish("") }, t("cancel")))));
    box.oncancel = () => finish(""); // not `onclose`, which tells of a dialog before this one when keys come fast
    box.showModal();
    input.focus();
    input.select();
  });
}

const KEYS = [["j k ↓ ↑", "keyMove"], ["1 2 … 9", "keyAccept"], ["m", "keyMerge"], ["0", "keyAll"], ["x", "keyNot"], ["c", "keyClear"], ["u", "keyUndo"],
  ["/", "keySearch"], ["o d f s", "keyViews"], ["e", "keyExport"], ["?", "keyHelp"]];

export function showHelp(on, change) {
  const box = byId("help");
  box.replaceChildren(h("h2", { id: "help-title" }, t("keysTitle")),
    h("dl", { class: "keys" }, KEYS.map(([keys, name]) => [h("dt", null, keys.split(" ").map((key) => (key === "…" ? " … " : h("kbd", null, key)))), h("dd", null, t(name))])),
    h("p", null, h("label", null, h("input", { type: "checkbox", checked: on, onchange: (event) => change(event.target.checked) }), " ", t("keysOn"))),
    h("p", { class: "buttons" }, h("button", { class: "main", onclick: () => box.close() }, t("close"))));
  box.showModal();
}
