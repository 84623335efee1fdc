// Where in the repository a finding is shown: a workflow that it is about, its line in the pins, else the policy.
// GitHub shows no result without a file, and uses the first one only.
import { isCollection, isNode, isPair, isScalar, LineCounter, parseDocument } from "yaml";

export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface FileRegion {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly region: Region;
}

const PINS_PATH = ".factory-tuf/pins.json";
const POLICY_PATH = ".factory-tuf/review.yml";
const WORKFLOW = /^workflow\/([^#]+)#(.*)$/s;
const FIRST_LINE: Region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };

/**
 * @param files texts of committed files by path: the pins, the policy, the workflows. What has no line of its own is shown
 *   at line 1: of its workflow, else of the policy. Never at a folder, where GitHub shows nothing.
 */
export function regionsOf(files: ReadonlyMap<string, string>): (subject: string) => FileRegion {
  const parsed = new Map<string, ReturnType<typeof parsedFile>>();
  const find = (path: string, steps: readonly string[]): FileRegion | null => {
    const text = files.get(path);
    if (text === undefined) return null;
    const file = parsed.get(path) ?? parsedFile(text);
    parsed.set(path, file);
    const region = file(steps);
    return region && { path, region };
  };
  return (subject) => {
    const workflow = WORKFLOW.exec(subject);
    const [, path = "", pointer = ""] = workflow ?? [];
    if (/\.ya?ml$/.test(path)) return find(path, stepsOf(pointer)) ?? { path, region: FIRST_LINE };
    return find(PINS_PATH, ["docs", pinnedName(subject)]) ?? { path: POLICY_PATH, region: FIRST_LINE };
  };
}

/** Finds the line of the deepest member that exists on the way; null for a file without one, or that is no YAML. */
function parsedFile(text: string): (steps: readonly string[]) => Region | null {
  const lines = new LineCounter();
  const document = read(text, lines);
  const sourceLines = text.split("\n");
  return (steps) => {
    for (let depth = steps.length; depth > 0; depth--) {
      const offset = document && keyOffset(document, steps.slice(0, depth));
      if (typeof offset !== "number") continue;
      const { line, col } = lines.linePos(offset);
      if (depth < steps.length && depth === 1 && steps[0] === "docs") return null;
      return {
        startLine: line,
        startColumn: col,
        endLine: line,
        endColumn: (sourceLines[line - 1]?.length ?? col) + 1,
      };
    }
    return null;
  };
}

function read(text: string, lineCounter: LineCounter): ReturnType<typeof parseDocument> | null {
  try {
    return parseDocument(text, { lineCounter, uniqueKeys: false, logLevel: "silent" });
  } catch {
    return null;
  }
}

/** Where the name of a member begins, or an item of a list. */
function keyOffset(document: ReturnType<typeof parseDocument>, steps: readonly string[]): number | null {
  let node: unknown = document.contents;
  let offset: number | null = null;
  for (const step of steps) {
    const items: readonly unknown[] = isCollection(node) ? node.items : [];
    const pair = items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === step);
    const [named, next] = isPair(pair) ? [pair.key, pair.value] : [null, items[/^\d+$/.test(step) ? Number(step) : -1]];
    const place = named ?? next;
    const start = isNode(place) ? place.range?.[0] : undefined;
    if (start === undefined) return null;
    offset = start;
    node = next;
  }
  return offset;
}

function stepsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** `prod-root@3#/signed` is pinned as `prod-root`. */
function pinnedName(subject: string): string {
  const doc = subject.slice(0, Math.max(0, subject.indexOf("#")));
  return doc.startsWith("prod-targets/") ? doc : doc.replace(/@\d+$/, "");
}
