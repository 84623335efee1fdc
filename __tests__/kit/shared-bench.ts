// One workbench for all tests of a file. Each of them finds it as it was at the beginning: the Factory with its clock, faults,
// lies and request log, and the folder with its files.
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach } from "node:test";
import type { FactorySnapshot } from "../../src/emulator/state/factory.ts";
import { type Bench, type Workbench, type WorkbenchOptions, workbench } from "./workbench.ts";

export interface SharedBench extends Bench {
  /** The Factory at the beginning. */
  readonly start: FactorySnapshot;
}

/** @param prepare brings the workbench to the beginning of every test; without it, that is how {@link workbench} makes it. */
export function sharedBench(
  options: WorkbenchOptions = {},
  prepare: (bench: Bench) => void | Promise<void> = () => {},
): SharedBench {
  let shared: Shared | null = null;
  let mayDiffer = false;
  before(async () => {
    const bench = await workbench(options);
    await prepare(bench);
    shared = rememberBeginning(bench);
  });
  // Not every test uses the workbench, and to bring it back costs milliseconds: that waits for its first use.
  beforeEach(() => {
    mayDiffer = true;
  });
  after(() => shared?.close());
  const current = () => {
    if (shared === null) throw new Error("The workbench is opened by a hook: use it in tests and hooks alone.");
    if (mayDiffer) shared.goBack();
    mayDiffer = false;
    return shared;
  };
  return {
    get start() {
      return current().start;
    },
    get factory() {
      return current().bench.factory;
    },
    get clock() {
      return current().bench.clock;
    },
    get folder() {
      return current().bench.folder;
    },
    file: (...args) => current().bench.file(...args),
    run: (...args) => current().bench.run(...args),
    refused: (...args) => current().bench.refused(...args),
  };
}

interface Shared {
  readonly bench: Bench;
  readonly start: FactorySnapshot;
  goBack(): void;
  close(): Promise<void>;
}

function rememberBeginning(bench: Workbench): Shared {
  const { factory, clock, folder } = bench;
  const [start, now, { latencyMs }] = [factory.snapshot(), clock(), factory];
  const copy = mkdtempSync(join(tmpdir(), "beginning-"));
  cpSync(folder, copy, { recursive: true });
  return {
    bench,
    start,
    goBack() {
      factory.restore(start);
      factory.clearFaults();
      factory.rewrite(null);
      factory.latencyMs = latencyMs;
      factory.requests.length = 0;
      clock.set(now);
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
      cpSync(copy, folder, { recursive: true });
    },
    async close() {
      rmSync(copy, { recursive: true });
      await bench.close();
    },
  };
}
