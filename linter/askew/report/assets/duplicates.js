// The view of duplicates: filters, the clusters in a list, and the one that is picked.

import { clusterPane, summed } from "./cluster.js";
import { asked, clusters, fits, rulesOf } from "./data.js";
import { ask } from "./dialogs.js";
import { h, say, select } from "./dom.js";
import { List } from "./list.js";
import { choice, decide, forCluster } from "./store.js";
import { number, size, t } from "./strings.js";

const filters = { query: "", kind: "", file: "", language: "", rule: "", score: "", state: "" };
const unique = (values) => [...new Set(values)].sort();
let picked = 0;

const TESTS = {
  kind: (cluster, value) => cluster.kind === value,
  file: (cluster, value) => cluster.members.some((member) => member.path === value),
  language: (cluster, value) => cluster.members.some((member) => member.language === value),
  rule: (cluster, value) => rulesOf(cluster).includes(value),
  score: (cluster, value) => cluster.score >= Number(value),
  state: (cluster, value) => Boolean(choice(cluster)) === (value === "decided"),
};

function passing() {
  const query = asked(filters.query);
  const wanted = Object.entries(TESTS).filter(([name]) => filters[name]);
  return clusters.filter((cluster) => wanted.every(([name, test]) => test(cluster, filters[name])) && fits(cluster, query));
}

function row(cluster) {
  const made = choice(cluster);
  return [
    h("div", { class: "title" }, cluster.members[0].question || cluster.members[0].path),
    h("div", { class: "facts" }, h("span", { class: `kind ${cluster.kind}` }, t(cluster.kind)),
      `${cluster.score.toFixed(2)} · ×${cluster.members.length}`,
      made ? h("span", { class: "done" }, `✓ ${summed(cluster)}`) : h("span", { class: "end" }, size(cluster.saves))),
  ];
}

const all = (cluster, keeper, letter) => ({ keeper, picks: cluster.members.map((_, at) => (at === keeper ? " " : letter)) });

export function duplicatesView() {
  const pane = h("div", { class: "detail" });
  const count = h("span", { class: "count", role: "status" });
  const empty = h("p", { class: "empty" });
  const list = new List("cluster", { height: 46, row, label: t("listClusters"), pick: show });

  function show(cluster, at) {
    picked = Math.max(at, 0);
    pane.replaceChildren(...(cluster ? [clusterPane(cluster, { act, whole, note })] : []));
  }

  function refresh(at = 0) {
    const found = passing();
    count.textContent = t("shown", number(found.length), number(clusters.length));
    empty.textContent = clusters.length ? t("noMatch") : t("noClusters");
    empty.hidden = found.length > 0;
    list.show(found, at);
  }

  function settle(cluster, value, { next = true } = {}) {
    decide([forCluster(cluster, value)]);
    say(value ? summed(cluster) : t("saidCleared"));
    if (next && list.at < list.items.length - 1) list.move(1);
    else list.select(list.at);
  }

  async function act(at, letter) {
    const cluster = list.item;
    const made = choice(cluster) ?? all(cluster, 0, "d");
    const picks = [...made.picks];
    let { keeper, reason } = made;
    if (letter === "keeper") {
      picks[keeper] = picks[at].trim() ? picks[at] : "d";
      picks[at] = " ";
      keeper = at;
    } else {
      if (letter === "x" && !(reason = await ask(t("askDistinct"), reason))) return;
      picks[at] = letter;
      if (at === keeper && letter === "k") picks[at] = " ";
      else if (at === keeper) { // another one is kept: one that stays already, else the first
        const stays = picks.indexOf("k");
        keeper = stays >= 0 ? stays : Number(at === 0);
        picks[keeper] = " ";
      }
    }
    settle(cluster, { ...made, keeper, picks, reason }, { next: false });
    pane.querySelectorAll(".member")[at]?.querySelector("[aria-pressed=true]")?.focus();
  }

  async function whole(name) {
    const cluster = list.item;
    if (!cluster) return;
    if (name === "c") settle(cluster, undefined, { next: false });
    else if (name === "0") settle(cluster, { keeper: 0, picks: cluster.members.map(() => "k") });
    else if (name === "m") settle(cluster, all(cluster, 0, "m"));
    else if (name === "x") {
      const reason = await ask(t("askDistinct"), choice(cluster)?.reason);
      if (reason) settle(cluster, { ...all(cluster, 0, "x"), reason });
    } else if (Number(name) <= cluster.members.length) settle(cluster, all(cluster, Number(name) - 1, "d"));
  }

  function note(text) {
    decide([forCluster(list.item, { ...choice(list.item), note: text })]);
  }

  function acceptAll() {
    const sure = list.items.filter((cluster) => cluster.kind !== "review" && !choice(cluster));
    if (sure.length) decide(sure.map((cluster) => forCluster(cluster, all(cluster, 0, "d"))));
    say(t("acceptedAll", number(sure.length)));
    list.select(list.at);
  }

  const filter = (name, any, options) => select(t(`${name}Filter`), [["", t(any)], ...options], filters[name], (value) => {
    filters[name] = value;
    refresh();
  });
  const same = (values) => values.map((value) => [value, value]);
  const search = h("input", { type: "search", class: "search", "aria-label": t("search"), placeholder: t("search"), value: filters.query,
    oninput: (event) => { filters.query = event.target.value; refresh(); } });
  const kinds = select(t("kind"), [["", t("anyKind")], ...["identical", "near", "review"].map((kind) => [kind, t(kind)])], filters.kind, (value) => { filters.kind = value; refresh(); });
  const bar = h("div", { class: "filters", role: "search" }, search, kinds,
    filter("file", "anyFile", same(unique(clusters.flatMap((cluster) => cluster.members.map((member) => member.path))))),
    filter("language", "anyLanguage", unique(clusters.flatMap((cluster) => cluster.members.map((member) => member.language))).map((name) => [name, t(name)])),
    filter("rule", "anyRule", same(unique(clusters.flatMap(rulesOf)))),
    filter("score", "anyScore", ["0.6", "0.7", "0.8", "0.9", "1"].map((score) => [score, `≥ ${score}`])),
    filter("state", "anyState", [["open", t("open")], ["decided", t("decided")]]),
    count, h("button", { title: t("acceptAllTitle"), onclick: acceptAll }, t("acceptAll")));
  const node = h("section", { class: "view split" }, h("h2", { class: "unseen", tabindex: "-1" }, t("duplicates")), bar,
    h("div", { class: "panes" }, h("div", { class: "side" }, list.node, empty), pane));
  return {
    node, list, search,
    start: () => refresh(picked),
    refresh: () => list.select(list.at),
    press: (key) => (/^[0-9mxc]$/.test(key) ? (whole(key), true) : false),
  };
}
