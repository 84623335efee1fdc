// Which names the sources export: each is declared in one file, so that whoever reads it anywhere knows which one it is.
import { parseSync } from "oxc-parser";
import type { SourceFile } from "./layers.ts";

/** One line a name that two files declare. A re-export declares nothing. */
export function repeatedNames(files: readonly SourceFile[]): string[] {
  const homes = new Map<string, string[]>();
  for (const { path, text } of files) {
    for (const name of exportedNames(text, path)) homes.set(name, [...(homes.get(name) ?? []), path]);
  }
  return [...homes]
    .filter(([, paths]) => paths.length > 1)
    .map(([name, paths]) => `${paths[0]} exports ${name}, and so does ${paths.slice(1).join(", ")}`);
}

/** Names of what a file declares and exports itself, values and types. */
export function exportedNames(text: string, path: string): string[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]!.message}`);
  const declared = new Set(program.body.flatMap((statement) => namesOf(statement)));
  const names = program.body.flatMap((statement): string[] => {
    if (statement.type !== "ExportNamedDeclaration") return [];
    if (statement.declaration) return namesOf(statement.declaration);
    if (statement.source) return [];
    return statement.specifiers.flatMap(({ local, exported }) =>
      "name" in local && "name" in exported && declared.has(local.name) ? [exported.name] : [],
    );
  });
  // The signatures of one function are one declaration.
  return [...new Set(names)];
}

type Statement = ReturnType<typeof parseSync>["program"]["body"][number];

function namesOf(statement: Statement): string[] {
  switch (statement.type) {
    case "VariableDeclaration":
      return statement.declarations.flatMap(({ id }) => boundNames(id));
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "TSDeclareFunction":
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
      return statement.id ? [statement.id.name] : [];
    default:
      return [];
  }
}

type Pattern = Extract<Statement, { type: "VariableDeclaration" }>["declarations"][number]["id"];

function boundNames(pattern: Pattern): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ArrayPattern":
      return pattern.elements.flatMap((element) =>
        element ? boundNames(element.type === "RestElement" ? element.argument : element) : [],
      );
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === "RestElement" ? property.argument : property.value),
      );
    default:
      return boundNames(pattern.left);
  }
}
