// Which commands come in one file of dist/. The registry loads them one by one, but those of a kind share nearly all
// that they load, and a bundler cuts a file for every set of entries that share something: dozens of small files,
// each of which costs a start-up.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "esbuild";

/** By the file of the command. What fits nowhere has a file of its own. */
const GROUPS: Readonly<Record<string, RegExp>> = {
  "release-commands": /^(?:wave-.+|promote|doctor|root-show|root-pin)$/,
  "owner-commands": /^(?:keys-.+|updates-.+|root-.+)$/,
  "review-commands": /^(?:review|remind)$/,
};

const REGISTRY = path.join("src", "commands", "registry.ts");
const LOADED = /import\("\.\/([\w-]+)\.ts"\)\)\.(\w+)/g;

/** Sends the registry's imports of grouped commands to one module a group. */
export const commandGroups: Plugin = {
  name: "command-groups",
  setup({ onResolve, onLoad, initialOptions }) {
    const registry = path.join(initialOptions.absWorkingDir ?? "", REGISTRY);
    onResolve({ filter: /^\.\/[\w-]+\.ts$/ }, ({ path: name, kind, importer }) => {
      const group = kind === "dynamic-import" && importer === registry ? groupOf(path.basename(name, ".ts")) : null;
      return group === null ? null : { path: group, namespace: "command-group" };
    });
    onLoad({ filter: /.*/, namespace: "command-group" }, async ({ path: group }) => ({
      contents: exportsOf(group, await readFile(registry, "utf8")),
      resolveDir: path.dirname(registry),
      loader: "ts",
    }));
  },
};

function groupOf(file: string): string | null {
  return Object.keys(GROUPS).find((group) => GROUPS[group]!.test(file)) ?? null;
}

function exportsOf(group: string, registry: string): string {
  return [...registry.matchAll(LOADED)]
    .filter(([, file]) => groupOf(file!) === group)
    .map(([, file, name]) => `export { ${name} } from "./${file}.ts";\n`)
    .join("");
}
