// What a review costs on a large Factory: 20 roots, 5 tags, 5,000 CI targets and 1,000 production targets a tag.
// The rules are held against the work no review can avoid: parsing what was served and verifying its signatures.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { manualClock } from "../__tests__/kit/manual-clock.ts";
import { snapshotOf } from "../__tests__/kit/snapshot-of.ts";
import { type EmbeddedFactory, startFactory } from "../src/emulator/state/factory.ts";
import { signedBy } from "../src/emulator/state/key-pair.ts";
import { parseJson } from "../src/json/json.ts";
import { runReview, waiverContext } from "../src/review/engine/engine.ts";
import { readWaivers } from "../src/review/waivers/waivers.ts";
import { parseRoot, parseTargets } from "../src/tuf/metadata/metadata.ts";
import { tally } from "../src/tuf/metadata/threshold.ts";
import { runNode } from "./run-node.ts";
import { median } from "./statistics.ts";
import { atMost, count, megabytes, type Row, reported, times } from "./table.ts";

const ROOTS = 20;
const TAGS = ["alpha", "beta", "gamma", "delta", "production"];
const NOW = new Date("2026-11-23T08:00:00Z");
const ROUNDS = 5;

export async function measureReview(): Promise<Row[]> {
  const small = await costsOf(250);
  const large = await costsOf(2500);
  return [
    atMost("review: round trips", large.roundTrips, 3, count),
    atMost("review: rules / parsing and verifying", large.rulesMs / large.floorMs, 2, times),
    atMost("review, from 500 to 5,000 targets: rules grow", large.rulesMs / small.rulesMs, 12, times),
    atMost("review of 5,000 targets, 5 tags, 20 roots: peak memory", large.peakBytes, 300e6, megabytes),
    reported("  whole process", `${(large.wallMs / 1000).toFixed(3)} s`),
  ];
}

async function costsOf(versions: number) {
  const factory = await largeFactory(versions);
  const folder = await mkdtemp(path.join(tmpdir(), "factory-tuf-bench-"));
  try {
    const rules: number[] = [];
    const floors: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const snapshot = await snapshotOf(factory, NOW);
      const waivers = readWaivers(null, waiverContext(NOW));
      rules.push(
        timed(() => runReview({ snapshot, policy: { appHosts: [], clients: [] }, waivers, now: NOW, failOn: "error" })),
      );
      floors.push(timed(() => floorOf(factory)));
    }
    factory.requests.length = 0;
    factory.latencyMs = 50;
    const { wallMs, peakBytes } = await wholeProcess(factory, folder);
    return { rulesMs: median(rules), floorMs: median(floors), roundTrips: roundTripsOf(factory), wallMs, peakBytes };
  } finally {
    await factory.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function largeFactory(versions: number): Promise<EmbeddedFactory> {
  const clock = manualClock(NOW);
  const factory = await startFactory({
    state: "owned",
    clock,
    ci: { versions: Array.from({ length: versions }, (_, index) => index + 1) },
  });
  const { root, targets } = factory.offlineKeys;
  while (factory.state.ciRoots.length < ROOTS) factory.publishRoot((signed) => signed, { signers: [root!] });
  const newest = Math.min(500, Math.floor(versions / 5));
  for (const tag of TAGS) {
    const chosen = Object.entries(factory.state.ciTargets.signed.targets).filter(
      ([, { custom }]) => Number(custom?.version) <= newest,
    );
    const released = Object.fromEntries(
      chosen.map(([name, file]) => [name, { ...file, custom: { ...file.custom, tags: [tag] } }]),
    );
    const signed = { _type: "Targets", expires: "2027-11-23T08:00:00Z", targets: released, version: newest };
    const online = factory.signOnline(signed);
    factory.setProduction(tag, {
      signed,
      signatures: [...online.signatures, ...signedBy([targets!], signed).signatures],
    });
  }
  return factory;
}

/** Parsing every served document from its text and verifying its signatures, once. */
function floorOf({ state }: EmbeddedFactory): void {
  const prod = state.prodRoots.map((root) => parseRoot(parseJson(JSON.stringify(root), "root"), "root"));
  const ci = state.ciRoots.map((root) => parseRoot(parseJson(JSON.stringify(root), "root"), "root"));
  for (const chain of [ci, prod]) for (const root of chain) tally(root, root, "root");
  const newest = prod.at(-1)!;
  const documents = [state.ciTargets, ...state.prodTargets.values()];
  for (const document of documents)
    tally(parseTargets(parseJson(JSON.stringify(document), "targets"), "targets"), newest, "targets");
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

async function wholeProcess(factory: EmbeddedFactory, folder: string) {
  const file = path.join(folder, "peak-memory");
  const cli = path.resolve(import.meta.dirname, "../dist/cli.js");
  const { wallMs } = await runNode({
    args: [
      "--require",
      path.join(import.meta.dirname, "peak-memory.cjs"),
      cli,
      "review",
      "--fail-on",
      "never",
      "--api-url",
      factory.url,
    ],
    env: { FACTORY: factory.factory, FACTORY_TOKEN: factory.tokens.owner, PEAK_MEMORY_FILE: file },
    cwd: folder,
  });
  return { wallMs, peakBytes: Number(await readFile(file, "utf8")) };
}

/** Requests that overlap in time are one round trip. */
function roundTripsOf({ requests }: EmbeddedFactory): number {
  let trips = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const { startedAt, endedAt } of [...requests].sort((a, b) => a.startedAt - b.startedAt)) {
    if (startedAt >= end) trips++;
    end = Math.max(end, endedAt ?? startedAt);
  }
  return trips;
}
