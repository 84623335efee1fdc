// What a TypeScript source imports, and which of its text is code: read by a parser, so that no spelling escapes.
import { parseSync, Visitor } from "oxc-parser";

export interface Import {
  readonly specifier: string;
  /** From 1. */
  readonly line: number;
}

export interface ReadSource {
  /** Static, dynamic and type-only imports alike, re-exports, `import("x").Type` and `require`. In their order. */
  readonly imports: readonly Import[];
  /** The source with comments and the text of strings blanked out, lines and columns kept. */
  readonly code: string;
}

/** What follows `from` or stands in `import(...)`; only texts matter. */
interface Source extends Span {
  readonly type: string;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** @throws {Error} for a source that does not parse: nothing can be said of it. */
export function readSource(text: string, path: string): ReadSource {
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]!.message}`);
  const found: { specifier: string; at: number }[] = [];
  const texts: Span[] = [...comments];
  const take = (source: Source | null | undefined) => {
    if (!source) return;
    if (source.type === "Literal" && typeof source.value === "string")
      found.push({ specifier: source.value, at: source.end });
    if (source.type === "TemplateLiteral")
      found.push({ specifier: source.quasis?.[0]?.value.raw ?? "", at: source.end });
  };
  new Visitor({
    ImportDeclaration: ({ source }) => take(source),
    ExportNamedDeclaration: ({ source }) => take(source),
    ExportAllDeclaration: ({ source }) => take(source),
    ImportExpression: ({ source }) => take(source),
    TSImportType: ({ source }) => take(source),
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type === "Identifier" && callee.name === "require" && first?.type !== "SpreadElement") take(first);
    },
    Literal(literal) {
      if (typeof literal.value === "string" || "regex" in literal) texts.push(literal);
    },
    TemplateElement: (element) => void texts.push(element),
  }).visit(program);
  return {
    imports: found
      .sort((a, b) => a.at - b.at)
      .map(({ specifier, at }) => ({ specifier, line: text.slice(0, at).split("\n").length })),
    code: blanked(text, texts),
  };
}

function blanked(text: string, spans: readonly Span[]): string {
  let code = "";
  let end = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < end) continue;
    code += text.slice(end, span.start) + text.slice(span.start, span.end).replace(/[^\n]/g, " ");
    end = span.end;
  }
  return code + text.slice(end);
}
