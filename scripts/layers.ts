// Which folder of src/ may import which, and what the pure ones may not touch (DESIGN, layers).
import path from "node:path";
import { codeOnly, importsOf } from "./imports.ts";

/** From the bottom up. A file imports from its own layer and from those below. */
const LAYERS = ["tuf", "keys", "factory", "github", "emulator", "review", "report", "commands", "cli|action"] as const;

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
  return files.flatMap((file) => [...importViolations(file), ...purityViolations(file)]);
}

function importViolations({ path: file, text }: SourceFile): string[] {
  const own = layerOf(file);
  if (own === null) return [`${file}:1 lies in no layer`];
  const violations: string[] = [];
  const say = (line: number, what: string) => violations.push(`${file}:${line} ${what}`);
  for (const { specifier, line } of importsOf(text)) {
    if (specifier.startsWith(".")) {
      const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
      const layer = layerOf(target);
      if (!specifier.endsWith(".ts")) say(line, `imports ${specifier} without .ts`);
      else if (target.startsWith("../") || layer === null)
        say(line, `imports ${specifier}, which lies outside the layers`);
      else if (layer > own) say(line, `imports ${target}, which lies above it`);
      else if (layer === LAYERS.length - 1 && folderOf(file) !== folderOf(target)) {
        say(line, `imports ${target}: one front door does not know the other`);
      } else if (folderOf(target) === "emulator" && !EMULATOR_USERS.test(file)) {
        say(line, `imports ${target}: only emulate and demo know the embedded Factory`);
      }
    } else if (PURE.has(folderOf(file))) {
      if (specifier.startsWith("@actions/")) say(line, `imports ${specifier} into a pure layer`);
      else if (isBuiltin(specifier) && specifier !== "node:crypto") say(line, `imports ${specifier} into a pure layer`);
    }
  }
  return violations;
}

function purityViolations({ path: file, text }: SourceFile): string[] {
  const folder = folderOf(file);
  const forbidden = PURE.has(folder) ? IMPURE : FRONT_DOORS.has(folder) ? [] : ENVIRONMENT_ONLY;
  if (forbidden.length === 0) return [];
  return codeOnly(text)
    .split("\n")
    .flatMap((code, index) =>
      forbidden.filter(({ pattern }) => pattern.test(code)).map(({ what }) => `${file}:${index + 1} ${what}`),
    );
}

const FRONT_DOORS = new Set(["cli", "action"]);
const ENVIRONMENT_ONLY = [{ pattern: /\bprocess\s*\.\s*env\b/, what: "reads the environment; only a front door does" }];

function folderOf(file: string): string {
  return file.split("/")[0]!;
}

function layerOf(file: string): number | null {
  const index = LAYERS.findIndex((names) => names.split("|").includes(folderOf(file)));
  return index === -1 ? null : index;
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith("node:") || BARE_BUILTINS.has(specifier);
}
const BARE_BUILTINS = new Set([
  "fs",
  "path",
  "os",
  "crypto",
  "http",
  "https",
  "net",
  "child_process",
  "process",
  "util",
]);
