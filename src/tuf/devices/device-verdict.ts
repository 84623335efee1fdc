// What a device says of what a Factory serves it: a client that holds a root of some version walks to the newest one,
// reads timestamp, snapshot and targets, and chooses what it runs (TUF 5.3 to 5.6). Pure: the documents have been fetched.
import { isInteger, isObject, own, ownOf } from "../../json/object.ts";
import { portableText } from "../canonical/canonical.ts";
import { hardwareIdsOf } from "../metadata/custom.ts";
import { isExpired } from "../metadata/expiry.ts";
import type { Doc, RootSigned, SignedBase, TargetsSigned } from "../metadata/metadata.ts";
import { type Tally, tally } from "../metadata/threshold.ts";
import { plainVersion } from "../metadata/version.ts";
import {
  type ClientRefusal,
  type JudgedDocument,
  judgedAs,
  refusalsOf,
  refusalsOfRoot,
  skippedTarget,
} from "./client-refusals.ts";
import type { DeviceClient } from "./clients.ts";
import { type OnlineDocumentRole, onlineRefusals, type ServedOnline } from "./online-documents.ts";

/** One document as a device gets it. */
export interface DeviceDocument<S extends SignedBase = SignedBase> {
  readonly doc: Doc<S>;
  /** As parsed, whole; undefined where nobody asks how it was written. */
  readonly value?: unknown;
  readonly sizeBytes: number;
}

interface ServedDocument<S extends SignedBase = SignedBase> extends DeviceDocument<S> {
  readonly value: unknown;
}

export interface ServedToDevice {
  /** Of one flavour, from the version that the device holds on; versions follow one another. */
  readonly roots: readonly DeviceDocument<RootSigned>[];
  /** Null: not served. */
  readonly timestamp: ServedOnline | null;
  readonly snapshot: ServedOnline | null;
  readonly targets: ServedDocument<TargetsSigned> | null;
}

export interface DeviceVerdict {
  readonly accepts: boolean;
  /** The newest root that it would hold afterwards. */
  readonly rootVersion: number;
  /** Sentences without a full stop, each a reason to refuse, the first one first. */
  readonly why: readonly string[];
}

/** Up to the first root that it does not take, it goes on from each; of the rest every reason counts. */
export function deviceVerdict(client: DeviceClient, served: ServedToDevice, now: Date): DeviceVerdict {
  const { held, why } = walkRoots(client, served.roots);
  const reasons = why.length > 0 ? why : reasonsBelow(client, held, served, now);
  return { accepts: reasons.length === 0, rootVersion: held.signed.version, why: reasons };
}

/** Where a device ends that walks to the newest root, and why it goes no further. */
export function walkRoots(
  client: DeviceClient,
  [first, ...next]: ServedToDevice["roots"],
): { readonly held: Doc<RootSigned>; readonly why: readonly string[] } {
  if (!first) throw new Error("a device holds a root");
  let held = first.doc;
  for (const [index, candidate] of next.entries()) {
    if (index >= client.maxRootVersions) {
      const why = `it walks at most ${client.maxRootVersions} root versions in one go, and there are ${next.length}`;
      return { held, why: [why] };
    }
    const { version } = candidate.doc.signed;
    const reasons = rootReasons(client, held, candidate);
    if (reasons.length > 0) return { held, why: reasons.map((says) => `root ${version} ${says}`) };
    held = candidate.doc;
  }
  return { held, why: [] };
}

function rootReasons(client: DeviceClient, held: Doc<RootSigned>, next: DeviceDocument<RootSigned>): string[] {
  const [before, after] = [held.signed.version, next.doc.signed.version];
  const unmet = [tally(next.doc, held, "root"), tally(next.doc, next.doc, "root")].find(({ met }) => !met);
  return [
    ...(after === before + 1 ? [] : [`does not follow root ${before}`]),
    ...(unmet ? [`has ${signatureText(unmet)}`] : []),
    ...refusalsOfRoot(client, judgedAs({ role: "root", signed: next.doc.signed }, facts(client, next))).map(
      ({ says }) => says,
    ),
  ];
}

function reasonsBelow(client: DeviceClient, root: Doc<RootSigned>, served: ServedToDevice, now: Date): string[] {
  const { timestamp, snapshot, targets } = served;
  const named = lengthNamed(snapshot, "targets.json");
  const online = onlineRefusals({ timestamp, snapshot, targets: targets?.value ?? null }, (doc, role) =>
    tally(doc, root, role),
  );
  return [
    ...expiry("the root", root.signed, now),
    ...online.map(({ role, says }) => `the ${role} ${says}`),
    ...(["timestamp", "snapshot"] as const).flatMap((role) => onlineReasons(client, role, served[role], now)),
    ...(client.isStrict ? lengthReasons(served) : []),
    ...(targets
      ? [
          ...unmetTargets(targets.doc, root),
          ...expiry("the targets document", targets.doc.signed, now),
          ...reasons(
            "the targets document",
            refusalsOf(
              client,
              judgedAs({ role: "targets", signed: targets.doc.signed }, facts(client, targets, named)),
            ),
          ),
        ]
      : ["there is no targets document"]),
  ];
}

function onlineReasons(
  client: DeviceClient,
  role: OnlineDocumentRole,
  served: ServedOnline | null,
  now: Date,
): string[] {
  // What is not there, or is no document, is told with what it names.
  if (!served?.doc) return [];
  const { doc, value, sizeBytes } = served;
  return [
    ...expiry(`the ${role}`, doc.signed, now),
    ...reasons(
      `the ${role}`,
      refusalsOf(client, judgedAs({ role, signed: doc.signed }, facts(client, { doc, value, sizeBytes }))),
    ),
  ];
}

function unmetTargets(doc: Doc<TargetsSigned>, root: Doc<RootSigned>): string[] {
  const result = tally(doc, root, "targets");
  return result.met ? [] : [`the targets document has ${signatureText(result)}`];
}

function signatureText({ signedBy, threshold }: Tally): string {
  return `${signedBy.length} of ${threshold} valid signatures`;
}

function expiry(what: string, signed: SignedBase, now: Date): string[] {
  return isExpired(signed, now) ? [`${what} expired at ${signed.expires}`] : [];
}

function reasons(what: string, refusals: readonly ClientRefusal[]): string[] {
  return refusals.map(({ says }) => `${what} ${says}`);
}

/** What one client looks at beside the content. */
function facts(
  client: DeviceClient,
  { doc, value, sizeBytes }: DeviceDocument,
  namedLength: number | null = null,
): Partial<JudgedDocument> {
  const isCanonical = client.verifiesRawBytes && value !== undefined ? isServedCanonical(doc, value, sizeBytes) : null;
  return { signatures: doc.signatures, sizeBytes, isCanonical, namedLength };
}

/** Compact, and `signed` byte for byte as a signature covers it. */
function isServedCanonical(doc: Doc<SignedBase>, value: unknown, sizeBytes: number): boolean {
  if (Buffer.byteLength(JSON.stringify(value)) !== sizeBytes) return false;
  const signed = isObject(value) ? own(value, "signed") : undefined;
  const text = JSON.stringify(signed);
  const canonical = portableText(signed);
  return canonical === null ? doc.forms.some((form) => Buffer.from(text).equals(form)) : text === canonical;
}

/** A document that is shorter than was said, which others take. */
function lengthReasons({ timestamp, snapshot, targets }: ServedToDevice): string[] {
  const pairs = [
    ["timestamp", timestamp, "snapshot.json", snapshot],
    ["snapshot", snapshot, "targets.json", targets],
  ] as const;
  return pairs.flatMap(([role, naming, name, named]) => {
    const length = lengthNamed(naming, name);
    return named && length !== null && length > named.sizeBytes
      ? [`the ${role} gives ${name} ${length} bytes, and it has ${named.sizeBytes}`]
      : [];
  });
}

function lengthNamed(naming: ServedOnline | null, name: string): number | null {
  const meta = naming?.doc ? ownOf(naming.doc.signed, "meta") : undefined;
  const entry = isObject(meta) ? own(meta, name) : undefined;
  return isObject(entry) && isInteger(entry.length, 0) ? entry.length : null;
}

/** What a device of some hardware would run, of targets that it accepts. */
export interface Choice {
  /** Null: nothing there is for it. */
  readonly version: number | null;
  /** Sentences about targets of a higher version that it passes over, without a full stop. */
  readonly skipped: readonly string[];
}

/** By hardware id, in one pass over a document of one tag, as production targets are. */
export function choicesOf(client: DeviceClient, { targets }: TargetsSigned): ReadonlyMap<string, Choice> {
  const found = new Map<string, { version: number | null; readonly passedOver: { version: number; says: string }[] }>();
  for (const [name, file] of Object.entries(targets)) {
    const { custom } = file;
    const version = plainVersion(custom?.version);
    if (version === null) continue;
    const skip = skippedTarget(client, file);
    for (const hardwareId of hardwareIdsOf(custom)) {
      let choice = found.get(hardwareId);
      if (choice === undefined) {
        choice = { version: null, passedOver: [] };
        found.set(hardwareId, choice);
      }
      if (skip) choice.passedOver.push({ version, says: `the target ${name} ${skip}` });
      else choice.version = Math.max(choice.version ?? version, version);
    }
  }
  return new Map(
    [...found].map(([hardwareId, { version, passedOver }]) => {
      const newer = passedOver.filter((one) => one.version > (version ?? -1));
      return [hardwareId, { version, skipped: newer.map(({ says }) => says) }];
    }),
  );
}
