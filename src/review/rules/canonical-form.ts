// Group A: whether every reader sees the same document, nothing in it but what it should hold, and no secret.

import { type JsonProblem, pointerTo } from "../../json/json.ts";
import { isObject, own } from "../../json/object.ts";
import { portabilityProblem } from "../../tuf/canonical/canonical.ts";
import { ROLE_NAMES, type SignedBase } from "../../tuf/metadata/metadata.ts";
import { bounded } from "../engine/bounded.ts";
import { activeWavesOf, allDocuments, stagedRoots } from "../engine/documents.ts";
import { dropCiTwins } from "../engine/drop-ci-twins.ts";
import { CANCEL_WAVE, KEEP_EVIDENCE, ROTATE_ROOT, ROTATE_TARGETS, UPDATES } from "../engine/fixes.ts";
import type { Level, Observation, Rule } from "../engine/rule.ts";
import type { Reviewed, ReviewedTargets, Snapshot } from "../engine/snapshot.ts";
import { privateMaterial } from "../evidence/private-material.ts";
import { midSentence, pointerText, spoken, title } from "../sentences/message.ts";

export const metadataMalformed: Rule<Snapshot> = {
  id: "metadata-malformed",
  level: "error",
  when: "A document is not a JSON object with signed and signatures; its _type is not that of its role; its version is not an integer from 1; its expires is not a UTC time in whole seconds; or a root lacks one of the four roles.",
  waivable: "never",
  why: "Devices reject a document of the wrong form, and a fraction of a second in expires breaks the client.",
  fix: `If it is staged, run: ${UPDATES} cancel. If it is published: ${KEEP_EVIDENCE}`,
  sources: ["libaktualizr", "PROTOCOL §1"],
  check: (snapshot) =>
    allDocuments(snapshot)
      .filter(({ doc }) => doc === null)
      .map(({ name, malformed }) => ({
        subject: `${name}#`,
        title: title`Malformed ${midSentence(name)}: ${malformed ?? "it cannot be read"}.`,
        ...(malformed !== null && { properties: { problem: malformed } }),
      })),
};

export const canonicalNonportable: Rule<Snapshot> = {
  id: "canonical-nonportable",
  level: "error",
  raised: ["warning"],
  when: "Something signed has a character outside printable ASCII, newline, carriage return and tab, a number with fraction, exponent or a magnitude from 2^53, or a repeated member name. In CI targets this is a warning.",
  why: "Encoders write it differently, so a good signature fails on some reader.",
  fix: "Remove it where the document is made, then sign again.",
  sources: ["PROTOCOL §1", "ota-tuf RootRoleValidation"],
  check: (snapshot) =>
    dropCiTwins(
      allDocuments(snapshot).flatMap((reviewed) => {
        const { name } = reviewed;
        const level: Level = name === "ci-targets" ? "warning" : "error";
        return bounded(name, nonportablePlaces(reviewed), ({ pointer, says }) => ({
          subject: `${name}#${pointer}`,
          title: title`${spoken(name)}: at ${pointerText(pointer)}, ${says}.`,
          level,
        }));
      }),
    ),
};

interface Place {
  readonly pointer: string;
  readonly says: string;
}

/** Where `signed` is ambiguous, and where any object of the document repeats a member name. */
function nonportablePlaces(reviewed: Reviewed<SignedBase>): readonly Place[] {
  const problems = reviewed.problems.filter(isAmbiguity);
  const places = new Map<string, Place>(problems.map((problem) => [problem.pointer, problem]));
  const problem = portability(reviewed);
  if (problem && !places.has(problem.pointer)) places.set(problem.pointer, { ...problem, says: `it ${problem.says}` });
  return [...places.values()];
}

function isAmbiguity({ pointer, kind }: JsonProblem): boolean {
  return kind === "repeated-member" || pointer === "/signed" || pointer.startsWith("/signed/");
}

function portability({ doc, value }: Reviewed<SignedBase>): Place | null {
  // One form to verify means portable, and the forms are there already.
  if (doc) return doc.forms.length === 1 ? null : doc.portability;
  return isObject(value) ? portabilityProblem(own(value, "signed") ?? null, "/signed") : null;
}

export const metadataUnknownMember: Rule<Snapshot> = {
  id: "metadata-unknown-member",
  level: "warning",
  raised: ["error"],
  when: "Production targets, a Wave or a staged root have a member that this dialect of TUF does not know; an error for delegations and for a further role.",
  why: "Devices obey members such as delegations, and we would sign them.",
  fix: `If it is staged, run: ${UPDATES} cancel; if it is a Wave: ${CANCEL_WAVE}. If it is published: ${KEEP_EVIDENCE}`,
  sources: ["libaktualizr", "PROTOCOL §1"],
  check: (snapshot) => [
    ...[...snapshot.production.values(), ...waveTargets(snapshot)].flatMap((reviewed) =>
      foreignMembers(reviewed, targetsShape(reviewed.value)),
    ),
    ...dropCiTwins(stagedRoots(snapshot).flatMap((reviewed) => foreignMembers(reviewed, rootShape(reviewed.value)))),
  ],
};

function waveTargets(snapshot: Snapshot): ReviewedTargets[] {
  return activeWavesOf(snapshot).flatMap(({ targets }) => (targets ? [targets] : []));
}

/** An object of the document, where it stands and what may stand in it. */
type Shape = readonly [pointer: string, object: unknown, allowed: readonly string[]];

function targetsShape(value: unknown): readonly Shape[] {
  const signed = member(value, "signed");
  return [
    ["", value, ["signed", "signatures"]],
    ["/signed", signed, ["_type", "version", "expires", "targets"]],
    ...membersOf(signed, "targets", "/signed/targets", ["hashes", "length", "custom"]),
  ];
}

function rootShape(value: unknown): readonly Shape[] {
  const signed = member(value, "signed");
  const extras = ["consistent_snapshot", "x-changelog", "x-key-owners"];
  const keys = membersOf(signed, "keys", "/signed/keys", ["keytype", "keyval"]);
  return [
    ["", value, ["signed", "signatures", "targets-signatures"]],
    ["/signed", signed, ["_type", "version", "expires", "keys", "roles", ...extras]],
    ...keys,
    ...keys.map(([pointer, key]): Shape => [`${pointer}/keyval`, member(key, "keyval"), ["public", "private"]]),
    ["/signed/roles", member(signed, "roles"), ROLE_NAMES],
    ...membersOf(signed, "roles", "/signed/roles", ["keyids", "threshold"]),
    ["/signed/x-changelog", member(signed, "x-changelog"), ["polis-id", "message", "timestamp"]],
    ...membersOf(signed, "x-key-owners", "/signed/x-key-owners", ["polis-id", "created-at"]),
  ];
}

function member(value: unknown, name: string): unknown {
  return isObject(value) ? own(value, name) : undefined;
}

function membersOf(value: unknown, name: string, pointer: string, allowed: readonly string[]): Shape[] {
  const map = member(value, name);
  if (!isObject(map)) return [];
  return Object.entries(map).map(([key, entry]): Shape => [pointerTo(pointer, key), entry, allowed]);
}

function foreignMembers({ name, doc }: Reviewed<SignedBase>, shapes: readonly Shape[]): readonly Observation[] {
  const foreign = shapes.flatMap(([pointer, object, allowed]) =>
    (isObject(object) ? Object.keys(object) : [])
      .filter((key) => !allowed.includes(key))
      .map((key) => pointerTo(pointer, key)),
  );
  const worstFirst = [...foreign.filter(isObeyed), ...foreign.filter((at) => !isObeyed(at))];
  return bounded(name, worstFirst, (at) => ({
    subject: `${name}#${at}`,
    title: title`${spoken(name, doc?.signed.version)} has the member ${pointerText(at)}, which the format does not know.`,
    level: isObeyed(at) ? "error" : "warning",
  }));
}

/** Delegations, and any role but the four. */
function isObeyed(pointer: string): boolean {
  return pointer === "/signed/delegations" || /^\/signed\/roles\/[^/]*$/.test(pointer);
}

export const rootUnknownMember: Rule<Snapshot> = {
  id: "root-unknown-member",
  level: "warning",
  raised: ["error"],
  when: "A published root has a member that this dialect of TUF does not know; an error for delegations and for a further role.",
  why: "The next root would carry it on under our signature.",
  fix: `Sign no root with it. ${KEEP_EVIDENCE}`,
  sources: ["PROTOCOL §1"],
  check: ({ ciRoots, prodRoots }) =>
    dropCiTwins(
      [prodRoots, ciRoots].flatMap(({ chain, newest }) => {
        const last = newest ?? chain.at(-1) ?? null;
        return last ? foreignMembers(last, rootShape(last.value)) : [];
      }),
    ),
};

export const privateMaterialInMetadata: Rule<Snapshot> = {
  id: "private-material-in-metadata",
  level: "error",
  when: "A served document holds keyval.private, or text with a private key's PEM header.",
  waivable: "never",
  security: "critical",
  why: "A private key that was served is public now.",
  fix: `Run at once, by the key's role: ${ROTATE_ROOT}, or ${ROTATE_TARGETS}`,
  sources: ["TUF 6.1"],
  check: (snapshot) => [
    ...dropCiTwins(
      allDocuments(snapshot).flatMap((reviewed) =>
        bounded(reviewed.name, privateMaterial(reviewed), (pointer) =>
          exposed(`${reviewed.name}#${pointer}`, spoken(reviewed.name)),
        ),
      ),
    ),
    ...(privateMaterial({ value: { key: snapshot.onlineKey }, doc: null }).length > 0
      ? [exposed("ci-targets#", "The Factory's answer for ci-targets.pub")]
      : []),
  ],
};

function exposed(subject: string, where: string): Observation {
  return {
    subject,
    title: title`${where} holds private key material at ${pointerText(subject.slice(subject.indexOf("#") + 1))}.`,
  };
}

/** Group A in the catalogue's order. */
export const canonicalFormRules: readonly Rule<Snapshot>[] = [
  metadataMalformed,
  canonicalNonportable,
  metadataUnknownMember,
  privateMaterialInMetadata,
  rootUnknownMember,
];
