// What has been decided: for a cluster its keeper and a letter a member (d drop, m merge, k keep, x not a duplicate),
// for a finding the reason why it is ignored. Kept in this browser under the hash of the report.

import { clusters, data, findings } from "./data.js";

const KEY = `askew:${data.hash}`;
const made = { clusters: {}, findings: {} };
const past = [];
const watchers = [];
let waiting = 0;

let kept = true;
export const keeps = () => kept;
export const choice = (cluster) => made.clusters[cluster.id];
export const ignoredFor = (at) => made.findings[at];
export const watch = (watcher) => watchers.push(watcher);

export const decidedClusters = () => clusters.filter((cluster) => choice(cluster));
export const ignoredFindings = () => Object.keys(made.findings).map(Number).sort((one, other) => one - other);

export function load() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    const ids = new Map(clusters.map((cluster) => [cluster.id, cluster.members.length]));
    for (const [id, item] of Object.entries(stored.clusters ?? {})) {
      if (ids.get(id) === item.picks.length) made.clusters[id] = item;
    }
    for (const [at, reason] of Object.entries(stored.findings ?? {})) if (findings[at]) made.findings[at] = reason;
  } catch {
    kept = false;
  }
}

export function save() {
  clearTimeout(waiting);
  try {
    localStorage.setItem(KEY, JSON.stringify(made));
  } catch {
    kept = false;
  }
}

function put([table, key, value]) {
  const before = made[table][key];
  if (value === undefined) delete made[table][key];
  else made[table][key] = value;
  return [table, key, before];
}

function changed() {
  clearTimeout(waiting);
  waiting = setTimeout(save, 300);
  watchers.forEach((watcher) => watcher());
}

// Make decisions, [table, key, value] each, that one undo takes back together.
export function decide(changes) {
  past.push(changes.map(put).reverse());
  changed();
}

export function undo() {
  const last = past.pop();
  if (last === undefined) return false;
  last.forEach(put);
  changed();
  return true;
}

export const forCluster = (cluster, value) => ["clusters", cluster.id, value];
export const forFinding = (at, reason) => ["findings", at, reason];

addEventListener("pagehide", save);
