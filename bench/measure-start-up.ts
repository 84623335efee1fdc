// What starting costs: the command line tool that only says its version, and a run of the Action that is refused,
// each against an empty program on the same Node.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DIST, type ProcessCall, runNode } from "./run-node.ts";
import { inTurn } from "./statistics.ts";
import { atMost, milliseconds, type Row, reported, times } from "./table.ts";

const ROUNDS = 40;

export async function measureStartUp(): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "factory-tuf-bench-"));
  try {
    const refused = await refusedRun(folder);
    const wall = async (call: ProcessCall) => (await runNode(call)).wallMs;
    const { empty, version, action } = await inTurn(ROUNDS, {
      empty: () => wall({ args: ["-e", "0"] }),
      version: () => wall({ args: [path.join(DIST, "cli.js"), "--version"] }),
      action: () => wall(refused),
    });
    return [
      reported("start-up: node -e 0", milliseconds(empty)),
      atMost("start-up: cli.js --version / node -e 0", version / empty, 2, times),
      atMost("start-up: refused run of the Action / node -e 0", action / empty, 2.5, times),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A command that uses a key, on a pull request. */
async function refusedRun(folder: string): Promise<ProcessCall> {
  const files = { GITHUB_OUTPUT: path.join(folder, "output"), GITHUB_STEP_SUMMARY: path.join(folder, "summary") };
  for (const file of Object.values(files)) await writeFile(file, "");
  return {
    args: [path.join(DIST, "main.js")],
    cwd: folder,
    exit: 1,
    env: {
      ...files,
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_WORKSPACE: folder,
      INPUT_COMMAND: "wave init",
      INPUT_FACTORY: "acme",
      INPUT_WAVE: "w1",
      INPUT_VERSION: "1",
      INPUT_TAG: "production",
      INPUT_KEYS: "never looked at",
    },
  };
}
