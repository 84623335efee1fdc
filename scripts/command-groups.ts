// Which commands come in one file of dist/. They are loaded one by one, but those of a kind share nearly all that they
// load, and a bundler cuts a file for every set of entries that share something: dozens of small files, each of which
// costs a start-up. The kind of a command follows from the use cases that it imports.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "esbuild";
import { type SharedCode, withSharedCode } from "./shared-code.ts";

/** By use case; the first that fits. A command that imports none of them has a file of its own. */
const GROUPS: readonly (readonly [group: string, useCases: RegExp])[] = [
  // They sign roots as well as Waves: beside those of releases, every release would load the half of an owner's work.
  ["sign-commands", /from "(?:\.\.\/)+signing-elsewhere\//],
  ["review-commands", /from "(?:\.\.\/)+(?:gate|reminder)\//],
  // What doctor looks into, archives and records of root work, a release does not load.
  ["owner-commands", /from "(?:\.\.\/)+release\/readiness\.ts"/],
  ["owner-commands", /from "(?:\.\.\/)+(?:root-updates|rotation|custody|set-up)\//],
  ["release-commands", /from "(?:\.\.\/)+(?:release|verified)\//],
];

const TABLE = path.join("src", "commands", "command-table.ts");
const LOADED = /import\("(\.\/[\w/-]+\.ts)"\)\)\.(\w+)/g;

/** Sends the table's imports of grouped commands to one module a group. */
export const commandGroups = (shared: SharedCode): Plugin => ({
  name: "command-groups",
  setup({ onResolve, onLoad, initialOptions }) {
    const table = path.join(initialOptions.absWorkingDir ?? "", TABLE);
    const folder = path.dirname(table);
    onResolve({ filter: /^\.\/[\w/-]+\.ts$/ }, ({ path: file, kind, importer }) => {
      const group = kind === "dynamic-import" && importer === table ? groupOf(folder, file) : null;
      return group === null ? null : { path: group, namespace: "command-group" };
    });
    onLoad({ filter: /.*/, namespace: "command-group" }, async ({ path: group }) => ({
      contents: withSharedCode(
        shared,
        `command-group:${group}`,
        exportsOf(group, folder, await readFile(table, "utf8")),
      ),
      resolveDir: folder,
      loader: "ts",
    }));
  },
});

function groupOf(folder: string, file: string): string | null {
  const text = readFileSync(path.join(folder, file), "utf8");
  return GROUPS.find(([, useCases]) => useCases.test(text))?.[0] ?? null;
}

function exportsOf(group: string, folder: string, table: string): string {
  return [...table.matchAll(LOADED)]
    .filter(([, file]) => groupOf(folder, file!) === group)
    .map(([, file, name]) => `export { ${name} } from "${file}";\n`)
    .join("");
}
