// Reads all that the rules look at, in at most three round trips whatever the Factory's history is. Nothing is
// judged here, and nothing private is ever asked for.

import type { FactoryClient, WaveProgress } from "../factory/types.ts";
import type {
  PinChange,
  Reviewed,
  ReviewedArchive,
  ReviewedGitHub,
  ReviewedRoots,
  ReviewedTargets,
  ReviewedWave,
  ReviewedWorkflow,
  Snapshot,
  Stage,
  Unavailable,
} from "../review/engine/snapshot.ts";
import { areOfTwoMoments, type OnlineDocumentRole } from "../tuf/devices/online-documents.ts";
import { tagsOf as tagsOfTarget } from "../tuf/metadata/custom.ts";
import type { Doc, RootSigned, SignedBase } from "../tuf/metadata/metadata.ts";
import { isTag } from "../tuf/metadata/names.ts";
import type { Pins } from "../tuf/metadata/pins.ts";
import { plainVersion } from "../tuf/metadata/version.ts";
import { unlessForbidden } from "../verified/checks.ts";
import { MAX_ONLINE_TAGS, READ_AGAIN, targetsOfDevice } from "../verified/online-documents.ts";
import { ChainWalk } from "./fetch-chains.ts";
import { WaveReading } from "./fetch-waves.ts";
import { documentsOf, reviewedOnline, reviewedTargets } from "./reviewed.ts";
import { reviewedUpdates } from "./reviewed-updates.ts";
import { UnreadInputs } from "./unread-inputs.ts";

export interface SnapshotPorts {
  /** Null where there is no token: then only the repository is looked at. */
  readonly client: FactoryClient | null;
}

export interface SnapshotRequest {
  readonly factory: string;
  readonly stage: Stage;
  /** Null: all. */
  readonly tags: readonly string[] | null;
  readonly trustedRoot: Doc<RootSigned> | null;
  readonly pins: Pins | null;
  readonly pinChange: PinChange | null;
  readonly archives: readonly ReviewedArchive[];
  readonly workflows: readonly ReviewedWorkflow[] | null;
  readonly github: ReviewedGitHub | null;
  readonly readOnlyJob: boolean;
  /** What else could not be read. */
  readonly unavailable: readonly Unavailable[];
}

/** A snapshot with what only the report shows. */
export interface TakenSnapshot extends Snapshot {
  /** Of active Waves, where the Factory says it. */
  readonly progress: ReadonlyMap<string, WaveProgress>;
}

const CI_VERSIONS = 20;

/** @throws {ToolError} only what ends the run; whatever else fails is in `unavailable`. */
export async function takeSnapshot({ client }: SnapshotPorts, request: SnapshotRequest): Promise<TakenSnapshot> {
  const { factory, stage, trustedRoot, pins, pinChange, archives, workflows, github, readOnlyJob } = request;
  const given = { factory, stage, trustedRoot, pins, pinChange, archives, workflows, github, readOnlyJob };
  if (!client) return { ...nothingRead, ...given, tags: request.tags ?? [], unavailable: request.unavailable };
  const read = await readFactory(client, request);
  const { unread, ...parts } = read;
  return {
    ...given,
    ...parts,
    ciRoot: newestOf(parts.ciRoots),
    prodRoot: newestOf(parts.prodRoots),
    tags: request.tags ?? tagsOf(parts.production, parts.waves, pins),
    records: noRecords,
    unavailable: [...request.unavailable, ...unread.unavailable],
    factoryWasRead: true,
  };
}

/** Nobody has asked for them yet. */
const noRecords = { byTag: new Map(), notLooked: "nobody asked for records" } as const;

const nothingRead = {
  ciRoots: { chain: [], newest: null },
  prodRoots: { chain: [], newest: null },
  ciRoot: null,
  prodRoot: null,
  ciTargets: null,
  onlineKey: null,
  production: new Map(),
  waves: [],
  onlineDocuments: [],
  ciOnlineDocuments: [],
  deviceTargets: new Map(),
  updates: null,
  user: null,
  records: noRecords,
  factoryWasRead: false,
  progress: new Map(),
} as const;

async function readFactory(client: FactoryClient, { trustedRoot }: SnapshotRequest) {
  const unread = new UnreadInputs();
  const ci = new ChainWalk(client, "ci", unread);
  const prod = new ChainWalk(client, "prod", unread);
  const waves = new WaveReading(client, unread);
  const trusted = trustedRoot?.signed.version ?? null;
  const [ciTargets, onlineKey, production, updates, user] = await Promise.all([
    unread.orNote("ci-targets#", client.ciTargets()),
    unread.orNote("ci-targets#/signatures", client.ciTargetsKey()),
    unread.orNote("prod-targets/#", client.prodTargets([])),
    unread.orNote("tx#", client.updates()),
    unread.orNote("token#", unlessForbidden(client.self())),
    ci.first(trusted),
    prod.first(trusted),
    waves.first(),
  ]);
  const byTag = new Map(
    [...documentsOf(production ?? { value: {}, problems: [], size: 0 })].map(([tag, fetched]) => [
      tag,
      reviewedTargets(`prod-targets/${tag}`, `production targets for tag ${tag}`, fetched),
    ]),
  );
  const productionVersion = (tag: string) => byTag.get(tag)?.doc?.signed.version ?? 0;
  const reviewedCi = ciTargets ? reviewedTargets("ci-targets", "CI targets", ciTargets) : null;
  const [onlineOfTags, onlineOfCi] = await Promise.all([
    readOnline(client, byTag, unread),
    Promise.all(ciTagsInUse(reviewedCi).map((tag) => readTag(client, tag, "ci", unread))),
    ci.second(),
    prod.second(),
    waves.second(productionVersion),
  ]);
  const [online] = await Promise.all([
    Promise.all(onlineOfTags.map((read) => withTargets(client, byTag, read, unread))),
    ci.third(),
    prod.third(),
    waves.third(productionVersion),
  ]);
  return {
    unread,
    ciRoots: ci.roots,
    prodRoots: prod.roots,
    ciTargets: reviewedCi,
    onlineKey: onlineKey ?? null,
    production: byTag,
    waves: waves.waves,
    progress: waves.progress,
    onlineDocuments: online.flatMap(bothOf),
    ciOnlineDocuments: onlineOfCi.flatMap(bothOf),
    deviceTargets: new Map(online.map(({ tag, targets }) => [tag, targets])),
    updates: updates ? reviewedUpdates(updates) : null,
    user: user ?? null,
  };
}

/** Devices that follow CI look at the newest versions; a tag that none of those has is of the past. */
function ciTagsInUse(ci: ReviewedTargets | null): string[] {
  const files = Object.values(ci?.doc?.signed.targets ?? {});
  const versions = [...new Set(files.map(({ custom }) => plainVersion(custom?.version) ?? 0))].sort((a, b) => b - a);
  const newest = new Set(versions.slice(0, CI_VERSIONS));
  const tags = files.flatMap(({ custom }) =>
    newest.has(plainVersion(custom?.version) ?? 0) ? tagsOfTarget(custom) : [],
  );
  return [...new Set(tags)].filter(isTag).sort().slice(0, MAX_ONLINE_TAGS);
}

async function readOnline(
  client: FactoryClient,
  byTag: ReadonlyMap<string, ReviewedTargets>,
  unread: UnreadInputs,
): Promise<OnlineOfTag[]> {
  const named = [...byTag.keys()].filter(isTag);
  if (named.length > MAX_ONLINE_TAGS) {
    unread.missing(
      "timestamp/#",
      `production has ${named.length} tags, and at most ${MAX_ONLINE_TAGS} are looked into`,
    );
  }
  return Promise.all(named.slice(0, MAX_ONLINE_TAGS).map((tag) => readTag(client, tag, "prod", unread)));
}

/** Null: not there, or not read, as is then noted. */
interface OnlineOfTag {
  readonly tag: string;
  readonly snapshot: Reviewed<SignedBase> | null;
  readonly timestamp: Reviewed<SignedBase> | null;
}

function bothOf({ snapshot, timestamp }: OnlineOfTag): Reviewed<SignedBase>[] {
  return [snapshot, timestamp].filter((document) => document !== null);
}

async function readTag(
  client: FactoryClient,
  tag: string,
  flavour: "ci" | "prod",
  unread: UnreadInputs,
): Promise<OnlineOfTag> {
  const read = async (role: OnlineDocumentRole) => {
    const name = flavour === "ci" ? `ci-${role}` : role;
    const fetched = await unread.orNote(`${name}/${tag}#`, client.roleDocument(role, tag, flavour));
    return fetched ? reviewedOnline(role, tag, flavour, fetched) : null;
  };
  const [snapshot, timestamp] = await Promise.all([read("snapshot"), read("timestamp")]);
  return { tag, snapshot, timestamp };
}

/** With what a device would fetch as targets; undefined where that could not be read. */
async function withTargets(
  client: FactoryClient,
  byTag: ReadonlyMap<string, ReviewedTargets>,
  read: OnlineOfTag,
  unread: UnreadInputs,
  left = READ_AGAIN,
): Promise<OnlineOfTag & { readonly targets: unknown }> {
  const { tag, snapshot, timestamp } = read;
  const asking = targetsOfDevice(client, tag, snapshot, byTag.get(tag)?.value);
  const targets = await unread.orNote(`prod-targets/${tag}#`, asking);
  if (left === 0 || !areOfTwoMoments({ snapshot, timestamp, targets })) return { ...read, targets };
  return withTargets(client, byTag, await readTag(client, tag, "prod", unread), unread, left - 1);
}

/** The last root of the chain that parses, or what is served as newest when it is newer. */
function newestOf({ chain, newest }: ReviewedRoots): Doc<RootSigned> | null {
  const last = chain.findLast((root) => root?.doc)?.doc ?? null;
  if (!newest?.doc) return last;
  return last && last.signed.version >= newest.doc.signed.version ? last : newest.doc;
}

function tagsOf(
  production: ReadonlyMap<string, ReviewedTargets>,
  waves: readonly ReviewedWave[],
  pins: Pins | null,
): string[] {
  const pinned = Object.keys(pins?.docs ?? {}).flatMap((name) => /^prod-targets\/(.+)$/.exec(name)?.[1] ?? []);
  const active = waves.filter(({ wave }) => wave.status === "active").map(({ wave }) => wave.tag);
  return [...new Set([...production.keys(), ...active, ...pinned])].sort();
}
