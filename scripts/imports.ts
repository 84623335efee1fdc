// What a TypeScript source imports, read from its text: static, dynamic and type-only imports alike.

/** Every module specifier of `source`, with the line it stands on. */
export function importsOf(source: string): { specifier: string; line: number }[] {
  const code = withoutComments(source);
  const found: { specifier: string; line: number; at: number }[] = [];
  for (const form of FORMS) {
    for (const match of code.matchAll(form)) {
      const at = match.index + match[0].length;
      found.push({ specifier: match[1]!, at, line: code.slice(0, at).split("\n").length });
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ specifier, line }) => ({ specifier, line }));
}

const FORMS = [
  /(?:^|[\s;}])(?:import|export)\b[^"'`;()]*?\bfrom\s*["']([^"'\n]+)["']/g,
  /(?:^|[\s;}])import\s*["']([^"'\n]+)["']/g,
  /\bimport\s*\(\s*["'`]([^"'`\n]+)["'`]/g,
  /\brequire\s*\(\s*["'`]([^"'`\n]+)["'`]/g,
];

/** The source with comments blanked out, lines and columns kept; strings and templates stay. */
export function withoutComments(source: string): string {
  return source.replace(
    /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (token) => (token.startsWith("//") || token.startsWith("/*") ? blank(token) : token),
  );
}

/** The source with comments and the text of strings blanked out: what is left is code. */
export function codeOnly(source: string): string {
  return withoutComments(source)
    .replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, blank)
    .replace(/`(?:\\[\s\S]|[^`\\])*`/g, (template) =>
      template
        .split(/(\$\{[^}]*\})/)
        .map((part, index) => (index % 2 === 1 ? part : blank(part)))
        .join(""),
    );
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
