import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, it } from "node:test";
import { devicesOf } from "../../src/emulator/devices/devices.ts";
import { waveNamed } from "../../src/emulator/state/state.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { needThreeSignatures, type SecondSigner } from "../kit/three-signatures.ts";
import { KEYS, type Workbench } from "../kit/workbench.ts";

const V6 = { version: "6", tag: "production", ...KEYS };
const bench = sharedBench({}, (bench) => {
  bench.file("no-archive.tgz", "this is no archive");
});

const promote = (raw: Record<string, string> = {}) => bench.run("promote", { ...V6, ...raw });
const refused = (raw: Record<string, string>, code: Parameters<Workbench["refused"]>[2], says: RegExp) =>
  bench.refused("promote", { ...V6, ...raw }, code, says);
const production = (tag = "production") => bench.factory.state.prodTargets.get(tag)?.signed.version ?? null;
const uuidsOf = (count: number) =>
  devicesOf(bench.factory.state)
    .slice(0, count)
    .map(({ uuid }) => uuid)
    .join(",");

describe("promote", () => {
  it("creates the Wave and completes it: two writes, and production is at the version", async () => {
    const { status, changed, sent, outputs, data, text, warnings } = await promote();
    assert.deepEqual([status, changed, sent], ["done", "yes", ["POST waves/", "POST waves/production-6/complete/"]]);
    assert.deepEqual(
      [outputs.wave, outputs["wave-status"], outputs.signatures, outputs.threshold, outputs.missing],
      ["production-6", "complete", 2, 2, ""],
    );
    assert.deepEqual([data.waveStatus, data.devices, warnings], ["complete", null, []]);
    assert.match(text, /Version 6 is now in production for tag production/);
    assert.equal(production(), 6);
  });

  it("takes a name for the Wave, and latest for the version", async () => {
    const { outputs } = await promote({ version: "latest", "source-tag": "qa", wave: "qa-release" });
    assert.deepEqual([outputs.wave, outputs.version, production()], ["qa-release", 5, 5]);
  });

  it("makes a first release, and says that it is one", async () => {
    const { status, warnings } = await promote({ tag: "staging", "new-tag": "staging" });
    assert.deepEqual([status, production("staging"), production()], ["done", 6, 3]);
    assert.deepEqual(warnings, ["There are no production targets for tag staging yet: this is a first release."]);
  });

  it("shows what it will do and asks; a no comes before any key is opened", async () => {
    const answer = () => {
      throw new ToolError("declined", { happened: "No.", next: "Nothing." });
    };
    const raw = { ...V6, keys: "no-archive.tgz" };
    const { posts, asked, shown } = await bench.refused("promote", raw, "declined", /No\./, { answer });
    assert.deepEqual([posts, asked], [[], ["Sign Wave production-6 and put it in production?"]]);
    assert.match(shown[0]!, /2 added, 0 changed, 0 pruned, 2 kept/);
  });

  it("in a dry run shows the digest of wave plan, starts no keys-command and sends nothing", async () => {
    const { keys: _none, ...raw } = V6;
    const planned = await bench.run("wave plan", raw);
    const command = `"${process.execPath}" -e "require('fs').writeFileSync('${join(bench.folder, "dry")}', '')"`;
    const ran = await bench.run("promote", { ...raw, "dry-run": "true", "keys-command": command });
    assert.deepEqual([ran.status, ran.posts, ran.asked], ["unchanged", [], []]);
    assert.equal(ran.outputs["targets-digest"], planned.outputs["targets-digest"]);
    assert.equal(existsSync(join(bench.folder, "dry")), false);
    assert.equal((await bench.run("promote", { ...raw, "dry-run": "true" })).status, "unchanged", "needs no key");
  });

  it("releases the approved digest and nothing else", async () => {
    const { outputs } = await promote({ "dry-run": "true" });
    const approved = { "expect-digest": String(outputs["targets-digest"]) };
    bench.factory.publishCi(6, { custom: { note: "built again" } });
    const { posts } = await refused({ ...approved, keys: "no-archive.tgz" }, "digest-mismatch", /Something changed/);
    assert.deepEqual(posts, []);
    bench.factory.restore(bench.start);
    assert.equal((await promote(approved)).status, "done");
  });

  it("is bound to a Wave that was approved in one job and made in another", async () => {
    const planned = await promote({ "dry-run": "true" });
    const approved = {
      "expect-digest": String(planned.outputs["targets-digest"]),
      "expires-at": String(planned.outputs["expires-at"]),
    };
    bench.clock.advance(86_400_000);
    const { status, outputs } = await promote(approved);
    assert.deepEqual([status, outputs["targets-digest"]], ["done", planned.outputs["targets-digest"]]);
  });
});

describe("promote, the same step again", () => {
  it("is unchanged once it is done, and touches neither key nor Wave", async () => {
    await promote();
    const { status, changed, posts, asked, text, outputs } = await promote({ keys: "no-archive.tgz" });
    assert.deepEqual([status, changed, posts, asked], ["unchanged", "no", [], []]);
    assert.deepEqual([outputs["wave-status"], outputs.signatures], ["complete", 2]);
    assert.match(text, /Nothing to do: version 6 for tag production/);
  });

  it("goes on from the Wave of an earlier run: completes it, without making it again", async () => {
    const made = await bench.run("wave init", { wave: "production-6", ...V6 });
    bench.clock.advance(3_600_000);
    const { status, sent, outputs } = await promote();
    assert.deepEqual([status, sent], ["done", ["POST waves/production-6/complete/"]]);
    assert.equal(outputs["targets-digest"], made.outputs["targets-digest"]);
  });

  it("is unchanged when production is there already under another Wave's name", async () => {
    await promote({ wave: "by-another-name" });
    const { status, posts, text } = await promote();
    assert.deepEqual([status, posts], ["unchanged", []]);
    assert.match(text, /Production already has this version, with exactly this content/);
  });

  it("refuses production of that version with other content, and every lower version", async () => {
    await promote();
    bench.factory.publishCi(6, { custom: { note: "built again" } });
    await refused({ wave: "again" }, "version-not-above-production", /are at version 6, and devices never go back/);
    const { posts } = await refused({ version: "5" }, "version-not-above-production", /are at version 6/);
    assert.deepEqual(posts, []);
  });

  it("refuses a canceled Wave's name and proposes another, which then works", async () => {
    await bench.run("wave init", { wave: "production-6", ...V6 });
    await bench.run("wave cancel", { wave: "production-6" });
    await refused({}, "wave-canceled", /for example production-6-2/);
    assert.equal((await promote({ wave: "production-6-2" })).status, "done");
  });

  it("refuses while another Wave is active for the tag", async () => {
    await bench.run("wave init", { wave: "other", ...V6, version: "5" });
    const { posts } = await refused(
      {},
      "wave-active-for-tag",
      /Wave other \(version 5\).*wave complete other, or factory-tuf wave cancel other/,
    );
    assert.deepEqual(posts, []);
  });

  it("refuses another expires-at than its Wave has", async () => {
    await bench.run("wave init", { wave: "production-6", ...V6 });
    await refused({ "expires-at": "2027-01-01T00:00:00Z" }, "wave-differs", /it expires at 2027-11-23T08:00:00Z/);
  });

  it("prunes once: again it is unchanged", async () => {
    const { data } = await promote({ prune: "3" });
    assert.equal(data.pruned.length, 2);
    assert.equal(Object.keys(bench.factory.state.prodTargets.get("production")!.signed.targets).length, 2);
    assert.deepEqual((await promote({ prune: "3" })).status, "unchanged");
  });
});

describe("promote to a part of the devices", () => {
  it("creates the Wave and rolls it out, and leaves it active", async () => {
    const { status, sent, asked, data, outputs, text } = await promote({ group: "us-east", limit: "30%" });
    assert.deepEqual([status, sent], ["done", ["POST waves/", "POST waves/production-6/rollout/"]]);
    assert.deepEqual(asked, ["Sign Wave production-6 and roll it out to group us-east, 30%?"]);
    assert.deepEqual([data.devices, data.waveStatus, outputs["wave-status"]], [3, "active", "active"]);
    assert.match(text, /Wave production-6 is being rolled out to 3 devices/);
    assert.equal(production(), 3);
  });

  it("again is unchanged, widens with the limit, and completes without one", async () => {
    await promote({ group: "us-east", limit: "3" });
    const again = await promote({ group: "us-east", limit: "3" });
    assert.deepEqual([again.status, again.changed, again.posts], ["unchanged", "no", []]);
    assert.deepEqual((await promote({ group: "us-east", limit: "5" })).sent, ["POST waves/production-6/rollout/"]);
    assert.equal(waveNamed(bench.factory.state, "production-6")!.history.length, 2);
    assert.deepEqual((await promote()).sent, ["POST waves/production-6/complete/"]);
    assert.equal((await promote({ group: "us-east", limit: "5" })).status, "unchanged");
  });

  it("by uuids needs again the second time", async () => {
    const uuids = uuidsOf(2);
    assert.equal((await promote({ uuids })).data.devices, 2);
    const { posts, error } = await refused({ uuids }, "rollout-needs-again", /run this again with --again/);
    assert.deepEqual([posts, error.changed], [[], "no"]);
    assert.equal((await promote({ uuids, again: "true" })).status, "done");
  });

  it("refuses a percentage beside uuids before it asks the Factory anything", async () => {
    const { requests } = await refused(
      { limit: "2%", uuids: "a" },
      "options-conflict",
      /A limit in percent and uuids cannot be used together/,
    );
    assert.deepEqual(requests, []);
  });

  it("says that the Wave was made when the rollout is refused, and goes on from there", async () => {
    const { exit, error } = await refused(
      { group: "nowhere" },
      "http-not-found",
      /Wave production-6 was created, but then: .*nowhere/,
    );
    assert.deepEqual([exit, error.changed], [4, "yes"]);
    assert.deepEqual((await promote({ group: "us-east" })).sent, ["POST waves/production-6/rollout/"]);
  });
});

describe("promote where three must sign", () => {
  let second: SecondSigner;
  beforeEach(() => {
    second = needThreeSignatures(bench);
  });

  it("waits for the other signer, says who that is, and leaves the Wave", async () => {
    const { exit, status, changed, sent, outputs, data, warnings, text } = await promote();
    assert.deepEqual([exit, status, changed, sent], [0, "waiting", "yes", ["POST waves/"]]);
    assert.deepEqual(
      [outputs.signatures, outputs.threshold, outputs.missing, outputs["wave-status"]],
      [2, 3, second.key.keyid, "active"],
    );
    assert.deepEqual(data.signatures.missing, [{ keyid: second.key.keyid, owner: "polis-second", online: false }]);
    assert.equal(warnings.length, 1);
    assert.match(
      warnings[0]!,
      new RegExp(`2 of 3 signatures.*${second.key.keyid} \\(polis-second\\).*wave sign production-6`),
    );
    assert.match(text, /Wave production-6 waits for another signer/);
    assert.equal(production(), 3);
  });

  it("waits again without a write, and completes once the other has signed", async () => {
    await promote();
    const waiting = await promote();
    assert.deepEqual([waiting.status, waiting.changed, waiting.posts], ["waiting", "no", []]);
    const signed = await bench.run("wave sign", { wave: "production-6", ...second.keys });
    assert.deepEqual([signed.status, signed.outputs.missing], ["done", ""]);
    const { status, sent, outputs } = await promote();
    assert.deepEqual([status, sent, outputs.signatures], ["done", ["POST waves/production-6/complete/"], 3]);
    assert.equal(production(), 6);
    assert.equal((await promote()).status, "unchanged");
  });

  it("waits with a rollout as well, and rolls out once all have signed", async () => {
    assert.equal((await promote({ group: "us-east" })).status, "waiting");
    await bench.run("wave sign", { wave: "production-6", ...second.keys });
    assert.deepEqual((await promote({ group: "us-east" })).sent, ["POST waves/production-6/rollout/"]);
  });

  it("by the other signer names wave sign: the Wave is not theirs yet", async () => {
    await promote();
    await refused(second.keys, "wave-not-signed-by-us", /factory-tuf wave sign production-6/);
    await bench.run("wave sign", { wave: "production-6", ...second.keys });
    assert.equal((await promote(second.keys)).status, "done");
  });
});

describe("promote, what the Factory shows afterwards", () => {
  it("must be the Wave as it was signed, else nothing is completed and the exit is 4", async () => {
    bench.factory.rewrite(({ method, path }, answer) => {
      if (method !== "GET" || !path.includes("/waves/production-6/") || answer.status !== 200) return undefined;
      return { ...answer, body: answer.body.replace("2027-11-23T08:00:00Z", "2028-11-23T08:00:00Z") };
    });
    const { exit, error, sent } = await refused({}, "wave-differs", /does not show Wave production-6 as it was signed/);
    assert.deepEqual([exit, error.changed, sent], [4, "yes", ["POST waves/"]]);
  });

  it("must be readable in one way only, else nothing is completed", async () => {
    bench.factory.rewrite(({ method, path }, answer) => {
      if (method !== "GET" || !path.includes("/waves/production-6/") || answer.status !== 200) return undefined;
      return { ...answer, body: answer.body.replace('"_type":"Targets"', '"_type":"Targets","_type":"Targets"') };
    });
    const { error, sent } = await refused(
      {},
      "metadata-ambiguous",
      /Wave production-6 was created, but then: .*\/signed/,
    );
    assert.deepEqual([error.changed, sent], ["yes", ["POST waves/"]]);
  });

  it("must not have expired: a Wave left from long ago is neither completed nor rolled out", async () => {
    await bench.run("wave init", { wave: "production-6", ...V6, "expires-days": "30" });
    bench.clock.set(new Date("2026-12-23T08:00:00Z"));
    for (const raw of [{}, { group: "us-east" }]) {
      const { posts, error } = await refused(raw, "device-would-refuse", /it expired at 2026-12-23T08:00:00Z/);
      assert.deepEqual([posts, error.changed], [[], "no"]);
    }
  });

  it("must carry the online signature, else it waits", async () => {
    const online = bench.factory.state.online.targets.keyid;
    bench.factory.rewrite(({ method, path }, answer) => {
      if (method !== "GET" || !path.includes("/waves/production-6/") || answer.status !== 200) return undefined;
      const wave = JSON.parse(answer.body) as { targets: { signatures: { keyid: string }[] } };
      wave.targets.signatures = wave.targets.signatures.filter(({ keyid }) => keyid !== online);
      return { ...answer, body: JSON.stringify(wave) };
    });
    const { status, sent, outputs } = await promote();
    assert.deepEqual([status, sent, outputs.missing], ["waiting", ["POST waves/"], online]);
  });

  it("and the completion's lost answer is settled by what production is", async () => {
    bench.factory.addFault({ method: "POST", path: "*/complete/", reset: "after" });
    const { status, sent } = await promote();
    assert.deepEqual([status, sent.length, production()], ["done", 2, 6]);
  });
});
