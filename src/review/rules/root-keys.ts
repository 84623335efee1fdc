// Group C: whether the root role rests on offline keys, on more than one, and on one more than it needs.
import { chainDocs, isInUse, leadingRoot } from "../engine/documents.ts";
import { inTransaction, UPDATES } from "../engine/fixes.ts";
import type { Level, Rule } from "../engine/rule.ts";
import type { Snapshot } from "../engine/snapshot.ts";
import { countableKeys, keysOf } from "../evidence/role-keys.ts";
import { keptKeyids, keyidList, midSentence, shortKeyid, spoken, title } from "../sentences/message.ts";

export const rootKeyOnline: Rule<Snapshot> = {
  id: "root-key-online",
  level: "warning",
  raised: ["error"],
  when: "A key of the newest root's root role was in root 1 already. A warning while root 1 is the newest and nothing is in production.",
  why: "The vendor made that key and keeps it online: whoever steals it there controls the fleet.",
  fix: "Run: factory-tuf keys rotate --role root --first-time --keys <root.tgz>",
  sources: ["the vendor's guide to offline keys"],
  check: (snapshot) => {
    const root = leadingRoot(snapshot);
    const first = (chainDocs(snapshot.ciRoots)[0] ?? chainDocs(snapshot.prodRoots)[0])?.doc;
    if (!root || !first) return [];
    const { version } = root.doc.signed;
    const level: Level = version === 1 && !isInUse(snapshot) ? "warning" : "error";
    const online = new Set(keysOf(first.signed, "root").map(({ material }) => material));
    return keysOf(root.doc.signed, "root")
      .filter(({ material }) => material !== null && online.has(material))
      .map(({ keyid }) => ({
        subject: `${root.name}#/signed/roles/root`,
        title: title`Root key ${shortKeyid(keyid)} of ${midSentence(root.name, version)} is the original key from root 1.`,
        level,
        properties: { keyid },
      }));
  },
};

export const rootThresholdOne: Rule<Snapshot> = {
  id: "root-threshold-one",
  level: "warning",
  when: "The root role asks for 1 signature.",
  why: "Whoever steals one key controls the fleet.",
  fix: `Run: ${inTransaction(`${UPDATES} add-offline-key --role root --keys <other.tgz>, then ${UPDATES} set-threshold 2 --role root`, ["<other.tgz>"])}`,
  sources: ["Uptane deployment considerations", "rust-tuf"],
  check: (snapshot) => {
    const root = leadingRoot(snapshot);
    if (root?.doc.signed.roles.root.threshold !== 1) return [];
    const subject = `${root.name}#/signed/roles/root/threshold`;
    return [{ subject, title: title`${spoken(root.name, root.doc.signed.version)} has the root threshold 1, not 2.` }];
  },
};

export const rootNoSpareKey: Rule<Snapshot> = {
  id: "root-no-spare-key",
  level: "warning",
  when: "There are as many distinct root keys as the root threshold.",
  why: "If one key is lost, no key can be changed any more, and all updates stop when the root expires.",
  fix: `Run: ${inTransaction(`${UPDATES} add-offline-key --role root --keys <other.tgz>`)}`,
  sources: ["the vendor's guide to offline keys"],
  check: (snapshot) => {
    const root = leadingRoot(snapshot);
    if (!root) return [];
    const { roles, version } = root.doc.signed;
    const keyids = countableKeys(root.doc.signed, "root").map(({ keyid }) => keyid);
    if (keyids.length !== roles.root.threshold) return [];
    const needs = `${keyids.length} of its ${keyids.length} root keys`;
    return [
      {
        subject: `${root.name}#/signed/roles/root`,
        title: title`${spoken(root.name, version)} needs ${needs} (${keyidList(keyids)}), none to spare.`,
        properties: { ...(keyids.length === 1 && { keyid: keyids[0]! }), keyids: keptKeyids(keyids) },
      },
    ];
  },
};

/** Group C in the catalogue's order. */
export const rootKeysRules: readonly Rule<Snapshot>[] = [rootKeyOnline, rootThresholdOne, rootNoSpareKey];
