import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { signedBy } from "../../../src/emulator/state/key-pair.ts";
import { waveNamed } from "../../../src/emulator/state/state.ts";
import type { TargetsSigned } from "../../../src/tuf/metadata/metadata.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { needThreeSignatures, type SecondSigner } from "../../kit/three-signatures.ts";
import { KEYS, type Workbench } from "../../kit/workbench.ts";

let second: SecondSigner;
const bench = sharedBench({}, async (bench) => {
  second = needThreeSignatures(bench);
  await bench.run("wave init", { wave: "w6", version: "6", tag: "production", ...KEYS });
  bench.file("no-archive.tgz", "this is no archive");
});

const sign = (raw: Record<string, string> = {}) => bench.run("wave sign", { wave: "w6", ...second.keys, ...raw });
const refused = async (raw: Record<string, string>, code: Parameters<Workbench["refused"]>[2], says: RegExp) => {
  const { posts, error } = await bench.refused("wave sign", { wave: "w6", ...second.keys, ...raw }, code, says);
  assert.deepEqual([posts, error.changed], [[], "no"]);
};
/** The Wave with another document, signed by its maker and the online key. */
const replaceContent = (edit: (signed: TargetsSigned) => object) => {
  const signers = [bench.factory.offlineKeys.targets!, bench.factory.state.online.targets.pair!];
  bench.factory.setWave("w6", (wave) => ({
    ...wave,
    targets: signedBy(signers, edit(structuredClone(wave.targets!.signed)) as TargetsSigned),
  }));
};

describe("wave sign", () => {
  it("adds one signature, after which a device accepts the Wave: 3 of 3", async () => {
    const { status, changed, sent, writes, outputs, data } = await sign();
    assert.deepEqual([status, changed, sent], ["done", "yes", ["POST waves/w6/sign/"]]);
    const { signatures } = writes[0]!.body as { signatures: { keyid: string }[] };
    assert.deepEqual(
      signatures.map(({ keyid }) => keyid),
      [second.key.keyid],
    );
    assert.deepEqual([outputs.signatures, outputs.threshold, outputs.missing], [3, 3, ""]);
    assert.equal(data.signatures.met, true);
    assert.equal(waveNamed(bench.factory.state, "w6")!.targets!.signatures.length, 3);
  });

  it("shows what it signs: what the Wave adds to production", async () => {
    const { text } = await sign();
    assert.match(text, /2 added, 0 changed, 0 pruned, 2 kept targets in Wave w6/);
  });

  it("is unchanged when the signature is there already, also the maker's own", async () => {
    await sign();
    for (const keys of [second.keys, KEYS]) {
      const { status, changed, posts, text } = await sign(keys);
      assert.deepEqual([status, changed, posts], ["unchanged", "no", []]);
      assert.match(text, /had your signature already/);
    }
  });

  it("signs the approved digest and nothing else, and refuses before the archive is opened", async () => {
    const { outputs } = await bench.run("wave show", { wave: "w6" });
    await refused(
      { "expect-digest": `sha256:${"0".repeat(64)}`, keys: "no-archive.tgz" },
      "digest-mismatch",
      /Wave w6 has the digest sha256:/,
    );
    assert.equal((await sign({ "expect-digest": String(outputs["targets-digest"]) })).status, "done");
  });

  it("is done when the answer was lost but the signature is there, and sends it once", async () => {
    bench.factory.addFault({ method: "POST", path: "*/sign/", reset: "after" });
    const { status, sent } = await sign();
    assert.deepEqual([status, sent.length], ["done", 1]);
  });

  it("is not done when the answer was lost and our signature is shown on another document (T12)", async () => {
    bench.factory.addFault({ method: "POST", path: "*/sign/", status: 500 });
    let looks = 0;
    bench.factory.rewrite(({ method, path }, answer) => {
      if (method !== "GET" || !path.includes("/waves/w6/") || looks++ === 0) return answer;
      const shown = JSON.parse(answer.body);
      const targets = signedBy([second.key], { ...shown.targets.signed, expires: "2026-12-01T00:00:00Z" });
      return { ...answer, body: JSON.stringify({ ...shown, targets }) };
    });
    try {
      const { error } = await bench.refused("wave sign", { wave: "w6", ...second.keys }, "write-unknown", /wave show/);
      assert.equal(error.changed, "unknown");
    } finally {
      bench.factory.rewrite(null);
    }
  });

  it("warns of a Wave that would stay valid for longer than 400 days, as its maker was warned", async () => {
    replaceContent((signed) => ({ ...signed, expires: "2126-01-01T00:00:00Z" }));
    const { status, warnings, shown } = await sign();
    assert.equal(status, "done");
    assert.match(warnings.join(), /until 2126-01-01T00:00:00Z.*\(validity-too-long\)/);
    assert.match(shown.join(), /2 added, 0 changed, 0 pruned, 2 kept targets in Wave w6/);
  });
});

describe("wave sign, what it does not sign", () => {
  it("a Wave that does not exist, or is over", async () => {
    await refused({ wave: "w7" }, "wave-not-found", /There is no Wave w7/);
    await bench.run("wave cancel", { wave: "w6" });
    await refused({}, "wave-not-active", /Wave w6 is canceled, so it takes no more signatures/);
  });

  it("a target that stands neither in production nor in CI", async () => {
    replaceContent((signed) => ({
      ...signed,
      targets: { ...signed.targets, extra: signed.targets["board-001-lmp-6"] },
    }));
    await refused(
      {},
      "wave-content-unverified",
      /the target "extra" stands neither in production nor in the CI targets/,
    );
  });

  it("a target with other content than the one of its name", async () => {
    replaceContent((signed) => {
      const target = signed.targets["board-001-lmp-6"]!;
      return {
        ...signed,
        targets: { ...signed.targets, "board-001-lmp-6": { ...target, hashes: { sha256: "0".repeat(64) } } },
      };
    });
    await refused(
      {},
      "wave-content-unverified",
      /"board-001-lmp-6" differs from the CI target of that name at \/hashes\/sha256/,
    );
  });

  it("a member that a device obeys and nobody looks at", async () => {
    replaceContent((signed) => ({ ...signed, delegations: { keys: {}, roles: [] } }));
    await refused({}, "metadata-member-refused", /\/signed\/delegations/);
  });

  it("another version than the Factory says", async () => {
    replaceContent((signed) => ({ ...signed, version: 7 }));
    await refused({}, "wave-content-unverified", /claims version 6, its document says version 7/);
  });

  it("targets of another tag", async () => {
    bench.factory.setWave("w6", (wave) => ({ ...wave, tag: "staging" }));
    await refused({}, "tag-mismatch", /has the tags \["production"\], not exactly \["staging"\]/);
  });

  it("a document that has expired", async () => {
    bench.clock.set(new Date("2027-11-23T07:59:59Z"));
    replaceContent((signed) => ({ ...signed, expires: "2027-01-01T00:00:00Z" }));
    await refused({}, "metadata-expired", /Wave w6 expired at 2027-01-01T00:00:00Z/);
  });

  it("anything with a key that the root does not list for targets", async () => {
    await refused({ keys: "root.tgz" }, "keys-none-active", new RegExp(`expected one of .*${second.key.keyid}.*found`));
  });
});
