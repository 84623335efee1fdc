// Releases whose key is not in an archive: wave plan, init, sign and promote with signer-command and with a service.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { newestRoot, waveNamed } from "../../../../src/emulator/state/state.ts";
import { type KeyElsewhere, keyElsewhere, listTargetsKeys, signerProgram } from "../../../kit/key-elsewhere.ts";
import { startTransit } from "../../../kit/services/transit.ts";
import { sharedBench } from "../../../kit/shared-bench.ts";
import { KEYS } from "../../../kit/workbench.ts";

const ed25519 = keyElsewhere("ed25519");
const rsa = keyElsewhere("rsa", 4096);
const TOKEN = "hvs.token-of-the-test";
let transit: Awaited<ReturnType<typeof startTransit>>;
before(async () => {
  transit = await startTransit({ token: TOKEN, keys: { ed: [ed25519], rsa: [rsa] } });
});
after(() => transit.close());

const bench = sharedBench({}, ({ factory }) => listTargetsKeys(factory, ed25519, rsa));

const RELEASE = { version: "6", tag: "production" };
const INIT = { wave: "w6", ...RELEASE };
const byProgram = (key: KeyElsewhere, trace?: string) => ({
  "signer-command": signerProgram(bench.folder, key, trace),
  "signer-keyid": key.keyid,
});
const byTransit = (key: KeyElsewhere) => ({
  signer: `hv:transit/${key === ed25519 ? "ed" : "rsa"}/1`,
  "signer-keyid": key.keyid,
});
const vault = () => ({ env: { VAULT_ADDR: transit.address, VAULT_TOKEN: TOKEN } });
const signersOf = (wave: string) => waveNamed(bench.factory.state, wave)!.targets!.signatures.map(({ keyid }) => keyid);

describe("a whole release with a key that lives elsewhere", () => {
  for (const key of [ed25519, rsa]) {
    for (const [what, options, setting] of [
      ["signer-command", byProgram, () => ({ env: { PATH: process.env.PATH! } })],
      ["hv:", byTransit, vault],
    ] as const) {
      it(`promote by ${what} with ${key.usable.type}: a device takes what is in production then`, async () => {
        const { status, outputs } = await bench.run("promote", { ...RELEASE, ...options(key) }, setting());
        assert.deepEqual([status, outputs["wave-status"]], ["done", "complete"]);
        const production = bench.factory.state.prodTargets.get("production")!;
        assert.equal(production.signed.version, 6);
        assert.ok(production.signatures.some(({ keyid }) => keyid === key.keyid));
      });
    }
  }

  it("is found again: nothing is signed a second time, nobody is asked", async () => {
    await bench.run("wave init", { ...INIT, ...byTransit(rsa) }, vault());
    const asked = transit.calls.length;
    const again = await bench.run("wave init", { ...INIT, ...byTransit(rsa) }, vault());
    assert.deepEqual([again.status, again.changed, again.posts], ["unchanged", "no", []]);
    assert.equal(transit.calls.length, asked);
  });

  it("a lost answer after RSA-PSS, which signs differently each time, ends in the same Wave", async () => {
    bench.factory.addFault({ method: "POST", path: "*/waves/", reset: "after" });
    const { status, sent } = await bench.run("wave init", { ...INIT, ...byTransit(rsa) }, vault());
    assert.deepEqual([status, sent], ["done", ["POST waves/"]]);
    const [ours] = waveNamed(bench.factory.state, "w6")!.targets!.signatures.filter(({ keyid }) => keyid === rsa.keyid);
    const promoted = await bench.run("promote", { ...RELEASE, wave: "w6", ...byTransit(rsa) }, vault());
    assert.deepEqual([promoted.status, promoted.sent], ["done", ["POST waves/w6/complete/"]]);
    const kept = bench.factory.state.prodTargets.get("production")!.signatures.find(({ keyid }) => keyid === rsa.keyid);
    assert.deepEqual(kept, ours, "the signature of the first run is the one that stays");
  });

  it("adds a signature to a Wave that somebody else made", async () => {
    await bench.run("wave init", { ...INIT, ...KEYS });
    const { status, sent } = await bench.run("wave sign", { wave: "w6", ...byTransit(ed25519) }, vault());
    assert.deepEqual([status, sent], ["done", ["POST waves/w6/sign/"]]);
    assert.ok(signersOf("w6").includes(ed25519.keyid));
  });

  it("in the Action as well", async () => {
    const setting = { door: "action", env: { ...vault().env, GITHUB_ACTIONS: "true" } } as const;
    const { status } = await bench.run("wave init", { ...INIT, ...byTransit(ed25519) }, setting);
    assert.equal(status, "done");
  });
});

describe("a plan with a signer", () => {
  const aws = (key: KeyElsewhere) => ({
    signer: "awskms:alias/factory?region=eu-central-1",
    "signer-keyid": key.keyid,
  });

  it("says how many bytes are to be signed, refuses a scheme that cannot, and contacts nobody", async () => {
    const { data, text } = await bench.run("wave plan", RELEASE);
    assert.ok(data.bytesToSign > 4096);
    assert.match(text, new RegExp(`To be signed +${data.bytesToSign} bytes`));
    const { posts, message } = await bench.refused(
      "wave plan",
      { ...RELEASE, ...aws(ed25519) },
      "signer-too-small",
      /Wave production-6 has \d+ bytes to be signed, and AWS KMS signs at most 4096 bytes with an Ed25519 key\./,
    );
    assert.deepEqual(posts, []);
    assert.match(message, /option prune\. Or: use an RSA key, which signs a digest \(RSA-PSS\)/);
    assert.equal((await bench.run("wave plan", { ...RELEASE, ...aws(rsa) })).status, "unchanged");
  });

  it("needs no credentials, and neither does a dry run", async () => {
    const asked = transit.calls.length;
    await bench.run("wave plan", { ...RELEASE, ...byTransit(ed25519) });
    await bench.run("wave init", { ...INIT, ...byTransit(ed25519), "dry-run": "true" });
    await bench.refused("wave init", { ...INIT, ...aws(ed25519), "dry-run": "true" }, "signer-too-small", /4096/);
    await bench.run("promote", { ...RELEASE, ...byProgram(ed25519, "trace.json"), "dry-run": "true" });
    assert.equal(transit.calls.length, asked);
    assert.equal(existsSync(join(bench.folder, "trace.json")), false);
  });

  it("runs on any event: it uses no key (T14)", async () => {
    const setting = { door: "action", env: { GITHUB_ACTIONS: "true", GITHUB_EVENT_NAME: "pull_request" } } as const;
    const { status } = await bench.run("wave plan", { ...RELEASE, ...byTransit(ed25519) }, setting);
    assert.equal(status, "unchanged");
    await bench.refused("wave init", { ...INIT, ...byTransit(ed25519) }, "event-refused", /uses a key/, setting);
  });

  it("refuses a key that the root does not list as an offline targets key", async () => {
    const stranger = keyElsewhere("ed25519").keyid;
    const online = bench.factory.state.online.targets.pair!.keyid;
    for (const keyid of [stranger, online, bench.factory.offlineKeys.root!.keyid]) {
      const raw = { ...RELEASE, signer: "hv:transit/ed/1", "signer-keyid": keyid };
      await bench.refused("wave plan", raw, "keys-none-active", /is no active offline targets key: expected one of/);
    }
  });
});

describe("what is refused before anybody is asked to approve", () => {
  const refusedEarly = async (...[raw, code, says, setting]: Parameters<Drop<typeof bench.refused>>) => {
    const { asked, posts } = await bench.refused("wave init", { ...INIT, ...raw }, code, says, setting);
    assert.deepEqual([asked, posts], [[], []]);
  };
  type Drop<F> = F extends (first: never, ...rest: infer R) => infer T ? (...rest: R) => T : never;

  it("a document that is too large, in wave init, promote and wave sign", async () => {
    const env = { AWS_ACCESS_KEY_ID: "ASIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret-secret" };
    const aws = { signer: "awskms:alias/a?region=eu-central-1", "signer-keyid": ed25519.keyid };
    await refusedEarly(aws, "signer-too-small", /4096/, { env });
    await bench.refused("promote", { ...RELEASE, ...aws }, "signer-too-small", /4096/, { env });
    await bench.run("wave init", { ...INIT, ...KEYS });
    const { asked, message } = await bench.refused("wave sign", { wave: "w6", ...aws }, "signer-too-small", /4096/, {
      env,
    });
    assert.deepEqual(asked, []);
    assert.doesNotMatch(message, /prune/, "nothing can be dropped from a Wave that exists");
  });

  it("missing credentials", () =>
    refusedEarly(byTransit(ed25519), "credentials-missing", /OpenBao or Vault needs VAULT_TOKEN in the environment/));

  it("two of the keys and signer families, and what opens an archive beside a signer", async () => {
    const both = /cannot be used together/;
    await refusedEarly({ ...byTransit(ed25519), ...KEYS }, "options-conflict", both);
    await refusedEarly({ ...byTransit(ed25519), ...byProgram(ed25519) }, "options-conflict", both);
    await refusedEarly({ ...byProgram(ed25519), "keys-command": "show" }, "options-conflict", both);
    bench.file("identity", "AGE-SECRET-KEY-1");
    const identity = { ...byTransit(ed25519), "keys-identity-file": "identity" };
    await refusedEarly(identity, "options-conflict", /is for an archive and cannot be used with a signer/);
  });

  it("a signer without the id of its key, and an id without a signer", async () => {
    await refusedEarly(
      { signer: "hv:transit/ed/1" },
      "value-missing",
      /the public key is read from the root, never from the signer/,
    );
    await refusedEarly(
      { "signer-keyid": ed25519.keyid },
      "value-missing",
      /--signer-keyid was given without a signer\./,
    );
    await refusedEarly({ signer: "hv:transit/ed/1", "signer-keyid": "abc" }, "value-invalid", /64 of the characters/);
    await refusedEarly(
      { signer: "pkcs11:x", "signer-keyid": ed25519.keyid },
      "value-invalid",
      /does not begin with awskms:/,
    );
  });

  it("a digest that was not approved: no program is started", async () => {
    const raw = { ...byProgram(ed25519, "trace.json"), "expect-digest": `sha256:${"0".repeat(64)}` };
    await refusedEarly(raw, "digest-mismatch", /./);
    assert.equal(existsSync(join(bench.folder, "trace.json")), false);
  });

  it("a root key on a runner, whichever root version listed it (T16)", async () => {
    const root = bench.factory.offlineKeys.root!;
    const raw = { signer: "hv:transit/ed/1", "signer-keyid": root.keyid };
    const setting = { door: "action", env: { ...vault().env, GITHUB_ACTIONS: "true" } } as const;
    await refusedEarly(raw, "keys-root-present", /is or was a root key/, setting);
  });
});

describe("what is refused at the signature: nothing was sent", () => {
  it("a service whose key is another one (signature-self-check)", async () => {
    const other = keyElsewhere("ed25519");
    listTargetsKeys(bench.factory, other);
    const wrong = { ...INIT, signer: "hv:transit/ed/1", "signer-keyid": other.keyid };
    const refusal = await bench.refused("wave init", wrong, "signature-self-check", /does not verify/, vault());
    assert.deepEqual(refusal.writes, []);
  });

  it("a program that fails", async () => {
    const raw = { ...INIT, "signer-command": "false", "signer-keyid": ed25519.keyid };
    const setting = { env: { PATH: process.env.PATH! } };
    const { writes } = await bench.refused("wave init", raw, "signer-failed", /ended with exit status 1/, setting);
    assert.deepEqual(writes, []);
  });
});

it("the public key comes from the verified root alone", async () => {
  const root = newestRoot(bench.factory.state, "prod");
  assert.ok(root.signed.keys[ed25519.keyid]);
  await bench.run("wave init", { ...INIT, ...byProgram(ed25519, "trace.json") }, { env: { PATH: process.env.PATH! } });
  const { env } = JSON.parse(readFileSync(join(bench.folder, "trace.json"), "utf8"));
  assert.equal(env.FACTORY_SIGNER_KEYID, ed25519.keyid);
  assert.equal("FACTORY_TOKEN" in env, false);
});
