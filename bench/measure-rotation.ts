// What a rotation costs: how often it waits for the Factory, its checks before it asks included; and to sign the
// production targets of 50 tags again, in time and in memory.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { roundTrips } from "./factory/round-trips.ts";
import { type Serving, serveFactory } from "./factory/serving.ts";
import { peakOf } from "./measure-memory.ts";
import { resigningBench } from "./resigning.ts";
import { runNode } from "./run-node.ts";
import { inTurn, median } from "./statistics.ts";
import { atMost, count, megabytes, type Row, reported, times } from "./table.ts";
import { makeWorkspace, type Workspace } from "./workspace.ts";

const TAGS = 50;
const TARGETS = 600;
const BYTES = 1024 * 1024;
const ROUNDS = 7;
/** Below these the collector lets garbage pile up, however little is in use. An answer has 64 MiB at the most. */
const SOME_TAGS = 40;
const MANY_TAGS = 60;

export async function measureRotation(): Promise<Row[]> {
  return [...(await measureTrips()), ...(await measureResigning()), ...(await measureMemory())];
}

const ROOT = ["keys", "rotate", "--role", "root"];
const TARGETS_KEY = ["keys", "rotate", "--role", "targets"];
const ALL = ["keys", "rotate-all"];

async function measureTrips(): Promise<Row[]> {
  return served({ targets: 12, documentBytes: null, latencyMs: 100 }, async (factory, workspace) => {
    const trips = async (words: readonly string[]) => {
      await freshArchives(factory, workspace);
      await factory.begin();
      await runNode(rotation(factory, workspace, words));
      return roundTrips(await factory.calls());
    };
    return [
      atMost("keys rotate --role root: round trips", await trips(ROOT), 6, count),
      atMost("keys rotate --role targets: round trips", await trips(TARGETS_KEY), 6, count),
      atMost("keys rotate-all: round trips", await trips(ALL), 7, count),
    ];
  });
}

async function measureResigning(): Promise<Row[]> {
  const bench = await resigningBench(TAGS, TARGETS, BYTES);
  const at = await inTurn(ROUNDS, { floor: bench.floor, resign: bench.resign });
  return [
    reported("50 tags of 1 MiB: floor (parse, serialise, UTF-8, 2 SHA-512)", `${at.floor.toFixed(0)} ms`),
    atMost("50 tags of 1 MiB: cut, parse, verify and sign again / floor", at.resign / at.floor, 1.5, times),
  ];
}

/**
 * A document more in the answer costs its bytes there and, until the collector comes, the copy that Node's fetch made of
 * them; parsed as a whole, it would cost about six times its bytes.
 */
async function measureMemory(): Promise<Row[]> {
  const peaks = { some: await peakWith(SOME_TAGS), many: await peakWith(MANY_TAGS) };
  const perDocument = (peaks.many - peaks.some) / ((MANY_TAGS - SOME_TAGS) * BYTES);
  return [
    reported(`keys rotate --role targets, ${SOME_TAGS} tags of 1 MiB: peak memory`, megabytes(peaks.some)),
    reported(`keys rotate --role targets, ${MANY_TAGS} tags of 1 MiB: peak memory`, megabytes(peaks.many)),
    atMost("  a further document / its bytes in the answer", perDocument, 2.5, times),
  ];
}

function peakWith(tags: number): Promise<number> {
  return served({ targets: TARGETS, documentBytes: BYTES, latencyMs: 0, tags }, async (factory, workspace) => {
    const peaks: number[] = [];
    for (let round = 0; round < 3; round++) {
      await freshArchives(factory, workspace);
      await factory.begin();
      peaks.push((await peakOf(rotation(factory, workspace, TARGETS_KEY), workspace.folder)).peakBytes);
    }
    return median(peaks);
  });
}

async function served<T>(
  size: Parameters<typeof serveFactory>[0],
  work: (factory: Serving, workspace: Workspace) => Promise<T>,
): Promise<T> {
  const factory = await serveFactory(size);
  const workspace = await makeWorkspace(factory);
  try {
    return await work(factory, workspace);
  } finally {
    await workspace.remove();
    await factory.end();
  }
}

function rotation({ url }: Serving, workspace: Workspace, words: readonly string[]) {
  const call = workspace.call([], "identity");
  const targets = words.includes("root") ? [] : ["--targets-keys", "targets.tgz"];
  const [script] = call.args;
  return { ...call, args: [script!, ...words, "--keys", "root.tgz", ...targets, "--api-url", url, "--yes"] };
}

async function freshArchives(factory: Serving, { folder }: Workspace): Promise<void> {
  await writeFile(path.join(folder, "root.tgz"), Buffer.from(factory.rootArchive, "base64"));
  await writeFile(path.join(folder, "targets.tgz"), Buffer.from(factory.targetsArchive, "base64"));
}
