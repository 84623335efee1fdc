import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { keyArchive } from "../../src/emulator/state/archive.ts";
import { startFactory } from "../../src/emulator/state/factory.ts";
import { makeKeyPair } from "../../src/emulator/state/key-pair.ts";
import { parseRoot } from "../../src/tuf/metadata/metadata.ts";
import { docHash } from "../../src/tuf/metadata/pins.ts";
import { apiOf, FACTORY, REPO } from "../emulator/api.ts";
import { encryptedToIdentity, encryptedToPassphrase } from "../kit/keys.ts";
import { NOW } from "../kit/now.ts";
import { closePrintedBenches, withPrintedBench } from "../kit/printed.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { KEYS, type Ran, type RunSetting, workbench } from "../kit/workbench.ts";

const V6 = { version: "6", tag: "production", ...KEYS };
const bench = sharedBench();

interface Blocker {
  readonly code: string;
  readonly happened: string;
  readonly next: string;
}

const doctor = (raw: Record<string, string> = V6, setting: RunSetting = {}) => bench.run("doctor", raw, setting);
const blockersOf = ({ data }: Ran): readonly Blocker[] => data.blockers;
const codesOf = (ran: Ran) =>
  blockersOf(ran)
    .map(({ code }) => code)
    .sort();

describe("doctor", () => {
  after(closePrintedBenches);

  it("finds nothing in the way of a release and says what it proved", async () => {
    const { exit, status, posts, outputs, data, text, warnings } = await doctor();
    assert.deepEqual([exit, status, posts, data.blockers, warnings], [0, "unchanged", [], [], []]);
    assert.match(text, /Ready: nothing blocks a release/);
    const facts = Object.fromEntries(data.facts.map(({ label, value }: Record<string, string>) => [label, value]));
    assert.equal(facts.Token, "Owner (polis-owner-01), role owner");
    assert.equal(facts.Root, "version 3, verified, expires 2027-11-23T08:00:00Z");
    assert.equal(facts["Production threshold"], "2 of 2 keys");
    assert.equal(
      facts["CI targets"],
      `12 targets, signed by the online key ${bench.factory.state.online.targets.keyid}`,
    );
    assert.equal(facts.Production, "version 3, expires 2027-11-23T08:00:00Z");
    assert.equal(facts["Root updates"], "no transaction is open");
    assert.equal(facts.Archive, `holds the active targets key ${bench.factory.offlineKeys.targets!.keyid} (ed25519)`);
    assert.equal(outputs["root-days-left"], 365);
  });

  it("without a tag checks what every release needs, production of all tags included", async () => {
    assert.deepEqual(codesOf(await doctor(KEYS)), []);
    const { signed, signatures } = bench.factory.state.prodTargets.get("production")!;
    bench.factory.setProduction("production", { signed, signatures: signatures.slice(0, 1) });
    assert.deepEqual(codesOf(await doctor(KEYS)), ["threshold-not-met"]);
  });

  it("tells who the token is, also the second user", async () => {
    const { data } = await doctor(V6, { user: "second" });
    assert.match(data.facts[0].value, /^Second \(polis-second-02\), role admin$/);
  });

  it("names every blocker at once, exit 1: CI targets, an active Wave, the version, the archive", async () => {
    await bench.run("wave init", { wave: "other", ...V6, version: "5" });
    bench.factory.expireCi();
    bench.file("empty.tgz", "");
    const ran = await doctor({ ...V6, version: "2", keys: "empty.tgz" });
    assert.deepEqual(codesOf(ran), [
      "keys-empty",
      "metadata-expired",
      "version-not-above-production",
      "wave-active-for-tag",
    ]);
    assert.deepEqual([ran.exit, ran.status, ran.changed, ran.posts.length], [1, "refused", "no", 0]);
    assert.match(ran.text, /4 blockers/);
    assert.match(ran.outcome.failure!.message, /^4 blockers: .*metadata-expired/);
    for (const { code, happened, next } of blockersOf(ran)) {
      assert.ok(ran.text.includes(code));
      assert.ok(happened.endsWith(".") && next.length > 10, code);
    }
  });

  it("names the version and the Wave in the way even when all else is in order", async () => {
    await bench.run("wave init", { wave: "other", ...V6, version: "5" });
    assert.deepEqual(codesOf(await doctor({ ...V6, version: "2" })), [
      "version-not-above-production",
      "wave-active-for-tag",
    ]);
    assert.deepEqual(codesOf(await doctor()), ["wave-active-for-tag"]);
  });

  it("is content with the release's own Wave, and with what is released", async () => {
    await bench.run("wave init", { wave: "production-6", ...V6 });
    assert.deepEqual(codesOf(await doctor()), []);
    await bench.run("promote", V6);
    assert.deepEqual(codesOf(await doctor()), []);
  });

  it("reports a wrong token once, not once a call", async () => {
    const ran = await doctor(V6, { env: { FACTORY_TOKEN: "not-the-token" } });
    assert.deepEqual(codesOf(ran), ["http-unauthorized"]);
    assert.equal(ran.exit, 1);
  });

  it("warns of an open transaction, and blocks while one is applied", async () => {
    await apiOf(bench.factory)("POST", `${REPO}/root/updates`, { message: "m", "first-time": false, shortcut: false });
    const open = await doctor();
    assert.deepEqual(codesOf(open), []);
    assert.match(open.data.warnings.join(), /A transaction of TUF root updates is open/);
    bench.factory.setState((state) => ({ ...state, transaction: { ...state.transaction!, status: "APPLYING" } }));
    assert.deepEqual(codesOf(await doctor()), ["blocked"]);
  });

  it("does with a token that may see neither itself nor transactions", async () => {
    bench.factory.addFault({ method: "GET", path: `${FACTORY}/users/self/`, status: 403 });
    bench.factory.addFault({ method: "GET", path: `${REPO}/root/updates`, status: 403 });
    const ran = await doctor();
    assert.deepEqual(codesOf(ran), []);
    assert.equal(ran.data.facts[0].label, "Root");
  });

  it("reports roots: expired, a broken chain, another history than the trusted one", async () => {
    bench.clock.set(new Date("2027-11-23T08:00:00Z"));
    assert.ok(codesOf(await doctor()).includes("root-expired"));
    bench.clock.set(NOW);
    bench.factory.setRoots("ci", (roots) => roots.with(1, { ...roots[1]!, signatures: [] }));
    assert.deepEqual(codesOf(await doctor()), ["root-chain-broken"]);
    bench.factory.restore(bench.start);
    const other = await startFactory({ state: "owned", seed: "another", now: NOW });
    bench.file("other.json", JSON.stringify(other.state.ciRoots.at(-1)));
    await other.close();
    const ran = await doctor({ ...V6, "trusted-root": "other.json" });
    assert.deepEqual(codesOf(ran), ["root-untrusted"]);
    assert.match(blockersOf(ran)[0]!.happened, /is not the trusted root/);
  });

  it("reports a threshold that nobody can reach", async () => {
    bench.factory.publishRoot((signed) => signed, { productionThreshold: 3 });
    bench.factory.setProduction("production", null);
    const ran = await doctor({ ...V6, "new-tag": "production" });
    assert.deepEqual(codesOf(ran), ["threshold-unreachable"]);
    assert.match(
      blockersOf(ran)[0]!.happened,
      /^Production targets need 3 signatures, and the root lists 2 usable targets keys \(1 offline\)\.$/,
    );
  });

  it("of a Factory as it is delivered names the commands that make the first targets key, and they work as printed", async () => {
    await withPrintedBench("fresh", async ({ done, run }) => {
      await done("root pin");
      const blockers = async (): Promise<readonly Blocker[]> =>
        JSON.parse((await run("factory-tuf doctor --json")).text).data.blockers;
      const named = async () => (await blockers()).find(({ code }) => code === "threshold-unreachable")!;
      const commandsOf = ({ next }: Blocker) => [...next.matchAll(/`(factory-tuf [^`]+)`/g)].map(([, text]) => text!);
      const first = await named();
      assert.match(first.happened, /need 1 signature, and the root lists 1 usable targets key \(0 offline\)/);
      const [takeRoot, makeTargets] = commandsOf(first);
      assert.equal((await run(takeRoot!)).exit, 0);
      const second = await named();
      assert.match(second.happened, /need 2 signatures, and the root lists 1 usable targets key \(0 offline\)/);
      assert.deepEqual(commandsOf(second), [makeTargets]);
      assert.equal((await run(makeTargets!)).exit, 0);
      assert.deepEqual(
        (await blockers()).map(({ code }) => code),
        ["keys-missing"],
      );
    });
  });

  it("reports before the first offline key that there is none", async () => {
    const fresh = await workbench({ state: "fresh" });
    try {
      fresh.file("some.tgz", keyArchive("targets", [makeKeyPair("ed25519", "x", "some")]));
      const ran = await fresh.run("doctor", { ...V6, "new-tag": "production", keys: "some.tgz" });
      assert.deepEqual(codesOf(ran), ["keys-none-active", "threshold-unreachable"]);
      assert.match(
        blockersOf(ran).find(({ code }) => code === "keys-none-active")!.happened,
        /the root lists no offline targets key yet/,
      );
    } finally {
      await fresh.close();
    }
  });

  it("without a tag: reports production targets that are pinned and not served (T3)", async () => {
    const first = parseRoot({ value: bench.factory.state.ciRoots[0], problems: [] }, "root 1");
    const docs = { "prod-targets/stable": { version: 3, sha256: "0".repeat(64) } };
    const pins = { version: 1, factory: "acme", firstRoot: docHash(first), docs };
    const ran = await doctor({ ...KEYS, pins: bench.file("pins.json", JSON.stringify(pins)) });
    assert.deepEqual(codesOf(ran), ["production-missing"]);
    assert.match(blockersOf(ran)[0]!.happened, /no production targets for tag stable/);
  });

  it("starts no keys-command in CI where there is no trusted root (T2)", async () => {
    const unpinned = await workbench({ unpinned: true });
    try {
      const mark = join(unpinned.folder, "started");
      const raw = { "keys-command": `touch ${mark}` };
      const ran = await unpinned.run("doctor", raw, { door: "action", env: { GITHUB_EVENT_NAME: "push" } });
      assert.deepEqual([codesOf(ran), existsSync(mark)], [["trusted-root-missing"], false]);
    } finally {
      await unpinned.close();
    }
  });

  it("refuses an option that makes no sense as a blocker like the others", async () => {
    assert.deepEqual(codesOf(await doctor({ ...V6, prune: "x" })), ["value-invalid"]);
  });
});

describe("doctor, the archive", () => {
  const PASSPHRASE = "correct horse battery staple";
  /** The one blocker that an archive causes. */
  const fault = async (raw: Record<string, string>, setting: RunSetting = {}): Promise<Blocker> => {
    const ran = await doctor({ version: "6", tag: "production", ...raw }, setting);
    assert.equal(ran.data.blockers.length, 1, codesOf(ran).join());
    assert.deepEqual(ran.posts, []);
    return ran.data.blockers[0];
  };
  const faultOf = (content: string | Uint8Array, setting: RunSetting = {}) => {
    bench.file("given", content);
    return fault({ keys: "given" }, setting);
  };
  const archive = () => bench.factory.archives.targets!;

  const cases: readonly (readonly [string, () => Promise<Blocker>, string, RegExp])[] = [
    ["missing", () => fault({}), "keys-missing", /No offline targets key was given/],
    ["not there", () => fault({ keys: "is-not-there" }), "keys-file-unreadable", /is-not-there/],
    ["empty", () => faultOf(""), "keys-empty", /is empty/],
    [
      "in the wrong encoding",
      () => faultOf("~~~ not base64 ~~~"),
      "keys-encoding",
      /not an age-encrypted archive in armored or base64 form/,
    ],
    [
      "a public key",
      () => faultOf(JSON.stringify(bench.factory.offlineKeys.targets!.public)),
      "keys-public",
      /is a public key/,
    ],
    ["no age file", () => faultOf(Buffer.from("something else").toString("base64")), "keys-not-age", /not an age file/],
    ["truncated", () => faultOf(archive().subarray(0, 100)), "keys-truncated", /cut off|ends|truncated/],
    ["gzip of no tar", () => faultOf(gzipSync("x".repeat(2000))), "keys-malformed", /tar/],
    [
      "without its passphrase",
      async () => faultOf(await encryptedToPassphrase(archive(), PASSPHRASE)),
      "keys-secret-missing",
      /passphrase, but none was given/,
    ],
    [
      "with a wrong passphrase",
      async () =>
        faultOf(await encryptedToPassphrase(archive(), PASSPHRASE), {
          env: { FACTORY_TUF_PASSPHRASE: "something else entirely" },
        }),
      "keys-wrong-passphrase",
      /passphrase/,
    ],
    [
      "with a wrong identity",
      async () => {
        const { identity } = await encryptedToIdentity(archive());
        return faultOf((await encryptedToIdentity(archive())).file, { env: { FACTORY_TUF_IDENTITY: identity } });
      },
      "keys-wrong-identity",
      /identity/,
    ],
  ];
  for (const [what, make, code, says] of cases) {
    it(`${what}: ${code}`, async () => {
      const blocker = await make();
      assert.equal(blocker.code, code, blocker.happened);
      assert.match(blocker.happened, says);
      assert.ok(blocker.next.length > 10);
    });
  }

  it("opens with the right passphrase, and with the right identity", async () => {
    bench.file("given", await encryptedToPassphrase(archive(), PASSPHRASE));
    assert.deepEqual(
      codesOf(await doctor({ ...V6, keys: "given" }, { env: { FACTORY_TUF_PASSPHRASE: PASSPHRASE } })),
      [],
    );
    const { file, identity } = await encryptedToIdentity(archive());
    bench.file("given", file);
    assert.deepEqual(codesOf(await doctor({ ...V6, keys: "given" }, { env: { FACTORY_TUF_IDENTITY: identity } })), []);
  });

  it("of a key that the root does not list: keys-none-active with the key ids expected and found", async () => {
    const stranger = makeKeyPair("ed25519", "x", "stranger");
    const { code, happened, next } = await faultOf(keyArchive("targets", [stranger]));
    assert.equal(code, "keys-none-active");
    assert.match(
      happened,
      new RegExp(`expected one of ${bench.factory.offlineKeys.targets!.keyid}; found ${stranger.keyid}`),
    );
    assert.match(next, /factory-tuf root show/);
  });

  it("with two active keys: keys-several-active, naming both", async () => {
    const { key } = bench.factory.addTargetsKey("second");
    const own = bench.factory.offlineKeys.targets!;
    const { code, happened } = await faultOf(keyArchive("targets", [own, key]));
    assert.equal(code, "keys-several-active");
    assert.ok(happened.includes(own.keyid) && happened.includes(key.keyid));
  });

  it("with a root key, where releases are automated: keys-root-present and the command that helps", async () => {
    const { code, happened, next } = await fault({ keys: "root.tgz" }, { env: { GITHUB_ACTIONS: "true" } });
    assert.equal(code, "keys-root-present");
    assert.ok(happened.includes(bench.factory.offlineKeys.root!.keyid));
    assert.match(next, /factory-tuf keys copy-targets/);
    assert.equal(
      (await fault({ keys: "root.tgz" })).code,
      "keys-none-active",
      "on a person's machine it is only the wrong one",
    );
  });

  it("plain, in the Action: keys-plain, and how to encrypt it", async () => {
    const { code, next } = await fault({ keys: Buffer.from(archive()).toString("base64") }, { door: "action" });
    assert.equal(code, "keys-plain");
    assert.match(next, /age -a -r/);
  });

  it("is looked at even when the roots cannot be verified", async () => {
    bench.factory.setRoots("ci", (roots) => roots.with(1, { ...roots[1]!, signatures: [] }));
    bench.file("given", "");
    assert.deepEqual(codesOf(await doctor({ ...V6, keys: "given" })), ["keys-empty", "root-chain-broken"]);
  });

  it("is not opened in the Action without a trusted root", async () => {
    const unpinned = await workbench({ unpinned: true });
    try {
      const { file, identity } = await encryptedToIdentity(unpinned.factory.archives.targets!);
      const raw = {
        version: "6",
        tag: "production",
        keys: Buffer.from(file).toString("base64"),
        "keys-identity": identity,
      };
      const codes = async (more: Record<string, string>) =>
        codesOf(await unpinned.run("doctor", { ...raw, ...more }, { door: "action" }));
      assert.deepEqual(await codes({}), ["trusted-root-missing"]);
      assert.deepEqual(await codes({ "trust-on-first-use": "true" }), []);
    } finally {
      await unpinned.close();
    }
  });
});
