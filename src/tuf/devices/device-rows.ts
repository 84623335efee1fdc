// What devices say, a line for each client and hardware id: of what is served now, and of a release that is planned.
import type { Doc, RootSigned, TargetsSigned } from "../metadata/metadata.ts";
import { type JudgedDocument, refusalsOf } from "./client-refusals.ts";
import type { DeviceClient } from "./clients.ts";
import { type Choice, choicesOf, deviceVerdict, type ServedToDevice, walkRoots } from "./device-verdict.ts";
import { servedBytes } from "./served-bytes.ts";

export interface DeviceRow {
  readonly client: string;
  readonly hardwareId: string;
  /** Version of the root that the device holds. */
  readonly fromRoot: number;
  readonly accepts: boolean;
  /** What it would then run; null: it refuses, or nothing is for its hardware. */
  readonly version: number | null;
  /** Sentences without a full stop: why it refuses, or what it passes over. */
  readonly why: readonly string[];
}

/** Of the production targets of one tag, as they are served. */
export function servedRows(clients: readonly DeviceClient[], served: ServedToDevice, now: Date): readonly DeviceRow[] {
  const targets = served.targets?.doc.signed ?? null;
  return clients.flatMap((client) => {
    const { why } = deviceVerdict(client, served, now);
    return rowsOf(client, served, targets, why);
  });
}

/** Of targets that are to be signed: the Factory will serve them with a snapshot and a timestamp of that moment. */
export function plannedRows(
  clients: readonly DeviceClient[],
  roots: ServedToDevice["roots"],
  document: JudgedDocument<"targets">,
): readonly DeviceRow[] {
  return clients.flatMap((client) => {
    const walked = walkRoots(client, roots).why;
    const refused = refusalsOf(client, document).map(({ says }) => `the targets document ${says}`);
    return rowsOf(client, { roots }, document.signed, walked.length > 0 ? walked : refused);
  });
}

/** Where devices start: at the oldest root of the policy, else at the first. None holds one newer than the newest. */
export function oldestHeld(oldestRoot: number | null | undefined, newest: number): number {
  return Math.min(oldestRoot ?? 1, newest);
}

/** Verified roots as a device would get them that holds the oldest one. */
export function rootsFrom(chain: readonly Doc<RootSigned>[], oldestRoot: number | null): ServedToDevice["roots"] {
  const oldest = oldestHeld(oldestRoot, chain.at(-1)!.signed.version);
  return chain.filter(({ signed }) => signed.version >= oldest).map((doc) => ({ doc, sizeBytes: servedBytes(doc) }));
}

function rowsOf(
  client: DeviceClient,
  { roots }: Pick<ServedToDevice, "roots">,
  targets: TargetsSigned | null,
  why: readonly string[],
): DeviceRow[] {
  const fromRoot = roots[0]?.doc.signed.version ?? 0;
  const choices = targets ? choicesOf(client, targets) : new Map<string, Choice>();
  // Devices of any hardware, where no target is for one.
  const hardwareIds = choices.size > 0 ? [...choices.keys()].sort() : ["any"];
  return hardwareIds.map((hardwareId) => {
    const row = { client: client.name, hardwareId, fromRoot };
    if (why.length > 0 || !targets) return { ...row, accepts: false, version: null, why };
    const { version, skipped } = choices.get(hardwareId) ?? { version: null, skipped: [] };
    return { ...row, accepts: true, version, why: skipped };
  });
}
