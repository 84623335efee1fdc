// Groups J and K over a whole snapshot: the same rules that stand before a signature, on what is served. Decides
// which targets of which document each of them looks at.

import { isObject, own } from "../../json/object.ts";
import { plainVersion } from "../../tuf/metadata/version.ts";
import { deviceRefuses } from "../rules/clients.ts";
import { metadataTooLarge, type SizedRole, sizeObservations } from "../rules/device-limits.ts";
import { targetsSkippedByClients } from "../rules/skipped-targets.ts";
import {
  hardwareCoverageLost,
  prodTargetProvenance,
  targetAppForeign,
  targetAppUnpinned,
  targetMalformed,
  targetNoDelta,
  targetUnselectable,
} from "../rules/targets-content.ts";
import type { Observation, ReviewPolicy, Rule, TimelessRule } from "./rule.ts";
import type { ReviewedRoots, ReviewedTargets, Snapshot } from "./snapshot.ts";
import type { JudgedTarget, TargetsContent } from "./subject.ts";

type Targets = Readonly<Record<string, JudgedTarget>>;

/** One document, whole and its newest version. */
interface Contents {
  readonly all: TargetsContent;
  readonly newest: TargetsContent;
  readonly older: TargetsContent;
}

/** What of a document a rule judges. Of CI targets it is the newest version always: old builds stay as they are. */
type Scope = "all" | "newest";

function over(rule: TimelessRule<TargetsContent>, scope: Scope): Rule<Snapshot> {
  const check = (snapshot: Snapshot, policy: ReviewPolicy) =>
    contentsOf(snapshot).flatMap((contents) => rule.check(contents[scope], policy));
  return { ...rule, check };
}

/** Group J in the catalogue's order. */
export const targetsContentRules: readonly Rule<Snapshot>[] = [
  over(targetMalformed, "all"),
  { ...targetUnselectable, check: checkSelectable },
  { ...prodTargetProvenance, check: checkProvenance },
  over(targetAppUnpinned, "all"),
  over(targetAppForeign, "all"),
  over(hardwareCoverageLost, "newest"),
  over(targetNoDelta, "newest"),
];

/** Group K. */
export const deviceLimitsRules: readonly Rule<Snapshot>[] = [{ ...metadataTooLarge, check: checkSizes }, deviceRefuses];

function checkSelectable(snapshot: Snapshot, policy: ReviewPolicy): readonly Observation[] {
  return contentsOf(snapshot).flatMap(({ all }) => [
    ...targetUnselectable.check(all, policy),
    ...targetsSkippedByClients(all, policy),
  ]);
}

/** Older targets may have left CI; but while CI has them, they must be the same. */
function checkProvenance(snapshot: Snapshot, policy: ReviewPolicy): readonly Observation[] {
  if (!snapshot.ciTargets) return [];
  return contentsOf(snapshot).flatMap(({ newest, older }) => [
    ...prodTargetProvenance.check(newest, policy),
    ...prodTargetProvenance.check(older, policy).filter(({ level }) => level === "error"),
  ]);
}

/** Raw CI targets are not among them: devices fetch them condensed by tag. */
function checkSizes(snapshot: Snapshot, policy: ReviewPolicy): readonly Observation[] {
  const { ciRoots, prodRoots, updates, production, waves, onlineDocuments } = snapshot;
  const sizes = (role: SizedRole, documents: readonly ({ name: string; sizeBytes: number } | null | undefined)[]) =>
    documents.flatMap((document) =>
      document ? sizeObservations(document.name, role, document.sizeBytes, policy) : [],
    );
  return [
    ...sizes("root", [...rootsOf(ciRoots), ...rootsOf(prodRoots), updates?.staged?.ci, updates?.staged?.prod]),
    ...sizes("targets", [...production.values(), ...activeTargets(waves)]),
    ...(["snapshot", "timestamp"] as const).flatMap((role) =>
      sizes(
        role,
        onlineDocuments.filter(({ name }) => name.startsWith(`${role}/`)),
      ),
    ),
  ];
}

/** The newest root is the last of the chain; it is looked at by itself only when there is none. */
function rootsOf({ chain, newest }: ReviewedRoots): ReviewedRoots["chain"] {
  return chain.length > 0 ? chain : [newest];
}

function activeTargets(waves: Snapshot["waves"]): (ReviewedTargets | null)[] {
  return waves.filter(({ wave }) => wave.status === "active").map(({ targets }) => targets);
}

/** Every rule of the group asks for the same; a snapshot never changes. */
const known = new WeakMap<Snapshot, readonly Contents[]>();

function contentsOf(snapshot: Snapshot): readonly Contents[] {
  const made = known.get(snapshot) ?? makeContents(snapshot);
  known.set(snapshot, made);
  return made;
}

function makeContents({ factory, ciTargets, production, waves }: Snapshot): Contents[] {
  const ci = ciTargets ? targetsIn(ciTargets) : {};
  const productionOf = (tag: string) => {
    const reviewed = production.get(tag);
    return reviewed ? targetsIn(reviewed) : null;
  };
  const contents = (docName: TargetsContent["docName"], tag: string | null, reviewed: ReviewedTargets): Contents => {
    const targets = targetsIn(reviewed);
    const { newest, older, version } = split(targets);
    const base = {
      docName,
      tag,
      version,
      ciTargets: ci,
      productionTargets: tag === null || !docName.startsWith("wave/") ? null : productionOf(tag),
      factory,
      sizeBytes: reviewed.sizeBytes,
    };
    const newestContent = { ...base, targets: newest };
    return {
      all: tag === null ? newestContent : { ...base, targets },
      newest: newestContent,
      older: { ...base, targets: older },
    };
  };
  return [
    ...(ciTargets ? [contents("ci-targets", null, ciTargets)] : []),
    ...[...production].map(([tag, reviewed]) => contents(`prod-targets/${tag}`, tag, reviewed)),
    ...waves.flatMap(({ wave, targets }) =>
      targets && wave.status === "active" ? [contents(`wave/${wave.name}`, wave.tag, targets)] : [],
    ),
  ];
}

/** The targets of a document; of one that does not parse, those that have the form of a target at all. */
function targetsIn({ doc, value }: ReviewedTargets): Targets {
  if (doc) return doc.signed.targets;
  const signed = isObject(value) ? own(value, "signed") : undefined;
  const targets = isObject(signed) ? own(signed, "targets") : undefined;
  if (!isObject(targets)) return {};
  return Object.fromEntries(
    Object.entries(targets).flatMap(([name, file]) => (isObject(file) ? [[name, shapedTarget(file)]] : [])),
  );
}

/** Rules rely on `hashes` and `custom` being objects, and on nothing else. */
function shapedTarget(file: Readonly<Record<string, unknown>>): JudgedTarget {
  const { custom, ...rest } = file;
  const hashes = isObject(file.hashes) ? file.hashes : {};
  return { ...rest, hashes, ...(isObject(custom) && { custom }) };
}

/** A target whose version cannot be told may be the newest one, so it counts among those. */
function split(targets: Targets): { version: number; newest: Targets; older: Targets } {
  const entries = Object.entries(targets).map(
    ([name, file]) => [name, file, plainVersion(file.custom?.version)] as const,
  );
  const version = entries.reduce((highest, [, , candidate]) => Math.max(highest, candidate ?? 0), 0);
  const pick = (wanted: boolean) =>
    Object.fromEntries(
      entries
        .filter(([, , candidate]) => (candidate === null || candidate === version) === wanted)
        .map(([name, file]) => [name, file]),
    );
  return { version, newest: pick(true), older: pick(false) };
}
