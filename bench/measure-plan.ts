// What a plan of 5,000 targets costs beside the work that nobody can do without, in processor time of whole processes.
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { CLIENT_NAMES } from "../src/tuf/devices/clients.ts";
import { ciTargetsOf } from "./factory/content.ts";
import { serveFactory } from "./factory/serving.ts";
import { runNode } from "./run-node.ts";
import { median } from "./statistics.ts";
import { atMost, milliseconds, type Row, reported, times } from "./table.ts";
import { makeWorkspace } from "./workspace.ts";

const TARGETS = 5000;
const BYTES = 5_500_000;
const ROUNDS = 7;

export async function measurePlan(): Promise<Row[]> {
  const factory = await serveFactory({ targets: TARGETS, documentBytes: BYTES, latencyMs: 0 });
  const workspace = await makeWorkspace(factory);
  try {
    const document = path.join(workspace.folder, "document.json");
    await writeFile(document, JSON.stringify(ciTargetsOf(TARGETS, BYTES)));
    const { args, env = {}, cwd } = workspace.call(["wave", "plan", String(factory.version), factory.tag], "identity");
    const plan = args.slice(0, args.indexOf("--keys"));
    const bare = [path.join(import.meta.dirname, "bare-work.cjs"), document];
    const devices = path.join(import.meta.dirname, "device-check.ts");
    const costs = { plan: [] as number[], bare: [] as number[], devices: [] as number[], all: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      costs.plan.push(cpuOf(plan, env, cwd));
      costs.bare.push(cpuOf(bare, {}, cwd));
      costs.devices.push(Number((await runNode({ args: [devices, document] })).stdout) / 1000);
      costs.all.push(Number((await runNode({ args: [devices, document, ...CLIENT_NAMES] })).stdout) / 1000);
    }
    const [planned, floor] = [median(costs.plan), median(costs.bare)];
    return [
      reported("bare work on 5.5 MB twice: Node, parse, serialise, SHA-512", milliseconds(floor)),
      atMost("wave plan of 5,000 targets: processor time / bare work", planned / floor, 2.5, times),
      atMost("what devices say of 5,000 targets / wave plan of them", median(costs.devices) / planned, 0.1, times),
      reported("the same with all four clients listed", times(median(costs.all) / planned)),
    ];
  } finally {
    await workspace.remove();
    await factory.end();
  }
}

/** Processor time of one process in milliseconds, told by the process itself when it ends. */
function cpuOf(args: readonly string[], env: Readonly<Record<string, string>>, cwd: string | undefined): number {
  const told = path.join(import.meta.dirname, "cpu-time.cjs");
  const { status, stderr } = spawnSync(process.execPath, ["--require", told, ...args], {
    env: { PATH: process.env.PATH, ...env },
    encoding: "utf8",
    ...(cwd === undefined ? {} : { cwd }),
  });
  const cpu = /^cpu (\d+)$/m.exec(stderr)?.[1];
  if (status !== 0 || cpu === undefined) throw new Error(`${args[0]}: exit ${status}\n${stderr}`);
  return Number(cpu) / 1000;
}
