// `targets list`: what could be released, and what is.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CiVersion } from "../../../src/release/releasable.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { republish } from "../../review/rules/factory-edits.ts";

const bench = sharedBench();

const versions = async (raw = {}) => (await bench.run("targets list", raw)).data.versions as CiVersion[];

describe("targets list", () => {
  it("has the CI versions, newest first, with tags, hardware ids and apps", async () => {
    const { exit, writes, data } = await bench.run("targets list");
    assert.deepEqual([exit, writes], [0, []]);
    const all = data.versions as CiVersion[];
    assert.deepEqual(
      all.map(({ version }) => version),
      ["6", "5", "4", "3", "2", "1"],
    );
    assert.deepEqual(all[1]!.tags, ["devel", "qa"]);
    assert.deepEqual(all[0]!.hardwareIds, ["board-001", "intel-corei7-64"]);
    assert.ok(all[0]!.apps.includes("shellhttpd"));
    assert.equal(all[0]!.targets.length, 2);
  });

  it("says which of them could be released, and why the others could not", async () => {
    const all = await versions();
    const why = Object.fromEntries(all.map(({ version, obstacles }) => [version, obstacles[0]!.why.join()]));
    assert.equal(all[0]!.obstacles[0]!.tag, "production");
    assert.deepEqual([why["6"], why["5"], why["4"]], ["", "", ""]);
    assert.match(why["3"]!, /^production is at version 3$/);
  });

  it("holds them to the rules of a release: content, and what devices would pass over", async () => {
    bench.factory.setCiTargets((targets) =>
      Object.fromEntries(
        Object.entries(targets).map(([name, file]) => {
          const { custom, ...others } = file as { custom: Record<string, unknown>; hashes: object };
          if (custom["version"] === "6") return [name, { ...others, custom: { ...custom, targetFormat: "BINARY" } }];
          return [name, custom["version"] === "5" ? { ...others, custom, hashes: { sha256: "short" } } : file];
        }),
      ),
    );
    const all = await versions();
    assert.match(all[0]!.obstacles[0]!.why.join(), /aktualizr-lite would pass over the target .* not "OSTREE"/);
    assert.match(all[1]!.obstacles[0]!.why.join(), /not 64 hex characters\. \(target-malformed\)/);
  });

  it("has those alone that carry a tag, or are for a hardware id", async () => {
    assert.deepEqual(
      (await versions({ tag: "qa" })).map(({ version }) => version),
      ["5", "3", "1"],
    );
    assert.equal((await versions({ "hardware-id": "board-001" })).length, 6);
    const { text } = await bench.run("targets list", { "hardware-id": "board-9" });
    assert.match(text, /There is no CI version/);
  });

  it("with prod: the newest target of each tag and hardware id, as a production line installs it", async () => {
    const { data, text } = await bench.run("targets list", { prod: "true" });
    assert.deepEqual(
      data.production.map(({ tag, hardwareId, version }: Record<string, string>) => [tag, hardwareId, version]),
      [
        ["production", "board-001", "3"],
        ["production", "intel-corei7-64", "3"],
      ],
    );
    assert.match(data.production[0].sha256, /^[0-9a-f]{64}$/);
    assert.match(data.production[0].apps.shellhttpd, /^hub\.foundries\.io\/acme\/shellhttpd@sha256:/);
    assert.match(text, /2 production targets/);
    const other = await bench.run("targets list", { prod: "true", tag: "beta" });
    assert.deepEqual(other.data.production, []);
  });

  it("passes over what is of no shape that a device reads", async () => {
    const custom = (edit: object) => (before: object) => ({ ...before, ...edit });
    const edits = [
      custom({ hardwareIds: 5 }),
      custom({ hardwareIds: ["board-001", {}], version: 7, docker_compose_apps: { a: null, b: { uri: 1 } } }),
      custom({ hardwareIds: ["board-002"], version: 7 }),
      custom({ hardwareIds: ["board-002"], docker_compose_apps: "none" }),
    ];
    republish(bench.factory, (signed) => {
      const [[name, file]] = Object.entries(signed["targets"] as Record<string, { custom: object }>) as [
        [string, { custom: object }],
      ];
      const targets = edits.map((edit, at) => [`${name}-${at}`, { ...file, custom: edit(file.custom) }]);
      return { ...signed, targets: Object.fromEntries(targets) };
    });
    const { data } = await bench.run("targets list", { prod: "true" });
    assert.deepEqual(
      data.production.map(({ hardwareId, version, apps }: Record<string, unknown>) => [hardwareId, version, apps]),
      [
        ["board-001", "7", { a: "", b: "1" }],
        ["board-002", "3", {}],
      ],
    );
  });

  it("shows nothing that does not verify", async () => {
    const { signed, signatures } = bench.factory.state.prodTargets.get("production")!;
    bench.factory.setProduction("production", { signed, signatures: signatures.slice(0, 1) });
    await bench.refused("targets list", { prod: "true" }, "threshold-not-met", /1 of 2 valid targets signatures/);
  });
});

describe("a version that CI does not have", () => {
  it("is refused with the nearest ones, and with where to look", async () => {
    const { message } = await bench.refused(
      "wave plan",
      { version: "9", tag: "production" },
      "version-not-found",
      /The nearest: 4, 5, 6\./,
    );
    assert.match(message, /Look at what there is with: factory-tuf targets list\./);
    const tagged = { version: "6", tag: "production", "source-tag": "qa" };
    await bench.refused("wave plan", tagged, "version-not-found", /The nearest with the tag qa: 1, 3, 5\./);
  });
});
