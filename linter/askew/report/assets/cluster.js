// One cluster: its members side by side, what differs, why they match, and what becomes of each.

import { place } from "./data.js";
import { h } from "./dom.js";
import { marked } from "./marked.js";
import { choice } from "./store.js";
import { number, percent, t, tongueName } from "./strings.js";

const PICKS = [["d", "drop"], ["m", "merge"], ["k", "keep"], ["x", "distinct"]];

export const placeLink = (path, line) => h("a", { class: "path", href: place(path, line) }, `${path}:${line}`);

function part(name, member, field, text, ranges) {
  const cut = member.cut?.includes(field);
  return h("div", { class: `part ${name}` }, h("h4", null, t(name)),
    h(name === "code" ? "pre" : "p", null, marked(text, ranges), cut ? "…" : ""),
    cut ? h("p", { class: "dim cut" }, t("cut", `${member.path}:${member.line}`)) : null);
}

// The ranges of a text that differ from the keeper's; those of the keeper where it has one other beside it.
function rangesOf(cluster, at, field) {
  if (at > 0) return cluster.members[at].marks?.[field]?.[0];
  return cluster.members.length === 2 ? cluster.members[1].marks?.[field]?.[1] : undefined;
}

function texts(cluster, at) {
  const member = cluster.members[at];
  const code = member.code ?? [];
  return [
    part("question", member, "question", member.question, rangesOf(cluster, at, "question")),
    member.answer ? part("answer", member, "answer", member.answer, rangesOf(cluster, at, "answer")) : h("p", { class: "dim" }, t("noAnswer")),
    ...code.map(([, text], index) => part("code", member, `code${index}`, text, rangesOf(cluster, at, `code${index}`))),
  ];
}

function fate(cluster, at, act) {
  const made = choice(cluster);
  const current = made && (made.keeper === at && !made.picks[at].trim() ? "keeper" : made.picks[at]);
  const button = (key, name) => h("button", { "aria-pressed": String(current === key), onclick: () => act(at, key) }, t(name));
  return h("div", { class: "fate", role: "group", "aria-label": t("choiceOf", at + 1) },
    button("keeper", "asKeeper"), PICKS.map(([key, name]) => button(key, name)));
}

function member(cluster, at, act) {
  const item = cluster.members[at];
  const alike = item.answer_score === undefined ? "" : ` · ${t("answersAlike", percent(item.answer_score))}`;
  const made = choice(cluster);
  const gone = made && made.picks[at] === "d";
  return h("article", { class: `member${gone ? " gone" : ""}`, "aria-label": `${at + 1}: ${item.path}:${item.line}` },
    h("h3", null, h("kbd", null, at + 1), placeLink(item.path, item.line)),
    h("p", { class: "facts" }, h("span", { class: `kind ${item.kind}` }, t(item.kind)), item.kind === "keeper" ? "" : ` ${item.score.toFixed(2)}${alike}`),
    item.why ? h("p", { class: "why" }, item.why) : h("p", { class: "why" }, reasons(cluster)),
    fate(cluster, at, act), ...texts(cluster, at));
}

function reasons(cluster) {
  return cluster.reasons?.length ? t("reasons", cluster.reasons.map((name) => t(name)).join(tongueName() === "zh" ? "，" : ", ")) : "";
}

// Returns the pane of a cluster. `act(member, letter)` decides on one member, `whole(name)` on all of them.
export function clusterPane(cluster, { act, whole, note }) {
  const made = choice(cluster);
  const button = (name, label) => h("button", { onclick: () => whole(name) }, label);
  return h("div", { class: "pane cluster" },
    h("div", { class: "head" },
      h("h2", null, h("span", { class: `kind ${cluster.kind}` }, t(cluster.kind)), ` ${cluster.score.toFixed(2)} · ${t("clusterOf", cluster.members.length)}`,
        cluster.kind === "review" ? "" : ` · ${t("bytes", number(cluster.saves))}`),
      h("p", { class: "dim" }, t("comparedWith"))),
    h("div", { class: "actions" }, h("button", { class: "main", onclick: () => whole("1") }, t("acceptThis")), button("m", t("mergeAll")), button("0", t("keepOthers", 0)),
      button("x", t("distinctAll")), made ? button("c", t("clear")) : null,
      h("span", { class: "state" }, made ? summed(cluster) : "")),
    made ? h("p", { class: "note" }, h("label", null, t("note"), " ", h("input", { value: made.note ?? "", onchange: (event) => note(event.target.value) })),
      made.reason ? h("span", { class: "dim" }, ` ${t("reason")}: ${made.reason}`) : "") : null,
    h("div", { class: "members", tabindex: "0", role: "group", "aria-label": t("members") }, cluster.members.map((_, at) => member(cluster, at, act))));
}

// What was decided, in a few words.
export function summed(cluster) {
  const { keeper, picks } = choice(cluster);
  const rest = [...picks].filter((_, at) => at !== keeper);
  if (rest.every((pick) => pick === "d")) return t("saidKeep", keeper + 1, rest.length);
  if (rest.every((pick) => pick === "m")) return t("saidMerge", keeper + 1);
  if (rest.every((pick) => pick === "x")) return t("saidDistinct");
  if (rest.every((pick) => pick === "k")) return t("saidKeepAll");
  return t("saidMixed");
}
