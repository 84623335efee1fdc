// A bundle is foreign input: what a device would obey in it, what two readers read differently, and what nobody released.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, it } from "node:test";
import { signedBy } from "../../../../src/emulator/state/key-pair.ts";
import { writeBundle } from "../../../kit/offline-bundle.ts";
import { sharedBench } from "../../../kit/shared-bench.ts";
import { KEYS, type Workbench, workbench } from "../../../kit/workbench.ts";

const bench = sharedBench();
const BUNDLE = { folder: "bundle" };
const TRUSTED = { offline: "true", "trusted-root": ".factory-tuf/root.json" };
const at = (name: string) => join(bench.folder, "bundle/tuf", name);
const write = (name: string, document: unknown) => writeFileSync(at(name), JSON.stringify(document));

const signers = () => [bench.factory.state.online.targets.pair!, bench.factory.offlineKeys.targets!];
const production = () => bench.factory.state.prodTargets.get("production")!;

beforeEach(() => writeBundle(bench.factory, join(bench.folder, "bundle")));

const refused = async (code: Parameters<Workbench["refused"]>[2], says: RegExp, raw: Record<string, string> = {}) => {
  const before = readFileSync(at("bundle-targets.json"), "utf8");
  const { posts, asked } = await bench.refused("bundle sign", { ...BUNDLE, ...KEYS, ...raw }, code, says);
  assert.deepEqual([posts, asked], [[], []]);
  assert.equal(readFileSync(at("bundle-targets.json"), "utf8"), before);
};

describe("bundle sign, of what is in production", () => {
  it("signs it with and without the Factory", async () => {
    const { status, data } = await bench.run("bundle sign", { ...BUNDLE, ...KEYS });
    assert.deepEqual([status, data.signatures.signedBy.length], ["waiting", 1]);
    const again = await bench.run("bundle sign", { ...BUNDLE, ...KEYS, ...TRUSTED });
    assert.equal(again.status, "unchanged");
  });
});

describe("bundle sign, what it does not sign", () => {
  it("targets with a member that a device obeys and nobody looks at, though all have signed them (T9)", async () => {
    const { signed } = production();
    write("targets.json", signedBy(signers(), { ...signed, delegations: { keys: {}, roles: [] } }));
    for (const raw of [{}, TRUSTED]) await refused("metadata-member-refused", /\/signed\/delegations/, raw);
  });

  it("targets that two readers read differently (T11)", async () => {
    const text = JSON.stringify(production());
    writeFileSync(at("targets.json"), text.replace('"signatures":', '"signatures":[],"signatures":'));
    await refused("metadata-ambiguous", /signatures/);
  });

  it("a root that two readers read differently (T11)", async () => {
    const root = bench.factory.state.prodRoots.at(-1)!;
    const text = JSON.stringify(root);
    writeFileSync(at(`${root.signed.version}.root.json`), text.replace('"signed":', '"signed":{},"signed":'));
    await refused("metadata-ambiguous", /signed/);
  });

  it("bytes that are no UTF-8 text", async () => {
    const bytes = readFileSync(at("bundle-targets.json"));
    const place = bytes.indexOf("production");
    bytes[place] = 0xff;
    const before = bytes.toString("hex");
    writeFileSync(at("bundle-targets.json"), bytes);
    const { asked } = await bench.refused("bundle sign", { ...BUNDLE, ...KEYS }, "value-invalid", /is not UTF-8 text/);
    assert.deepEqual([asked, readFileSync(at("bundle-targets.json")).toString("hex")], [[], before]);
  });

  it("CI targets that CI does not have", async () => {
    const { signed } = bench.factory.state.ciTargets;
    const [name, file] = Object.entries(signed.targets)[0]!;
    const targets = { ...signed.targets, [name]: { ...file, hashes: { sha256: "0".repeat(64) } } };
    for (const root of bench.factory.state.ciRoots.slice(2)) write(`${root.signed.version}.root.json`, root);
    write("targets.json", signedBy([signers()[0]!], { ...signed, targets }));
    const content = { tag: "devel", targets: [name], type: "ci" };
    const { expires, version } = signed;
    write("bundle-targets.json", {
      signatures: [],
      signed: { _type: "Targets", expires, version, "x-fio-offline-bundle": content },
    });
    await refused("bundle-refused", new RegExp(`${name}.*CI`));
  });
});

describe("bundle sign, timestamp and snapshot", () => {
  const served = async (role: "snapshot" | "timestamp") => {
    const path = `/ota/repo/acme/api/v1/user_repo/${role}.json?tag=production&production=1`;
    const answer = await fetch(`${bench.factory.url}${path}`, { headers: { "OSF-TOKEN": bench.factory.tokens.owner } });
    return (await answer.json()) as { signatures: unknown[]; signed: { expires: string; version: number } };
  };

  it("warns of each that is not there", async () => {
    const { warnings } = await bench.run("bundle show", BUNDLE);
    assert.match(warnings.join(), /has no timestamp\.json.*has no snapshot\.json/);
  });

  it("ends with the first of them", async () => {
    const [timestamp, snapshot] = await Promise.all([served("timestamp"), served("snapshot")]);
    write("timestamp.json", timestamp);
    write("snapshot.json", snapshot);
    const { data, warnings } = await bench.run("bundle show", BUNDLE);
    assert.deepEqual([data.dies, warnings], [[timestamp, snapshot].map(({ signed }) => signed.expires).sort()[0], []]);
    bench.clock.set(new Date(Date.parse(data.dies) + 1000));
    await refused("metadata-expired", /The bundle's (?:timestamp|snapshot) expired at /);
  });

  it("refuses what a device refuses of them: one that nobody has signed, one that names another", async () => {
    write("timestamp.json", { ...(await served("timestamp")), signatures: [] });
    await refused("device-would-refuse", /The bundle's timestamp has 0 of 1 valid signatures/);
    const { signed } = await served("timestamp");
    write("timestamp.json", bench.factory.signOnline({ ...signed, meta: {} }, "timestamp"));
    write("snapshot.json", await served("snapshot"));
    await refused("device-would-refuse", /The bundle's timestamp does not name snapshot\.json/);
  });
});

describe("bundle sign, after a rotation", () => {
  it("does not sign a bundle that ends with an older root, and shows it with a warning", async () => {
    bench.factory.addTargetsKey("second");
    await refused("metadata-rollback", /has version 3, but the Factory's has version 4/);
    const { warnings } = await bench.run("bundle show", BUNDLE);
    assert.match(warnings.join(), /newest root has version 4, but the bundle's newest root has version 3/);
  });
});

describe("bundle sign, once a person has agreed", () => {
  const signWhile = (happens: () => void) => ({ answer: happens });

  it("asks the Factory nothing more", async () => {
    const { status } = await bench.run(
      "bundle sign",
      { ...BUNDLE, ...KEYS },
      signWhile(() => bench.factory.addFault({ method: "GET", path: "*", n: 100, status: 503 })),
    );
    assert.equal(status, "waiting");
  });

  it("does not write over a signature that came meanwhile (T12)", async () => {
    const { signed } = JSON.parse(readFileSync(at("bundle-targets.json"), "utf8"));
    const theirs = signedBy([signers()[0]!], signed);
    await bench.refused(
      "bundle sign",
      { ...BUNDLE, ...KEYS },
      "bundle-refused",
      /was changed while you looked at it\. Nothing was changed\./,
      signWhile(() => write("bundle-targets.json", theirs)),
    );
    assert.deepEqual(JSON.parse(readFileSync(at("bundle-targets.json"), "utf8")), theirs);
  });
});

describe("bundle sign, members in another order than the canonical one", () => {
  it("warns that aktualizr-lite would refuse the signatures", async () => {
    const { warnings } = await bench.run("bundle show", BUNDLE);
    assert.doesNotMatch(warnings.join(), /canonical/);
    const { signed } = JSON.parse(readFileSync(at("bundle-targets.json"), "utf8"));
    const { tag, targets, type } = signed["x-fio-offline-bundle"];
    write("bundle-targets.json", {
      signatures: [],
      signed: { ...signed, "x-fio-offline-bundle": { type, tag, targets } },
    });
    const shown = await bench.run("bundle show", BUNDLE);
    assert.match(shown.warnings.join(), /not in canonical order.*aktualizr-lite.*would refuse it/);
  });
});

describe("bundle sign, the roots in it", () => {
  it("verifies each of them, the older ones too: a device walks them all", async () => {
    bench.factory.addTargetsKey("second");
    const [third, fourth] = bench.factory.state.prodRoots.slice(2);
    write("4.root.json", fourth);
    await bench.run("bundle show", BUNDLE);
    const { signed } = third!;
    write("3.root.json", { ...third, signed: { ...signed, expires: "2030-01-01T00:00:00Z" } });
    for (const raw of [{}, TRUSTED])
      await refused("threshold-not-met", /The bundle's root 3 has 0 of 1 valid root/, raw);
    write("3.root.json", bench.factory.state.ciRoots[2]);
    for (const raw of [{}, TRUSTED]) await refused("flavour-swapped", /production root 3 asks for 1/, raw);
  });

  it("refuses a gap between them", async () => {
    write("1.root.json", bench.factory.state.prodRoots[0]);
    for (const raw of [{}, TRUSTED])
      await refused("root-chain-gap", /lacks root 2, which no device can pass over/, raw);
  });
});

describe("bundle sign on a runner", () => {
  const ON_RUNNER = { env: { GITHUB_ACTIONS: "true" } };

  it("refuses events that strangers can cause (T14)", async () => {
    const setting = { env: { GITHUB_ACTIONS: "true", GITHUB_EVENT_NAME: "pull_request" } };
    await bench.refused("bundle sign", { ...BUNDLE, ...KEYS }, "event-refused", /bundle sign uses a key/, setting);
  });

  it("refuses an archive with a root key, also one that only a root of the bundle lists (T16)", async () => {
    for (const raw of [{}, TRUSTED]) {
      const given = { ...BUNDLE, keys: "root.tgz", ...raw };
      await bench.refused("bundle sign", given, "keys-root-present", /could take over the fleet/, ON_RUNNER);
    }
    assert.equal((await bench.run("bundle sign", { ...BUNDLE, ...KEYS }, ON_RUNNER)).status, "waiting");
  });

  it("refuses a plain archive as the Action's input", async () => {
    const keys = readFileSync(join(bench.folder, "targets.tgz")).toString("base64");
    await bench.refused("bundle sign", { ...BUNDLE, keys }, "keys-plain", /Encrypt it with age/, { door: "action" });
  });
});

describe("what comes next", () => {
  it("a digest is had from bundle show, where the policy wants one and where it is another", async () => {
    const other = { "expect-digest": `sha256:${"0".repeat(64)}` };
    await refused("digest-mismatch", /Look at what it is now with: factory-tuf bundle show bundle\./, other);
    bench.file(".factory-tuf/review.yml", "version: 1\nrequire-plan: true\n");
    await refused("plan-required", /Run `factory-tuf bundle show <folder>`/);
  });

  it("the next signer's command can be pasted; with enough signatures there is none", async () => {
    const { text } = await bench.run("bundle sign", { ...BUNDLE, ...KEYS });
    assert.match(text, /The next signer runs:\s+factory-tuf bundle sign bundle [^\n]*--keys <archive>/);
    const document = JSON.parse(readFileSync(at("bundle-targets.json"), "utf8"));
    write("bundle-targets.json", signedBy(signers(), document.signed));
    const { text: shown, data } = await bench.run("bundle show", BUNDLE);
    assert.equal(data.signatures.met, true);
    assert.doesNotMatch(shown, /The next signer/);
  });
});

describe("a bundle of CI targets, before an owner has keys", () => {
  it("holds no root, as devices have roots 1 and 2 from their image, and is shown with all its signatures", async () => {
    const fresh = await workbench({ state: "fresh" });
    try {
      const { signed, signatures } = fresh.factory.state.ciTargets;
      const { expires, version } = signed;
      const content = { tag: "devel", targets: Object.keys(signed.targets), type: "ci" };
      const bundle = { _type: "Targets", expires, version, "x-fio-offline-bundle": content };
      fresh.file("update/tuf/targets.json", JSON.stringify({ signatures, signed }));
      fresh.file("update/tuf/bundle-targets.json", JSON.stringify(fresh.factory.signOnline(bundle)));
      for (const raw of [{}, TRUSTED]) {
        const { data, warnings } = await fresh.run("bundle show", { folder: "update", ...raw });
        assert.deepEqual([data.type, data.rootVersion, data.signatures.met], ["ci", 1, true]);
        assert.doesNotMatch(warnings.join(), /decline/);
      }
    } finally {
      await fresh.close();
    }
  });
});
