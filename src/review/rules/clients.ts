// What the clients refuse that the policy lists, of what is served and staged: keys and lists that they cannot hold (group
// B), and everything that no other rule names (group K).
import { listOf } from "../../text/sentence.ts";
import { type NamedRefusal, refusedBy } from "../../tuf/devices/by-clients.ts";
import { type ClientRefusal, judgedAs, refusalsOf, refusalsOfRoot } from "../../tuf/devices/client-refusals.ts";
import { clientsInUse, type DeviceClient } from "../../tuf/devices/clients.ts";
import { bounded } from "../engine/bounded.ts";
import { activeWavesOf, type NamedRoot, servedRoots } from "../engine/documents.ts";
import { ROTATE_ROOT, UPDATES } from "../engine/fixes.ts";
import type { Level, Observation, ReviewPolicy, Rule } from "../engine/rule.ts";
import type { Snapshot } from "../engine/snapshot.ts";
import { rootsOfAllTimes, rootsToJudge } from "../evidence/roots-to-judge.ts";
import { spoken, title } from "../sentences/message.ts";

export const keyTypeUnsupportedByClient: Rule<Snapshot> = {
  id: "key-type-unsupported-by-client",
  level: "error",
  raised: ["note"],
  when: "A root has an RSA key, used or not, and the policy's clients list fiotuf or fioup; or a role has more than 5 key ids, a root more than 10 keys, a document more than 2 signatures, and they list aktualizr-nano. Where only a client that is not listed refuses it, it is a note.",
  why: "A client that refuses a root refuses every later one: its devices are cut off for good.",
  fix: `If it is staged, run: ${UPDATES} cancel. New keys are Ed25519: ${ROTATE_ROOT} --key-type ed25519`,
  sources: ["DEVICES, limits and refusals"],
  check: (snapshot, policy) => {
    const { listed, others } = clientsInUse(policy.clients);
    const targets = judgedTargets(snapshot);
    return [
      ...[...judgedRoots(rootsOfAllTimes(snapshot)), ...targets].flatMap((judged) =>
        observations(judged, listed, "keys", "error"),
      ),
      ...[...judgedRoots(rootsToJudge(snapshot)), ...targets]
        // A client that is listed is reason enough.
        .filter((judged) => observations(judged, listed, "keys", "error").length === 0)
        .flatMap((judged) => observations(judged, others, "keys", "note").slice(0, 1)),
    ];
  },
};

export const deviceRefuses: Rule<Snapshot> = {
  id: "device-refuses",
  level: "error",
  when: "A client that the policy lists refuses what is served or staged for a reason that no other rule names: how a text or a number is written, a key that a role names and the root does not list, a missing consistent_snapshot, members out of order where the bytes are verified as they come, or more root versions than it walks from the oldest that devices hold (oldest-root).",
  why: "Devices with that client take no update; if it is a root, never again.",
  fix: `If it is staged, run: ${UPDATES} cancel. If no device runs that client, take it out of the policy's clients.`,
  sources: ["DEVICES, limits and refusals"],
  check: (snapshot, policy) => {
    const { listed } = clientsInUse(policy.clients);
    const documents = [...judgedRoots(rootsOfAllTimes(snapshot)), ...judgedTargets(snapshot)];
    return [
      ...documents.flatMap((judged) => observations(judged, listed, "form", "error")),
      ...walkObservations(snapshot, policy),
    ];
  },
};

/** Sizes are another rule's. */
interface Judged {
  readonly name: string;
  readonly version: number;
  readonly refusals: (client: DeviceClient) => readonly ClientRefusal[];
}

function judgedRoots(roots: readonly NamedRoot[]): readonly Judged[] {
  return roots.map(({ name, doc }) => {
    const document = judgedAs({ role: "root", signed: doc.signed }, { signatures: doc.signatures });
    return { name, version: doc.signed.version, refusals: (client) => refusalsOfRoot(client, document) };
  });
}

/** What devices take, or are about to. */
function judgedTargets(snapshot: Snapshot): readonly Judged[] {
  const targets = [...snapshot.production.values(), ...activeWavesOf(snapshot).map((wave) => wave.targets)];
  return targets.flatMap((reviewed) => {
    if (!reviewed?.doc) return [];
    const { signed, signatures } = reviewed.doc;
    const document = judgedAs({ role: "targets", signed }, { signatures });
    return [{ name: reviewed.name, version: signed.version, refusals: (client) => refusalsOf(client, document) }];
  });
}

function observations(
  { name, version, refusals }: Judged,
  clients: readonly DeviceClient[],
  kind: ClientRefusal["kind"],
  level: Level,
): readonly Observation[] {
  const refused = refusedBy(clients, refusals).filter((refusal) => refusal.kind === kind);
  return bounded(name, refused, (refusal) => observation(name, version, refusal, level));
}

function observation(
  name: string,
  version: number,
  { clients, pointer, says }: NamedRefusal,
  level: Level,
): Observation {
  return {
    subject: `${name}#${pointer}`,
    title: title`${spoken(name, version)} ${says}; ${listOf(clients)} would refuse it.`,
    level,
    properties: { clients },
  };
}

function walkObservations({ ciRoots }: Snapshot, { clients, oldestRoot }: ReviewPolicy): Observation[] {
  const oldest = oldestRoot ?? 1;
  const versions = servedRoots(ciRoots).flatMap(({ doc }) => (doc ? [doc.signed.version] : []));
  const newest = Math.max(0, ...versions);
  return clientsInUse(clients)
    .listed.filter(({ maxRootVersions }) => newest - oldest > maxRootVersions)
    .map(({ name, maxRootVersions }) => ({
      subject: "ci-root#/signed/version",
      title: title`${newest - oldest} root versions follow root ${oldest}, and ${name} walks at most ${maxRootVersions} in one go.`,
    }));
}
