// Whether a pull request moves root.json or a pin only forward along what the base commit already trusts (T15).

import { own } from "../../json/object.ts";
import type { Doc, RootSigned } from "../../tuf/metadata/metadata.ts";
import { docHash, type Pin } from "../../tuf/metadata/pins.ts";
import { chainDocs, type NamedRoot } from "../engine/documents.ts";
import { pullRequest } from "../engine/needs.ts";
import type { Observation, Rule } from "../engine/rule.ts";
import type { PinChange, ReviewedRoots, Snapshot } from "../engine/snapshot.ts";
import { pinnedDocument } from "../evidence/pinned-documents.ts";
import { validSignatures } from "../evidence/valid-signatures.ts";
import { midSentence, title } from "../sentences/message.ts";

export const pinNotChained: Rule<Snapshot> = {
  id: "pin-not-chained",
  level: "error",
  when: "On a pull request, a changed trusted root or pin cannot be verified from that of the base commit.",
  waivable: "never",
  needs: pullRequest,
  why: "A pull request must not choose whom the gate trusts.",
  fix: "Write it again from a verified root: factory-tuf root pin, then factory-tuf review --update-pins",
  sources: ["DESIGN, files a repository keeps"],
  check: (snapshot) => {
    const { pinChange } = snapshot;
    return pinChange ? [...changedRoot(snapshot, pinChange), ...changedPins(snapshot, pinChange)] : [];
  },
};

function changedRoot(snapshot: Snapshot, { baseRoot, headRoot }: PinChange): Observation[] {
  if (!baseRoot) return [];
  const observe = (sentence: string): Observation[] => [{ subject: "ci-root#/signed", title: sentence }];
  if (!headRoot) return observe("The pull request removes the trusted root.json.");
  if (docHash(baseRoot) === docHash(headRoot) || follows(headRoot, baseRoot)) return [];
  if (isChained(snapshot.ciRoots, pinOfRoot(baseRoot), pinOfRoot(headRoot))) return [];
  const { version } = headRoot.signed;
  return observe(title`root.json v${version} does not follow from the base commit's v${baseRoot.signed.version}.`);
}

function pinOfRoot(root: Doc<RootSigned>): Pin {
  return { version: root.signed.version, sha256: docHash(root) };
}

/** Every pin of the base commit must stay or move forward, and every new one must be what is served. */
function changedPins(snapshot: Snapshot, { basePins, headPins }: PinChange): Observation[] {
  if (!basePins) return [];
  if (!headPins) return [{ subject: "ci-root#", title: "The pull request removes the pins." }];
  const names = new Set([...Object.keys(basePins.docs), ...Object.keys(headPins.docs)]);
  const pins = [...names].flatMap((name): Observation[] => {
    const [base, head] = [own(basePins.docs, name), own(headPins.docs, name)];
    if (!head) {
      return [{ subject: `${name}#`, title: title`The pull request removes the pin of the ${midSentence(name)}.` }];
    }
    if (isSamePin(base, head) || isForward(snapshot, name, base, head)) return [];
    const before = base ? `the base commit's v${base.version}` : "what is served";
    return [
      {
        subject: `${name}#`,
        title: title`The pin of the ${midSentence(name)}, v${head.version}, does not follow from ${before}.`,
      },
    ];
  });
  if (basePins.firstRoot === headPins.firstRoot) return pins;
  return [{ subject: "ci-root@1#", title: "The pull request changes the pin of the first root." }, ...pins];
}

function isForward(snapshot: Snapshot, name: string, base: Pin | undefined, head: Pin): boolean {
  if (base && head.version <= base.version) return false;
  if (name === "ci-root" || name === "prod-root") {
    const roots = name === "ci-root" ? snapshot.ciRoots : snapshot.prodRoots;
    return base ? isChained(roots, base, head) : isSamePin(pinOfVersion(roots, head.version), head);
  }
  const { served, pin } = pinnedDocument(snapshot, name);
  const root = name === "ci-targets" ? snapshot.ciRoot : snapshot.prodRoot;
  if (!served?.doc || !root || !isSamePin(pin ?? undefined, head)) return false;
  return validSignatures(served.doc, root, "targets").met;
}

function pinOfVersion({ chain }: ReviewedRoots, version: number): Pin | undefined {
  const doc = chain[version - 1]?.doc;
  return doc ? pinOfRoot(doc) : undefined;
}

function isSamePin(a: Pin | undefined, b: Pin): boolean {
  return a?.version === b.version && a.sha256 === b.sha256;
}

/** Do the served roots lead from one pin to the other, each signed by the one before and by itself? */
function isChained(roots: ReviewedRoots, from: Pin, to: Pin): boolean {
  if (to.version <= from.version) return false;
  if (!isSamePin(pinOfVersion(roots, from.version), from) || !isSamePin(pinOfVersion(roots, to.version), to)) {
    return false;
  }
  const steps = chainDocs(roots).slice(from.version - 1, to.version);
  return steps.every((root, index) => index === 0 || (root !== null && followsNamed(root, steps[index - 1] ?? null)));
}

function followsNamed(root: NamedRoot, previous: NamedRoot | null): boolean {
  return previous !== null && follows(root.doc, previous.doc);
}

/** A device at `previous` would take `root`. */
function follows(root: Doc<RootSigned>, previous: Doc<RootSigned>): boolean {
  return (
    root.signed.version === previous.signed.version + 1 &&
    validSignatures(root, previous, "root").met &&
    validSignatures(root, root, "root").met
  );
}
