import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { signedBy } from "../../src/emulator/state/key-pair.ts";
import type { TargetFile } from "../../src/tuf/metadata/metadata.ts";
import { offline, online } from "./lies/lie.ts";
import { play } from "./play.ts";
import { openStage, type Stage } from "./stage.ts";

const RELEASE = { version: "6", tag: "production" };
const MAX_SUMMARY_BYTES = 1024 * 1024;
/** As long as a target's name may be, so that a few thousand fill a summary. */
const LONG = "x".repeat(230);

function file(version: number, hardwareId: string, tags: readonly string[]): TargetFile {
  return {
    custom: { version: String(version), hardwareIds: [hardwareId], tags, "delta-stats": {} },
    hashes: { sha256: "a".repeat(64) },
    length: 0,
  };
}

/** Many targets of one version, for one board. */
function many(count: number, version: number, tags: readonly string[]): Record<string, TargetFile> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${LONG}-${index}-${version}`, file(version, "board-001", tags)]),
  );
}

describe("T25 what an approver must see is never cut", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openStage();
    honest = stage.factory.snapshot();
  });
  after(() => stage.close());

  for (const command of ["wave plan", "wave init", "promote"]) {
    it(`${command}: 4500 new targets do not fit into the summary's 1 MiB, so nothing is planned or signed`, async () => {
      stage.factory.setCiTargets(() => many(4500, 6, ["devel"]));
      const before = stage.factory.snapshot();
      const played = await play(stage, { command, wave: "w6", ...RELEASE });
      assert.deepEqual([played.exit, played.outputs.status, played.codes], [1, "refused", ["plan-too-large"]]);
      assert.match(
        played.message,
        /has \d+ bytes that must be seen before they are approved, and the job summary takes 1048576/,
      );
      assert.deepEqual([played.writes, played.keyOpened], [[], false]);
      assert.equal(stage.factory.snapshot(), before);
      assert.ok(played.summary.length < 5000, "the failure alone");
      assert.equal(played.outputs["targets-digest"], undefined, "there is nothing to approve");
      stage.factory.restore(honest);
    });
  }

  it("4500 kept targets are told by their number, after all that changes", async () => {
    const signed = {
      _type: "Targets",
      expires: "2027-06-01T00:00:00Z",
      targets: many(4500, 3, ["production"]),
      version: 3,
    };
    stage.factory.setProduction("production", signedBy([offline(stage), online(stage)], signed));
    const played = await play(stage, { command: "wave plan", ...RELEASE });
    assert.equal(played.exit, 0, played.message);
    assert.ok(Buffer.byteLength(played.summary) <= MAX_SUMMARY_BYTES);
    assert.match(played.summary, /<strong>2 added, 0 changed, 0 pruned<\/strong>, 4500 kept targets/);
    const order = [
      "2 added, 0 changed",
      "### Added targets (2)",
      "board-001-lmp-6",
      "intel-corei7-64-lmp-6",
      "### Versions per hardware id",
      "### Kept targets (4500)",
    ].map((text) => played.summary.indexOf(text));
    assert.ok(order.every((at) => at >= 0));
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
    const kept = played.summary.slice(played.summary.indexOf("### Kept targets"));
    assert.match(kept, /\| 4500 \|/);
    assert.equal(kept.split("\n").filter((line) => line.includes(LONG)).length, 0, "not one by one");
    const { data } = played.result as unknown as { data: { kept: unknown } };
    assert.ok(data.kept, "the result has each, or their digest");
    stage.factory.restore(honest);
  });

  it("pruned targets are changes: 4500 of them do not fit either", async () => {
    const old = many(4500, 2, ["production"]);
    const signed = {
      _type: "Targets",
      expires: "2027-06-01T00:00:00Z",
      targets: { ...old, "board-001-lmp-3": file(3, "board-001", ["production"]) },
      version: 3,
    };
    stage.factory.setProduction("production", signedBy([offline(stage), online(stage)], signed));
    const played = await play(stage, { command: "promote", ...RELEASE, prune: "2" });
    assert.deepEqual([played.exit, played.codes, played.writes], [1, ["plan-too-large"], []]);
    stage.factory.restore(honest);
  });

  it("the digests of apps are shown whole: one that begins alike can be made in hours", async () => {
    const played = await play(stage, { command: "wave plan", ...RELEASE });
    const { custom } = stage.factory.state.ciTargets.signed.targets["board-001-lmp-6"]!;
    const uris = Object.values(custom!.docker_compose_apps!).map(({ uri }) => uri!);
    assert.equal(uris.length, 3);
    for (const uri of uris) assert.ok(played.summary.includes(uri.slice(uri.indexOf("sha256:"))), uri);
  });

  it("3000 new targets fit, and each of them is shown", async () => {
    stage.factory.setCiTargets(() => many(3000, 6, ["devel"]));
    const played = await play(stage, { command: "wave plan", ...RELEASE });
    assert.equal(played.exit, 0, played.message);
    assert.equal(played.summary.split("\n").filter((line) => line.includes(LONG)).length, 3000);
    assert.doesNotMatch(played.summary, /more_/);
    stage.factory.restore(honest);
  });
});
