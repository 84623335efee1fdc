import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, resolve } from "node:path";
import { describe, it } from "node:test";

const ROOT = resolve(import.meta.dirname, "../..");

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
}

interface Listed {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly folder: string;
}

const text = (...path: string[]) => readFileSync(join(ROOT, ...path), "utf8");
const json = <T>(...path: string[]) => JSON.parse(text(...path)) as T;
const lock = json<{ packages: Record<string, Locked> }>("package-lock.json").packages;
const manifest = json<Record<string, Record<string, unknown>>>("package.json");
const listed = json<readonly Listed[]>("dist", "packages.json");

describe("T26 the supply chain", () => {
  it("npm ci runs the install scripts of two packages and no others: esbuild and node", () => {
    const scripted = Object.entries(lock)
      .filter(([path, { hasInstallScript }]) => path !== "" && hasInstallScript)
      .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
    assert.deepEqual([...new Set(scripted)].sort(), ["esbuild", "node"]);
    assert.deepEqual(manifest.allowScripts, { esbuild: true, node: true });
    const own = Object.keys(manifest.scripts!).filter((name) => /^(?:pre|post)?install$|^prepare$/.test(name));
    assert.deepEqual(own, [], "nor any of our own");
  });

  it("every locked package is bound to its content by a hash, save optional builds for other machines", () => {
    const loose = Object.entries(lock).filter(
      ([path, { integrity }]) => path !== "" && !integrity?.startsWith("sha512-"),
    );
    const needed = loose.filter(([, { optional, os }]) => !(optional && os));
    assert.deepEqual(
      needed.map(([path]) => path),
      [],
    );
  });

  it("dependencies are exact versions, and none is needed at run time", () => {
    assert.equal(manifest.dependencies, undefined);
    for (const [name, version] of Object.entries(manifest.devDependencies!))
      assert.match(String(version), /^\d+\.\d+\.\d+(?:-[a-z0-9.]+)?$/, name);
  });

  it("dist/packages.json names each bundled package in its locked version, with its licence", () => {
    assert.ok(listed.length > 5);
    for (const { name, version, license, folder } of listed) {
      assert.equal(lock[folder]?.version, version, name);
      assert.match(license, /^[A-Za-z0-9.-]+$/);
      assert.ok(text("dist", "LICENSES.txt").includes(`${name} ${version} (${license})`), name);
    }
  });

  it("dist/ loads its own files and Node's modules, nothing else", () => {
    const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
    const files = readdirSync(join(ROOT, "dist"), { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".js"),
    );
    assert.ok(files.length > 20);
    for (const file of files) {
      const source = text("dist", file);
      const specifiers = [
        ...source.matchAll(/^(?:import|export)\b[^"'`;]*?(?:from )?"([^"]+)";?$/gm),
        ...source.matchAll(/\bimport\("([^"]+)"\)/g),
      ];
      for (const [, specifier] of specifiers) {
        const known = specifier!.startsWith("./") || specifier!.startsWith("../") || builtins.has(specifier!);
        assert.ok(known, `${file} loads ${specifier}`);
      }
    }
  });

  it("releases are built without caches and published by OIDC with provenance; every foreign action is pinned to a commit", () => {
    const workflows = readdirSync(join(ROOT, ".github/workflows"));
    const release = text(".github/workflows/release.yml");
    assert.match(release, /id-token: write/);
    assert.match(release, /npm publish\b.*--provenance/);
    assert.doesNotMatch(release, /actions\/cache|cache: *['"]?npm|NPM_TOKEN|NODE_AUTH_TOKEN/);
    for (const name of workflows) {
      for (const [, used] of text(".github/workflows", name).matchAll(/uses: *(\S+)/g)) {
        assert.match(used!, /^\.\/|@[0-9a-f]{40}$|^factory-tuf\//, `${name}: ${used}`);
      }
    }
  });

  it("the test command fails when dist/ changes unannounced", () => {
    assert.match(text("scripts/check.ts"), /check-dist\.ts/);
    assert.match(text("scripts/test.ts"), /"scripts\/check\.ts"/);
    assert.match(text("scripts/check.ts"), /runStages\(STATIC_STAGES\)/);
    assert.match(text(".ci/run"), /npm (?:run )?test|npm test/);
  });
});
