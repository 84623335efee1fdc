// What a device says of everything that it is served, step by step as it reads it (TUF 5.3 to 5.6).
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { parseJson } from "../../../src/json/json.ts";
import { type ClientName, type DeviceClient, deviceClients } from "../../../src/tuf/devices/clients.ts";
import {
  choicesOf,
  type DeviceDocument,
  deviceVerdict,
  type ServedToDevice,
} from "../../../src/tuf/devices/device-verdict.ts";
import {
  parseOnline,
  parseRoot,
  parseTargets,
  type SignedBase,
  type TargetsSigned,
} from "../../../src/tuf/metadata/metadata.ts";
import {
  ed25519,
  envelope,
  FUTURE,
  NOW,
  plainCanonical,
  rootSigned,
  type TestKey,
  target,
  targetsSigned,
} from "../../kit/tuf.ts";

const byName = (name: ClientName) => deviceClients.find((client) => client.name === name)!;
const lite = byName("aktualizr-lite");
const [rootKey, newRootKey, online, offline] = ["root", "root-2", "online", "offline"].map(ed25519) as [
  TestKey,
  TestKey,
  TestKey,
  TestKey,
];
const both = { targets: [online, offline], targetsThreshold: 2 };

function served<S extends SignedBase>(
  text: string,
  parse: (json: ReturnType<typeof parseJson>, where: string) => DeviceDocument<S>["doc"],
): DeviceDocument<S> & { readonly value: unknown } {
  const json = parseJson(text, "document");
  return { doc: parse(json, "document"), value: json.value, sizeBytes: Buffer.byteLength(text) };
}

/** As a server writes it: canonical, unless told otherwise. */
const written = (signed: object, signers: readonly TestKey[], write = plainCanonical) =>
  write(envelope(signed, signers));
const root = (version: number, signers: readonly TestKey[], parts = {}) =>
  served(written(rootSigned({ version, root: [signers[0]!], ...both, ...parts }), signers), parseRoot);

const roots = [root(1, [rootKey]), root(2, [newRootKey, rootKey]), root(3, [newRootKey])];
const targetsText = (signed: object, signers: readonly TestKey[] = [online, offline]) => written(signed, signers);
const release = targetsSigned({ a: target({ version: 7, tags: ["production"] }) }, 7);

function naming(type: string, name: string, text: string, expires = FUTURE) {
  const sha256 = createHash("sha256").update(text).digest("hex");
  const version = (JSON.parse(text) as { signed: { version: number } }).signed.version;
  const meta = { [name]: { version, length: Buffer.byteLength(text), hashes: { sha256 } } };
  return written({ _type: type, version: 4, expires, meta }, [online]);
}

function factory(targets = targetsText(release), edit: { timestampExpires?: string } = {}): ServedToDevice {
  const snapshot = naming("Snapshot", "targets.json", targets);
  const timestamp = naming("Timestamp", "snapshot.json", snapshot, edit.timestampExpires);
  return {
    roots,
    targets: served(targets, parseTargets),
    snapshot: served(snapshot, (json, where) => parseOnline(json, "snapshot", where)),
    timestamp: served(timestamp, (json, where) => parseOnline(json, "timestamp", where)),
  };
}

describe("a device of every client", () => {
  for (const client of deviceClients) {
    it(`${client.name} accepts what a good Factory serves, and ends at the newest root`, () => {
      assert.deepEqual(deviceVerdict(client, factory(), NOW), { accepts: true, rootVersion: 3, why: [] });
    });
  }

  it("stays before a root that lacks a signature of the one before, and reads nothing more", () => {
    const verdict = deviceVerdict(lite, { ...factory(), roots: [roots[0]!, root(2, [newRootKey]), roots[2]!] }, NOW);
    assert.deepEqual(verdict, { accepts: false, rootVersion: 1, why: ["root 2 has 0 of 1 valid signatures"] });
  });

  it("stays before a root of another version than the next", () => {
    const { why, rootVersion } = deviceVerdict(lite, { ...factory(), roots: [roots[0]!, roots[2]!] }, NOW);
    assert.equal(rootVersion, 1);
    assert.match(why[0]!, /^root 3 does not follow root 1$/);
  });

  it("of fiotuf stays before a root with a line break in its changelog, where aktualizr-lite goes on", () => {
    const changelog = { "polis-id": "p", message: "a\nb", timestamp: FUTURE };
    const signed = { ...rootSigned({ version: 2, root: [newRootKey], ...both }), "x-changelog": changelog };
    const changed = [roots[0]!, served(written(signed, [newRootKey, rootKey]), parseRoot), roots[2]!];
    assert.deepEqual(deviceVerdict(byName("fiotuf"), { ...factory(), roots: changed }, NOW).rootVersion, 1);
    assert.equal(deviceVerdict(lite, { ...factory(), roots: changed }, NOW).accepts, true);
  });

  it("walks as many roots as its client does in one go", () => {
    const long = Array.from({ length: 258 }, (_, index) => root(index + 1, [rootKey]));
    const verdict = deviceVerdict(byName("fiotuf"), { ...factory(), roots: long }, NOW);
    assert.deepEqual([verdict.accepts, verdict.rootVersion], [false, 257]);
    assert.match(verdict.why[0]!, /walks at most 256 root versions in one go, and there are 257/);
    assert.equal(deviceVerdict(lite, { ...factory(), roots: long }, NOW).rootVersion, 258);
    assert.equal(deviceVerdict(byName("fiotuf"), { ...factory(), roots: long.slice(0, 257) }, NOW).accepts, true);
  });

  it("refuses an expired root, and says everything else too", () => {
    const old = [...roots.slice(0, 2), root(3, [newRootKey], { expires: "2030-12-31T00:00:00Z" })];
    const { why } = deviceVerdict(lite, { ...factory(targetsText(release, [online])), roots: old }, NOW);
    assert.deepEqual(why, [
      "the root expired at 2030-12-31T00:00:00Z",
      "the targets document has 1 of 2 valid signatures",
    ]);
  });

  it("refuses what is missing, expired or names other documents", () => {
    const nothing = { ...factory(), timestamp: null, snapshot: null, targets: null };
    assert.deepEqual(deviceVerdict(lite, nothing, NOW).why, [
      "the timestamp is missing",
      "the snapshot is missing",
      "there is no targets document",
    ]);
    const late = factory(undefined, { timestampExpires: "2030-12-31T00:00:00Z" });
    assert.deepEqual(deviceVerdict(lite, late, NOW).why, ["the timestamp expired at 2030-12-31T00:00:00Z"]);
    const other = { ...factory(), targets: served(targetsText({ ...release, version: 8 }), parseTargets) };
    assert.match(
      deviceVerdict(lite, other, NOW).why[0]!,
      /^the snapshot names version 7 of targets\.json, and version 8/,
    );
  });

  it("of aktualizr-nano refuses a document whose members are in another order", () => {
    const { version, ...others } = release;
    const text = JSON.stringify(envelope({ version, ...others }, [online, offline]));
    assert.notEqual(text, targetsText(release));
    const { why } = deviceVerdict(byName("aktualizr-nano"), factory(text), NOW);
    assert.ok(
      why.some((says) => /^the targets document did not arrive in canonical form/.test(says)),
      why.join(),
    );
    assert.equal(deviceVerdict(lite, factory(text), NOW).accepts, true);
  });

  it("holds a root to begin with", () => {
    assert.throws(() => deviceVerdict(lite, { ...factory(), roots: [] }, NOW), /holds a root/);
  });
});

describe("what a device would run", () => {
  const targets = targetsSigned({
    old: target({ version: 5, hardwareId: "a" }),
    new: target({ version: 7, hardwareId: "a" }),
    both: target({ version: 8, hardwareId: "a", custom: { hardwareIds: ["a", "b"] } }),
    odd: target({ version: 9, hardwareId: "a", custom: { version: "010" } }),
  });

  const chosenFor = (client: DeviceClient, hardwareId: string, signed: TargetsSigned) =>
    choicesOf(client, signed).get(hardwareId) ?? { version: null, skipped: [] };

  it("is the highest version for its hardware that its client sees", () => {
    assert.deepEqual(chosenFor(byName("fiotuf"), "a", targets), { version: 8, skipped: [] });
    assert.deepEqual(chosenFor(lite, "a", targets), {
      version: 7,
      skipped: ["the target both has 2 hardware ids, not one"],
    });
  });

  it("is nothing where nothing is for it", () => {
    assert.deepEqual(chosenFor(lite, "b", targets), {
      version: null,
      skipped: ["the target both has 2 hardware ids, not one"],
    });
    assert.deepEqual(chosenFor(lite, "c", targets), { version: null, skipped: [] });
  });
});
