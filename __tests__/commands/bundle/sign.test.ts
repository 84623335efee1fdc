// `bundle show` and `bundle sign` on the bundle that the vendor's tool has made, signed and shown (vectors/bundles), and on
// bundles that no device would take.
import assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import type { RecordedState } from "../../../src/emulator/server/recorded.ts";
import { type ErrorCode, isUsageCode } from "../../../src/errors/tool-error.ts";
import { recordedStateAfter } from "../../emulator/recordings.ts";
import { NOW } from "../../kit/now.ts";
import { type Workbench, workbench } from "../../kit/workbench.ts";

const VECTORS = new URL("../../vectors/", import.meta.url);
const vector = (path: string) => readFileSync(new URL(path, VECTORS));
const OFFLINE = { offline: "true", "trusted-root": "trusted.json" };
const KEYIDS = {
  first: "6c868c1ea1493bcc6b24b80dbb4bd4b5f4405e2793a815671f70a300edc5bac8",
  second: "1105036a383174c51b2cfca7043b7fdb8b439459639049662faa7133154e7bf5",
};

let bench: Workbench;
let state: RecordedState;
before(async () => {
  state = recordedStateAfter("two-signers", 10) as RecordedState;
  bench = await workbench({ load: state, unpinned: true });
});
after(() => bench.close());
beforeEach(() => {
  bench.clock.set(NOW);
  rmSync(join(bench.folder, "bundle"), { recursive: true, force: true });
  cpSync(fileURLToPath(new URL("bundles/00-unsigned", VECTORS)), join(bench.folder, "bundle"), { recursive: true });
  bench.file("trusted.json", JSON.stringify(state["ci-roots"][2]));
  bench.file("first.tgz", vector("two-signers/archives/01-targets.tgz"));
  bench.file("second.tgz", vector("two-signers/archives/03-targets2.tgz"));
  bench.file("root.tgz", vector("two-signers/archives/00-root.tgz"));
});

const file = (name = "bundle-targets.json") => join(bench.folder, "bundle/tuf", name);
const content = (name?: string) => readFileSync(file(name), "utf8");
function edit(name: string, change: (document: Record<string, unknown>) => unknown): void {
  const document = JSON.parse(content(name));
  writeFileSync(file(name), JSON.stringify(change(document) ?? document));
}

async function refused(code: ErrorCode, says: RegExp, command = "bundle sign", raw = {}): Promise<void> {
  const before = content();
  const keys = command === "bundle sign" ? { keys: "first.tgz" } : {};
  const { message, asked } = await bench.refused(
    command,
    { folder: "bundle", ...keys, ...OFFLINE, ...raw },
    code,
    says,
  );
  assert.equal(/Nothing was changed\./.test(message), !isUsageCode(code), message);
  assert.deepEqual(asked, []);
  assert.equal(content(), before);
}

describe("bundle show", () => {
  it("says what the vendor's tool says: type, tag, expiry, targets, keys, threshold", async () => {
    const { data, writes, requests, warnings } = await bench.run("bundle show", { folder: "bundle", ...OFFLINE });
    assert.deepEqual([writes, requests], [[], []], "nobody is asked");
    assert.deepEqual(
      [data.type, data.tag, data.version, data.expires],
      ["prod", "production", 3, "2031-01-01T00:00:00Z"],
    );
    assert.deepEqual(data.targets, ["board-001-lmp-3", "intel-corei7-64-lmp-3"]);
    assert.deepEqual(
      [data.signatures.threshold, data.signatures.signedBy.length, data.signatures.missing.length],
      [3, 0, 3],
    );
    assert.match(
      warnings.join(),
      /The Factory was not contacted \(--offline\)\. The bundle was verified with the trusted root, version 3/,
    );
  });

  it("says when it dies: with the first of root, targets and bundle", async () => {
    const { data, text } = await bench.run("bundle show", { folder: "bundle", ...OFFLINE });
    const root = JSON.parse(content("4.root.json")).signed.expires;
    assert.equal(data.dies, root);
    assert.match(text, /After a key rotation, devices that have been online refuse it/);
  });
});

describe("bundle sign, byte for byte as the vendor's tool", () => {
  it("one signer, then the other; signed again it is unchanged", async () => {
    const sign = (keys: string) => bench.run("bundle sign", { folder: "bundle", keys, ...OFFLINE });
    const first = await sign("first.tgz");
    assert.deepEqual([first.status, first.asked], ["waiting", ["Sign the bundle bundle?"]]);
    assert.equal(content(), vector("bundles/02-bundle-targets.json").toString());
    const again = await sign("first.tgz");
    assert.deepEqual([again.status, again.changed], ["unchanged", "no"]);
    assert.equal(content(), vector("bundles/02-bundle-targets.json").toString());
    const second = await sign("second.tgz");
    assert.deepEqual(
      second.data.signatures.signedBy.map(({ keyid }: { keyid: string }) => keyid),
      [KEYIDS.first, KEYIDS.second],
    );
    assert.equal(content(), vector("bundles/05-bundle-targets.json").toString());
  });

  it("with the approved digest nothing is asked; with another nothing is signed", async () => {
    const { data } = await bench.run("bundle show", { folder: "bundle", ...OFFLINE });
    await refused("digest-mismatch", /The bundle bundle has the digest/, "bundle sign", {
      "expect-digest": `sha256:${"0".repeat(64)}`,
    });
    const signed = await bench.run("bundle sign", {
      folder: "bundle",
      keys: "first.tgz",
      "expect-digest": data.digest,
      ...OFFLINE,
    });
    assert.deepEqual([signed.asked, signed.outputs["targets-digest"]], [[], data.digest]);
  });

  it("an archive without an active targets key is refused", async () => {
    const { message } = await bench.refused(
      "bundle sign",
      { folder: "bundle", keys: "root.tgz", ...OFFLINE },
      "keys-none-active",
      /no active offline targets key/,
    );
    assert.match(message, /Nothing was changed\./);
  });

  it("nothing is signed without a trusted root", async () => {
    await refused("trusted-root-missing", /there is none/, "bundle sign", { "trusted-root": undefined });
  });
});

describe("bundle sign with the Factory", () => {
  const ONLINE = { "trusted-root": "trusted.json" };

  it("compares the targets with production of the tag", async () => {
    const { status } = await bench.run("bundle sign", { folder: "bundle", keys: "first.tgz", ...ONLINE });
    assert.equal(status, "waiting");
  });

  it("refuses targets that are neither in production nor in an active Wave", async () => {
    const { prodTargets, waves } = bench.factory.state;
    try {
      bench.factory.setState((before) => ({ ...before, prodTargets: new Map(), waves: [] }) as never);
      await bench.refused(
        "bundle sign",
        { folder: "bundle", keys: "first.tgz", ...ONLINE },
        "bundle-refused",
        /neither in production for tag production nor in an active Wave/,
      );
    } finally {
      bench.factory.setState((before) => ({ ...before, prodTargets, waves }) as never);
    }
  });
});

describe("a bundle that no device would take is not signed", () => {
  const cases: readonly (readonly [string, () => void, ErrorCode, RegExp])[] = [
    [
      "another version than its targets",
      () => edit("bundle-targets.json", (doc) => ({ ...doc, signed: { ...(doc["signed"] as object), version: 4 } })),
      "bundle-refused",
      /version 4, and its targets document has version 3/,
    ],
    [
      "a target that its document lacks",
      () =>
        edit("bundle-targets.json", (doc) => {
          const signed = doc["signed"] as Record<string, { targets: string[] }>;
          signed["x-fio-offline-bundle"]!.targets.push("gone-3");
        }),
      "bundle-refused",
      /names the target "gone-3"/,
    ],
    [
      "targets that are changed",
      () =>
        edit("targets.json", (doc) => ({
          ...doc,
          signed: { ...(doc["signed"] as object), expires: "2032-01-01T00:00:00Z" },
        })),
      "threshold-not-met",
      /0 of 3 valid targets signatures/,
    ],
    [
      "a member that nobody knows",
      () =>
        edit("bundle-targets.json", (doc) => ({ ...doc, signed: { ...(doc["signed"] as object), delegations: {} } })),
      "metadata-member-refused",
      /"delegations"/,
    ],
    [
      "no content",
      () =>
        edit("bundle-targets.json", (doc) => ({
          ...doc,
          signed: { ...(doc["signed"] as object), "x-fio-offline-bundle": { type: "prod" } },
        })),
      "metadata-malformed",
      /does not say what it is a bundle of/,
    ],
    [
      "a foreign signature",
      () =>
        edit("bundle-targets.json", (doc) => ({
          ...doc,
          signatures: [{ keyid: "ab".repeat(32), method: "ed25519", sig: "AA==" }],
        })),
      "bundle-refused",
      /aktualizr-lite refuses the whole bundle/,
    ],
    [
      "a bad signature of a targets key",
      () =>
        edit("bundle-targets.json", (doc) => ({
          ...doc,
          signatures: [{ keyid: KEYIDS.second, method: "ed25519", sig: `${"A".repeat(86)}==` }],
        })),
      "bundle-refused",
      /aktualizr-lite refuses the whole bundle/,
    ],
    [
      "a root of another Factory",
      () => edit("4.root.json", (doc) => ({ ...doc, signatures: [] })),
      "threshold-not-met",
      /root signatures/,
    ],
    [
      "a gap in its roots",
      () => {
        edit("4.root.json", (doc) => doc);
        rmSync(file("4.root.json"));
        rmSync(file("3.root.json"));
      },
      "root-chain-gap",
      /holds no root/,
    ],
    [
      "a root under another name",
      () => {
        cpSync(file("4.root.json"), file("5.root.json"));
      },
      "value-invalid",
      /5\.root\.json holds root 4/,
    ],
    ["no targets document", () => rmSync(file("targets.json")), "value-invalid", /targets\.json is not there/],
    ["no JSON", () => writeFileSync(file(), "{"), "metadata-malformed", /not valid JSON/],
    [
      "a repeated member",
      () => writeFileSync(file(), content().replace('"version":3', '"version":2,"version":3')),
      "metadata-ambiguous",
      /version/,
    ],
    [
      "a link in place of a file",
      () => {
        rmSync(file("targets.json"));
        symlinkSync("/etc/hostname", file("targets.json"));
      },
      "value-invalid",
      /targets\.json/,
    ],
  ];
  for (const [name, change, code, says] of cases) {
    it(name, async () => {
      change();
      await refused(code, says);
    });
  }

  it("an older root than the trusted one", async () => {
    bench.file("trusted.json", JSON.stringify(state["ci-roots"][3]));
    rmSync(file("4.root.json"));
    await refused("metadata-rollback", /newest root of the bundle has version 3, and the trusted root has version 4/);
  });

  it("one that has expired", async () => {
    bench.clock.set(new Date("2028-11-23T08:00:00Z"));
    await refused("metadata-expired", /expired at .* so devices refuse the bundle/);
  });
});
