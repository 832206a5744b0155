// The first view: how much there is, how much of it is wrong, and where to begin.

import { bars, columns, figure, heat, lines } from "./charts.js";
import { data, overview, paths, rules } from "./data.js";
import { h } from "./dom.js";
import { number, percent, size, t } from "./strings.js";

const SEVERITIES = ["error", "warning", "info"];
const RULES = 18, FILES = 14, HEAT = 12;

const files = overview.files.map((file) => ({ ...file, path: paths[file.path] }));

function tiles() {
  const { documents, records, clusters, redundant, saves, fences, broken } = overview;
  const share = fences ? percent((fences - broken) / fences) : "–";
  const found = [
    [number(documents), t("documents")], [number(records), t("records")], [number(clusters), t("clusters"), "#duplicates"],
    [number(redundant), t("redundant"), "#duplicates"], [size(saves), t("saves")],
    [share, t("runs", number(fences)), null, t("runsTitle")],
    ...SEVERITIES.map((name) => [number(overview[name]), t(`${name}s`), "#findings"]),
  ];
  return h("dl", { class: "tiles" }, found.map(([value, name, href, title]) =>
    h("div", { title }, h("dt", null, name), h("dd", null, href ? h("a", { href }, value) : value))));
}

function families() {
  const counts = new Map();
  for (const { code, severity, count } of data.rules) {
    const row = counts.get(code[0]) ?? { error: 0, warning: 0, info: 0 };
    row[severity] += count;
    counts.set(code[0], row);
  }
  const cell = (count) => h("td", { class: count ? "" : "zero" }, number(count));
  return h("section", { class: "card" }, h("h2", null, t("byFamily")), h("table", { class: "plain" },
    h("thead", null, h("tr", null, h("th", { scope: "col" }, t("family")), SEVERITIES.map((name) => h("th", { scope: "col" }, t(name))), h("th", { scope: "col" }, t("all")))),
    h("tbody", null, [...counts].sort().map(([family, row]) => h("tr", null, h("th", { scope: "row" }, h("strong", null, family), ` ${t(`family${family}`)}`),
      SEVERITIES.map((name) => cell(row[name])), cell(SEVERITIES.reduce((sum, name) => sum + row[name], 0)))))));
}

function worst(pick) {
  const names = [...SEVERITIES, "redundant"];
  return h("section", { class: "card wide" }, h("h2", null, t("worst")), h("div", { class: "scroll", tabindex: "0" }, h("table", { class: "plain files" },
    h("thead", null, h("tr", null, h("th", { scope: "col" }, t("file")), h("th", { scope: "col" }, t("records")), names.map((name) => h("th", { scope: "col" }, t(name))))),
    h("tbody", null, files.slice(0, FILES).map((file) => h("tr", null,
      h("th", { scope: "row" }, h("button", { class: "link path", onclick: () => pick({ file: file.path }) }, file.path)),
      ["records", ...names].map((name) => h("td", { class: file[name] ? "" : "zero" }, number(file[name])))))))));
}

function byRule(found, pick) {
  const shown = found.slice(0, RULES);
  const said = t("chartRules", number(found.reduce((sum, rule) => sum + rule.count, 0)), found.length, `${found[0].code} ${found[0].name}`);
  const drawing = bars(shown, (rule) => pick({ rule: rule.code }));
  const made = figure(t("byRule"), said, drawing, [t("rule"), t("count")], found.map((rule) => [`${rule.code} ${rule.name}`, number(rule.count)]));
  made.querySelector(".drawing").append(h("p", { class: "legend" }, SEVERITIES.map((name) => h("span", { class: name }, t(name))),
    found.length > RULES ? t("others", found.length - RULES) : ""));
  return made;
}

function ofClusters() {
  const sizes = overview.sizes.map((row) => ({ label: number(row.members), count: row.clusters }));
  const alike = overview.similarity.map((row) => ({ label: row.from.toFixed(2), count: row.members }));
  const told = (rows) => rows.filter((row) => row.count).map((row) => `${row.label}: ${row.count}`).join(", ");
  const table = (rows) => rows.map((row) => [row.label, number(row.count)]);
  return [
    figure(t("sizes"), t("chartSizes", told(sizes)), columns(sizes.slice(0, 12)), [t("members"), t("clusters")], table(sizes)),
    figure(t("similarity"), t("chartSimilarity", told(alike)), columns(alike), [t("score"), t("members")], table(alike)),
  ];
}

function trend() {
  const runs = overview.history;
  const series = [["error", t("errors")], ["warning", t("warnings")], ["redundant", t("redundant")]];
  const said = t("chartTrend", runs.length, runs[0].error, runs.at(-1).error, runs[0].redundant, runs.at(-1).redundant);
  return figure(t("trend"), said, lines(runs, series), [t("time"), ...series.map(([, name]) => name)],
    runs.map((run) => [run.time, ...series.map(([key]) => number(run[key]))]));
}

function heatOf(found, pick) {
  const codes = found.slice(0, HEAT).map((rule) => rule.code).sort();
  const shown = files.filter((file) => codes.some((code) => file.rules[code])).slice(0, FILES);
  return figure(t("heat"), t("chartHeat", shown.length, codes.length), heat(shown, codes, (file) => pick({ file: file.path })),
    [t("file"), ...codes], shown.map((file) => [file.path, ...codes.map((code) => number(file.rules[code] ?? 0))]));
}

// Returns the view; `pick` is called with the rule or the file that findings are wanted of.
export function overviewView(pick) {
  const found = [...rules.values()].sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1));
  return h("section", { class: "view overview" }, h("h2", { class: "unseen", tabindex: "-1" }, t("overview")), tiles(),
    h("div", { class: "cards" },
      h("div", { class: "stack" },
        found.length ? [byRule(found, pick), heatOf(found, pick)] : h("p", { class: "card empty" }, t("noFindings"))),
      h("div", { class: "stack" },
        overview.history.length ? trend() : null,
        found.length ? families() : null,
        overview.clusters ? ofClusters() : h("p", { class: "card empty" }, t("noClusters"))),
      files.length ? worst(pick) : null));
}
