import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { signedBy } from "../../../src/emulator/state/key-pair.ts";
import { waveNamed } from "../../../src/emulator/state/state.ts";
import { ToolError } from "../../../src/errors/tool-error.ts";
import type { TargetsSigned } from "../../../src/tuf/metadata/metadata.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { KEYS, type Workbench } from "../../kit/workbench.ts";

const bench = sharedBench({}, async (bench) => {
  await bench.run("wave init", { wave: "w6", version: "6", tag: "production", ...KEYS });
});

const complete = (raw: Record<string, string> = {}) => bench.run("wave complete", { wave: "w6", ...raw });
const nothingSent = async (
  code: Parameters<Workbench["refused"]>[2],
  says: RegExp,
  raw: Record<string, string> = {},
) => {
  const { posts, error } = await bench.refused("wave complete", { wave: "w6", ...raw }, code, says);
  assert.deepEqual([posts, error.changed], [[], "no"]);
};
/** The Wave with another document, signed by all who must. */
const replaceContent = (edit: (signed: TargetsSigned) => object) => {
  const signers = [bench.factory.offlineKeys.targets!, bench.factory.state.online.targets.pair!];
  bench.factory.setWave("w6", (wave) => ({
    ...wave,
    targets: signedBy(signers, edit(structuredClone(wave.targets!.signed)) as TargetsSigned),
  }));
};

describe("wave complete", () => {
  it("makes the Wave's document production, once, and needs no key", async () => {
    const { status, changed, sent, outputs, text } = await complete();
    assert.deepEqual(
      [status, changed, sent, outputs["wave-status"]],
      ["done", "yes", ["POST waves/w6/complete/"], "complete"],
    );
    assert.match(text, /Wave w6 is complete: version 6 is now in production for tag production/);
    const { prodTargets } = bench.factory.state;
    assert.deepEqual(prodTargets.get("production"), waveNamed(bench.factory.state, "w6")!.targets);
  });

  it("shows what it will do and asks; a no leaves everything as it is", async () => {
    const declined = new ToolError("declined", { happened: "No.", next: "Nothing." });
    const answer = () => {
      throw declined;
    };
    const { posts, asked, shown } = await bench.refused("wave complete", { wave: "w6" }, "declined", /No\./, {
      answer,
    });
    assert.deepEqual([posts, asked], [[], ["Complete Wave w6?"]]);
    assert.match(shown[0]!, /2 added, 0 changed, 0 pruned, 2 kept targets/);
    assert.match(shown[0]!, /2 of 2 signatures/);
  });

  it("by a workflow run leaves the record of the release, once; on a person's machine it leaves none", async () => {
    const temp = join(bench.folder, "temp");
    mkdirSync(temp);
    const env = {
      RUNNER_TEMP: temp,
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "acme/devices",
      GITHUB_RUN_ID: "7",
    };
    const start = bench.factory.snapshot();
    const here = await complete();
    assert.deepEqual([here.data.record, here.outputs["attestation"]], [null, undefined]);
    bench.factory.restore(start);
    const digest = String((await bench.run("wave show", { wave: "w6" })).outputs["targets-digest"]);
    const inWorkflow = () =>
      bench.run("wave complete", { wave: "w6", "expect-digest": digest }, { door: "action", env });
    const { outputs, data } = await inWorkflow();
    assert.deepEqual(JSON.parse(readFileSync(String(outputs["attestation"]), "utf8")), data.record);
    const { keyid } = bench.factory.offlineKeys.targets!;
    assert.deepEqual(data.record, {
      factory: "acme",
      tag: "production",
      version: 6,
      wave: "w6",
      keyids: [keyid],
      plan: digest,
      run: "https://github.com/acme/devices/actions/runs/7",
      again: false,
    });
    const again = await inWorkflow();
    assert.deepEqual([again.data.record, again.outputs["attestation"]], [null, undefined]);
  });

  it("is done also where its record cannot be written: that is a warning", async () => {
    const env = {
      RUNNER_TEMP: bench.file("no-folder", ""),
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "acme/devices",
      GITHUB_RUN_ID: "7",
    };
    const digest = String((await bench.run("wave show", { wave: "w6" })).outputs["targets-digest"]);
    const options = { wave: "w6", "expect-digest": digest };
    const { status, outputs, warnings } = await bench.run("wave complete", options, { door: "action", env });
    assert.deepEqual([status, outputs["attestation"]], ["done", undefined]);
    assert.match(warnings.join(), /The release was made, but its record could not be written/);
  });

  it("again is unchanged and asks nobody", async () => {
    await complete();
    const { status, posts, asked, text } = await complete();
    assert.deepEqual([status, posts, asked], ["unchanged", [], []]);
    assert.match(text, /was complete already/);
  });

  it("completes the approved digest only", async () => {
    const { outputs } = await bench.run("wave show", { wave: "w6" });
    await nothingSent("digest-mismatch", /was approved/, { "expect-digest": `sha256:${"0".repeat(64)}` });
    assert.equal((await complete({ "expect-digest": String(outputs["targets-digest"]) })).status, "done");
  });

  it("is done when the answer was lost but production is the Wave's document", async () => {
    bench.factory.addFault({ method: "POST", path: "*/complete/", reset: "after" });
    const { status, sent } = await complete();
    assert.deepEqual([status, sent.length], ["done", 1]);
  });

  it("is unknown, exit 4, when production afterwards is not the Wave's document", async () => {
    const old = JSON.stringify({ production: bench.factory.state.prodTargets.get("production") });
    bench.factory.rewrite(({ path }, answer) => (path.includes("prod-targets") ? { ...answer, body: old } : undefined));
    const { exit, error } = await bench.refused(
      "wave complete",
      { wave: "w6" },
      "write-unknown",
      /could not confirm that it is in production .*wave show w6/,
    );
    assert.deepEqual([exit, error.changed], [4, "unknown"]);
  });
});

describe("wave complete, what it does not complete", () => {
  it("a Wave that is not there or canceled", async () => {
    await nothingSent("wave-not-found", /no Wave w9/, { wave: "w9" });
    await bench.run("wave cancel", { wave: "w6" });
    await nothingSent("wave-not-active", /Wave w6 is canceled, so it cannot be completed/);
  });

  it("a document below the threshold, naming who must still sign", async () => {
    const online = bench.factory.state.online.targets.keyid;
    bench.factory.setWave("w6", (wave) => ({
      ...wave,
      targets: { ...wave.targets!, signatures: wave.targets!.signatures.filter(({ keyid }) => keyid !== online) },
    }));
    await nothingSent(
      "threshold-not-met",
      new RegExp(`1 of 2 valid signatures\\. Still to sign: ${online}.*wave sign w6`),
    );
  });

  it("a signature listed twice, which makes a device drop the whole document", async () => {
    bench.factory.setWave("w6", (wave) => ({
      ...wave,
      targets: { ...wave.targets!, signatures: [...wave.targets!.signatures, wave.targets!.signatures[0]!] },
    }));
    await nothingSent("device-would-refuse", /lists the key id [0-9a-f]{64} twice/);
  });

  it("an expired document", async () => {
    replaceContent((signed) => ({ ...signed, expires: "2026-11-23T07:59:59Z" }));
    await nothingSent("device-would-refuse", /it expired at 2026-11-23T07:59:59Z/);
  });

  it("a document of another tag or version than the Factory says", async () => {
    replaceContent((signed) => ({ ...signed, version: 7 }));
    await nothingSent("wave-content-unverified", /calls Wave w6 version 6, but its signed targets say version 7/);
    bench.factory.restore(bench.start);
    bench.factory.setWave("w6", (wave) => ({ ...wave, tag: "staging" }));
    await nothingSent("tag-mismatch", /not exactly \["staging"\]/);
  });

  it("a part of a production version that goes missing", async () => {
    replaceContent(({ targets: { "board-001-lmp-3": _gone, ...targets }, ...signed }) => ({ ...signed, targets }));
    await nothingSent(
      "wave-content-unverified",
      /"intel-corei7-64-lmp-3" stays, while other production targets of its version 3 are dropped/,
    );
  });

  it("a version that production has passed meanwhile", async () => {
    const signers = [bench.factory.offlineKeys.targets!, bench.factory.state.online.targets.pair!];
    const { signed } = bench.factory.state.prodTargets.get("production")!;
    bench.factory.setProduction("production", signedBy(signers, { ...signed, version: 8 }));
    await nothingSent(
      "version-not-above-production",
      /Wave w6 has version 6, but production targets for tag production are at version 8/,
    );
  });

  it("a Wave whose completion the Factory refuses: that is exit 1, nothing changed", async () => {
    bench.factory.addFault({ method: "POST", path: "*/complete/", status: 423 });
    const { exit, error } = await bench.refused("wave complete", { wave: "w6" }, "http-locked", /423/);
    assert.deepEqual([exit, error.changed], [1, "no"]);
  });
});
