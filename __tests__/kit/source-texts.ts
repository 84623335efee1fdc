// The texts in the sources that a person may read: string and template literals, with what is filled in at run time as
// a blank.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

const ROOT = join(import.meta.dirname, "../..");

export interface SourceText {
  /** File and line, from the top of the repository. */
  readonly where: string;
  readonly text: string;
  /** Of which member of an object it is the value, or a part of it. */
  readonly property: string | null;
}

/** Of all sources, in their order. An expression in a template is the blank `<...>`. */
export function sourceTexts(): SourceText[] {
  return globSync("src/**/*.ts", { cwd: ROOT }).sort().flatMap(textsIn);
}

function textsIn(path: string): SourceText[] {
  const source = readFileSync(join(ROOT, path), "utf8");
  const found: SourceText[] = [];
  const members: { readonly start: number; readonly end: number; readonly name: string }[] = [];
  const keep = (start: number, text: string) => {
    const property = members.findLast((member) => member.start <= start && start < member.end)?.name ?? null;
    found.push({ where: `${path}:${source.slice(0, start).split("\n").length}`, text, property });
  };
  new Visitor({
    Property({ key, value }) {
      if (key.type === "Identifier") members.push({ start: value.start, end: value.end, name: key.name });
    },
    Literal({ start, value }) {
      if (typeof value === "string") keep(start, value);
    },
    TemplateLiteral({ start, quasis }) {
      keep(start, quasis.map(({ value }) => value.cooked ?? value.raw).join("<...>"));
    },
  }).visit(parseSync(path, source).program);
  return found;
}
