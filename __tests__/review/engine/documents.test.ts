import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { allDocuments, isInUse, leadingRoot, liveTargets } from "../../../src/review/engine/documents.ts";
import { offlineTargets, onlineTargets } from "../../../src/review/evidence/role-keys.ts";
import { rootsOfAllTimes, rootsToJudge } from "../../../src/review/evidence/roots-to-judge.ts";
import { baseline } from "../baseline.ts";
import { addWave, publishAsIs, stage, withRole } from "../rules/factory-edits.ts";

const names = (documents: readonly { readonly name: string }[]) => documents.map(({ name }) => name);

describe("the documents of a snapshot", () => {
  it("come each once; the newest root under its own name", async () => {
    const snapshot = await baseline("released", (factory) => addWave(factory));
    assert.deepEqual(names(allDocuments(snapshot)), [
      "ci-root@1",
      "ci-root@2",
      "ci-root",
      "prod-root@1",
      "prod-root@2",
      "prod-root",
      "ci-targets",
      "prod-targets/production",
      "wave/w4",
      "snapshot/production",
      "timestamp/production",
      "ci-snapshot/devel",
      "ci-timestamp/devel",
      "ci-snapshot/qa",
      "ci-timestamp/qa",
    ]);
    assert.deepEqual(names(liveTargets(snapshot).map(({ reviewed }) => reviewed)), [
      "ci-targets",
      "prod-targets/production",
      "wave/w4",
    ]);
  });

  it("hold a root.json that is not the last of the chain beside it", async () => {
    const snapshot = await baseline("owned");
    const { chain } = snapshot.ciRoots;
    const behind = { ...snapshot, ciRoots: { chain, newest: { ...chain[0]!, name: "ci-root" } } };
    assert.deepEqual(names(allDocuments(behind)).slice(0, 4), ["ci-root@1", "ci-root@2", "ci-root@3", "ci-root"]);
  });

  it("are in use from the first production targets, or the first active Wave, on", async () => {
    assert.equal(isInUse(await baseline("owned")), false);
    const released = await baseline("released", (factory) => addWave(factory));
    assert.equal(isInUse(released), true);
    assert.equal(isInUse({ ...released, production: new Map() }), true);
    assert.equal(isInUse({ ...released, production: new Map(), waves: [] }), false);
  });
});

describe("the roots that are judged", () => {
  it("are production's, which speak for both flavours, with the staged one", async () => {
    const snapshot = await baseline("owned", (factory) => stage(factory, (signed) => signed));
    assert.deepEqual(names(rootsToJudge(snapshot)), ["prod-root", "staged-prod-root"]);
    assert.deepEqual(names(rootsOfAllTimes(snapshot)), ["prod-root@1", "prod-root@2", "prod-root", "staged-prod-root"]);
  });

  it("include a CI root with other keys or roles", async () => {
    const snapshot = await baseline("owned", (factory) => {
      const { prodRoots } = factory.state;
      publishAsIs(factory, (signed) => withRole(signed, "snapshot", signed.roles.timestamp.keyids, 1));
      factory.setRoots("prod", () => prodRoots);
      factory.setRoots("ci", (roots) => [...roots.slice(0, 2), roots.at(-1)!]);
    });
    assert.deepEqual(names(rootsToJudge(snapshot)), ["prod-root", "ci-root"]);
  });

  it("are CI's where production has none", async () => {
    const nothing = { chain: [], newest: null };
    const snapshot = { ...(await baseline("fresh")), prodRoots: nothing, prodRoot: null };
    assert.deepEqual([leadingRoot(snapshot)?.name, names(rootsOfAllTimes(snapshot))], ["ci-root", ["ci-root"]]);
  });
});

describe("online and offline targets keys", () => {
  it("are told apart by what the transaction and ci-targets.pub name", async () => {
    const snapshot = await baseline("owned");
    const { keyids } = snapshot.prodRoot!.signed.roles.targets;
    assert.deepEqual([...onlineTargets(snapshot)], keyids.slice(0, 1));
    assert.deepEqual(
      offlineTargets(snapshot).map(({ keyid }) => keyid),
      keyids.slice(1),
    );
    assert.deepEqual([...onlineTargets({ ...snapshot, updates: null })], keyids.slice(0, 1));
  });
});
