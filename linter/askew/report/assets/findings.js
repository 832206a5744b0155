// The view of findings: rules or files on the left, their findings, and the one that is picked.

import { asked, findings, fits, rules } from "./data.js";
import { ask } from "./dialogs.js";
import { h, say, select } from "./dom.js";
import { findingPane } from "./finding.js";
import { List } from "./list.js";
import { coded } from "./marked.js";
import { decide, forFinding, ignoredFor } from "./store.js";
import { number, t } from "./strings.js";

const RANK = { error: 0, warning: 1, info: 2 };
const filters = { query: "", severity: "", state: "", mode: "rule", facet: "" };
let picked = 0;

const order = findings.map((_, at) => at).sort((one, other) => RANK[findings[one].severity] - RANK[findings[other].severity] || one - other);
const keyOf = (at) => (filters.mode === "rule" ? findings[at].code : findings[at].path);

// Show the findings of one rule or file when the view is next drawn.
export function narrow({ rule, file }) {
  Object.assign(filters, { query: "", severity: "", state: "", mode: rule ? "rule" : "file", facet: rule ?? file });
  picked = 0;
}

function passing() {
  const query = asked(filters.query);
  return order.filter((at) => (!filters.severity || findings[at].severity === filters.severity)
    && (!filters.state || (ignoredFor(at) === undefined) === (filters.state === "open")) && fits(findings[at], query));
}

function facetsOf(found) {
  const counts = new Map();
  for (const at of found) counts.set(keyOf(at), (counts.get(keyOf(at)) ?? 0) + 1);
  const sorted = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  return [["", found.length], ...sorted];
}

function facetRow([name, count]) {
  const shown = name === "" ? t("allFindings") : filters.mode === "rule" ? `${name} ${rules.get(name).name}` : name;
  return [h("span", { class: filters.mode === "file" && name ? "name tail" : "name", title: shown }, h("bdi", null, shown)), h("span", { class: "number" }, number(count))];
}

function row(at) {
  const { code, severity, message, path, line } = findings[at];
  return [
    h("div", { class: "title" }, coded(message)),
    h("div", { class: "facts" }, h("span", { class: `severity ${severity}` }, code), h("span", { class: "tail" }, h("bdi", null, `${path}:${line}`)),
      ignoredFor(at) === undefined ? "" : h("span", { class: "done" }, `✓ ${t("ignored")}`)),
  ];
}

export function findingsView() {
  const pane = h("div", { class: "detail" });
  const count = h("span", { class: "count", role: "status" });
  const empty = h("p", { class: "empty" });
  const list = new List("finding", { height: 46, row, label: t("listFindings"), pick: show });
  const facets = new List("facet", { height: 26, row: facetRow, label: t("listFacets"), pick: (facet) => { if (facet) { filters.facet = facet[0]; narrowed(); } } });
  let found = [];

  function show(at, index) {
    picked = Math.max(index, 0);
    pane.replaceChildren(...(at === undefined ? [] : [findingPane(at, { ignore: () => ignore(), restore: () => settle(at, undefined) })]));
  }

  function narrowed(at = 0) {
    const own = filters.facet ? found.filter((item) => keyOf(item) === filters.facet) : found;
    count.textContent = t("shown", number(own.length), number(findings.length));
    empty.textContent = findings.length ? t("noMatch") : t("noFindings");
    empty.hidden = own.length > 0;
    list.show(own, at);
  }

  function refresh(at = 0) {
    found = passing();
    const shown = facetsOf(found);
    const index = Math.max(0, shown.findIndex(([name]) => name === filters.facet));
    facets.node.scrollTop = 0;
    facets.items = shown;
    facets.sizer.style.height = `${shown.length * facets.height}px`;
    facets.select(index, { told: false });
    filters.facet = shown[index][0];
    narrowed(at);
  }

  function settle(at, reason) {
    decide([forFinding(at, reason)]);
    say(t(reason === undefined ? "saidCleared" : "saidIgnored"));
    if (reason !== undefined && list.at < list.items.length - 1) list.move(1);
    else list.select(list.at);
  }

  async function ignore() {
    const at = list.item;
    if (at === undefined) return;
    const reason = await ask(t("askIgnore"), ignoredFor(at));
    if (reason) settle(at, reason);
  }

  const change = (name) => (value) => { filters[name] = value; refresh(); };
  const search = h("input", { type: "search", class: "search", "aria-label": t("search"), placeholder: t("search"), value: filters.query,
    oninput: (event) => change("query")(event.target.value) });
  const mode = (name, label) => h("button", { "aria-pressed": String(filters.mode === name), onclick: (event) => {
    Object.assign(filters, { mode: name, facet: "" });
    for (const button of event.target.parentNode.children) button.setAttribute("aria-pressed", String(button === event.target));
    refresh();
  } }, label);
  const bar = h("div", { class: "filters", role: "search" }, search,
    h("div", { class: "fate", role: "group", "aria-label": t("listFacets") }, mode("rule", t("byRuleMode")), mode("file", t("byFileMode"))),
    select(t("severityFilter"), [["", t("anySeverity")], ...Object.keys(RANK).map((name) => [name, t(name)])], filters.severity, change("severity")),
    select(t("stateFilter"), [["", t("anyState")], ["open", t("open")], ["decided", t("ignored")]], filters.state, change("state")), count);
  const node = h("section", { class: "view split" }, h("h2", { class: "unseen", tabindex: "-1" }, t("findings")), bar,
    h("div", { class: "panes three" }, h("div", { class: "facets" }, facets.node), h("div", { class: "side" }, list.node, empty), pane));
  return {
    node, list, search,
    start: () => refresh(picked),
    refresh: () => list.select(list.at),
    press: (key) => {
      if (key === "x") ignore();
      else if (key === "c" && list.item !== undefined) settle(list.item, undefined);
      return "xc".includes(key);
    },
  };
}
