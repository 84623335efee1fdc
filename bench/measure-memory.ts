// The largest memory of a whole `wave init` on documents as large as devices read: 8 MiB of CI targets, as much in
// production, and a Wave of that size sent back. Time is not measured here.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { serveFactory } from "./factory/serving.ts";
import { LARGE_BYTES, LARGE_TARGETS } from "./large-document.ts";
import { runNode } from "./run-node.ts";
import { median } from "./statistics.ts";
import { atMost, megabytes, type Row, reported } from "./table.ts";
import { makeWorkspace } from "./workspace.ts";

const ROUNDS = 5;
const LIMIT_BYTES = 250e6;

export async function measureMemory(): Promise<Row[]> {
  const factory = await serveFactory({ targets: LARGE_TARGETS, documentBytes: LARGE_BYTES, latencyMs: 0 });
  try {
    const workspace = await makeWorkspace(factory);
    try {
      const call = workspace.call(["wave", "init", "w1", String(factory.version), factory.tag, "--yes"], "identity");
      const peaks: number[] = [];
      const walls: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        await factory.begin();
        const { peakBytes, wallMs } = await peakOf(call, workspace.folder);
        peaks.push(peakBytes);
        walls.push(wallMs);
      }
      const { peakBytes: empty } = await peakOf({ args: ["-e", "0"] }, workspace.folder);
      return [
        atMost("wave init at 8 MiB: peak memory", median(peaks), LIMIT_BYTES, megabytes),
        reported("  of that, an empty program", megabytes(empty)),
        reported("wave init at 8 MiB, no delay added: whole process", `${(median(walls) / 1000).toFixed(3)} s`),
      ];
    } finally {
      await workspace.remove();
    }
  } finally {
    await factory.end();
  }
}

/** Runs the process and says how much memory it had at the most. */
export async function peakOf(call: Parameters<typeof runNode>[0], folder: string) {
  const file = path.join(folder, "peak-memory");
  const { wallMs } = await runNode({
    ...call,
    args: ["--require", path.join(import.meta.dirname, "peak-memory.cjs"), ...call.args],
    env: { ...call.env, PEAK_MEMORY_FILE: file },
  });
  return { wallMs, peakBytes: Number(await readFile(file, "utf8")) };
}
