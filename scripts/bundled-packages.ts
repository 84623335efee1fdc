// Which packages a bundle holds, in which version and under which licence: the list that T26 asks for.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Metafile } from "esbuild";

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Folder in the repository, e.g. `node_modules/ky`; two versions of one package have two. */
  readonly folder: string;
}

/**
 * Every package of which at least one byte is in the output, sorted by folder.
 * @throws {Error} when a package names no licence, or one that may not be shipped in an Apache-2.0 package.
 */
export function bundledPackages(root: string, metafile: Metafile): BundledPackage[] {
  const folders = new Set<string>();
  for (const output of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const folder = packageFolder(input);
      if (folder && bytesInOutput > 0) folders.add(folder);
    }
  }
  return [...folders].sort().map((folder) => {
    const manifest = JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8"));
    const { name, version, license } = manifest as Record<string, unknown>;
    if (typeof name !== "string" || typeof version !== "string") throw new Error(`${folder}: no name or version`);
    if (typeof license !== "string" || !PERMISSIVE.has(license)) {
      throw new Error(`${folder}: the licence ${JSON.stringify(license)} is not in the list of those we may ship`);
    }
    return { name, version, license, folder };
  });
}

const PERMISSIVE = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD", "BlueOak-1.0.0"]);

/** `node_modules/a/node_modules/@b/c/lib/x.js` → `node_modules/a/node_modules/@b/c`; null for our own files. */
export function packageFolder(input: string): string | null {
  const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
  return match ? match[0] : null;
}

/**
 * The licence texts of the packages, one after the other; they ask to travel with the code.
 * @throws {Error} when a package that asks for its text to be shipped has none.
 */
export function licenceTexts(root: string, packages: readonly BundledPackage[]): string {
  const parts = packages.map(({ name, version, license, folder }) => {
    const own = textsIn(path.join(root, folder));
    const sibling = WITHOUT_FILE[name];
    const texts = own.length > 0 || sibling === undefined ? own : textsIn(path.join(root, "node_modules", sibling));
    const text = texts.length > 0 ? texts.join("\n\n") : null;
    if (text === null) throw new Error(`${folder}: no licence text to ship`);
    return `${name} ${version} (${license})\n\n${text.replaceAll("\r\n", "\n").replace(/[ \t]+$/gm, "")}\n`;
  });
  return parts.join(`\n${"-".repeat(80)}\n\n`);
}

/** Packages that name a licence and ship no text of it: another one of the same authors and licence that does. */
const WITHOUT_FILE: Readonly<Record<string, string>> = { "@sigstore/verify": "@sigstore/bundle" };

function textsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)([.-]|$)/i.test(file))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), "utf8").trim());
}
