// What a page must be so that it can be read: contents where it is long, short cells in its tables, each workflow in one
// place alone.
import { anchorOf } from "./citations.ts";
import { workflowsIn } from "./workflows.ts";

/** From this many sections on a page has a table of contents. */
const SECTIONS_WITH_CONTENTS = 4;
const MAX_CELL = 100;
const MAX_README_LINES = 200;
/** Their cells are the texts of declarations. */
const GENERATED: ReadonlySet<string> = new Set(["docs/reference.md", "docs/rules.md"]);

/** One line a problem. `pages` is text by path. */
export function pageProblems(pages: ReadonlyMap<string, string>): string[] {
  return [
    ...[...pages].flatMap(([page, text]) => [
      ...contentsProblems(page, text),
      ...(GENERATED.has(page) ? [] : cellProblems(page, text)),
      ...lengthProblems(page, text),
    ]),
    ...repeatedWorkflows(pages),
  ];
}

/**
 * Paths of sources that docs/architecture.md names and that are not there: it is the map of src/.
 * @param sources all files of the repository.
 */
export function sourcePathProblems(pages: ReadonlyMap<string, string>, sources: readonly string[]): string[] {
  const page = "docs/architecture.md";
  return (pages.get(page) ?? "").split("\n").flatMap((line, index) =>
    [...line.matchAll(/`([a-z][\w-]*(?:\/[\w-]+)*(?:\/|\.ts))`/g)]
      .map(([, name]) => name!)
      .filter((name) => !sources.some((file) => isNamed(file, name)))
      .map((name) => `${page}:${index + 1} names ${name}, which src/ does not have`),
  );
}

function isNamed(file: string, name: string): boolean {
  const path = `src/${name.replace(/^src\//, "")}`;
  if (name.endsWith("/")) return file.startsWith(path);
  return name.includes("/") ? file === path : file.startsWith("src/") && file.endsWith(`/${name}`);
}

function contentsProblems(page: string, text: string): string[] {
  if (page !== "CONTRIBUTING.md" && !/^docs\/[^/]+$/.test(page)) return [];
  const [before = "", ...sections] = withoutCode(text).split(/^## /m);
  if (sections.length < SECTIONS_WITH_CONTENTS) return [];
  return sections
    .map((section) => `#${anchorOf(section.split("\n", 1)[0]!)}`)
    .filter((anchor) => !before.includes(`](${anchor})`))
    .map((anchor) => `${page}: its table of contents has no link to ${anchor}`);
}

function cellProblems(page: string, text: string): string[] {
  return withoutCode(text)
    .split("\n")
    .flatMap((line, index) => {
      const cells = /^\|(?!\s*-)/.test(line) ? line.split(/(?<!\\)\|/).map(shown) : [];
      const longest = Math.max(0, ...cells.map((cell) => cell.length));
      const said = `${page}:${index + 1} has a table cell of ${longest} characters; ${MAX_CELL} are the most`;
      return longest > MAX_CELL ? [said] : [];
    });
}

/** What a reader sees of a cell. */
function shown(cell: string): string {
  return cell.trim().replace(/\]\([^)]*\)/g, "");
}

function lengthProblems(page: string, text: string): string[] {
  const lines = text.split("\n").length - 1;
  return page === "README.md" && lines > MAX_README_LINES
    ? [`${page} has ${lines} lines; ${MAX_README_LINES} are the most`]
    : [];
}

function repeatedWorkflows(pages: ReadonlyMap<string, string>): string[] {
  const places = new Map<string, string>();
  return [...pages]
    .flatMap(([page, text]) => workflowsIn(page, text))
    .flatMap(({ path, text }) => {
      const name = /^name: *(.+)$/m.exec(text)?.[1];
      const first = name === undefined ? undefined : places.get(name);
      if (name !== undefined && first === undefined) places.set(name, path);
      return first ? [`${path} has the workflow ${name}, as ${first} has; keep it in one page and link to it`] : [];
    });
}

/** The same lines, those of fenced code empty. */
function withoutCode(text: string): string {
  return text.replace(/^( *)```[\s\S]*?^\1```/gm, (block) => block.replace(/[^\n]/g, ""));
}
