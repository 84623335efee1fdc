// `wave init` beside the vendor's tool, whole processes in turn against the same embedded Factory. It wants a fioctl
// that was built on this machine: `FIOCTL=/path/to/fioctl npm run bench vendor`. Without one it says so.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { FactorySize } from "./factory/messages.ts";
import { type Serving, serveFactory } from "./factory/serving.ts";
import { runNode } from "./run-node.ts";
import { inTurn } from "./statistics.ts";
import { atMost, type Row, reported, seconds, times } from "./table.ts";
import { makeWorkspace, type Workspace } from "./workspace.ts";

const SMALL = { targets: 12, documentBytes: null } as const;
const LARGE = { targets: 5000, documentBytes: 5_500_000, released: 0.5 } as const;

interface Race {
  readonly what: string;
  readonly size: FactorySize;
  /** The share of the vendor's time that is the goal. */
  readonly goal: number;
  readonly rounds: number;
}

const RACES: readonly Race[] = [
  { what: "wave init, 12 targets, 100 ms a call", size: { ...SMALL, latencyMs: 100 }, goal: 0.6, rounds: 7 },
  { what: "wave init, 5,000 targets, 0 ms a call", size: { ...LARGE, latencyMs: 0 }, goal: 1.2, rounds: 7 },
  { what: "wave init, 5,000 targets, 100 ms a call", size: { ...LARGE, latencyMs: 100 }, goal: 0.8, rounds: 5 },
];

export async function measureVendor(): Promise<Row[]> {
  const program = process.env.FIOCTL;
  if (program === undefined) return [reported("beside the vendor's tool", "not measured: FIOCTL names none")];
  const rows: Row[] = [];
  for (const race of RACES) rows.push(...(await run(race, program)));
  return rows;
}

async function run({ what, size, goal, rounds }: Race, program: string): Promise<Row[]> {
  const factory = await serveFactory(size);
  const workspace = await makeWorkspace(factory);
  try {
    const plain = await vendorFiles(factory, workspace);
    const words = ["init", "w1", String(factory.version), factory.tag];
    const least = [path.join(import.meta.dirname, "least-release.cjs"), factory.url, factory.token, ...words.slice(2)];
    const { ours, theirs, floor } = await inTurn(rounds, {
      async ours() {
        await factory.begin();
        return (await runNode(workspace.call(["wave", ...words, "--yes"], "identity"))).wallMs;
      },
      async theirs() {
        await factory.begin();
        return runVendor(program, ["--config", plain.config, "wave", ...words, "--keys", plain.keys], workspace.folder);
      },
      async floor() {
        await factory.begin();
        return (await runNode({ args: least })).wallMs;
      },
    });
    return [
      reported(`${what}: the vendor's tool`, seconds(theirs)),
      atMost(`${what}: ours / the vendor's`, ours / theirs, goal, times),
      reported(`${what}: the least in Node / the vendor's`, times(floor / theirs)),
    ];
  } finally {
    await workspace.remove();
    await factory.end();
  }
}

/** What the vendor's tool reads: its configuration, and the archive as it keeps it, not encrypted. */
async function vendorFiles(factory: Serving, { folder }: Workspace): Promise<{ config: string; keys: string }> {
  const [config, keys] = [path.join(folder, "fioctl.yaml"), path.join(folder, "targets.keys.tgz")];
  await writeFile(config, `factory: acme\ntoken: ${factory.token}\nserver:\n  url: ${factory.url}\n`);
  await writeFile(keys, Buffer.from(factory.targetsArchive, "base64"));
  return { config, keys };
}

async function runVendor(program: string, args: readonly string[], home: string): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let exitedAt = 0;
  child.once("exit", () => {
    exitedAt = performance.now();
  });
  const [said, [status]] = await Promise.all([
    Promise.all([text(child.stdout), text(child.stderr)]),
    once(child, "close") as Promise<[number | null]>,
  ]);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: exit ${status}\n${said.join("\n")}`);
  return exitedAt - startedAt;
}
