// Decisions in the shape of schemas/decisions.schema.json.

import { clusters, data, findings, pairs } from "./data.js";
import { choice, ignoredFindings, ignoredFor } from "./store.js";

const ACTIONS = { d: "drop", m: "merge", k: "keep" };
const nameOf = (member) => `${member.path}\0${member.id}`;

const recordOf = ({ path, id, digest, line, question }) => ({ path, id, digest, line, question });

function findingOf(at) {
  const { fingerprint, code, path, hint, message } = findings[at];
  return { fingerprint, code, path, hint: hint ?? message };
}

const withNote = (item, note) => (note ? { ...item, note } : item);

// What goes, and for what: a record may be in two clusters, and what is kept in one may go in the other.
function going() {
  const found = new Map();
  for (const cluster of clusters) {
    const { keeper, picks } = choice(cluster) ?? { picks: "" };
    [...picks].forEach((pick, at) => {
      const member = cluster.members[at];
      if ((pick === "d" || pick === "m") && !found.has(nameOf(member))) {
        found.set(nameOf(member), { pick, member, keeper: cluster.members[keeper], note: choice(cluster).note });
      }
    });
  }
  return found;
}

function final(member, gone) {
  const seen = new Set();
  while (gone.has(nameOf(member)) && !seen.has(nameOf(member))) {
    seen.add(nameOf(member));
    member = gone.get(nameOf(member)).keeper;
  }
  return gone.has(nameOf(member)) ? null : member;
}

export function exported() {
  const gone = going();
  const list = [];
  for (const item of [...gone.values()]) {
    const keeper = final(item.keeper, gone);
    if (keeper === null) gone.delete(nameOf(item.member)); // each was to go for the other: one stays
    else list.push(withNote({ action: ACTIONS[item.pick], record: recordOf(item.member), keeper: recordOf(keeper) }, item.note));
  }
  const stays = new Set();
  for (const cluster of clusters.filter(choice)) {
    const { picks, reason, note } = choice(cluster);
    cluster.members.forEach((member, at) => {
      if (picks[at] === "k" && !gone.has(nameOf(member)) && !stays.has(nameOf(member))) {
        stays.add(nameOf(member));
        list.push(withNote({ action: "keep", record: recordOf(member) }, note));
      }
    });
    const apart = cluster.members.map((_, at) => at).filter((at) => picks[at] === "x");
    if (apart.length) {
      const all = new Set([choice(cluster).keeper, ...apart]);
      const records = [...all].sort((one, other) => one - other).map((at) => recordOf(cluster.members[at]));
      const about = pairs.get(cluster).filter(([, own, of]) => picks[own] === "x" || picks[of] === "x");
      list.push({ action: "distinct", records, findings: about.map(([at]) => findingOf(at)), reason });
    }
  }
  for (const at of ignoredFindings()) list.push({ action: "ignore", finding: findingOf(at), reason: ignoredFor(at) });
  return { version: 1, askew: data.askew, decisions: list };
}

export function download() {
  const found = exported();
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(found, null, 2)}\n`], { type: "application/json" }));
  const link = document.createElement("a");
  Object.assign(link, { href: url, download: "decisions.json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  return found.decisions.length;
}
