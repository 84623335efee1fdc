import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { docOf, rootDocOf } from "../../../src/emulator/state/documents.ts";
import { newestRoot, type TargetsDocument, waveNamed } from "../../../src/emulator/state/state.ts";
import { tally } from "../../../src/tuf/metadata/threshold.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { KEYS, type Workbench, workbench } from "../../kit/workbench.ts";

const bench = sharedBench({}, (bench) => {
  bench.file("no-archive.tgz", "this is no archive");
});

const W6 = { wave: "w6", version: "6", tag: "production", ...KEYS };
const init = (raw: Record<string, string> = {}) => bench.run("wave init", { ...W6, ...raw });
const refused = (raw: Record<string, string>, code: Parameters<Workbench["refused"]>[2], says: RegExp) =>
  bench.refused("wave init", { ...W6, ...raw }, code, says);
/** A program that notes that it was started, and prints nothing of use. */
const noting = (mark: string) =>
  `"${process.execPath}" -e "require('fs').writeFileSync('${join(bench.folder, mark)}', '')"`;

describe("wave init", () => {
  it("sends one signed document: production and the new targets, retagged, every other field kept", async () => {
    const { status, changed, writes, outputs, warnings } = await init();
    assert.deepEqual([status, changed, outputs["wave-status"]], ["done", "yes", "active"]);
    assert.deepEqual(warnings, []);
    assert.equal(writes.length, 1);
    const { name, version, tag, targets } = writes[0]!.body as {
      name: string;
      version: string;
      tag: string;
      targets: TargetsDocument;
    };
    assert.deepEqual([name, version, tag], ["w6", "6", "production"]);
    assert.deepEqual([targets.signed.version, targets.signed.expires], [6, "2027-11-23T08:00:00Z"]);
    const built = bench.factory.state.ciTargets.signed.targets["board-001-lmp-6"]!;
    assert.deepEqual(targets.signed.targets["board-001-lmp-6"], {
      ...built,
      custom: { ...built.custom, tags: ["production"] },
    });
    assert.deepEqual(Object.keys(targets.signed.targets).sort(), [
      "board-001-lmp-3",
      "board-001-lmp-6",
      "intel-corei7-64-lmp-3",
      "intel-corei7-64-lmp-6",
    ]);
  });

  it("is signed by the offline key, and with the online signature a device accepts it", async () => {
    const { writes } = await init();
    const { signatures } = (writes[0]!.body as { targets: TargetsDocument }).targets;
    assert.deepEqual(
      signatures.map(({ keyid }) => keyid),
      [bench.factory.offlineKeys.targets!.keyid],
    );
    const stored = waveNamed(bench.factory.state, "w6")!.targets!;
    const { signedBy, met } = tally(docOf(stored), rootDocOf(newestRoot(bench.factory.state, "prod")), "targets");
    assert.deepEqual([signedBy.length, met], [2, true]);
  });

  it("needs an archive", async () => {
    const { keys: _none, ...raw } = W6;
    const { requests } = await bench.refused("wave init", raw, "keys-missing", /no offline key was given.*--keys/);
    assert.deepEqual(requests, [], "nothing is asked of the Factory first");
  });

  it("signs nothing where no root is pinned, and warns where a first use was asked for", async () => {
    const unpinned = await workbench({ unpinned: true });
    try {
      await unpinned.refused("wave init", W6, "trusted-root-missing", /factory-tuf root pin/);
      const { status, warnings } = await unpinned.run("wave init", { ...W6, "trust-on-first-use": "true" });
      assert.equal(status, "done");
      assert.deepEqual(
        warnings.map((warning) => warning.split(",")[0]),
        ["No trusted root was given"],
      );
    } finally {
      await unpinned.close();
    }
  });

  it("takes only the targets with the source tag", async () => {
    bench.factory.publishCi(7, { hardwareIds: ["board-001"], tags: ["qa"] });
    bench.factory.publishCi(7, { hardwareIds: ["intel-corei7-64"], tags: ["devel"] });
    const { writes } = await init({ wave: "w7", version: "7", "source-tag": "qa" });
    const { signed } = (writes[0]!.body as { targets: TargetsDocument }).targets;
    assert.deepEqual(
      Object.keys(signed.targets).filter((name) => name.endsWith("-7")),
      ["board-001-lmp-7"],
    );
  });
});

describe("wave init --dry-run", () => {
  it("gives the digest of wave plan, starts no keys-command and sends nothing", async () => {
    const { keys: _none, ...raw } = W6;
    const planned = await bench.run("wave plan", raw);
    const { status, posts, outputs, text } = await bench.run("wave init", {
      ...raw,
      "dry-run": "true",
      "keys-command": noting("dry"),
    });
    assert.deepEqual([status, posts, outputs["targets-digest"]], ["unchanged", [], planned.outputs["targets-digest"]]);
    assert.equal(existsSync(join(bench.folder, "dry")), false);
    assert.doesNotMatch(text, /"sig"|signature by/);
  });

  it("does with an archive that cannot be read, or with none", async () => {
    const { keys: _none, ...raw } = W6;
    for (const keys of [{}, { keys: "no-archive.tgz" }, { keys: "is-not-there.tgz" }]) {
      assert.equal((await bench.run("wave init", { ...raw, ...keys, "dry-run": "true" })).status, "unchanged");
    }
  });
});

describe("wave init, approved is signed", () => {
  it("signs what was approved", async () => {
    const { outputs } = await init({ "dry-run": "true" });
    assert.equal((await init({ "expect-digest": String(outputs["targets-digest"]) })).status, "done");
  });

  it("refuses anything else before the archive is opened", async () => {
    const { outputs } = await init({ "dry-run": "true" });
    bench.factory.publishCi(6, { custom: { note: "built again" } });
    const raw = { "expect-digest": String(outputs["targets-digest"]), keys: "no-archive.tgz" };
    const { writes } = await refused(raw, "digest-mismatch", /Something changed since the plan was made/);
    await refused(
      raw,
      "digest-mismatch",
      /It is version \d+ for tag production, valid until \S+Z, \d+ targets? added, 0 pruned\. Production for tag production is at version 3\. The newest CI version is 6\./,
    );
    assert.deepEqual(writes, []);
  });

  it("refuses the approved content with another expiry", async () => {
    const { outputs } = await init({ "dry-run": "true" });
    bench.clock.advance(1000);
    await refused({ "expect-digest": String(outputs["targets-digest"]) }, "digest-mismatch", /sha256:/);
  });
});

describe("wave init, the same step again", () => {
  it("agrees with its own active Wave and sends nothing", async () => {
    const first = await init();
    bench.clock.advance(3_600_000);
    const { status, changed, writes, outputs, text } = await init();
    assert.deepEqual([status, changed, writes, outputs["wave-status"]], ["unchanged", "no", [], "active"]);
    assert.equal(outputs["targets-digest"], first.outputs["targets-digest"]);
    assert.match(text, /This Wave is already active, with exactly this content/);
  });

  it("lets another expires-days pass, but not another expires-at", async () => {
    await init({ "expires-at": "2027-06-01T00:00:00Z" });
    assert.equal((await init({ "expires-days": "30" })).status, "unchanged");
    assert.equal((await init({ "expires-at": "2027-06-01T00:00:00Z" })).status, "unchanged");
    const other = { "expires-at": "2027-06-02T00:00:00Z" };
    const { writes } = await refused(
      other,
      "wave-differs",
      /it expires at 2027-06-01T00:00:00Z, not at 2027-06-02T00:00:00Z/,
    );
    assert.deepEqual(writes, []);
  });

  it("holds the Wave that is there against expect-digest", async () => {
    const { outputs } = await init();
    const digest = String(outputs["targets-digest"]);
    bench.clock.advance(3_600_000);
    assert.equal((await init({ "expect-digest": digest })).status, "unchanged");
    await refused({ "expect-digest": `sha256:${"0".repeat(64)}` }, "digest-mismatch", /was approved/);
  });

  it("agrees with its Wave once that is complete", async () => {
    await init();
    await bench.run("wave complete", { wave: "w6" });
    const { status, writes, outputs } = await init();
    assert.deepEqual([status, writes, outputs["wave-status"]], ["unchanged", [], "complete"]);
  });

  it("refuses the name of a canceled Wave and proposes another", async () => {
    await init({ wave: "production-6" });
    await bench.run("wave cancel", { wave: "production-6" });
    await refused({ wave: "production-6" }, "wave-canceled", /for example production-6-2/);
    await init({ wave: "production-6-2" });
    await bench.run("wave cancel", { wave: "production-6-2" });
    await refused({ wave: "production-6-2" }, "wave-canceled", /for example production-6-3/);
  });

  it("refuses a name that another release has, and proposes another", async () => {
    await init();
    await refused(
      { version: "5" },
      "wave-differs",
      /it is version 6 for tag production, not version 5 for tag production.*for example w6-2/,
    );
    await refused({ tag: "staging", "new-tag": "staging" }, "wave-differs", /not version 6 for tag staging/);
    bench.factory.publishCi(6, { custom: { note: "built again" } });
    await refused({}, "wave-differs", /its targets differ from those that would be signed now/);
  });

  it("refuses a second active Wave of a tag and names the first", async () => {
    await init();
    const { writes } = await refused(
      { wave: "other", version: "5" },
      "wave-active-for-tag",
      /Wave w6 \(version 6\) is already active/,
    );
    assert.deepEqual(writes, []);
  });

  it("refuses under a new name what is in production, and everything below", async () => {
    const { message } = await refused(
      { version: "3" },
      "version-not-above-production",
      /production targets for tag production/i,
    );
    assert.match(message, /there is no Wave w6/);
    await refused({ version: "2" }, "version-not-above-production", /devices never go back/);
  });

  it("refuses a Wave that somebody else made, and names the command that adds the own signature", async () => {
    const { archive } = bench.factory.addTargetsKey("second");
    bench.file("second.tgz", archive);
    await init({ keys: "second.tgz" });
    const { writes } = await refused(
      {},
      "wave-not-signed-by-us",
      /Somebody else created it\..*factory-tuf wave sign w6/,
    );
    assert.deepEqual(writes, []);
  });

  it("is done when the answer was lost but the Wave is there, and sends it once", async () => {
    bench.factory.addFault({ method: "POST", path: "*/waves/", reset: "after" });
    const { status, writes } = await init();
    assert.deepEqual([status, writes.length], ["done", 1]);
    bench.factory.clearFaults();
    assert.equal((await init()).status, "unchanged");
  });
});

describe("wave init, what it does not sign", () => {
  const nothingSent = async (raw: Record<string, string>, code: Parameters<Workbench["refused"]>[2], says: RegExp) => {
    const { posts, error } = await refused({ keys: "no-archive.tgz", ...raw }, code, says);
    assert.deepEqual([posts, error.changed], [[], "no"]);
  };
  const custom = (fields: Record<string, unknown>) => bench.factory.publishCi(7, { custom: fields });

  it("a version that CI has not built", () =>
    nothingSent({ version: "99" }, "version-not-found", /no targets of version 99/));

  it("text that readers encode differently, named by pointer and character", async () => {
    custom({ note: "caf\u00e9" });
    await nothingSent(
      { version: "7" },
      "metadata-not-portable",
      /\/targets\/board-001-lmp-7\/custom\/note has the character U\+00E9|custom\/note has the character U\+00E9/,
    );
  });

  it("a fraction", async () => {
    custom({ ratio: 0.5 });
    await nothingSent(
      { version: "7" },
      "metadata-ambiguous",
      /board-001-lmp-7\/custom\/ratio|intel-corei7-64-lmp-7\/custom\/ratio/,
    );
  });

  it("a member that a device might obey", async () => {
    bench.factory.setCiTargets((targets) => ({
      ...targets,
      "board-001-lmp-6": { ...(targets["board-001-lmp-6"] as object), delegations: {} },
    }));
    await nothingSent({}, "metadata-member-refused", /\/signed\/targets\/board-001-lmp-6\/delegations/);
  });

  it("apps that are not pinned by digest", async () => {
    const custom = { docker_compose_apps: { ui: { uri: "hub.foundries.io/acme/ui:latest" } } };
    bench.factory.publishCi(7, { hardwareIds: ["board-001"], custom });
    await nothingSent(
      { version: "7" },
      "target-refused",
      /app "ui" has the uri .*without @sha256.*\(rule target-app-unpinned\)/,
    );
  });

  it("anything under roots that have expired", async () => {
    bench.clock.set(new Date("2027-11-23T08:00:00Z"));
    await nothingSent({}, "root-expired", /version 3 expired at 2027-11-23T08:00:00Z/);
  });

  it("anything when the offline keys cannot reach the threshold", async () => {
    bench.factory.publishRoot((signed) => signed, { productionThreshold: 3 });
    bench.factory.setProduction("production", null);
    await nothingSent(
      { "new-tag": "production" },
      "threshold-unreachable",
      /need 3 signatures, and the root lists 2 usable targets keys \(1 offline\)/,
    );
  });
});

describe("wave init, the archive", () => {
  it("with a root key is refused where releases are automated", async () => {
    const raw = { ...W6, keys: "root.tgz" };
    const { writes } = await bench.refused("wave init", raw, "keys-root-present", /keys copy-targets/, {
      env: { GITHUB_ACTIONS: "true" },
    });
    assert.deepEqual(writes, []);
  });

  it("without an active key is refused with the key ids expected and found", async () => {
    const { root, targets } = bench.factory.offlineKeys;
    const { message } = await refused({ keys: "root.tgz" }, "keys-none-active", /expected one of/);
    for (const { keyid } of [root!, targets!]) assert.ok(message.includes(keyid));
  });

  it("is opened last: what the Factory says comes first", async () => {
    await refused({ version: "99", keys: "is-not-there.tgz" }, "version-not-found", /99/);
    await refused({ keys: "is-not-there.tgz" }, "keys-file-unreadable", /is-not-there\.tgz/);
  });
});
