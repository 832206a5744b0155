// The view of decisions: how far it has got, what was decided, and the file to hand to `askew apply`.

import { summed } from "./cluster.js";
import { clusters, findings } from "./data.js";
import { h, say } from "./dom.js";
import { download } from "./exported.js";
import { List } from "./list.js";
import { coded } from "./marked.js";
import { decide, decidedClusters, forCluster, forFinding, ignoredFindings, ignoredFor, keeps } from "./store.js";
import { number, t } from "./strings.js";

export function exportAll() {
  say(t("exported", number(download())));
}

function row(item) {
  if (item.cluster) {
    const [first] = item.cluster.members;
    return [h("div", { class: "title" }, first.question || first.path),
      h("div", { class: "facts" }, h("span", { class: `kind ${item.cluster.kind}` }, t(item.cluster.kind)), h("span", { class: "done" }, summed(item.cluster)), h("span", { class: "tail" }, h("bdi", null, `${first.path}:${first.line}`)))];
  }
  const { code, severity, message, path, line } = findings[item.at];
  return [h("div", { class: "title" }, coded(message)),
    h("div", { class: "facts" }, h("span", { class: `severity ${severity}` }, code), h("span", { class: "done" }, `${t("ignored")}: ${ignoredFor(item.at)}`), h("span", { class: "tail" }, h("bdi", null, `${path}:${line}`)))];
}

export function decidedView() {
  const list = new List("decision", { height: 46, row, label: t("listDecisions"), pick: () => {} });
  const empty = h("p", { class: "empty" }, t("noDecisions"));
  const bar = h("progress", { "aria-label": t("decisions") });
  const said = h("p", { class: "said" });
  const buttons = h("p", { class: "actions" },
    h("button", { class: "main", onclick: exportAll }, t("export")),
    h("button", { onclick: () => forget() }, t("forget")),
    h("code", null, t("exportHint")));

  function forget() {
    const item = list.item;
    if (item) decide([item.cluster ? forCluster(item.cluster, undefined) : forFinding(item.at, undefined)]);
  }

  function refresh() {
    const done = decidedClusters(), ignored = ignoredFindings();
    Object.assign(bar, { max: clusters.length || 1, value: done.length });
    said.textContent = t("progress", number(done.length), number(clusters.length), number(ignored.length), number(findings.length));
    list.show([...done.map((cluster) => ({ cluster })), ...ignored.map((at) => ({ at }))], list.at);
    empty.hidden = list.items.length > 0;
    buttons.hidden = !empty.hidden;
  }

  const node = h("section", { class: "view decided" }, h("h2", { class: "unseen", tabindex: "-1" }, t("decisions")), said, bar, buttons,
    keeps() ? null : h("p", { class: "warn" }, t("notKept")), empty, list.node);
  return { node, list, start: refresh, refresh, press: (key) => (key === "c" ? (forget(), true) : false) };
}
