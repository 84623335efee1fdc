import {
  diffRoots,
  rootSignatures
} from "./chunk-LES6HKAG.js";
import {
  signaturesOf
} from "./chunk-O5EBADGZ.js";
import {
  docHash
} from "./chunk-4JYO5QL4.js";
import {
  MIN_PRODUCTION_THRESHOLD
} from "./chunk-BGMERYWA.js";
import {
  ROLE_NAMES,
  isObject
} from "./chunk-WZUTCMIT.js";
import {
  isExpired
} from "./chunk-YTDV4JX6.js";

// src/commands/root-work/active-waves.ts
async function activeWaves({ factory }) {
  let { waves } = await factory.waves({ limit: 100, page: 1, status: "active" });
  return waves.filter(({ status }) => status === "active").map(({ name }) => name);
}

// src/commands/root-work/staged-standing.ts
function standingOf(work, activeWaves2, now) {
  let { roots, ci, prod, updates } = work, meta = updates["change-meta"] ?? {}, counts = countsOf(work);
  return {
    version: prod.doc.signed.version,
    digest: `sha256:${docHash(prod.doc)}`,
    startedBy: meta["created-by"] ?? "",
    startedAt: meta["created-at"] ?? "",
    changelog: ci.doc.signed["x-changelog"]?.message ?? "",
    changes: diffRoots(roots.prod.signed, prod.doc.signed, now),
    resigned: resignedIn(work),
    counts,
    blockers: blockersOf(work, counts, activeWaves2, now),
    serverSays: serverNotes(updates.issues?.errors).concat(serverNotes(updates.issues?.warnings))
  };
}
function missingSigners(counts) {
  let missing = counts.filter(({ met }) => !met).flatMap((count) => count.missing);
  return [...new Map(missing.map((holder) => [holder.keyid, holder])).values()];
}
function countsOf({ roots, ci, prod }) {
  return [
    { flavour: "ci", staged: ci.doc, current: roots.ci },
    { flavour: "prod", staged: prod.doc, current: roots.prod }
  ].flatMap(({ flavour, staged, current }) => {
    let { current: byCurrent, own: byOwn } = rootSignatures(staged, current), count = (by, tally, root) => ({
      flavour,
      by,
      ...signaturesOf(tally, root.signed, "")
    });
    return [count("current", byCurrent, current), count("new", byOwn, staged)];
  });
}
function blockersOf({ roots, prod, isProdStaged, online }, counts, activeWaves2, now) {
  let { signed } = prod.doc, blockers = counts.filter(({ met }) => !met).map(
    ({ flavour, by, threshold, signedBy }) => `The staged ${flavour === "ci" ? "CI" : "production"} root has ${signedBy.length} of ${threshold} signatures by the ${by === "current" ? "current" : "new"} root keys.`
  );
  isProdStaged || blockers.push("Nothing is staged yet: the production root is missing."), isExpired(signed, now) && blockers.push(`The staged root expired at ${signed.expires}; devices would refuse it.`);
  for (let role of ROLE_NAMES) {
    let { keyids, threshold } = signed.roles[role], isBeforeFirstOfflineKey = role === "targets" && threshold === MIN_PRODUCTION_THRESHOLD && keyids.length === 1;
    threshold > keyids.length && !isBeforeFirstOfflineKey && blockers.push(`The ${role} role would need ${threshold} signatures and has ${keyids.length} keys.`);
  }
  let keysOf = (keyids) => [...keyids].sort().join(), targetsChange = keysOf(roots.prod.signed.roles.targets.keyids) !== keysOf(signed.roles.targets.keyids), onlineChange = keysOf(Object.values(online.current)) !== keysOf(Object.values(online.updated));
  return activeWaves2.length > 0 && (targetsChange || onlineChange) && blockers.push(`Targets or online keys change while Wave ${activeWaves2.join(", ")} is active.`), blockers;
}
function resignedIn({ ci, prod }) {
  let names = [ci.beside, prod.beside].flatMap(
    (beside) => ["targets-signatures", "waves-signatures"].flatMap((member) => {
      let map = beside[member];
      return isObject(map) ? Object.keys(map) : [];
    })
  );
  return [...new Set(names)];
}
function serverNotes(notes = []) {
  return notes.slice(0, 100).map((note) => isObject(note) ? note.message : note).filter((message) => typeof message == "string" && message !== "");
}

export {
  activeWaves,
  standingOf,
  missingSigners
};
