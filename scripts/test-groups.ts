// Which tests belong together, and how each group is run.

export interface TestGroup {
  readonly name: string;
  readonly files: readonly string[];
  /**
   * How many processes the files are shared out among. Sharing one saves the start of Node and the loading of the sources,
   * half a second a file; what starts the built program, kills it or measures it has a process for each file.
   */
  readonly processes: number | "one a file";
}

const at = (...folders: readonly string[]) => folders.map((folder) => `__tests__/${folder}/**/*.test.ts`);

/** Pages in a real browser, where there is one: one process, and one browser, for all of them. */
const BROWSER: TestGroup = {
  name: "browser",
  files: at("browser"),
  processes: 1,
};
/** No process is spawned, no built file needed, and (but for a few tests that say so) no POSIX. */
const PURE: TestGroup = {
  name: "core",
  files: at("errors", "files", "http", "json", "report", "review", "text", "tuf"),
  processes: 2,
};
const EDGES: TestGroup = {
  name: "edges",
  files: at(
    "context",
    "custody",
    "emulator",
    "factory",
    "gate",
    "github",
    "keys",
    "reminder",
    "root-updates",
    "scripts",
    "set-up",
    "verified",
  ),
  processes: 2,
};
const COMMANDS: TestGroup = { name: "commands", files: at("commands", "rotation", "replay"), processes: 3 };
const DOORS: TestGroup = { name: "front doors", files: at("action", "cli", "terminal"), processes: 2 };
const THREATS: TestGroup = { name: "threats", files: at("threats"), processes: 3 };
const E2E: TestGroup = { name: "end to end", files: at("e2e"), processes: "one a file" };
/** The library of fiotuf judges documents, where there is Go. The first run compiles it. */
const JUDGES: TestGroup = { name: "judges", files: at("judges"), processes: 1 };
/** Programs and services that sign, where this machine has them. */
const SIGNERS: TestGroup = { name: "signers", files: at("signers"), processes: 1 };
const KILL: TestGroup = { name: "kill", files: at("kill"), processes: "one a file" };
/** Each call of a command fails in each way, by the hundred. */
const FAULTS: TestGroup = { name: "faults", files: at("faults"), processes: "one a file" };
const LONG: TestGroup = { name: "long", files: at("long"), processes: "one a file" };

/** By the word after `npm run test:`; `all` is `npm test`. Long jobs come first, so that what is left at the end is short. */
export const SELECTIONS = {
  all: [THREATS, JUDGES, DOORS, COMMANDS, EDGES, SIGNERS, BROWSER, PURE, E2E],
  core: [PURE],
  unit: [PURE, BROWSER, EDGES],
  kill: [KILL, FAULTS],
  judges: [JUDGES],
  long: [LONG],
} as const satisfies Record<string, readonly TestGroup[]>;

export type Selection = keyof typeof SELECTIONS;

export function isSelection(word: string): word is Selection {
  return Object.hasOwn(SELECTIONS, word);
}

/** For a word that is no selection. */
export function unknownSelection(word: string): string {
  return `There is no selection of tests called "${word}". Use one of: ${Object.keys(SELECTIONS).join(", ")}.`;
}

/** What one process of the test runner runs. */
export interface Job {
  readonly group: string;
  readonly files: readonly string[];
}

/**
 * @param find all files that match one of the patterns.
 * @returns `problem` names every group without a file: a group that finds nothing would pass.
 */
export function planJobs(
  groups: readonly TestGroup[],
  find: (patterns: readonly string[]) => readonly string[],
): { readonly jobs: readonly Job[]; readonly problem: string | null } {
  const withFiles = groups.map((group) => ({ ...group, found: find(group.files).toSorted() }));
  const empty = withFiles.filter(({ found }) => found.length === 0);
  return {
    jobs: withFiles.flatMap(({ name, processes, found }) =>
      dealt(found, processes === "one a file" ? found.length : processes).map((files): Job => ({ group: name, files })),
    ),
    problem: empty.length === 0 ? null : withoutFiles(empty),
  };
}

/** Neighbours are alike: dealt out one by one, each process gets its share of the slow ones. */
function dealt(files: readonly string[], processes: number): string[][] {
  return Array.from({ length: Math.min(processes, files.length) }, (_, process) =>
    files.filter((_file, index) => index % processes === process),
  );
}

function withoutFiles(groups: readonly TestGroup[]): string {
  const names = groups.map(({ name, files }) => `${name} (${files.join(", ")})`).join(" and ");
  const [noun, their] = groups.length === 1 ? ["group", "its"] : ["groups", "their"];
  return (
    `No test file was found for the ${noun} ${names}. No test was run. ` +
    `Correct ${their} folders in scripts/test-groups.ts.`
  );
}
