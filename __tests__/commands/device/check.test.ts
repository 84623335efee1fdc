// `device check` against the embedded Factory: what devices of each client say of what it serves.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DeviceRow } from "../../../src/tuf/devices/device-rows.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { workbench } from "../../kit/workbench.ts";
import { publishAsIs, republish, rsaPublic, withKey } from "../../review/rules/factory-edits.ts";

const bench = sharedBench();

type Row = DeviceRow & { readonly tag: string; readonly listed: boolean };
const rows = async (raw = {}) => (await bench.run("device check", raw)).data.devices as Row[];
const of = (all: readonly Row[], client: string) => all.filter((row) => row.client === client);

describe("device check", () => {
  it("has a line for each client and hardware id, with the version that it would run", async () => {
    const { exit, data, writes } = await bench.run("device check", { client: "aktualizr-lite,fiotuf,fioup" });
    assert.deepEqual([exit, writes], [0, []]);
    const all = data.devices as Row[];
    assert.deepEqual(
      all.map(({ client, hardwareId, version, accepts }) => [client, hardwareId, version, accepts]),
      ["aktualizr-lite", "fiotuf", "fioup"].flatMap((client) =>
        ["board-001", "intel-corei7-64"].map((hardwareId) => [client, hardwareId, 3, true]),
      ),
    );
    assert.ok(all.every(({ tag, fromRoot, why }) => tag === "production" && fromRoot === 1 && why.length === 0));
    assert.deepEqual([...new Set(all.filter(({ listed }) => listed).map(({ client }) => client))], ["aktualizr-lite"]);
  });

  it("ends with the status of a closed gate when a listed client refuses, and shows the table all the same", async () => {
    publishAsIs(bench.factory, (signed) => withKey(signed, "targets", rsaPublic(3072)));
    bench.file(".factory-tuf/review.yml", "version: 1\nclients: [fiotuf]\n");
    const { exit, status, text, outcome } = await bench.run("device check", { client: "aktualizr-lite,fiotuf" });
    assert.deepEqual([exit, status], [3, "gate"]);
    assert.match(
      outcome.failure?.message ?? "",
      /Devices with fiotuf refuse what is served\. fiotuf on board-001, tag production: root 4 lists/,
    );
    assert.match(text, /^Devices with fiotuf refuse what is served/);
    assert.match(text, /aktualizr-lite .* accepts/);
  });

  it("is no gate for a client that nobody lists", async () => {
    publishAsIs(bench.factory, (signed) => withKey(signed, "targets", rsaPublic(3072)));
    const all = await rows();
    assert.ok(of(all, "fiotuf").every(({ accepts }) => !accepts));
    assert.ok(of(all, "aktualizr-lite").every(({ accepts }) => accepts));
  });

  it("begins at the root that the devices hold", async () => {
    publishAsIs(bench.factory, (signed) => withKey(signed, "targets", rsaPublic(3072)));
    bench.factory.publishRoot((signed) => signed);
    const [row] = of(await rows({ client: "fiotuf", "from-root": "5" }), "fiotuf");
    assert.equal(row?.fromRoot, 5);
    await bench.refused("device check", { "from-root": "6" }, "value-invalid", /newest production root has version 5/);
    await bench.refused("device check", { "from-root": "0" }, "value-invalid", /Give a version from 1 to 5/);
  });

  it("says what a client passes over", async () => {
    republish(bench.factory, (signed) => {
      const targets = Object.entries(signed["targets"] as Record<string, { custom: object }>);
      const custom = (before: object) => ({ ...before, targetFormat: "BINARY" });
      return {
        ...signed,
        targets: Object.fromEntries(targets.map(([name, file]) => [name, { ...file, custom: custom(file.custom) }])),
      };
    });
    const all = await rows({ client: "aktualizr-lite,fiotuf" });
    assert.ok(of(all, "aktualizr-lite").every(({ accepts, version }) => accepts && version === null));
    assert.match(of(all, "aktualizr-lite")[0]!.why.join(), /has the targetFormat "BINARY", not "OSTREE"/);
    assert.ok(of(all, "fiotuf").every(({ version }) => version === 3));
  });

  it("says of a tag that has nothing that devices refuse", async () => {
    const { exit, data } = await bench.run("device check", { tag: "beta", client: "aktualizr-lite" });
    assert.equal(exit, 3);
    assert.deepEqual(
      data.devices.map(({ hardwareId, why }: Row) => [hardwareId, why.at(-1)]),
      [["any", "there is no targets document"]],
    );
  });

  it("has nothing to say where no tag has production targets", async () => {
    const fresh = await workbench({ state: "owned" });
    try {
      const { exit, text } = await fresh.run("device check");
      assert.equal(exit, 0);
      assert.match(text, /No tag has production targets/);
    } finally {
      await fresh.close();
    }
  });
});

describe("the table of devices in a plan", () => {
  it("shows what the policy's clients would say and run", async () => {
    bench.file(".factory-tuf/review.yml", "version: 1\nclients: [aktualizr-lite, fioup]\n");
    const { data, text } = await bench.run("wave plan", { version: "6", tag: "production" });
    const verdicts = data.deviceVerdicts as DeviceRow[];
    assert.deepEqual([...new Set(verdicts.map(({ client }) => client))], ["aktualizr-lite", "fioup"]);
    assert.ok(verdicts.every(({ accepts, version }) => accepts && version === 6));
    assert.match(text, /What devices would say/);
  });
});
