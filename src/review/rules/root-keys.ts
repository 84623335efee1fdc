// Group C: whether the root role rests on offline keys, on more than one, and on one more than it needs.
import { chainDocs, isInUse, leadingRoot } from "../documents.ts";
import { UPDATES } from "../fixes.ts";
import { keptKeyids, keyidList, shortKeyid } from "../keyid-text.ts";
import { title } from "../message.ts";
import { countableKeys, keysOf } from "../role-keys.ts";
import type { Level, Rule } from "../rule.ts";
import type { Snapshot } from "../snapshot.ts";
import { midSentence, spoken } from "../spoken.ts";

export const rootKeyOnline: Rule<Snapshot> = {
  id: "root-key-online",
  level: "warning",
  raised: ["error"],
  why: "The vendor generated that key and stores it online: whoever takes it from there owns the fleet.",
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
        title: title`Root key ${shortKeyid(keyid)} of ${midSentence(root.name, version)} is the one root 1 was made with.`,
        level,
        properties: { keyid },
      }));
  },
};

export const rootThresholdOne: Rule<Snapshot> = {
  id: "root-threshold-one",
  level: "warning",
  why: "One stolen key owns the fleet.",
  fix: `Run: ${UPDATES} add-offline-key --role root --keys <other.tgz>, then ${UPDATES} set-threshold --role root 2`,
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
  why: "Losing one key ends all key changes, and with the expiry of the root all updates.",
  fix: `Run: ${UPDATES} add-offline-key --role root --keys <other.tgz>`,
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
