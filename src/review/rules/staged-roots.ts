// Group M, continued: may the staged roots be applied as they are? Their version, signatures and thresholds, and
// what becomes of the targets that production has.

import { own } from "../../json/object.ts";
import { expiresBefore } from "../../tuf/metadata/expiry.ts";
import { Doc, type RootSigned, type TargetsSigned } from "../../tuf/metadata/metadata.ts";
import type { Signature } from "../../tuf/metadata/signature.ts";
import { liveTargets } from "../engine/documents.ts";
import { UPDATES } from "../engine/fixes.ts";
import type { Level, Observation, Rule } from "../engine/rule.ts";
import type { ReviewedUpdates, Snapshot } from "../engine/snapshot.ts";
import { countableKeys, onlineTargets } from "../evidence/role-keys.ts";
import { onceForBothFlavours, type StagedPair, stagedRootsOf } from "../evidence/staged.ts";
import { type ValidSignatures, validSignatures } from "../evidence/valid-signatures.ts";
import { keptKeyids, keyidList, spoken, title } from "../sentences/message.ts";

export const stagedVersion: Rule<Snapshot> = {
  id: "staged-version",
  level: "error",
  when: "The staged root's version is not the newest root's plus 1.",
  waivable: "never",
  why: "A device takes exactly the next version, and no other.",
  fix: `Run: ${UPDATES} cancel, then: ${UPDATES} init --changelog <why>`,
  sources: ["ota-tuf RootRoleValidation", "TUF 5.3.5"],
  check: (snapshot) =>
    stagedRootsOf(snapshot)
      .filter(({ doc, currentVersion }) => currentVersion > 0 && doc.signed.version !== currentVersion + 1)
      .map((staged) => ({
        subject: `${staged.name}#/signed/version`,
        title: title`${staged.spoken} of ${snapshot.factory} follows v${staged.currentVersion}; it must have version ${staged.currentVersion + 1}.`,
      })),
};

/** An open update may lack what somebody is still to bring; one that is about to be applied may not. */
function levelAt({ stage }: Snapshot): Level {
  return stage === "apply" ? "error" : "note";
}

export const stagedSignaturesInsufficient: Rule<Snapshot> = {
  id: "staged-signatures-insufficient",
  level: "note",
  raised: ["error"],
  when: "The staged root lacks signatures of the current or of its own root keys; an error when it is about to be applied.",
  waivable: "not-as-error-at-apply",
  why: "The root keys of the current and of the new version must both have signed it.",
  fix: `Each of their holders runs: ${UPDATES} sign --keys <root.tgz>. Any later change clears the signatures.`,
  sources: ["ota-tuf RootRoleValidation", "TUF 5.3.4"],
  check: (snapshot) =>
    stagedRootsOf(snapshot).flatMap((staged) => {
      const { doc, current } = staged;
      const byNew = validSignatures(doc, doc, "root");
      const byCurrent = current && validSignatures(doc, current, "root");
      const observe = (by: string, pointer: string, found: ValidSignatures): Observation[] =>
        found.met ? [] : [lacking(staged, by, pointer, found, levelAt(snapshot))];
      if (!byCurrent || isSameQuorum(doc.signed, current.signed)) return observe("the", "/signatures", byNew);
      return [...observe("the current", "/signatures", byCurrent), ...observe("the new", "/signed/roles/root", byNew)];
    }),
};

function isSameQuorum({ roles: { root: a } }: RootSigned, { roles: { root: b } }: RootSigned): boolean {
  return a.threshold === b.threshold && [...a.keyids].sort().join() === [...b.keyids].sort().join();
}

function lacking(
  { name, spoken: what }: StagedPair,
  by: string,
  pointer: string,
  { signedBy, threshold, missing }: ValidSignatures,
  level: Level,
): Observation {
  const whose = missing.length > 0 ? `, missing ${keyidList(missing)}` : "";
  return {
    subject: `${name}#${pointer}`,
    title: title`${what}: ${signedBy.length} of ${threshold} signatures by ${by} root keys${whose}.`,
    level,
    properties: { signedBy: keptKeyids(signedBy), missing: keptKeyids(missing) },
  };
}

export const stagedStrandsTargets: Rule<Snapshot> = {
  id: "staged-strands-targets",
  level: "note",
  raised: ["error"],
  when: "Under the staged root, production targets or an active Wave would fall below their threshold; an error when it is about to be applied.",
  waivable: "not-as-error-at-apply",
  why: "Once the update is applied, devices would refuse what production has now.",
  fix: `Each holder of a targets key runs: ${UPDATES} sign-prod-targets --keys <targets.tgz>`,
  sources: ["fioctl 9b0a6e7"],
  check: (snapshot) => {
    const { updates, prodRoot } = snapshot;
    const staged = stagedRootsOf(snapshot).find(({ flavour }) => flavour === "prod");
    if (!updates || !staged) return [];
    return liveTargets(snapshot).flatMap(({ flavour, reviewed, tag }): Observation[] => {
      if (flavour !== "prod" || !reviewed.doc) return [];
      const { name, doc } = reviewed;
      const after = validSignatures(resigned(doc, stagedSignatures(updates, name)), staged.doc, "targets");
      const count = after.signedBy.length + presumedOnline(updates, staged.doc.signed, after);
      if (count >= after.threshold) return [];
      const now = prodRoot && validSignatures(doc, prodRoot, "targets");
      const isNoWorse = now && !now.met && count >= now.signedBy.length && after.threshold <= now.threshold;
      if (isNoWorse) return [];
      return [
        {
          subject: `${name}#/signatures`,
          title: title`${spoken(name, doc.signed.version)} keeps ${count} of ${after.threshold} signatures under the staged root.`,
          level: levelAt(snapshot),
          properties: { ...(tag !== null && { tag }), missing: keptKeyids(after.missing) },
        },
      ];
    });
  },
};

/** The signatures that travel with the update for a document named `prod-targets/<tag>` or `wave/<wave>`. */
function stagedSignatures({ targetsSignatures, wavesSignatures }: ReviewedUpdates, name: string): readonly Signature[] {
  const [kind, key] = [name.slice(0, name.indexOf("/")), name.slice(name.indexOf("/") + 1)];
  return own(kind === "wave" ? wavesSignatures : targetsSignatures, key) ?? [];
}

/** The document as it is once `added` replaces what the same keys have signed before. */
function resigned(doc: Doc<TargetsSigned>, added: readonly Signature[]): Doc<TargetsSigned> {
  return added.length === 0 ? doc : new Doc(doc.where, doc.signed, [...added, ...doc.signatures], doc.problems);
}

/** 1 when the update brings a new online targets key, which signs by itself once it is applied; else 0. */
function presumedOnline(updates: ReviewedUpdates, staged: RootSigned, { signedBy }: ValidSignatures): 0 | 1 {
  const before = own(updates.currentOnline, "targets") ?? [];
  const listed = new Set(countableKeys(staged, "targets").map(({ keyid }) => keyid));
  const comes = (own(updates.updatedOnline, "targets") ?? []).some(
    (keyid) => !before.includes(keyid) && listed.has(keyid) && !signedBy.includes(keyid),
  );
  return comes ? 1 : 0;
}

export const stagedWeakens: Rule<Snapshot> = {
  id: "staged-weakens",
  level: "error",
  when: "The staged root lowers the root or the production targets threshold, has fewer root or offline targets keys, or expires earlier.",
  why: "Fewer people, or less time, would then be enough to take over or to stop the fleet.",
  fix: `Restore the value in the update, or run: ${UPDATES} cancel; if it is intended, write a waiver.`,
  sources: ["Uptane deployment considerations"],
  check: (snapshot) =>
    onceForBothFlavours(
      stagedRootsOf(snapshot).flatMap(({ name, spoken: what, doc, current }) => {
        if (!current) return [];
        const [before, after] = [current.signed, doc.signed];
        const online = new Set([
          ...onlineTargets(snapshot),
          ...(own(snapshot.updates?.updatedOnline ?? {}, "targets") ?? []),
        ]);
        const offline = (root: RootSigned) =>
          countableKeys(root, "targets").filter(({ usable }) => !online.has(usable!.keyid)).length;
        const rootKeys = (root: RootSigned) => countableKeys(root, "root").length;
        const roles = "/signed/roles";
        const lowered = (pointer: string, quantity: string, from: number, to: number): Observation[] =>
          to >= from
            ? []
            : [{ subject: `${name}#${pointer}`, title: title`${what} lowers ${quantity} from ${from} to ${to}.` }];
        return [
          ...lowered(
            `${roles}/root/threshold`,
            "the root threshold",
            before.roles.root.threshold,
            after.roles.root.threshold,
          ),
          ...lowered(
            `${roles}/targets/threshold`,
            "the targets threshold",
            before.roles.targets.threshold,
            after.roles.targets.threshold,
          ),
          ...lowered(`${roles}/root/keyids`, "the number of root keys", rootKeys(before), rootKeys(after)),
          ...lowered(`${roles}/targets/keyids`, "the number of offline targets keys", offline(before), offline(after)),
          ...earlier(name, what, before.expires, after.expires),
        ];
      }),
    ),
};

function earlier(name: string, what: string, before: string, after: string): Observation[] {
  if (!expiresBefore(after, before)) return [];
  return [
    {
      subject: `${name}#/signed/expires`,
      title: title`${what} expires at ${after}, before the current one at ${before}.`,
    },
  ];
}
