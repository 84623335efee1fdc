// How the sources become dist/: an entry for each Action and the command line tool, shared chunks, readable names, the same bytes on every machine.
// What is bundled is recorded beside it (T26).
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import path from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { COMMAND_ACTIONS } from "../src/text/command-actions.ts";
import { bundledPackages, licenceTexts } from "./bundled-packages.ts";
import { commandGroups } from "./command-groups.ts";
import { NOTHING_SHARED, type SharedCode, sharedCode, sharedCodePlugin } from "./shared-code.ts";

export const ROOT = path.resolve(import.meta.dirname, "..");

/**
 * Builds into `outdir`, which is emptied first.
 * @returns esbuild's metafile, paths relative to the repository.
 */
export async function bundle(outdir: string, version: string): Promise<Metafile> {
  await rm(outdir, { recursive: true, force: true });
  const apart = await build({ ...options(version, NOTHING_SHARED), write: false });
  const { metafile } = await build({ ...options(version, sharedCode(apart.metafile)), outdir });
  const packages = bundledPackages(ROOT, metafile);
  await mkdir(outdir, { recursive: true });
  await writeFile(path.join(outdir, "packages.json"), `${JSON.stringify(packages, null, 2)}\n`);
  await writeFile(path.join(outdir, "LICENSES.txt"), licenceTexts(ROOT, packages));
  await chmod(path.join(outdir, "cli.js"), 0o755);
  return metafile;
}

function options(version: string, shared: SharedCode) {
  return {
    absWorkingDir: ROOT,
    entryPoints: { main: "src/action/main.ts", cli: "src/cli/main.ts", ...commandActionEntries() },
    outdir: "dist",
    entryNames: "[name]",
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22",
    charset: "utf8",
    legalComments: "none",
    minifySyntax: true,
    metafile: true,
    logLevel: "warning",
    define: { FACTORY_TUF_VERSION: JSON.stringify(version) },
    plugins: [
      leanToolkit,
      leanGitHub,
      leanAge,
      importedBuiltins,
      commandGroups(shared),
      sharedCodePlugin(ROOT, shared),
    ],
  } as const satisfies BuildOptions;
}

function commandActionEntries(): Record<string, string> {
  return Object.fromEntries(Object.keys(COMMAND_ACTIONS).map((name) => [name, `src/action/entries/${name}.ts`]));
}

/**
 * @actions/github reads the event's file when it is imported, and takes proxies and an HTTP client of its own (undici,
 * 800 KB): we give it our fetch, and read the event where it is needed, under our own limits.
 */
const leanGitHub: Plugin = {
  name: "lean-github",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@actions[\\/]github[\\/]lib[\\/]context\.js$/ }, () => ({
      contents: "export class Context {}",
      loader: "js",
    }));
    onLoad({ filter: /[\\/]@actions[\\/]github[\\/]lib[\\/]internal[\\/]utils\.js$/ }, () => ({
      contents: `
        export const getAuthString = (token) => "token " + token;
        export const getProxyAgent = () => undefined;
        export const getProxyFetch = () => undefined;
        export const getApiBaseUrl = () => "https://api.github.com";
        export const getUserAgentWithOrchestrationId = (agent) => agent;
      `,
      loader: "js",
    }));
  },
};

/**
 * @actions/core loads an HTTP client (undici, 800 KB) only to ask for OIDC tokens, and @actions/exec only to
 * describe the platform. Nothing here does either.
 */
const leanToolkit: Plugin = {
  name: "lean-toolkit",
  setup({ onLoad }) {
    const unused = { "oidc-utils.js": "export class OidcClient {}", "platform.js": "export {};" };
    onLoad({ filter: /[\\/]@actions[\\/]core[\\/]lib[\\/](oidc-utils|platform)\.js$/ }, ({ path: file }) => ({
      contents: unused[path.basename(file) as keyof typeof unused],
      loader: "js",
    }));
  },
};

/**
 * age-encryption reads a stream to its end with `new Response(stream)`, for which Node loads undici: 25 ms of a processor
 * before anything is decrypted. A loop reads the same bytes.
 */
const leanAge: Plugin = {
  name: "lean-age",
  setup({ onLoad }) {
    const costly = "new Uint8Array(await new Response(stream).arrayBuffer())";
    onLoad({ filter: /[\\/]age-encryption[\\/]dist[\\/]io\.js$/ }, async ({ path: file }) => {
      const source = await readFile(file, "utf8");
      if (!source.includes(costly)) throw new Error(`${file} reads streams otherwise now: see leanAge`);
      return { contents: `${source.replace(costly, "await bytesOf(stream)")}\n${BYTES_OF}`, loader: "js" };
    });
  },
};

const BYTES_OF = `
async function bytesOf(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return flatten(parts);
}`;

/** CommonJS packages `require` Node's own modules; in an ESM bundle that becomes an import, without createRequire. */
const importedBuiltins: Plugin = {
  name: "imported-builtins",
  setup({ onResolve, onLoad }) {
    const builtins = new Set(builtinModules);
    onResolve({ filter: /^(node:)?[a-z_/0-9]+$/ }, ({ path: name, kind, importer }) => {
      const bare = name.replace(/^node:/, "");
      if (kind !== "require-call" || !builtins.has(bare)) return null;
      // commander starts programs only for commands that are executables; none of ours is.
      if (bare === "child_process" && importer.includes("commander"))
        return { path: bare, namespace: "unused-builtin" };
      return { path: `node:${bare}`, namespace: "required-builtin" };
    });
    onResolve({ filter: /^node:/, namespace: "required-builtin" }, ({ path: name }) => ({
      path: name,
      external: true,
    }));
    onLoad({ filter: /.*/, namespace: "unused-builtin" }, () => ({ contents: "module.exports = {};", loader: "js" }));
    // Importing node:process opens all three standard streams; the global is the same object and opens none.
    onLoad({ filter: /^node:process$/, namespace: "required-builtin" }, () => ({
      contents: "module.exports = process;",
      loader: "js",
    }));
    onLoad({ filter: /.*/, namespace: "required-builtin" }, ({ path: name }) => ({
      contents: `import builtin from ${JSON.stringify(name)}; module.exports = builtin;`,
      loader: "js",
    }));
  },
};
