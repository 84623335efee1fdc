// The embedded Factory for programs: its beginnings, its determinism, what can be changed behind its back,
// and how it serves a recorded state.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tickingFrom } from "../../../src/emulator/state/clock.ts";
import { docOf, rootDocOf, targetsDocOf } from "../../../src/emulator/state/documents.ts";
import { type EmbeddedFactory, type FactoryOptions, startFactory } from "../../../src/emulator/state/factory.ts";
import { readKeyPair } from "../../../src/emulator/state/key-pair.ts";
import type { EmbeddedState } from "../../../src/emulator/state/state.ts";
import { sha256Hex } from "../../../src/text/sha256.ts";
import { deviceView } from "../../../src/tuf/devices/device-view.ts";
import { requireThreshold } from "../../../src/tuf/metadata/threshold.ts";
import { verifyProductionRoot } from "../../../src/tuf/root/flavours.ts";
import { waveBody } from "../../kit/emulator.ts";
import { manualClock } from "../../kit/manual-clock.ts";
import { type Api, apiOf, FACTORY, REPO } from "../api.ts";
import { archiveEntries, recordedKeys, recordedStateAfter, scenarioNames, stateNames } from "../recordings.ts";

const clock = manualClock("2026-11-23T06:00:00Z");

/** Equal for states with equal documents. */
function fingerprint({ ciRoots, prodRoots, ciTargets, prodTargets, waves }: EmbeddedState): string {
  return sha256Hex(Buffer.from(JSON.stringify([ciRoots, prodRoots, ciTargets, [...prodTargets], waves])));
}

async function withFactory(options: FactoryOptions, work: (factory: EmbeddedFactory, api: Api) => Promise<void>) {
  const factory = await startFactory({ clock, ...options });
  try {
    await work(factory, apiOf(factory));
  } finally {
    await factory.close();
  }
}

describe("the beginning of an embedded Factory", () => {
  it("fresh: root 1 only, no archives", async () => {
    await withFactory({ state: "fresh" }, async ({ state, archives, offlineKeys }) => {
      assert.deepEqual([state.ciRoots.length, state.prodRoots.length], [1, 1]);
      assert.deepEqual(archives, { root: null, targets: null });
      assert.deepEqual(offlineKeys, { root: null, targets: null });
    });
  });

  it("owned: two rotations, a chain that verifies in both flavours, and nothing in production", async () => {
    await withFactory({ state: "owned" }, async ({ state, offlineKeys }) => {
      const chain = state.ciRoots.map(rootDocOf);
      assert.deepEqual(
        chain.map(({ signed }) => signed.version),
        [1, 2, 3],
      );
      for (const [index, root] of chain.entries()) {
        requireThreshold(root, root, "root");
        if (index > 0) requireThreshold(root, chain[index - 1]!, "root");
      }
      verifyProductionRoot(rootDocOf(state.prodRoots.at(-1)!), chain);
      assert.deepEqual(chain[2]!.signed.roles.root.keyids, [offlineKeys.root!.keyid]);
      assert.deepEqual([state.prodTargets.size, state.waves.length], [0, 0]);
    });
  });

  it("released: production targets of version 3 that a device accepts, and the Wave that brought them", async () => {
    await withFactory({ state: "released" }, async ({ state }) => {
      const production = targetsDocOf(state.prodTargets.get("production")!);
      assert.equal(production.signed.version, 3);
      const view = deviceView(production, 1, rootDocOf(state.prodRoots.at(-1)!), clock());
      assert.deepEqual(view.refusals, []);
      assert.deepEqual(
        state.waves.map(({ name, status }) => [name, status]),
        [["production-3", "complete"]],
      );
    });
  });

  it("writes the owner's archives as the vendor's tool does, with mode 0600", async () => {
    await withFactory({}, async ({ archives, offlineKeys, state }) => {
      const root = archiveEntries(archives.root!);
      const id = offlineKeys.root!.keyid;
      const names = ["first-root.sec", "first-root.pub", `fioctl-root-${id}.sec`, `fioctl-root-${id}.pub`];
      assert.deepEqual(
        root.map(({ name }) => name),
        names.map((name) => `tufrepo/keys/${name}`),
      );
      assert.deepEqual([...new Set(root.map(({ mode }) => mode))], [0o600]);
      assert.equal(readKeyPair(JSON.parse(root[0]!.content)).keyid, state.ciRoots[0]!.signed.roles.root.keyids[0]);
      const targets = archiveEntries(archives.targets!);
      assert.equal(readKeyPair(JSON.parse(targets[0]!.content)).keyid, offlineKeys.targets!.keyid);
      assert.deepEqual(JSON.parse(targets[1]!.content), offlineKeys.targets!.public);
    });
  });

  it("offers the CI targets of the recordings", async () => {
    await withFactory({}, async ({ state }) => {
      const recorded = recordedStateAfter("first-rotation", 0)["ci-targets"].signed.targets;
      assert.deepEqual(state.ciTargets.signed.targets, recorded);
    });
  });

  it("offers any number of targets of any size", async () => {
    const versions = Array.from({ length: 50 }, (_, index) => index + 1);
    const ci = { versions, hardwareIds: ["a", "b", "c"], paddingPerTarget: 1000 };
    await withFactory({ ci }, async ({ state }, api) => {
      assert.equal(Object.keys(state.ciTargets.signed.targets).length, 150);
      assert.ok((await api("GET", `${REPO}/targets.json`)).text.length > 150_000);
      assert.equal(state.ciTargets.signed.version, 50);
    });
  });
});

describe("determinism", () => {
  it("gives equal bytes for an equal seed and clock, writes included, and others for another seed", async () => {
    const run = async (seed: string) => {
      let print = "";
      await withFactory({ seed, state: "released" }, async (factory, api) => {
        await api("POST", `${FACTORY}/waves/`, waveBody(factory));
        const { json } = await api("POST", `${REPO}/root/updates`, {
          message: "m",
          "first-time": false,
          shortcut: true,
        });
        const token = factory.tokens.owner;
        const archive = Buffer.from(factory.archives.root!).toString("base64");
        print = [fingerprint(factory.state), json.txid, token, archive].join();
      });
      return print;
    };
    assert.equal(await run("a"), await run("a"));
    assert.notEqual(await run("a"), await run("b"));
  });

  it("ticks on from the chosen moment", () => {
    const ticking = tickingFrom(new Date("2026-11-23T06:00:00Z"));
    const [first, second] = [ticking(), ticking()];
    assert.equal(first.toISOString().slice(0, 16), "2026-11-23T06:00");
    assert.ok(second >= first);
  });
});

describe("behind the API's back", () => {
  it("a snapshot brings back everything but log and faults", async () => {
    await withFactory({ state: "released" }, async (factory, api) => {
      const snapshot = factory.snapshot();
      const before = fingerprint(factory.state);
      await api("POST", `${FACTORY}/waves/`, waveBody(factory));
      await api("POST", `${FACTORY}/waves/w1/complete/`);
      assert.notEqual(fingerprint(factory.state), before);
      factory.restore(snapshot);
      assert.equal(fingerprint(factory.state), before);
      assert.equal(factory.requests.length, 2);
    });
  });

  it("CI goes on building, and what it offers stays signed online", async () => {
    await withFactory({}, async (factory) => {
      factory.publishCi(7, { hardwareIds: ["intel-corei7-64"], custom: { note: "x" } });
      const { signed } = factory.state.ciTargets;
      assert.equal(signed.version, 7);
      assert.equal(signed.targets["intel-corei7-64-lmp-7"]!.custom!.note, "x");
      factory.setCiTargets((targets) => ({ only: targets["board-001-lmp-1"] }));
      assert.deepEqual(Object.keys(factory.state.ciTargets.signed.targets), ["only"]);
      factory.setCiSigned((targets) => ({ ...targets, extra: "é" }));
      const root = rootDocOf(factory.state.ciRoots.at(-1)!);
      assert.equal(requireThreshold(docOf(factory.state.ciTargets), root, "targets").met, true);
    });
  });

  it("roots can be published, also expired ones, and a further targets key with its archive", async () => {
    await withFactory({}, async (factory) => {
      const { key, archive } = factory.addTargetsKey("ann", { threshold: 3 });
      const root = factory.state.prodRoots.at(-1)!.signed;
      assert.deepEqual([root.version, root.roles.targets.threshold], [4, 3]);
      assert.equal(root["x-key-owners"]![key.keyid]!["polis-id"], "polis-ann");
      assert.equal(readKeyPair(JSON.parse(archiveEntries(archive)[0]!.content)).keyid, key.keyid);
      factory.expireRoot();
      verifyProductionRoot(rootDocOf(factory.state.prodRoots.at(-1)!), factory.state.ciRoots.map(rootDocOf));
      assert.equal(factory.state.ciRoots.at(-1)!.signed.expires, "2026-11-23T05:59:59Z");
    });
  });

  it("anything can be signed online, for lies that verify", async () => {
    await withFactory({}, async (factory) => {
      const lie = factory.signOnline({ ...factory.state.ciTargets.signed, targets: {} });
      assert.equal(requireThreshold(docOf(lie), rootDocOf(factory.state.ciRoots.at(-1)!), "targets").met, true);
    });
  });
});

describe("a recorded state", () => {
  it("is served as recorded: every state of every scenario", async () => {
    for (const scenario of scenarioNames) {
      for (const name of stateNames(scenario)) {
        const load = recordedStateAfter(scenario, Number.parseInt(name, 10));
        await withFactory({ load }, async (_factory, api) => {
          const get = async (path: string) => (await api("GET", path)).json;
          const newest = load["ci-roots"].length;
          assert.deepEqual(await get(`${REPO}/${newest}.root.json`), load["ci-roots"].at(-1));
          assert.deepEqual(await get(`${REPO}/root.json?production=1`), load["prod-roots"].at(-1));
          assert.deepEqual(await get(`${REPO}/targets.json`), load["ci-targets"]);
          assert.deepEqual(await get(`${FACTORY}/ci-targets.pub`), load["ci-targets.pub"]);
          assert.deepEqual(await get(`${FACTORY}/prod-targets/?tag=`), load["prod-targets"]);
          assert.deepEqual(await get(`${FACTORY}/wave-targets/?name=`), load["wave-targets"]);
          assert.deepEqual(await get(`${FACTORY}/waves/?limit=20&page=1`), load.waves);
          assert.deepEqual(await get(`${REPO}/root/updates`), load["root-updates"]);
        });
      }
    }
  });

  it("takes a Wave as it comes, without an online signature, and shows it when it is read back", async () => {
    const load = recordedStateAfter("waves", 1);
    await withFactory({ load }, async (factory, api) => {
      const key = recordedKeys("waves")[0]!;
      const body = waveBody(factory, { version: 3, signers: [key] });
      assert.equal((await api("POST", `${FACTORY}/waves/`, body)).status, 201);
      const { json } = await api("GET", `${FACTORY}/waves/w1/?show-targets=1`);
      assert.deepEqual(json.targets, body.targets);
      assert.equal((await api("POST", `${FACTORY}/waves/w1/complete/`)).status, 200);
      assert.equal((await api("POST", `${FACTORY}/waves/`, { ...body, name: "w1" })).status, 409);
    });
  });

  it("goes on with a recorded transaction, and takes one of its own", async () => {
    await withFactory({ load: recordedStateAfter("expert", 16) }, async (factory, api) => {
      const updates = `${REPO}/root/updates`;
      assert.equal((await api("POST", updates, { message: "m", "first-time": false, shortcut: false })).status, 409);
      assert.equal((await api("POST", `${updates}/apply`, { txid: "" })).status, 204);
      assert.equal(factory.state.ciRoots.length, 4);
      assert.equal((await api("GET", updates)).json.status, "NONE");
    });
  });

  it("can be told what to answer to a write, which is then not carried out", async () => {
    const writes = new Map([["POST */waves/", { status: 409, body: { message: "no" } }]]);
    await withFactory({ load: recordedStateAfter("waves", 1), writes }, async (factory, api) => {
      const { status } = await api("POST", `${FACTORY}/waves/`, waveBody(factory, { signers: [] }));
      assert.deepEqual([status, factory.state.waves.length], [409, 0]);
      assert.equal(factory.requests.at(-1)!.method, "POST");
    });
  });
});
