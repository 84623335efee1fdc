// A bundle that is proven and that devices would not take is shown, with the reason, and not signed.
import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, it } from "node:test";
import { signedBy } from "../../../../src/emulator/state/key-pair.ts";
import type { ErrorCode } from "../../../../src/errors/tool-error.ts";
import { writeBundle } from "../../../kit/offline-bundle.ts";
import { sharedBench } from "../../../kit/shared-bench.ts";
import { KEYS } from "../../../kit/workbench.ts";

const bench = sharedBench();
const BUNDLE = { folder: "bundle" };
const at = (name: string) => join(bench.folder, "bundle/tuf", name);
const write = (name: string, document: unknown) => writeFileSync(at(name), JSON.stringify(document));

beforeEach(() => writeBundle(bench.factory, join(bench.folder, "bundle")));

async function shownAndNotSigned(code: ErrorCode, says: RegExp): Promise<void> {
  const { data, text, status } = await bench.run("bundle show", BUNDLE);
  assert.equal(status, "unchanged");
  assert.match(data.stops.join("\n"), says);
  assert.match(text, /Make a new bundle\./);
  assert.doesNotMatch(text, /The next signer runs/);
  const before = readFileSync(at("bundle-targets.json"), "utf8");
  const { asked } = await bench.refused("bundle sign", { ...BUNDLE, ...KEYS }, code, says);
  assert.deepEqual(asked, []);
  assert.equal(readFileSync(at("bundle-targets.json"), "utf8"), before);
}

describe("bundle show, of a bundle that is not signed", () => {
  it("has no reason for one that devices take", async () => {
    const { data } = await bench.run("bundle show", BUNDLE);
    assert.deepEqual(data.stops, []);
  });

  it("names each document that has expired", async () => {
    const { signed } = JSON.parse(readFileSync(at("bundle-targets.json"), "utf8"));
    write("bundle-targets.json", { signatures: [], signed: { ...signed, expires: "2026-11-01T00:00:00Z" } });
    await shownAndNotSigned(
      "metadata-expired",
      /^The bundle expired at 2026-11-01T00:00:00Z, so devices refuse the bundle\./,
    );
  });

  it("names the client that could not read all the signatures that it needs", async () => {
    bench.file(".factory-tuf/review.yml", "version: 1\nclients: [aktualizr-nano]\n");
    const production = bench.factory.state.prodTargets.get("production")!;
    bench.factory.addTargetsKey("second", { threshold: 3 });
    const { key } = bench.factory.addTargetsKey("third");
    const pairs = [bench.factory.state.online.targets.pair!, bench.factory.offlineKeys.targets!, key];
    bench.factory.setProduction("production", signedBy(pairs, production.signed));
    writeBundle(bench.factory, join(bench.folder, "bundle"));
    await shownAndNotSigned(
      "device-would-refuse",
      /^The bundle's targets document would be refused by aktualizr-nano: it has 3 signatures of at most 2\./,
    );
  });

  it("names the client that refuses a key of a root", async () => {
    bench.file(".factory-tuf/review.yml", "version: 1\nclients: [aktualizr-lite, fiotuf]\n");
    bench.factory.addTargetsKey("second", { type: "rsa" });
    const signed = { ...bench.factory.state.prodTargets.get("production")!.signed };
    bench.factory.setProduction(
      "production",
      signedBy([bench.factory.state.online.targets.pair!, bench.factory.offlineKeys.targets!], signed),
    );
    writeBundle(bench.factory, join(bench.folder, "bundle"));
    const { data } = await bench.run("bundle show", BUNDLE);
    assert.match(data.stops.join("\n"), /^The bundle's root 4 would be refused by fiotuf: it .*RSA/m);
  });
});

describe("bundle show, of many roots", () => {
  it("is refused above 256: none is dropped without a word", async () => {
    for (let version = 4; version <= 259; version++) cpSync(at("3.root.json"), at(`${version}.root.json`));
    await bench.refused("bundle show", BUNDLE, "value-invalid", /holds 257 roots, but at most 256 are read/);
  });
});

describe("bundle sign, of targets in a Wave", () => {
  it("looks through all active Waves, however many the Factory says it has", async () => {
    const { signed } = bench.factory.state.prodTargets.get("production")!;
    const wave = { ...bench.factory.state.waves[0]!, status: "active" as const, endedMs: null };
    const targets = { signatures: [], signed: { ...signed, version: 99 } };
    const others = Array.from({ length: 105 }, (_, index) => ({ ...wave, name: `other-${index}`, targets }));
    bench.factory.setProduction("production", null);
    // The newest is listed first, so that the right one is on the second page.
    bench.factory.setState((state) => ({ ...state, waves: [wave, ...others] }));
    const { data } = await bench.run("bundle show", BUNDLE);
    assert.equal(data.version, signed.version);
  });
});
