// Group I: do the two flavours of the roots say the same?

import { sameJson } from "../../json/difference.ts";
import { pointerTo } from "../../json/json.ts";
import { isObject, isPlainObject, own } from "../../json/object.ts";
import { counted } from "../../text/sentence.ts";
import { highestVersion, isInUse } from "../engine/documents.ts";
import { KEEP_EVIDENCE, UPDATES } from "../engine/fixes.ts";
import { allRoots } from "../engine/needs.ts";
import type { Observation, Rule } from "../engine/rule.ts";
import type { ReviewedRoot, Snapshot } from "../engine/snapshot.ts";
import { title } from "../sentences/message.ts";

export const flavourVersionSkew: Rule<Snapshot> = {
  id: "flavour-version-skew",
  level: "error",
  raised: ["note"],
  when: "The newest CI root and the newest production root have different versions; a note while production is missing and not in use.",
  needs: allRoots,
  why: "Both flavours of a root are published together, so an update stopped halfway, or somebody holds one of them back.",
  fix: `Run: ${UPDATES} apply once more. If that does not help: ${lower(KEEP_EVIDENCE)}`,
  sources: ["PROTOCOL §1"],
  check: (snapshot) => {
    const [ci, prod] = [highestVersion(snapshot.ciRoots), highestVersion(snapshot.prodRoots)];
    if (ci === prod || isUnread(snapshot, "ci-root") || isUnread(snapshot, "prod-root")) return [];
    const subject = "prod-root#/signed/version";
    if (prod === 0) {
      const sentence = title`CI root of ${snapshot.factory} is at v${ci}, and there is no production root.`;
      if (isInUse(snapshot)) return [{ subject, title: sentence }];
      const consequence = "Nothing is released, so no device needs one yet.";
      return [{ subject, title: sentence, consequence, level: "note" }];
    }
    const sentence = title`CI root of ${snapshot.factory} is at v${ci}, production root at v${prod}; they must be equal.`;
    return [{ subject, title: sentence }];
  },
};

/** What could not be read is not missing: `input-unavailable` tells of it. */
function isUnread({ unavailable }: Snapshot, doc: string): boolean {
  return unavailable.some(({ subject }) => subject.startsWith(`${doc}#`) || subject.startsWith(`${doc}@`));
}

export const flavourContentDiverges: Rule<Snapshot> = {
  id: "flavour-content-diverges",
  level: "error",
  when: "The two flavours of a root version differ in more than the targets threshold.",
  waivable: "never",
  why: "Nothing but the targets threshold may differ between the flavours, so somebody has changed one of them.",
  fix: `If it is staged, run: ${UPDATES} cancel, and stage it again. If it is published: ${lower(KEEP_EVIDENCE)}`,
  sources: ["PROTOCOL §1", "the vendor's guide to offline keys"],
  check: ({ factory, ciRoots, prodRoots, updates }) => {
    const published = prodRoots.chain.flatMap((prod, index) => {
      const ci = ciRoots.chain[index];
      const version = index + 1;
      return prod && ci ? divergence(factory, { prod, ci, version, what: `Production root v${version}` }) : [];
    });
    const staged = updates?.staged;
    if (!staged?.ci || !staged.prod) return published;
    const pair = { prod: staged.prod, ci: staged.ci, version: null, what: "Staged production root" };
    return [...published, ...divergence(factory, pair)];
  },
};

interface Pair {
  readonly prod: ReviewedRoot;
  readonly ci: ReviewedRoot;
  /** Null for staged roots, which are always of a later version than 1. */
  readonly version: number | null;
  readonly what: string;
}

function divergence(factory: string, { prod, ci, version, what }: Pair): Observation[] {
  const [mine, theirs] = [signedOf(prod), signedOf(ci)];
  const pointers = version === 1 ? differing(mine, theirs) : differing(comparable(mine), comparable(theirs));
  const [first] = pointers;
  if (first === undefined) return [];
  const more = pointers.length > 1 ? ` and at ${counted(pointers.length - 1, "more place")}` : "";
  return [
    {
      subject: `${prod.name}#/signed`,
      title: title`${what} of ${factory} differs from the CI root at ${first}${more}.`,
      properties: { pointers },
    },
  ];
}

function signedOf({ value }: ReviewedRoot): unknown {
  return isObject(value) ? own(value, "signed") : undefined;
}

/** Without `roles.targets.threshold`, the one member that tells the flavours apart. */
function comparable(signed: unknown): unknown {
  if (!isObject(signed) || !isObject(signed.roles) || !isObject(signed.roles.targets)) return signed;
  const { threshold: _flavour, ...targets } = signed.roles.targets;
  return { ...signed, roles: { ...signed.roles, targets } };
}

/** So many pointers are listed. */
const MAX_POINTERS = 20;

/** Where two values differ, from `/signed` on, in canonical order. */
function differing(a: unknown, b: unknown): string[] {
  const found: string[] = [];
  collect(a, b, "/signed", found);
  return found;
}

function collect(a: unknown, b: unknown, pointer: string, found: string[]): void {
  if (found.length >= MAX_POINTERS) return;
  const names = membersOf(a, b);
  if (!names) {
    if (!sameJson(a, b)) found.push(pointer);
    return;
  }
  for (const name of names) collect(member(a, name), member(b, name), pointerTo(pointer, name), found);
}

/** Names or indices of two objects or two lists; null for anything else. */
function membersOf(a: unknown, b: unknown): readonly string[] | null {
  if (Array.isArray(a) && Array.isArray(b)) return Object.keys(a.length > b.length ? a : b);
  if (!isPlainObject(a) || !isPlainObject(b)) return null;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
}

function member(value: unknown, name: string): unknown {
  return isObject(value) ? own(value, name) : undefined;
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** Group I, in the order of the catalogue. */
export const divergenceRules: readonly Rule<Snapshot>[] = [flavourVersionSkew, flavourContentDiverges];
