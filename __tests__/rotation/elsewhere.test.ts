// keys rotate to a key that lives elsewhere: it takes the place of the one in the archive, in one transaction.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type ErrorCode, ToolError } from "../../src/errors/tool-error.ts";
import { type KeyElsewhere, keyElsewhere, listRootKeys, listTargetsKeys, signerProgram } from "../kit/key-elsewhere.ts";
import { startTransit } from "../kit/services/transit.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { ROOT, TARGETS, unchangedBy } from "./rotation-bench.ts";

const rootKey = keyElsewhere("ed25519");
const targetsKey = keyElsewhere("ed25519");
const rsaTargetsKey = keyElsewhere("rsa", 3072);
const stranger = keyElsewhere("ed25519");
const TOKEN = "hvs.token-of-the-test";
let transit: Awaited<ReturnType<typeof startTransit>>;
before(async () => {
  transit = await startTransit({ token: TOKEN, keys: { root: [rootKey], targets: [targetsKey] } });
});
after(() => transit.close());

const bench = sharedBench({}, ({ factory }) => {
  listRootKeys(factory, rootKey);
  listTargetsKeys(factory, targetsKey, rsaTargetsKey);
});

const setting = () => ({ env: { VAULT_ADDR: transit.address, VAULT_TOKEN: TOKEN, PATH: process.env["PATH"]! } });
const byTransit = (name: "root" | "targets", { keyid }: KeyElsewhere) => ({
  signer: `hv:transit/${name}/1`,
  "signer-keyid": keyid,
});
const byProgram = (key: KeyElsewhere, keyid = key.keyid) => ({
  "signer-command": signerProgram(bench.folder, key),
  "signer-keyid": keyid,
});
const newest = () => bench.factory.state.prodRoots.at(-1)!.signed;
const production = () => bench.factory.state.prodTargets.get("production")!;
const archived = (role: "root" | "targets") => bench.factory.offlineKeys[role]!.keyid;
const bytesOf = (name: string) => readFileSync(join(bench.folder, name));

describe("keys rotate --role targets to a key that lives elsewhere", () => {
  for (const [what, key, options] of [
    ["a service", targetsKey, () => byTransit("targets", targetsKey)],
    ["a program, with RSA", rsaTargetsKey, () => byProgram(rsaTargetsKey)],
  ] as const) {
    it(`by ${what}: production is signed again, the old key goes, its archive stays as it is`, async () => {
      const old = archived("targets");
      const before = bytesOf("targets.tgz");
      const { status, data, asked, shown } = await bench.run("keys rotate", { ...TARGETS, ...options() }, setting());
      assert.deepEqual([status, asked.length], ["done", 1]);
      assert.match(shown[0]!, new RegExp(`${key.keyid}.* of the signer replaces .*${old}`, "s"));
      assert.deepEqual(data.keys, [
        { role: "targets", keyid: key.keyid, replaced: old, archive: null, isFirst: false },
      ]);
      const { keyids } = newest().roles.targets;
      assert.ok(keyids.includes(key.keyid) && !keyids.includes(old));
      assert.ok(production().signatures.some(({ keyid }) => keyid === key.keyid));
      assert.deepEqual(bytesOf("targets.tgz"), before);
    });
  }

  it("a release by the new key follows, and the archive's key is refused", async () => {
    await bench.run("keys rotate", { ...TARGETS, ...byTransit("targets", targetsKey) }, setting());
    const release = { version: "6", tag: "production" };
    await bench.refused(
      "promote",
      { ...release, keys: "targets.tgz" },
      "keys-none-active",
      /no active offline targets key/,
    );
    const { outputs } = await bench.run("promote", { ...release, ...byTransit("targets", targetsKey) }, setting());
    assert.equal(outputs["wave-status"], "complete");
  });

  it("signs nothing before the owner has agreed", async () => {
    const calls = transit.calls.length;
    await unchangedBy(bench, async () => {
      const declined = {
        ...setting(),
        answer: () => {
          throw new ToolError("declined", { happened: "No.", next: "" });
        },
      };
      await bench.refused(
        "keys rotate",
        { ...TARGETS, ...byTransit("targets", targetsKey) },
        "declined",
        /./,
        declined,
      );
    });
    assert.equal(transit.calls.length, calls);
  });

  it("refuses a key that the root does not list, a wrong signature, and one too small; the Factory hears of nothing", async () => {
    const [unlisted, wrong] = [byProgram(stranger), byProgram(stranger, targetsKey.keyid)];
    await unchangedBy(bench, async () => {
      const refused = async (options: Record<string, string>, code: ErrorCode, says: RegExp) => {
        const { error } = await bench.refused("keys rotate", { ...TARGETS, ...options }, code, says, setting());
        assert.equal(error.changed, "no");
      };
      await refused(unlisted, "keys-none-active", /is no active offline targets key/);
      await refused(wrong, "signature-self-check", /discarded/);
      await refused(
        {
          signer: "azurekms:vault-1.vault.azure.net/key/0123456789abcdef0123456789abcdef",
          "signer-keyid": targetsKey.keyid,
        },
        "signer-too-small",
        /does not sign with an Ed25519 key/,
      );
    });
  });

  it("refuses where the archive holds no key that could go", async () => {
    const options = { ...TARGETS, "targets-keys": "empty.tgz", ...byTransit("targets", targetsKey) };
    await bench.refused("keys rotate", options, "keys-none-active", /there is nothing to rotate/, setting());
  });

  it("is finished by keys resume after the answer to apply was lost, without the signer", async () => {
    bench.factory.addFault({ method: "POST", path: "*/root/updates/apply", reset: "before" });
    const options = { ...TARGETS, ...byTransit("targets", targetsKey) };
    await assert.rejects(bench.run("keys rotate", options, setting()));
    bench.factory.clearFaults();
    const { status, data } = await bench.run("keys resume", { keys: TARGETS.keys, "targets-keys": "targets.tgz" });
    assert.deepEqual([status, data.outcome], ["done", "finished"]);
    assert.ok(!newest().roles.targets.keyids.includes(archived("targets")));
    assert.ok(production().signatures.some(({ keyid }) => keyid === targetsKey.keyid));
  });

  it("is undone by keys resume when it died before anything signed had left", async () => {
    bench.factory.addFault({ method: "PUT", path: "*/root/updates", reset: "before" });
    const options = { ...TARGETS, ...byTransit("targets", targetsKey) };
    await assert.rejects(bench.run("keys rotate", options, setting()));
    bench.factory.clearFaults();
    await bench.run("keys resume", { keys: TARGETS.keys, "targets-keys": "targets.tgz" });
    assert.ok(newest().roles.targets.keyids.includes(archived("targets")));
    assert.equal((await bench.run("keys rotate", options, setting())).status, "done");
  });
});

describe("keys rotate --role targets from one key that lives elsewhere to another", () => {
  const ofRoot = { role: "targets", keys: "root.tgz" } as const;
  const next = () => ({ ...ofRoot, ...byProgram(rsaTargetsKey), replaces: targetsKey.keyid });
  const toTheFirst = () => bench.run("keys rotate", { ...TARGETS, ...byTransit("targets", targetsKey) }, setting());

  it("takes the archive of the root key alone, and the old key signs nothing", async () => {
    await toTheFirst();
    const calls = transit.calls.length;
    const { status, data } = await bench.run("keys rotate", next(), setting());
    assert.equal(status, "done");
    const [key] = data.keys;
    assert.deepEqual([key.keyid, key.replaced, key.archive], [rsaTargetsKey.keyid, targetsKey.keyid, null]);
    const { keyids } = newest().roles.targets;
    assert.ok(keyids.includes(rsaTargetsKey.keyid) && !keyids.includes(targetsKey.keyid));
    const signedBy = production().signatures.map(({ keyid }) => keyid);
    assert.ok(signedBy.includes(rsaTargetsKey.keyid) && !signedBy.includes(targetsKey.keyid));
    assert.equal(transit.calls.length, calls);
  });

  it("is finished by keys resume after the answer to apply was lost", async () => {
    await toTheFirst();
    bench.factory.addFault({ method: "POST", path: "*/root/updates/apply", reset: "before" });
    await assert.rejects(bench.run("keys rotate", next(), setting()));
    bench.factory.clearFaults();
    assert.equal((await bench.run("keys resume", { keys: "root.tgz" })).data.outcome, "finished");
    assert.ok(!newest().roles.targets.keyids.includes(targetsKey.keyid));
  });

  it("is made after an interrupted one to another key was finished, which it does not pass for", async () => {
    bench.factory.addFault({ method: "POST", path: "*/root/updates/apply", reset: "before" });
    const first = { ...TARGETS, ...byTransit("targets", targetsKey) };
    await assert.rejects(bench.run("keys rotate", first, setting()));
    bench.factory.clearFaults();
    const { data, warnings } = await bench.run("keys rotate", next(), setting());
    assert.deepEqual([data.outcome, data.keys[0].keyid], ["rotated", rsaTargetsKey.keyid]);
    assert.match(warnings.join(), /An interrupted rotation \(targets\) was finished first/);
    assert.ok(!newest().roles.targets.keyids.includes(targetsKey.keyid));
  });

  it("is the interrupted one where it is typed again", async () => {
    bench.factory.addFault({ method: "POST", path: "*/root/updates/apply", reset: "before" });
    const same = { ...TARGETS, ...byTransit("targets", targetsKey) };
    await assert.rejects(bench.run("keys rotate", same, setting()));
    bench.factory.clearFaults();
    const { data } = await bench.run("keys rotate", same, setting());
    assert.deepEqual(
      [data.outcome, data.keys],
      ["finished", [{ role: "targets", keyid: targetsKey.keyid, replaced: null, archive: null, isFirst: false }]],
    );
  });

  it("refuses a key that the root does not list, the very same key, and one without a signer", async () => {
    const signer = { ...ofRoot, ...byProgram(rsaTargetsKey) };
    await unchangedBy(bench, async () => {
      const refused = (options: Record<string, string>, code: ErrorCode, says: RegExp) =>
        bench.refused("keys rotate", options, code, says, setting());
      await refused(
        { ...signer, replaces: stranger.keyid },
        "keys-none-active",
        /is not an offline targets key of the newest/,
      );
      await refused(
        { ...signer, replaces: newest().roles.timestamp.keyids[0]! },
        "keys-none-active",
        /is not an offline/,
      );
      await refused({ ...signer, replaces: rsaTargetsKey.keyid }, "options-conflict", /both name the key/);
      await refused(
        { ...ofRoot, replaces: targetsKey.keyid },
        "options-conflict",
        /--replaces was given without a signer/,
      );
      const root = { ...ROOT, ...byTransit("root", rootKey), replaces: targetsKey.keyid };
      await refused(root, "options-conflict", /but --role is root/);
    });
  });
});

describe("keys rotate --role root to a key that lives elsewhere", () => {
  it("the new root has both signatures, a new expiry and the new key alone; the archive stays as it is", async () => {
    const old = archived("root");
    const before = bytesOf("root.tgz");
    const { version } = newest();
    const { status } = await bench.run("keys rotate", { ...ROOT, ...byTransit("root", rootKey) }, setting());
    assert.equal(status, "done");
    assert.equal(newest().version, version + 1);
    assert.deepEqual(newest().roles.root.keyids, [rootKey.keyid]);
    const signedBy = bench.factory.state.prodRoots.at(-1)!.signatures.map(({ keyid }) => keyid);
    assert.deepEqual(signedBy, [rootKey.keyid, old]);
    assert.deepEqual(bytesOf("root.tgz"), before);
  });

  it("the next root is signed by it", async () => {
    await bench.run("keys rotate", { ...ROOT, ...byTransit("root", rootKey) }, setting());
    await bench.run("updates init", { changelog: "the year after" });
    await bench.run("updates rotate-online-key", { role: "timestamp" });
    assert.equal((await bench.run("updates sign", byTransit("root", rootKey), setting())).status, "done");
    assert.equal((await bench.run("updates apply", {})).status, "done");
  });

  it("knows the size with the reason in it before the owner is asked", async () => {
    const kms = { signer: "awskms:alias/root?region=eu-west-1", "signer-keyid": rootKey.keyid };
    const options = { ...ROOT, ...kms, changelog: "c".repeat(3300) };
    const { posts, asked } = await bench.refused(
      "keys rotate",
      options,
      "signer-too-small",
      /signs at most 4096 bytes/,
      setting(),
    );
    assert.deepEqual([posts, asked], [[], []]);
  });

  it("is not for the first rotation", async () => {
    const options = { ...ROOT, "first-time": "true", ...byTransit("root", rootKey) };
    await bench.refused(
      "keys rotate",
      options,
      "options-conflict",
      /--first-time and a signer cannot be used together/,
      setting(),
    );
  });
});
