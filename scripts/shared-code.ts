// One file of dist/ for what nearly every command loads. A bundler cuts a file for every set of entries that share something:
// a command loaded 60 files, most of them of a few lines, and each costs half a millisecond of a processor to find, read and
// link. So every part of the program is made to import all that is shared. It is loaded by then anyway.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Metafile, Plugin } from "esbuild";

/** Parts of the program that a release is made of, by what they are bundled from. */
const OF_RELEASES = ["src/action/main.ts", "src/cli/run.ts", "src/factory/client.ts", "command-group:release-commands"];
const PARTS = [...OF_RELEASES, "command-group:owner-commands", "command-group:review-commands"];
/** Without a command, this is all that is loaded. */
const LEAN = "src/cli/main.ts";

export interface SharedCode {
  /** Source files that at least two of the parts load, one of them for a release. */
  readonly files: readonly string[];
  /** What is loaded by itself and needs any of them. */
  readonly entries: ReadonlySet<string>;
}

/**
 * @param inputs all files by path, each with what it imports.
 * @param outputs of a build without shared code.
 * @throws {Error} when a part of the program is bundled from another file now.
 */
export function sharedCode({ inputs, outputs }: Metafile): SharedCode {
  const entries = Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
  const missing = PARTS.filter((part) => !entries.includes(part));
  if (missing.length > 0) throw new Error(`No file of dist/ is made of ${missing.join(", ")}: see PARTS.`);
  const lean = reached(inputs, LEAN);
  const counts = new Map<string, number>();
  for (const part of PARTS) for (const file of reached(inputs, part)) counts.set(file, (counts.get(file) ?? 0) + 1);
  const files = [...new Set(OF_RELEASES.flatMap((part) => [...reached(inputs, part)]))]
    .filter((file) => counts.get(file)! > 1 && file.startsWith("src/") && !lean.has(file) && !entries.includes(file))
    .sort();
  const needing = entries.filter((entry) => entry !== LEAN && files.some((file) => reached(inputs, entry).has(file)));
  return { files, entries: new Set(needing) };
}

/** All that is loaded with a file: what it imports, and not what it may load later. */
function reached(inputs: Metafile["inputs"], from: string): ReadonlySet<string> {
  const found = new Set([from]);
  for (const file of found)
    for (const { path: imported, kind } of inputs[file]?.imports ?? [])
      if (kind !== "dynamic-import" && imported in inputs) found.add(imported);
  return found;
}

export const NOTHING_SHARED: SharedCode = { files: [], entries: new Set() };

const NAME = "shared-code";

const IMPORT = `\nimport "${NAME}";\n`;

/** @param entry its path, as in {@link SharedCode}. @returns its source, importing all that is shared if it needs any of it. */
export function withSharedCode({ entries }: SharedCode, entry: string, source: string): string {
  return entries.has(entry) ? source + IMPORT : source;
}

/** Makes the entries among the sources import it; those that another plugin makes call {@link withSharedCode}. */
export function sharedCodePlugin(root: string, shared: SharedCode): Plugin {
  const { files, entries } = shared;
  return {
    name: NAME,
    setup({ onResolve, onLoad }) {
      onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path: file }) => {
        const entry = path.relative(root, file).split(path.sep).join("/");
        if (!entries.has(entry)) return null;
        return { contents: withSharedCode(shared, entry, await readFile(file, "utf8")), loader: "ts" };
      });
      onResolve({ filter: /^shared-code$/ }, () => ({ path: NAME, namespace: NAME }));
      onLoad({ filter: /.*/, namespace: NAME }, () => ({
        contents: files.map((file) => `import ${JSON.stringify(path.join(root, file))};`).join("\n"),
        resolveDir: root,
        loader: "ts",
      }));
    },
  };
}
