// The report as it came, and what is looked up in it again and again.

import { byId } from "./dom.js";

export const data = JSON.parse(byId("data").textContent);
export const { overview, clusters, findings, paths } = data;
export const rules = new Map(data.rules.map((rule) => [rule.code, rule]));

for (const finding of findings) finding.path = paths[finding.path];
for (const cluster of clusters) for (const member of cluster.members) member.path = paths[member.path];

const places = new Map();
clusters.forEach((cluster) => cluster.members.forEach((member) => {
  const key = `${member.path}\0${member.id}`;
  places.set(key, [...(places.get(key) ?? []), cluster]);
}));

// Findings on duplicates by the cluster that both of their records are in: [finding, member, other member].
export const pairs = new Map(clusters.map((cluster) => [cluster, []]));
findings.forEach((finding, at) => {
  if (!/^D00[1-4]$/.test(finding.code)) return;
  for (const cluster of places.get(`${finding.path}\0${finding.record}`) ?? []) {
    const [other] = finding.related ?? [];
    const of = cluster.members.findIndex((item) => other && paths[other[0]] === item.path && other[1] === item.line);
    const own = cluster.members.findIndex((item) => item.path === finding.path && item.id === finding.record);
    if (of >= 0) pairs.get(cluster).push([at, own, of]);
  }
});

export function rulesOf(cluster) {
  cluster.rules ??= [...new Set(pairs.get(cluster).map(([at]) => findings[at].code))].sort();
  return cluster.rules;
}

// The text that a search goes over, made once an item.
export function wordsOf(item) {
  if (item.words === undefined) {
    const members = item.members ?? [];
    const own = [item.code, item.message, item.path, item.excerpt?.[0]];
    const texts = members.flatMap((member) => [member.path, member.question, member.answer, ...(member.code ?? []).map(([, text]) => text)]);
    item.words = [...own, ...texts].filter(Boolean).join("\n").toLowerCase();
  }
  return item.words;
}

export const fits = (item, query) => query.every((word) => wordsOf(item).includes(word));
export const asked = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

export function place(path, line) {
  const part = (text) => encodeURIComponent(text);
  const route = path.split("/").map(part).join("/");
  const href = data.link.startsWith("./") && path.startsWith("/") ? `file://${route}` : data.link.replaceAll("{path}", () => route);
  return href.replaceAll("{line}", line);
}
