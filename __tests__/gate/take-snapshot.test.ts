import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { type EmbeddedFactory, type FactoryOptions, startFactory } from "../../src/emulator/state/factory.ts";
import { signedBy } from "../../src/emulator/state/key-pair.ts";
import { createFactoryClient } from "../../src/factory/client.ts";
import { type SnapshotRequest, takeSnapshot } from "../../src/gate/take-snapshot.ts";
import type { Fetch } from "../../src/http/fetch.ts";
import { parseJson } from "../../src/json/json.ts";
import { MAX_ROOT_VERSIONS } from "../../src/tuf/devices/limits.ts";
import { parseRoot } from "../../src/tuf/metadata/metadata.ts";
import { waveBody } from "../kit/emulator.ts";
import { manualClock } from "../kit/manual-clock.ts";
import { NOW } from "../kit/now.ts";
import { NOTHING_GIVEN } from "../kit/snapshot-of.ts";

const started: EmbeddedFactory[] = [];
after(() => Promise.all(started.map((factory) => factory.close())));

async function factoryAt(options: FactoryOptions = {}): Promise<EmbeddedFactory> {
  const factory = await startFactory({ state: "released", ...options, clock: manualClock(NOW) });
  started.push(factory);
  return factory;
}

/** Lets requests through only when all that can be made at once have been made: each opening is a round trip. */
function countedRounds() {
  const waiting: (() => void)[] = [];
  const rounds: number[] = [];
  const open = () => {
    rounds.push(waiting.length);
    for (const release of waiting.splice(0)) release();
  };
  const fetch: Fetch = async (url, init) => {
    await new Promise<void>((resolve) => {
      if (waiting.length === 0) setTimeout(open, 20);
      waiting.push(resolve);
    });
    return globalThis.fetch(url, init);
  };
  return { rounds, fetch };
}

async function taken(factory: EmbeddedFactory, request: Partial<SnapshotRequest> = {}) {
  const { rounds, fetch } = countedRounds();
  const client = createFactoryClient({
    factory: "acme",
    apiUrl: factory.url,
    oauthUrl: `${factory.url}/oauth`,
    credentials: { kind: "token", origin: "given", token: factory.tokens.second },
    signal: new AbortController().signal,
    wait: async () => {},
    now: NOW,
    fetch,
  });
  const from = factory.requests.length;
  const snapshot = await takeSnapshot({ client }, { ...NOTHING_GIVEN, factory: "acme", ...request });
  return { snapshot, rounds, requests: factory.requests.slice(from) };
}

function publishRoots(factory: EmbeddedFactory, count: number): void {
  for (let done = 0; done < count; done++) factory.publishRoot((signed) => signed);
}

const trusted = (factory: EmbeddedFactory) => {
  const json = parseJson(JSON.stringify(factory.state.ciRoots.at(-1)), "root");
  return parseRoot(json, "root");
};

describe("taking a snapshot", () => {
  it("of a released Factory whose root is trusted takes two round trips, and asks for nothing private", async () => {
    const factory = await factoryAt();
    const { snapshot, rounds, requests } = await taken(factory, { trustedRoot: trusted(factory) });
    assert.equal(rounds.length, 2);
    assert.deepEqual(snapshot.unavailable, []);
    assert.ok(requests.every(({ method }) => method === "GET"));
    assert.ok(!requests.some(({ path }) => path.includes("first_root")));
    assert.deepEqual(snapshot.tags, ["production"]);
    assert.deepEqual(
      snapshot.onlineDocuments.map(({ name, malformed }) => [name, malformed]),
      [
        ["snapshot/production", null],
        ["timestamp/production", null],
      ],
    );
    assert.deepEqual(
      snapshot.ciOnlineDocuments.map(({ name, doc }) => [name, doc?.signed.version]),
      [
        ["ci-snapshot/devel", 6],
        ["ci-timestamp/devel", 6],
        ["ci-snapshot/qa", 6],
        ["ci-timestamp/qa", 6],
      ],
    );
  });

  it("takes at most three, with 3 or 65 roots, trusted or not", async () => {
    for (const more of [0, 17, 62]) {
      const factory = await factoryAt();
      publishRoots(factory, more);
      for (const trustedRoot of [null, trusted(factory)]) {
        const { snapshot, rounds } = await taken(factory, { trustedRoot });
        assert.ok(rounds.length <= 3, `${rounds.length} round trips`);
        assert.equal(snapshot.ciRoots.chain.length, 3 + more);
        assert.equal(snapshot.prodRoots.chain.length, 3 + more);
        assert.ok(snapshot.ciRoots.chain.every((root, index) => root?.doc?.signed.version === index + 1));
        assert.equal(snapshot.prodRoot?.signed.version, 3 + more);
      }
    }
  });

  it("follows roots that the Factory serves beyond what it calls the newest", async () => {
    const factory = await factoryAt();
    publishRoots(factory, 10);
    factory.rewrite(({ path }, reply) =>
      path.endsWith("/root.json") ? { ...reply, body: JSON.stringify(factory.state.ciRoots[2]) } : reply,
    );
    const { snapshot, rounds } = await taken(factory);
    assert.equal(snapshot.ciRoots.chain.length, 13);
    assert.equal(snapshot.ciRoots.newest?.doc?.signed.version, 3);
    assert.ok(rounds.length <= 3);
  });

  it("keeps a gap as null, and what does not parse as it was served", async () => {
    const factory = await factoryAt();
    publishRoots(factory, 2);
    factory.setRoots("ci", (roots) => roots.filter(({ signed }) => signed.version !== 4));
    factory.setProduction("production", { signed: { _type: "Targets" } } as never);
    const { snapshot } = await taken(factory);
    assert.equal(snapshot.ciRoots.chain[3], null);
    const production = snapshot.production.get("production");
    assert.deepEqual(production?.value, { signed: { _type: "Targets" } });
    assert.equal(production?.doc, null);
    assert.equal(production?.malformed, "it is not an object with `signed` and `signatures`");
    assert.deepEqual(snapshot.unavailable, []);
  });

  it("knows the size of each document as served, white space included", async () => {
    const factory = await factoryAt();
    const document = factory.state.prodTargets.get("production")!;
    factory.setProduction("qa", document);
    const bytes = Buffer.byteLength(JSON.stringify(document));
    const sizes = async () =>
      [...(await taken(factory)).snapshot.production.values()].map(({ sizeBytes }) => sizeBytes);
    assert.deepEqual(await sizes(), [bytes, bytes]);
    factory.rewrite(({ path }, answer) =>
      path.includes("prod-targets")
        ? { ...answer, body: JSON.stringify(JSON.parse(String(answer.body)), null, 8) }
        : answer,
    );
    assert.ok((await sizes()).every((size) => size > 1.5 * bytes));
  });

  it("calls a chain unread that claims to be endless, and stays bounded", async () => {
    const factory = await factoryAt();
    const { signed } = factory.state.ciRoots.at(-1)!;
    const root = signedBy([factory.offlineKeys.root!], { ...signed, version: 2 ** 50 });
    factory.setRoots("ci", (roots) => [...roots, root]);
    const { snapshot, requests } = await taken(factory);
    assert.ok(requests.length < 2 * MAX_ROOT_VERSIONS);
    assert.deepEqual(
      snapshot.unavailable.map(({ subject, why }) => `${subject} ${why}`),
      [`ci-root# it claims version ${2 ** 50}, and at most ${MAX_ROOT_VERSIONS} are read`],
    );
  });

  it("says of everything that fails with anything but its 404 that it could not be read, and goes on", async () => {
    const factory = await factoryAt({
      faults: [
        { method: "GET", path: "*/3.root.json?production=1", status: 403 },
        { method: "GET", path: "*/targets.json", body: "html" },
        { method: "GET", path: "*/root/updates", status: 403 },
      ],
    });
    const { snapshot } = await taken(factory);
    assert.deepEqual(snapshot.unavailable.map(({ subject }) => subject).sort(), ["ci-targets#", "prod-root@3#", "tx#"]);
    assert.match(snapshot.unavailable.find(({ subject }) => subject === "tx#")?.why ?? "", /answered with 403/);
    assert.equal(snapshot.ciTargets, null);
    assert.equal(snapshot.updates, null);
    assert.equal(snapshot.ciRoot?.signed.version, 3);
  });

  it("takes a token that may not see itself: who it is, is not required", async () => {
    const factory = await factoryAt({ faults: [{ method: "GET", path: "*/users/self/", status: 403 }] });
    const { snapshot } = await taken(factory);
    assert.equal(snapshot.user, null);
    assert.deepEqual(snapshot.unavailable, []);
  });

  it("without a client reads nothing, and says so", async () => {
    const factory = await factoryAt();
    const from = factory.requests.length;
    const request = { stage: "steady", tags: null, trustedRoot: null, pins: null, pinChange: null } as const;
    const rest = { archives: [], workflows: null, github: null, readOnlyJob: false, unavailable: [] } as const;
    const snapshot = await takeSnapshot({ client: null }, { factory: "acme", ...request, ...rest });
    assert.equal(snapshot.factoryWasRead, false);
    assert.equal(factory.requests.length, from);
  });
});

describe("the Waves of a snapshot", () => {
  it("are the active ones with targets and progress, canceled ones above production with theirs, others as listed", async () => {
    const factory = await factoryAt();
    const post = async (path: string, body?: unknown) => {
      const answer = await fetch(`${factory.url}/ota/factories/acme/waves/${path}`, {
        method: "POST",
        headers: { "OSF-TOKEN": factory.tokens.owner },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      assert.ok(answer.ok, await answer.text());
    };
    await post("", waveBody(factory, { name: "canceled", version: 5 }));
    await post("canceled/cancel/");
    await post("", waveBody(factory, { name: "active", version: 4 }));
    const { snapshot, rounds } = await taken(factory);
    const shown = snapshot.waves.map(({ wave, targets }) => [
      wave.name,
      wave.status,
      targets?.doc?.signed.version ?? null,
    ]);
    assert.deepEqual(shown.toSorted(), [
      ["active", "active", 4],
      ["canceled", "canceled", 5],
      ["production-3", "complete", null],
    ]);
    assert.equal(snapshot.progress.get("active")?.["total-devices"], 10);
    assert.ok(rounds.length <= 3);
  });

  it("are all of them when they do not fit on a page", async () => {
    const factory = await factoryAt();
    const [first] = factory.state.waves;
    const many = Array.from({ length: 230 }, (_, index) => ({
      ...first!,
      name: `w${index}`,
      tag: `t${index}`,
      status: "active" as const,
    }));
    factory.setState((state) => ({ ...state, waves: [...state.waves, ...many] }));
    const { snapshot, rounds } = await taken(factory);
    assert.equal(snapshot.waves.filter(({ wave, targets }) => wave.status === "active" && targets).length, 230);
    assert.ok(rounds.length <= 3);
    assert.deepEqual(snapshot.unavailable, []);
  });
});

describe("the transaction of a snapshot", () => {
  it("has its staged roots parsed, the online keys by role, and the server's notes", async () => {
    const factory = await factoryAt();
    const updates = {
      status: "STARTED",
      current: { "ci-root": "", "prod-root": "", "online-keys": { targets: "a", snapshot: ["b", "c"], timestamp: 7 } },
      updated: { "ci-root": JSON.stringify(factory.state.ciRoots.at(-1)), "prod-root": "{", "online-keys": null },
      "change-meta": { "created-at": "2026-11-23T06:23:20Z", "updated-at": "" },
      amendments: [{ kind: "key-add", message: "Add", args: { role: "root", keyid: "x" } }, { args: ["y", 1] }, null],
      issues: { errors: ["plain", { kind: "k", message: "m" }], warnings: null },
    };
    factory.setState((state) => ({ ...state, recordedUpdates: updates }));
    const { snapshot } = await taken(factory);
    const read = snapshot.updates!;
    assert.deepEqual(read.currentOnline, { targets: ["a"], snapshot: ["b", "c"], timestamp: [] });
    assert.deepEqual([read.startedAt, read.updatedAt], ["2026-11-23T06:23:20Z", null]);
    assert.equal(read.staged?.ci?.doc?.signed.version, 3);
    assert.equal(read.staged?.prod?.malformed, "it is not valid JSON");
    assert.deepEqual(
      read.amendments.map(({ kind, args }) => [kind, args]),
      [
        ["key-add", ["root", "x"]],
        ["", ["y"]],
        ["", []],
      ],
    );
    assert.deepEqual(read.issues.errors, [
      { kind: "", message: "plain" },
      { kind: "k", message: "m" },
    ]);
  });
});
