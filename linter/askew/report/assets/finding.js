// One finding: the source with what is blamed, the fix, other places, what the index knows, and the rule's page.

import { placeLink } from "./cluster.js";
import { findings, paths, rules } from "./data.js";
import { byId, h } from "./dom.js";
import { coded, marked } from "./marked.js";
import { ignoredFor } from "./store.js";
import { t } from "./strings.js";

function excerpt({ excerpt: found, line }) {
  if (!found) return null;
  const [text, start, end] = found;
  return h("pre", { class: "excerpt" }, h("span", { class: "line" }, `${line} `), marked(text, start < end ? [start, end] : [], "blamed"));
}

function signatures(finding) {
  if (!finding.signatures) return null;
  return h("div", { class: "part" }, h("h3", null, t("known")),
    finding.signatures.map(({ versions, text }) => [h("pre", { class: "signature" }, text), h("p", { class: "dim" }, versions.join(", "))]));
}

export function findingPane(at, { ignore, restore }) {
  const finding = findings[at];
  const rule = rules.get(finding.code);
  const reason = ignoredFor(at);
  const page = byId(`rule-${finding.code}`)?.content.cloneNode(true);
  return h("div", { class: "pane finding" },
    h("div", { class: "head" }, h("h2", null, h("span", { class: `severity ${finding.severity}` }, t(finding.severity)), ` ${finding.code} ${rule.name}`),
      h("p", null, placeLink(finding.path, finding.line))),
    h("p", { class: "message" }, coded(finding.message)),
    excerpt(finding),
    h("div", { class: "actions" }, reason === undefined
      ? h("button", { class: "main", onclick: ignore }, t("ignore"))
      : [h("button", { onclick: restore }, t("unignore")), h("span", { class: "state" }, `${t("ignored")}: ${reason}`)]),
    finding.fix ? h("p", { class: "part" }, h("strong", null, t("fix")), ` ${finding.fix.title} (${t(finding.fix.safety)})`) : null,
    finding.related ? h("div", { class: "part" }, h("h3", null, t("related")),
      finding.related.map(([path, line, message]) => h("p", null, placeLink(paths[path], line), ` ${message}`))) : null,
    signatures(finding),
    page ? h("details", { class: "manual", open: true }, h("summary", null, t("page", `${finding.code} ${rule.name}`)), h("div", null, page)) : null);
}
