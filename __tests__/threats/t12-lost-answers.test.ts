import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { activeWave } from "./lies/active-wave.ts";
import { offline, online, production, STRANGER, waveSigned } from "./lies/lie.ts";
import { play } from "./play.ts";
import { openStage, type Stage } from "./stage.ts";

const INIT = { command: "wave init", wave: "w6", version: "6", tag: "production" };
const PROMOTE = { ...INIT, command: "promote" };
const CREATE = "POST /ota/factories/acme/waves/";
const COMPLETE = "POST /ota/factories/acme/waves/w6/complete/";

describe("T12 lost answers, 409 and races: done only if it is ours", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openStage();
    honest = stage.factory.snapshot();
  });
  after(() => stage.close());

  function fresh(): void {
    stage.factory.restore(honest);
    stage.factory.clearFaults();
  }

  it("a creation whose answer is lost is done when our Wave is there, and is sent once", async () => {
    fresh();
    stage.factory.addFault({ method: "POST", path: "*/waves/", reset: "after" });
    const played = await play(stage, INIT);
    assert.deepEqual([played.exit, played.outputs.status, played.writes], [0, "done", [CREATE]]);
  });

  it("a creation that never arrived is unknown, and the same step again ends it well", async () => {
    fresh();
    stage.factory.addFault({ method: "POST", path: "*/waves/", reset: "before", n: 1 });
    const lost = await play(stage, INIT);
    assert.deepEqual(
      [lost.exit, lost.outputs.status, lost.codes, lost.writes],
      [4, "unknown", ["write-unknown"], [CREATE]],
    );
    assert.match(lost.message, /factory-tuf wave show w6\. Running the same step again is safe/);
    const again = await play(stage, INIT);
    assert.deepEqual([again.exit, again.outputs.status], [0, "done"]);
  });

  it("a 409 is done when it is for our own Wave of an earlier run", async () => {
    fresh();
    await play(stage, INIT);
    let looks = 0;
    stage.factory.rewrite(({ method, path }, answer) =>
      method === "GET" && path.endsWith("/waves/w6/?show-targets=1") && looks++ === 0
        ? { ...answer, status: 404, body: "{}" }
        : method === "GET" && path.includes("/waves/?")
          ? { ...answer, body: '{"waves":[],"total":0,"next":null}' }
          : undefined,
    );
    const raced = await play(stage, INIT);
    stage.factory.rewrite(null);
    assert.deepEqual([raced.exit, raced.outputs.status, raced.writes], [0, "done", [CREATE]], raced.message);
  });

  it("waits, and never completes, while the online signature is one in name only", async () => {
    fresh();
    activeWave(stage, [offline(stage), { ...STRANGER, keyid: online(stage).keyid }]);
    const played = await play(stage, PROMOTE);
    assert.deepEqual([played.exit, played.outputs.status, played.writes], [0, "waiting", []]);
    assert.equal(played.outputs.missing, online(stage).keyid);
  });

  it("completes once, and says what production loses by it", async () => {
    fresh();
    const { targets } = waveSigned(stage);
    const kept = Object.fromEntries(Object.entries(targets).filter(([, { custom }]) => custom?.version === "6"));
    activeWave(stage, [offline(stage), online(stage)], { ...waveSigned(stage), targets: kept });
    const played = await play(stage, { command: "wave complete", wave: "w6" });
    assert.deepEqual([played.exit, played.writes], [0, [COMPLETE]]);
    assert.match(played.summary, /2 added, 0 changed, 2 pruned/);
    assert.match(played.summary, /### Pruned targets \(2\)/);
  });

  it("a completion whose answer is lost is done when production is our document", async () => {
    fresh();
    stage.factory.addFault({ method: "POST", path: "*/complete/", reset: "after" });
    const played = await play(stage, PROMOTE);
    assert.deepEqual([played.exit, played.outputs.status, played.writes], [0, "done", [CREATE, COMPLETE]]);
  });

  it("a completion that production does not show is exit 4, whatever the answer was", async () => {
    fresh();
    const old = { production: production(stage) };
    stage.factory.rewrite(({ path }) =>
      path.includes("/prod-targets/") ? { status: 200, body: JSON.stringify(old), headers: {} } : undefined,
    );
    const played = await play(stage, PROMOTE);
    stage.factory.rewrite(null);
    assert.deepEqual([played.exit, played.outputs.status, played.codes], [4, "unknown", ["write-unknown"]]);
    assert.match(played.message, /could not confirm that it is in production for tag production/);
  });
});
