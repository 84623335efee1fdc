// Which folder of src/ may import which, and what the pure ones may not touch (DESIGN, the layers).
import { isBuiltin } from "node:module";
import path from "node:path";
import { type ReadSource, readSource } from "./imports.ts";

/**
 * From the bottom up, the layers of docs/architecture.md. A file imports from its own folder and from the layers below,
 * never from beside; the ground alone is one piece.
 */
const LAYERS = [
  "errors|text|json",
  "tuf",
  "http|files",
  "keys",
  "factory|github",
  "emulator",
  "review",
  "report",
  "context",
  "verified",
  "release|root-updates|custody|gate|reminder|rotation|set-up|signing-elsewhere|completion",
  "commands",
  "cli|action",
] as const;

/** The imports beside that the plan allows. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  rotation: ["root-updates"],
  "set-up": ["custody"],
  "signing-elsewhere": ["release", "root-updates"],
};

/** What commands share; besides it a command imports what lies in its own folder, is no command, and serves it alone. */
const SHARED_BY_COMMANDS = /^commands\/(?:command\.ts$|options\/|result\/)/;
const TABLE = "commands/command-table.ts";
/** They lead to every command: what a command runs of another is a use case. */
const REGISTRY = new Set([TABLE, "commands/registry.ts"]);

/** Layers without I/O, clock, randomness or environment. */
const PURE = new Set(["tuf", "review"]);

/** The two commands that know the embedded Factory, each a file or a folder of files. */
const EMULATOR_USERS = /^(?:emulator\/|commands\/(?:emulate|demo)(?:\.ts$|\/))/;

/** Code that reads the world where only its caller may. */
const IMPURE: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\bprocess\b(?!\s*:)/, what: "reads process" },
  { pattern: /\bDate\s*\.\s*now\b/, what: "reads the clock (Date.now)" },
  { pattern: /\bnew\s+Date\s*(?:\(\s*\)|(?!\s*\())/, what: "reads the clock (new Date without an argument)" },
  { pattern: /\bperformance\s*\.\s*now\b/, what: "reads the clock (performance.now)" },
  { pattern: /\bMath\s*\.\s*random\b|\brandomBytes\b|\brandomUUID\b|\bgetRandomValues\b/, what: "uses randomness" },
  { pattern: /\bfetch\s*\(|\bsetTimeout\b|\bsetInterval\b|\bconsole\b/, what: "does I/O" },
];

export interface SourceFile {
  /** Relative to src/, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** One line a violation: `<file>:<line> <what>`. */
export function layerViolations(files: readonly SourceFile[]): string[] {
  const read = new Map(files.map(({ path: file, text }) => [file, readSource(text, file)]));
  const needing = commandsNeeding(files);
  return [...read].flatMap(([file, source]) => [
    ...importViolations(file, source, needing),
    ...purityViolations(file, source),
  ]);
}

/** The files of commands, as the registry loads them. */
export function commandFiles(files: readonly SourceFile[]): string[] {
  const registry = files.find(({ path: file }) => file === TABLE);
  return registry ? targetsOf(TABLE, readSource(registry.text, TABLE)) : [];
}

/** Files that import each other in a loop, type imports included; each loop once, as `a.ts -> b.ts -> a.ts`. */
export function cycles(files: readonly SourceFile[]): string[] {
  const imports = new Map(files.map(({ path: file, text }) => [file, targetsOf(file, readSource(text, file))]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, way: readonly string[]) => {
    const at = way.indexOf(file);
    if (at !== -1) found.push([...way.slice(at), file].join(" -> "));
    if (at !== -1 || done.has(file)) return;
    for (const target of imports.get(file) ?? []) visit(target, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}

type Needing = ReadonlyMap<string, ReadonlySet<string>>;

/** By file, the commands that need it: themselves, and the parts in their folders. */
function commandsNeeding(files: readonly SourceFile[]): Needing {
  const imports = new Map(files.map(({ path: file, text }) => [file, targetsOf(file, readSource(text, file))]));
  const needing = new Map<string, Set<string>>();
  const visit = (file: string, command: string) => {
    const known = needing.get(file) ?? new Set();
    if (known.has(command)) return;
    needing.set(file, known.add(command));
    for (const target of imports.get(file) ?? [])
      if (target.startsWith("commands/") && !SHARED_BY_COMMANDS.test(target)) visit(target, command);
  };
  for (const command of commandFiles(files)) visit(command, command);
  return needing;
}

/** The files of ours that a file imports. */
function targetsOf(file: string, { imports }: ReadSource): string[] {
  return imports
    .filter(({ specifier }) => specifier.startsWith("."))
    .map(({ specifier }) => path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier)));
}

function importViolations(file: string, { imports }: ReadSource, needing: Needing): string[] {
  const own = layerOf(file);
  if (own === null) return [`${file}:1 lies in no layer`];
  const violations: string[] = [];
  const say = (line: number, what: string) => violations.push(`${file}:${line} ${what}`);
  for (const { specifier, line } of imports) {
    if (specifier.startsWith(".")) {
      const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
      const layer = layerOf(target);
      if (!specifier.endsWith(".ts")) say(line, `imports ${specifier} without .ts`);
      else if (target.startsWith("../") || layer === null)
        say(line, `imports ${specifier}, which lies outside the layers`);
      else if (layer > own) say(line, `imports ${target}, which lies above it`);
      else if (layer === LAYERS.length - 1 && folderOf(file) !== folderOf(target)) {
        say(line, `imports ${target}: one front door does not know the other`);
      } else if (layer === own && layer > 0 && !mayStandBeside(folderOf(file), folderOf(target))) {
        say(line, `imports ${target}, which lies beside it`);
      } else if (folderOf(target) === "emulator" && !EMULATOR_USERS.test(file)) {
        say(line, `imports ${target}: only emulate and demo know the embedded Factory`);
      } else if (file.startsWith("commands/") && !REGISTRY.has(file)) {
        const fault = sharingFault(file, target, needing);
        if (fault) say(line, `imports ${target}: ${fault}`);
      }
    } else if (/^(?:node:)?process$/.test(specifier)) {
      if (!FRONT_DOORS.has(folderOf(file))) say(line, `imports ${specifier}: ${ENVIRONMENT}`);
    } else if (PURE.has(folderOf(file))) {
      if (specifier.startsWith("@actions/")) say(line, `imports ${specifier} into a pure layer`);
      else if (isBuiltin(specifier) && specifier !== "node:crypto") say(line, `imports ${specifier} into a pure layer`);
    }
  }
  return violations;
}

/** Why one file of commands may not import another; null where it may. */
function sharingFault(file: string, target: string, needing: Needing): string | null {
  if (!target.startsWith("commands/") || SHARED_BY_COMMANDS.test(target)) return null;
  const users = needing.get(target) ?? new Set();
  const isPart = path.posix.dirname(file) === path.posix.dirname(target) && !users.has(target) && !REGISTRY.has(target);
  if (!isPart) return "commands do not import each other";
  return users.size > 1 ? `${[...users].join(" and ")} need it: what commands share lies below them` : null;
}

function mayStandBeside(folder: string, other: string): boolean {
  return folder === other || (BESIDE[folder] ?? []).includes(other);
}

function purityViolations(file: string, { code }: ReadSource): string[] {
  const folder = folderOf(file);
  const forbidden = PURE.has(folder) ? IMPURE : FRONT_DOORS.has(folder) ? [] : ENVIRONMENT_ONLY;
  if (forbidden.length === 0) return [];
  return code
    .split("\n")
    .flatMap((line, index) =>
      forbidden.filter(({ pattern }) => pattern.test(line)).map(({ what }) => `${file}:${index + 1} ${what}`),
    );
}

const FRONT_DOORS = new Set(["cli", "action"]);
const ENVIRONMENT = "reads the environment; only a front door does";
/** A member of `process` is named, so that it can be seen that it is another than `env`. */
const ENVIRONMENT_ONLY = [{ pattern: /\bprocess\b(?!\s*(?:\.\s*(?!env\b)\w|:))/, what: ENVIRONMENT }];

function folderOf(file: string): string {
  return file.split("/")[0]!;
}

function layerOf(file: string): number | null {
  const index = LAYERS.findIndex((names) => names.split("|").includes(folderOf(file)));
  return index === -1 ? null : index;
}
