import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharedBench } from "../../kit/shared-bench.ts";

const bench = sharedBench();

const show = (raw: Record<string, string> = {}) => bench.run("root show", raw);

describe("root show", () => {
  it("prints the newest CI root as served, nothing else", async () => {
    const { status, posts, stdout, outputs } = await show();
    assert.deepEqual([status, posts], ["unchanged", []]);
    assert.deepEqual(JSON.parse(stdout), bench.factory.state.ciRoots.at(-1));
    assert.deepEqual(outputs, { "root-version": 3, "root-expires": "2027-11-23T08:00:00Z", "root-days-left": 365 });
  });

  it("prints JSON in plain ASCII that is no command of a runner either: the same value, escaped (T21)", async () => {
    const message = "\u009b2J \u202e ##[add-mask]x";
    bench.factory.publishRoot((signed) => ({ ...signed, "x-changelog": { "polis-id": "p", message, timestamp: "t" } }));
    const { stdout } = await show();
    assert.match(stdout, /^[\n -~]+$/);
    assert.ok(!stdout.includes("##["));
    assert.deepEqual(JSON.parse(stdout), bench.factory.state.ciRoots.at(-1));
  });

  it("prints the production flavour, which differs in the targets threshold", async () => {
    const [ci, prod] = [await show(), await show({ prod: "true" })];
    assert.deepEqual(JSON.parse(prod.stdout), bench.factory.state.prodRoots.at(-1));
    const threshold = (data: { roles: { role: string; threshold: number }[] }) =>
      data.roles.find(({ role }) => role === "targets")!.threshold;
    assert.deepEqual([threshold(ci.data), threshold(prod.data)], [1, 2]);
  });

  it("prints one version of either flavour; version 1 is the same document in both", async () => {
    assert.deepEqual(JSON.parse((await show({ version: "2" })).stdout), bench.factory.state.ciRoots[1]);
    assert.deepEqual(JSON.parse((await show({ version: "2", prod: "true" })).stdout), bench.factory.state.prodRoots[1]);
    const first = JSON.parse((await show({ version: "1" })).stdout);
    assert.deepEqual(JSON.parse((await show({ version: "1", prod: "true" })).stdout), first);
    await bench.refused("root show", { version: "9" }, "http-not-found", /no CI root of version 9/);
  });

  it("reports who holds which role", async () => {
    const { text, data } = await show();
    const { root, targets } = bench.factory.offlineKeys;
    assert.match(text, new RegExp(`root\\s+\\(1\\)\\s+${root!.keyid}\\s+polis-owner-01`));
    assert.match(text, new RegExp(`targets\\s+\\(1\\)\\s+${targets!.keyid}\\s+polis-owner-01`));
    assert.match(data.digest, /^sha256:[0-9a-f]{64}$/);
  });

  it("shows an expired root, with a warning", async () => {
    bench.clock.set(new Date("2027-11-23T08:00:00Z"));
    const { data, warnings } = await show();
    assert.equal(data.expiresInDays, 0);
    assert.equal(warnings.length, 1);
    assert.match(
      warnings[0]!,
      /The production root expired at 2027-11-23T08:00:00Z\. Since then devices refuse all updates/,
    );
  });

  it("warns within 60 days of the expiry: 60 warn, 61 do not", async () => {
    bench.clock.set(new Date("2027-09-23T08:00:00Z"));
    assert.deepEqual((await show()).warnings, []);
    bench.clock.set(new Date("2027-09-24T08:00:00Z"));
    assert.match((await show()).warnings.join(), /expires in 60 days/);
  });

  it("prints nothing that does not verify", async () => {
    bench.factory.setRoots("ci", (roots) => roots.with(-1, { ...roots.at(-1)!, signatures: [] }));
    await bench.refused("root show", {}, "root-chain-broken", /CI root 3/);
    bench.factory.restore(bench.start);
    bench.factory.setRoots("prod", (roots) => roots.with(-1, bench.factory.state.ciRoots.at(-1)!));
    await bench.refused("root show", {}, "flavour-swapped", /asks for 1 targets signature, which is the CI flavour/);
  });

  it("prints no second document of a version that it verified", async () => {
    let asked = 0;
    const other = JSON.stringify(bench.factory.state.ciRoots[1]).replace('"version":2', '"version":2,"x-note":"other"');
    bench.factory.rewrite(({ path }, answer) =>
      path.endsWith("/2.root.json") && ++asked > 1 ? { ...answer, body: other } : undefined,
    );
    await bench.refused(
      "root show",
      { version: "2" },
      "metadata-equivocation",
      /The Factory served two different documents as root version 2/,
    );
  });
});
