// The views and what leads from one to another: addresses, keys, language and theme.

import { clusters, findings } from "./data.js";
import { decidedView, exportAll } from "./decided.js";
import { showHelp } from "./dialogs.js";
import { byId, h, say } from "./dom.js";
import { duplicatesView } from "./duplicates.js";
import { findingsView, narrow } from "./findings.js";
import { overviewView } from "./overview.js";
import { decidedClusters, ignoredFindings, load, undo, watch } from "./store.js";
import { number, setTongue, t, tongueName } from "./strings.js";

const VIEWS = { overview: "o", duplicates: "d", findings: "f", decisions: "s" };
const THEMES = { auto: "◐", light: "☀", dark: "☾" };
const MAKE = { overview: () => ({ node: overviewView(lead), start() {}, refresh() {} }), duplicates: duplicatesView, findings: findingsView, decisions: decidedView };

let view = null, name = "", keysOn = true, theme = "auto";

function remember(key, value) {
  try {
    if (value === undefined) return localStorage.getItem(`askew-${key}`);
    localStorage.setItem(`askew-${key}`, value);
  } catch { /* a browser that keeps nothing forgets the theme */ }
  return null;
}

function lead(what) {
  narrow(what);
  if (name === "findings") open("findings");
  else location.hash = "#findings";
}

function open(wanted, { focus = true } = {}) {
  name = wanted in MAKE ? wanted : "overview";
  view = MAKE[name]();
  byId("main").replaceChildren(view.node);
  view.start();
  drawViews();
  if (focus) (view.list && !view.list.node.hidden ? view.list.node : view.node.querySelector("h2")).focus({ preventScroll: true });
}

// At once, so that the next key is the new view's; the address follows.
function go(wanted) {
  if (wanted === name) return;
  open(wanted);
  location.hash = `#${wanted}`;
}

function drawViews() {
  const counts = { duplicates: number(clusters.length), findings: number(findings.length), decisions: number(decidedClusters().length + ignoredFindings().length) };
  byId("views").replaceChildren(...Object.keys(VIEWS).map((key) =>
    h("a", { href: `#${key}`, "aria-current": key === name ? "page" : null }, t(key), counts[key] ? h("span", { class: "count" }, counts[key]) : null)));
}

function drawTools() {
  const label = t(`theme${theme[0].toUpperCase()}${theme.slice(1)}`);
  const names = Object.keys(THEMES);
  byId("tools").replaceChildren(
    h("button", { id: "undo", onclick: takeBack }, t("undo")),
    h("button", { id: "theme", title: label, "aria-label": label, onclick: () => setTheme(names[(names.indexOf(theme) + 1) % 3]) }, THEMES[theme]),
    h("button", { id: "tongue", lang: tongueName() === "en" ? "zh-CN" : "en", onclick: () => translate(tongueName() === "en" ? "zh" : "en") }, t("language")),
    h("button", { id: "keys", title: t("help"), "aria-label": t("help"), onclick: help }, "?"));
}

function setTheme(wanted) {
  theme = wanted in THEMES ? wanted : "auto";
  document.documentElement.dataset.theme = theme;
  remember("theme", theme);
  drawTools();
}

function translate(lang) {
  const focused = document.activeElement?.id;
  setTongue(lang);
  remember("tongue", lang);
  byId("skip").textContent = t("skip");
  byId("views").setAttribute("aria-label", t("views"));
  drawTools();
  open(name, { focus: false });
  if (focused) byId(focused)?.focus();
}

function takeBack() {
  say(t(undo() ? "undone" : "nothingToUndo"));
  view.refresh();
}

const help = () => showHelp(keysOn, (on) => { keysOn = on; remember("keys", on ? "on" : "off"); });

function pressed(key) {
  const wanted = Object.keys(VIEWS).find((item) => VIEWS[item] === key);
  if (view.list && key === "j") view.list.move(1);
  else if (view.list && key === "k") view.list.move(-1);
  else if (view.search && key === "/") view.search.focus();
  else if (view.press?.(key)) return true;
  else if (wanted) go(wanted);
  else if (key === "u") takeBack();
  else if (key === "e") exportAll();
  else if (key === "?") help();
  else return false;
  return true;
}

addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape" && event.target === view?.search) view.list.node.focus();
  if (!keysOn || typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (pressed(event.key)) event.preventDefault();
});

addEventListener("hashchange", () => {
  if (location.hash.slice(1) !== name) open(location.hash.slice(1));
});
watch(drawViews);
load();
keysOn = remember("keys") !== "off";
setTheme(remember("theme") ?? "auto");
name = location.hash.slice(1);
translate(remember("tongue") ?? (navigator.language.startsWith("zh") ? "zh" : "en"));
performance.mark("ready");
