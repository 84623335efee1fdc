import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import type { FactorySnapshot } from "../../src/emulator/state/factory.ts";
import { waveNamed } from "../../src/emulator/state/state.ts";
import { itIsTakenByTheJudge } from "../judges/released.ts";
import { annotated, assertEnded, assertFailed } from "./assertions.ts";
import { addSecondSigner } from "./second-signer.ts";
import { type Site, startSite } from "./site.ts";

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const RELEASE = { version: "6", tag: "production" } as const;

describe("the Action, as the runner starts it", () => {
  let site: Site;
  let released: FactorySnapshot;
  /** With Wave w6 of version 6 active. */
  let active: FactorySnapshot;

  before(async () => {
    site = await startSite();
    released = site.factory.snapshot();
    assertEnded(await site.step("wave init", { wave: "w6", ...RELEASE, ...site.keys }), 0, "done");
    active = site.factory.snapshot();
  });
  after(() => site.close());

  it("wave plan: shows what would be signed, needs no key and changes nothing", async () => {
    site.factory.restore(released);
    const step = await site.step("wave plan", { version: "latest", tag: "production" });
    assertEnded(step, 0, "unchanged");
    assert.equal(site.factory.snapshot(), released);
    const { outputs, summary } = step;
    assert.equal(outputs["wave"], "production-6");
    assert.equal(outputs["version"], "6");
    assert.equal(outputs["threshold"], "2");
    assert.match(outputs["targets-digest"]!, DIGEST);
    assert.match(outputs["expires-at"]!, /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.match(summary, /2 added, 0 changed, 0 pruned/);
    assert.match(summary, /\| <code>board-001<\/code> \| 3 \| 6 \|/);
    assert.match(summary, /- <code>shellhttpd<\/code><br>.*After: <code>sha256:[0-9a-f]{64}<\/code>/);
    assert.ok(summary.includes(outputs["targets-digest"]!));
    assert.deepEqual(step.log.annotations, []);
  });

  it("wave init: creates the Wave with our signature; the same step again changes nothing", async () => {
    site.factory.restore(released);
    const inputs = { wave: "w6", ...RELEASE, ...site.keys };
    const first = await site.step("wave init", inputs);
    assertEnded(first, 0, "done");
    assert.equal(first.result.changed, "yes");
    assert.equal(first.outputs["wave-status"], "active");
    const { targets, status } = waveNamed(site.factory.state, "w6")!;
    assert.equal(status, "active");
    assert.equal(targets!.signed.expires, first.outputs["expires-at"]);
    assert.ok(targets!.signatures.some(({ keyid }) => keyid === site.factory.offlineKeys.targets!.keyid));

    const created = site.factory.snapshot();
    const second = await site.step("wave init", inputs);
    assertEnded(second, 0, "unchanged");
    assert.equal(second.outputs["targets-digest"], first.outputs["targets-digest"]);
    assert.match(second.summary, /already active, with exactly this content/);
    assert.equal(site.factory.snapshot(), created);
  });

  it("wave init, dry run: opens no key, not even a wrong one", async () => {
    site.factory.restore(released);
    const inputs = { wave: "w6", ...RELEASE, "dry-run": "true", keys: "no archive at all" };
    assertEnded(await site.step("wave init", inputs), 0, "unchanged");
    assert.equal(site.factory.snapshot(), released);
  });

  it("wave sign: a Wave that needs another signer gets the signature, once", async () => {
    site.factory.restore(released);
    const second = await addSecondSigner(site.factory);
    const waiting = await site.step("promote", { wave: "w6", ...RELEASE, ...site.keys });
    assertEnded(waiting, 0, "waiting");
    assert.equal(waiting.outputs["missing"], second.keyid);
    assert.equal(waiting.outputs["signatures"], "2");
    assert.equal(waiting.outputs["threshold"], "3");
    assert.match(waiting.summary, new RegExp(`missing \\| <code>${second.keyid}</code> \\| polis-second`));
    assert.match(annotated(waiting, "warning"), /Wave w6 has 2 of 3 signatures\. \w+ \(polis-second\) must sign/);

    const signed = await site.step("wave sign", { wave: "w6", ...second.keys });
    assertEnded(signed, 0, "done");
    assert.equal(signed.outputs["signatures"], "3");
    assert.equal(signed.outputs["missing"], "");
    assertEnded(await site.step("wave sign", { wave: "w6", ...second.keys }), 0, "unchanged");
    assert.equal(waveNamed(site.factory.state, "w6")!.targets!.signatures.length, 3);

    assertEnded(await site.step("promote", { wave: "w6", ...RELEASE, ...site.keys }), 0, "done");
    assert.equal(site.factory.state.prodTargets.get("production")!.signed.version, 6);
    assertEnded(await site.step("promote", { wave: "w6", ...RELEASE, ...site.keys }), 0, "unchanged");
  });

  it("wave rollout: up to the limit in total, so that a second run adds nobody", async () => {
    site.factory.restore(active);
    const inputs = { wave: "w6", group: "us-east", limit: "3" };
    const dry = await site.step("wave rollout", { ...inputs, "dry-run": "true", "print-names": "true" });
    assertEnded(dry, 0, "unchanged");
    assert.match(dry.summary, /Devices by name/);
    const first = await site.step("wave rollout", inputs);
    assertEnded(first, 0, "done");
    assert.match(first.summary, /^## Wave w6 is being rolled out to 3 devices/);
    assertEnded(await site.step("wave rollout", inputs), 0, "unchanged");
    assert.equal(waveNamed(site.factory.state, "w6")!.history.length, 1);
  });

  it("wave status, list and show: report and change nothing", async () => {
    site.factory.restore(active);
    const status = await site.step("wave status");
    assertEnded(status, 0, "unchanged");
    assert.equal(status.outputs["wave"], "w6");
    assert.match(status.summary, /Devices on the tag:<\/strong> 10\n/);

    const list = await site.step("wave list", { "wave-status": "active" });
    assertEnded(list, 0, "unchanged");
    assert.match(list.summary, /\| <code>w6<\/code> \| 6 \| production \| active \|/);
    assert.doesNotMatch(list.summary, /production-3/);

    const show = await site.step("wave show", { wave: "w6" });
    assertEnded(show, 0, "unchanged");
    assert.equal(show.outputs["signatures"], "2");
    assert.match(show.summary, /signed \| <code>[0-9a-f]{64}<\/code> \| the Factory \(online key\)/);
    assert.equal(site.factory.snapshot(), active);
  });

  it("wave complete: makes it production; again it changes nothing; then it cannot be canceled", async () => {
    site.factory.restore(active);
    const done = await site.step("wave complete", { wave: "w6" });
    assertEnded(done, 0, "done");
    assert.equal(done.outputs["wave-status"], "complete");
    assert.equal(site.factory.state.prodTargets.get("production")!.signed.version, 6);
    assertEnded(await site.step("wave complete", { wave: "w6" }), 0, "unchanged");
    const refused = await site.step("wave cancel", { wave: "w6" });
    assertFailed(refused, 1, "refused", "wave-not-active");
  });

  it("wave cancel: drops it, says what its signatures are still good for, and the name stays taken", async () => {
    site.factory.restore(active);
    const canceled = await site.step("wave cancel", { wave: "w6" });
    assertEnded(canceled, 0, "done");
    assert.match(canceled.summary, /stay valid until 20.*until a version above 6 is in production/);
    assertEnded(await site.step("wave cancel", { wave: "w6" }), 0, "unchanged");
    const again = await site.step("wave init", { wave: "w6", ...RELEASE, ...site.keys });
    assertFailed(again, 1, "refused", "wave-canceled");
    assert.match(again.result.error!.next, /w6-2/);
  });

  it("promote: from CI to production in one step; again it changes nothing", async () => {
    site.factory.restore(released);
    const inputs = { ...RELEASE, ...site.keys };
    const done = await site.step("promote", inputs);
    assertEnded(done, 0, "done");
    assert.equal(done.outputs["wave"], "production-6");
    assert.equal(done.outputs["wave-status"], "complete");
    const { signatures, signed } = site.factory.state.prodTargets.get("production")!;
    assert.equal(signed.version, 6);
    assert.equal(signatures.length, 2);
    assert.match(done.summary, /2 of 2<\/strong>&#32;signatures that devices ask for/);
    assertEnded(await site.step("promote", inputs), 0, "unchanged");
  });

  it("promote to a group: rolls out, leaves the Wave active, and again reaches nobody else", async () => {
    site.factory.restore(released);
    const inputs = { ...RELEASE, ...site.keys, group: "us-east", limit: "20%" };
    const first = await site.step("promote", inputs);
    assertEnded(first, 0, "done");
    assert.equal(first.outputs["wave-status"], "active");
    assert.match(first.summary, /rolled out to 2 devices/);
    assertEnded(await site.step("promote", inputs), 0, "unchanged");
    assert.equal(waveNamed(site.factory.state, "production-6")!.history.length, 1);
  });

  it("doctor: all blockers at once, exit 1, each with what to do", async () => {
    site.factory.restore(active);
    const ready = await site.step("doctor", { ...RELEASE, wave: "w6", ...site.keys });
    assertEnded(ready, 0, "unchanged");
    const blocked = await site.step("doctor", { version: "2", tag: "production", keys: "###", "keys-identity": "x" });
    assert.equal(blocked.exit, 1);
    assert.equal(blocked.outputs["status"], "refused");
    const { blockers } = blocked.result.data as { blockers: { code: string; next: string }[] };
    const codes = blockers.map(({ code }) => code).sort();
    assert.deepEqual(codes, ["keys-encoding", "version-not-above-production", "wave-active-for-tag"]);
    assert.ok(blockers.every(({ next }) => next.length > 10));
    for (const code of codes) {
      assert.match(blocked.summary, new RegExp(`<code>${code}</code>`));
      assert.match(annotated(blocked, "error"), new RegExp(code));
    }
    assert.equal(site.factory.snapshot(), active);
  });

  it("a result of more than 256 KiB: shortened in the output, whole in a file", async () => {
    site.factory.restore(released);
    const hardwareIds = Array.from({ length: 30 }, (_, index) => `board-${index}`);
    site.factory.publishCi(7, { hardwareIds, custom: { note: "n".repeat(10_000) } });
    const made = await site.step("wave init", { wave: "w7", version: "7", tag: "production", ...site.keys });
    assertEnded(made, 0, "done");
    const step = await site.step("wave show", { wave: "w7", "show-targets": "true" });
    assertEnded(step, 0, "unchanged");
    assert.ok(step.outputs["result"]!.length <= 256 * 1024);
    assert.ok(step.summary.length <= 1024 * 1024);
    const whole = JSON.parse(await readFile(step.outputs["result-file"]!, "utf8"));
    assert.ok(step.outputs["result-file"]!.startsWith(site.workspace.temp));
    assert.deepEqual(whole.data.targets, waveNamed(site.factory.state, "w7")!.targets);
    assert.equal(step.result["targets-digest"], whole["targets-digest"]);
  });

  it("root show and root pin: the verified root, pinned once", async () => {
    site.factory.restore(released);
    const shown = await site.step("root show", { prod: "true" });
    assertEnded(shown, 0, "unchanged");
    assert.equal(shown.outputs["root-version"], "3");
    assert.match(shown.summary, /\| targets \(2\) \| <code>[0-9a-f]{64}<\/code> \|/);
    assertEnded(await site.step("root pin"), 0, "unchanged");
    const pinned = await site.step("root pin", { file: "pinned/root.json" });
    assertEnded(pinned, 0, "done");
    const written = (await site.workspace.files()).get("workspace/pinned/root.json")!.toString();
    assert.deepEqual(JSON.parse(written), site.factory.state.ciRoots.at(-1));
  });
});

itIsTakenByTheJudge();
