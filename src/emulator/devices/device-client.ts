// What a simulated device makes of what it is served: the rules of the client that it runs, at the moment when it looks.
import { ToolError } from "../../errors/tool-error.ts";
import { judgedAs, refusalsOf, skippedTarget } from "../../tuf/devices/client-refusals.ts";
import { type ClientName, type DeviceClient, deviceClients } from "../../tuf/devices/clients.ts";
import { walkRoots } from "../../tuf/devices/device-verdict.ts";
import type { TargetsSigned } from "../../tuf/metadata/metadata.ts";
import { tally } from "../../tuf/metadata/threshold.ts";
import { plainVersion } from "../../tuf/metadata/version.ts";
import { rootDocOf, sizeOf, targetsDocOf } from "../state/documents.ts";
import type { EmbeddedState, RootDocument, TargetsDocument } from "../state/state.ts";

/**
 * The version that a device would run at `at`, from the first of the documents that its client accepts.
 * @returns null where it accepts none, or finds nothing in it. It then stays on what it has.
 */
export function versionTaken(
  state: EmbeddedState,
  name: ClientName,
  documents: readonly TargetsDocument[],
  at: Date,
): number | null {
  const roots = state.prodRoots.filter(({ signed }) => (state.rootsSinceMs.get(signed.version) ?? 0) <= at.getTime());
  const newest = roots.at(-1);
  if (!newest || hasExpired(newest, at)) return null;
  const client = deviceClients.find((one) => one.name === name)!;
  for (const document of documents) {
    if (!hasExpired(document, at) && holds(client, roots, newest) && accepts(client, document, newest)) {
      return newestVersion(client, document.signed);
    }
  }
  return null;
}

function hasExpired({ signed }: RootDocument | TargetsDocument, at: Date): boolean {
  return Date.parse(signed.expires) <= at.getTime();
}

/** From the root of its image, the first one, to the newest. */
function holds(client: DeviceClient, roots: readonly RootDocument[], newest: RootDocument): boolean {
  return remembered(walks, newest, client.name, () => {
    const chain = roots.map((root) => ({ doc: rootDocOf(root), sizeBytes: sizeOf(root) }));
    return walkRoots(client, chain).why.length === 0;
  });
}

function accepts(client: DeviceClient, targets: TargetsDocument, root: RootDocument): boolean {
  const known = views.get(root) ?? new WeakMap();
  views.set(root, known);
  return remembered(known, targets, client.name, () => {
    const { signed, signatures } = targets;
    const sizeBytes = sizeOf(targets);
    // The Factory's snapshots name the length of what they name.
    const judged = judgedAs({ role: "targets", signed }, { signatures, sizeBytes, namedLength: sizeBytes });
    return tally(targetsDocOf(targets), rootDocOf(root), "targets").met && refusalsOf(client, judged).length === 0;
  });
}

type Answers = WeakMap<object, Map<ClientName, boolean>>;
/** Asked for each device at each look, and the same as long as the documents are. */
const walks: Answers = new WeakMap();
const views = new WeakMap<RootDocument, Answers>();

function remembered(answers: Answers, of: object, name: ClientName, ask: () => boolean): boolean {
  const known = answers.get(of) ?? new Map<ClientName, boolean>();
  answers.set(of, known);
  const answer = known.get(name) ?? answered(ask);
  known.set(name, answer);
  return answer;
}

/** A document on which our reading stops is one that a device refuses. */
function answered(ask: () => boolean): boolean {
  try {
    return ask();
  } catch (error) {
    if (error instanceof ToolError) return false;
    throw error;
  }
}

/** Of all boards: the simulated devices of a group are of any of them. */
function newestVersion(client: DeviceClient, { targets }: TargetsSigned): number | null {
  const versions = Object.values(targets).flatMap((file) =>
    skippedTarget(client, file) ? [] : (plainVersion(file.custom?.version) ?? []),
  );
  return versions.length === 0 ? null : Math.max(...versions);
}
