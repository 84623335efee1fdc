import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { waveNamed } from "../../../src/emulator/state/state.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { needThreeSignatures, type SecondSigner } from "../../kit/three-signatures.ts";
import { KEYS } from "../../kit/workbench.ts";

let second: SecondSigner;
const bench = sharedBench({}, async (bench) => {
  second = needThreeSignatures(bench);
  await bench.run("wave init", { wave: "w6", version: "6", tag: "production", ...KEYS });
});

const show = (raw: Record<string, string> = {}) => bench.run("wave show", { wave: "w6", ...raw });

describe("wave show", () => {
  it("says who has signed and who must still sign, by key id and owner", async () => {
    const { status, posts, data, outputs, text } = await show();
    const online = bench.factory.state.online.targets.keyid;
    const owner = bench.factory.offlineKeys.targets!.keyid;
    assert.deepEqual([status, posts], ["unchanged", []]);
    assert.deepEqual([outputs.signatures, outputs.threshold, outputs.missing], [2, 3, second.key.keyid]);
    assert.deepEqual(
      new Set(data.signatures.signedBy.map(({ keyid }: { keyid: string }) => keyid)),
      new Set([online, owner]),
    );
    assert.deepEqual(data.signatures.missing, [{ keyid: second.key.keyid, owner: "polis-second", online: false }]);
    assert.match(text, /2 of 3 signatures that devices ask for/);
    assert.match(text, new RegExp(`signed\\s+${online}\\s+the Factory \\(online key\\)`));
    assert.match(text, new RegExp(`missing\\s+${second.key.keyid}\\s+polis-second`));
    assert.match(text, /Devices would refuse it: it has 2 of 3 valid signatures/);
  });

  it("says that a device would accept it once all have signed", async () => {
    await bench.run("wave sign", { wave: "w6", ...second.keys });
    const { data, outputs, text } = await show();
    assert.deepEqual([data.refusals, outputs.signatures, outputs.missing], [[], 3, ""]);
    assert.match(text, /Devices would accept it as it is/);
    assert.doesNotMatch(text, /missing/);
  });

  it("shows rollouts, who made it and what it changes", async () => {
    await bench.run("wave sign", { wave: "w6", ...second.keys });
    await bench.run("wave rollout", { wave: "w6", group: "us-east", limit: "2" });
    await bench.run("wave rollout", { wave: "w6", group: "us-east" });
    const { data, text } = await show();
    assert.deepEqual(data.created, { by: "polis-owner-01", at: "2026-11-23T08:00:00Z" });
    assert.deepEqual(
      data.rollouts.map((entry: Record<string, unknown>) => entry["num-devices"]),
      [2, 10],
    );
    assert.match(text, /group us-east\s+2/);
    assert.match(text, /group us-east \(all of it\)\s+10/);
    assert.match(text, /2 added, 0 changed, 0 pruned, 2 kept/);
  });

  it("adds the signed document on request only", async () => {
    assert.equal("targets" in (await show()).data, false);
    const { data, text } = await show({ "show-targets": "true" });
    assert.deepEqual(data.targets, waveNamed(bench.factory.state, "w6")!.targets);
    assert.match(text, /"sig": "/);
  });

  it("does not count a signature that merely names the right key", async () => {
    bench.factory.setWave("w6", (wave) => {
      const { signed, signatures } = wave.targets!;
      const forged = { ...signatures[0]!, keyid: second.key.keyid };
      return { ...wave, targets: { signed, signatures: [...signatures, forged] } };
    });
    const { data } = await show();
    assert.deepEqual(
      data.signatures.missing.map(({ keyid }: { keyid: string }) => keyid),
      [second.key.keyid],
    );
  });

  it("shows that a document has expired", async () => {
    bench.clock.set(new Date("2027-11-23T07:59:59Z"));
    assert.deepEqual((await show()).data.refusals, ["it has 2 of 3 valid signatures"]);
    bench.factory.publishRoot((signed) => ({ ...signed, expires: "2029-01-01T00:00:00Z" }));
    bench.clock.set(new Date("2027-11-23T08:00:00Z"));
    assert.deepEqual((await show()).data.refusals, [
      "it has 2 of 3 valid signatures",
      "it expired at 2027-11-23T08:00:00Z",
    ]);
  });

  it("refuses a name that is not there", async () => {
    await bench.refused("wave show", { wave: "w9" }, "wave-not-found", /There is no Wave w9/);
  });
});
