// Commands as they are printed: found in a text, and run as somebody would who pastes them and fills in the blanks.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../src/emulator/state/factory.ts";
import { cli, PROCESS_NOW } from "../kit/command-line.ts";

/** What stands for each blank; several where it stands more than once, in their order. */
export type Blanks = Readonly<Record<string, string | readonly string[]>>;

export interface PrintedBench {
  readonly factory: EmbeddedFactory;
  readonly folder: string;
  /** What is set in the shell. */
  readonly env: Record<string, string>;
  /** Runs one printed command, agreed to; blanks are filled in. */
  run(command: string, blanks?: Blanks): Promise<{ exit: number; says: string; text: string }>;
  /** The same for one that must end well. */
  done(command: string): Promise<void>;
}

const BLANKS: Blanks = {
  "<root.tgz>": "root.tgz",
  "<targets.tgz>": "targets.tgz",
  "<other.tgz>": "other.tgz",
  "<archive>": "root.tgz",
  "<this archive>": "root.tgz",
  "<wave>": "w6",
  "<new wave>": "new-6",
  "<version>": "6",
  "<tag>": "production",
  "<file>": "file",
  "<to>": "copy.tgz",
  "<folder>": "drawer",
  "<group>": "us-east",
  "<why>": "reason",
  "<role>": "root",
  "<online role>": "snapshot",
  "<threshold>": "1",
  "<old versions>": "3",
};

interface Started {
  readonly factory: EmbeddedFactory;
  readonly start: FactorySnapshot;
}

type StartState = "fresh" | "released";

const begun = new Map<StartState, Promise<Started>>();

/** A Factory and a folder of their own for `work`; the folder holds the owner's archives and the root, trusted. */
export async function withPrintedBench<T>(state: StartState, work: (bench: PrintedBench) => Promise<T>): Promise<T> {
  const { factory, start } = await startedIn(state);
  factory.restore(start);
  const folder = await mkdtemp(join(tmpdir(), "printed-"));
  try {
    for (const role of ["root", "targets"] as const) {
      const archive = factory.archives[role];
      if (archive) await writeFile(join(folder, `${role}.tgz`), archive);
    }
    await mkdir(join(folder, ".factory-tuf"));
    await mkdir(join(folder, "drawer"));
    if (state === "released")
      await writeFile(join(folder, ".factory-tuf/root.json"), JSON.stringify(factory.state.ciRoots.at(-1)));
    return await work(benchIn(factory, folder));
  } finally {
    factory.clearFaults();
    factory.rewrite(null);
    await rm(folder, { recursive: true });
  }
}

export async function closePrintedBenches(): Promise<void> {
  for (const { factory } of await Promise.all(begun.values())) await factory.close();
  begun.clear();
}

function startedIn(state: StartState): Promise<Started> {
  const known = begun.get(state);
  if (known) return known;
  const starting = startFactory({ state, now: PROCESS_NOW }).then((factory) => ({
    factory,
    start: factory.snapshot(),
  }));
  begun.set(state, starting);
  return starting;
}

function benchIn(factory: EmbeddedFactory, folder: string): PrintedBench {
  const env: Record<string, string> = {
    FACTORY: "acme",
    FACTORY_TOKEN: factory.tokens.owner,
    FACTORY_API_URL: factory.url,
    GITHUB_REPOSITORY: "acme/devices",
  };
  const run: PrintedBench["run"] = async (command, blanks = {}) => {
    const words = wordsOf(command, { ...BLANKS, ...blanks }).slice(1);
    const { exit, stdout, stderr } = await cli([...words, "--yes"], { env, cwd: folder, wait: async () => {} });
    return { exit, says: `${command}: ${stderr}`, text: stdout };
  };
  return {
    factory,
    folder,
    env,
    run,
    async done(command) {
      const { exit, says } = await run(`factory-tuf ${command}`);
      if (exit !== 0) throw new Error(says);
    },
  };
}

/** As a shell splits them. A blank that nobody fills in is an error. */
function wordsOf(command: string, blanks: Blanks): string[] {
  const seen = new Map<string, number>();
  const filled = command.replace(/<[^<>]+>/g, (blank) => {
    const before = seen.get(blank) ?? 0;
    seen.set(blank, before + 1);
    const value = blanks[blank];
    const word = typeof value === "string" ? value : value?.[before];
    if (word === undefined) throw new Error(`Nothing stands for ${blank} in: ${command}`);
    return word;
  });
  return [...filled.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
}
