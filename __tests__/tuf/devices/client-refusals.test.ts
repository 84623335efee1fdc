// Each client's rules as a table of cases (DEVICES, limits and refusals): the last value that it takes, and the first that
// it refuses.
import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { describe, it } from "node:test";
import { parseJson } from "../../../src/json/json.ts";
import { canonicalBytes } from "../../../src/tuf/canonical/canonical.ts";
import {
  type JudgedDocument,
  refusalsOf,
  refusalsOfRoot,
  skippedTarget,
} from "../../../src/tuf/devices/client-refusals.ts";
import { CLIENT_NAMES, type ClientName, clientsInUse, deviceClients } from "../../../src/tuf/devices/clients.ts";
import type { SignedAs } from "../../../src/tuf/devices/strict-form.ts";
import { type KeyJson, usableKey } from "../../../src/tuf/metadata/key.ts";
import type { RoleName, RootSigned, TargetFile, TargetsSigned } from "../../../src/tuf/metadata/metadata.ts";
import { ed25519, rootSigned, target, targetsSigned } from "../../kit/tuf.ts";

const everybody: readonly ClientName[] = CLIENT_NAMES;
const byName = (name: ClientName) => deviceClients.find((client) => client.name === name)!;

const list = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ keyid: `k${index}`, method: "ed25519" }));
type Known = Partial<Omit<JudgedDocument, "role" | "signed">>;
const document = <D extends SignedAs>(of: D, more: Known = {}) => ({
  ...of,
  signatures: list(1),
  sizeBytes: 1000,
  isCanonical: true,
  namedLength: null,
  canonical: null,
  ...more,
});

/** An RSA key of exactly so many bits, of which nobody has the private half. */
function rsa(bits: number): KeyJson {
  const bytes = Buffer.alloc(bits / 8, 0xa5);
  const jwk = { kty: "RSA", n: bytes.toString("base64url"), e: "AQAB" };
  const pem = createPublicKey({ key: jwk, format: "jwk" }).export({ format: "pem", type: "spki" });
  return { keytype: "RSA", keyval: { public: String(pem) } };
}

const root = rootSigned({ targets: [ed25519("online"), ed25519("offline")] });
const listing = (keyid: string, key: KeyJson): RootSigned => ({ ...root, keys: { ...root.keys, [keyid]: key } });
const targets = targetsSigned({ t: target({ version: 7, tags: ["production"] }) }, 7);
const withTarget = (edit: (file: TargetFile) => object): TargetsSigned => ({
  ...targets,
  targets: { t: edit(targets.targets.t!) as TargetFile },
});

/** Who refuses, of all four. */
const refusingRoot = (signed: RootSigned, more: Known = {}) =>
  everybody.filter((name) => refusalsOfRoot(byName(name), document({ role: "root", signed }, more)).length > 0);
const refusingTargets = (signed: TargetsSigned, more: Known = {}) =>
  everybody.filter((name) => refusalsOf(byName(name), document({ role: "targets", signed }, more)).length > 0);
const refusingOnline = (role: "snapshot" | "timestamp", sizeBytes: number) =>
  everybody.filter((name) => refusalsOf(byName(name), document({ role, signed: root }, { sizeBytes })).length > 0);

const fio: readonly ClientName[] = ["fiotuf", "fioup"];

describe("what a good Factory serves", () => {
  it("is refused by no client", () => {
    assert.deepEqual([refusingRoot(root), refusingTargets(targets)], [[], []]);
  });
});

describe("the size of a document", () => {
  const cases: readonly (readonly [RoleName, number, readonly ClientName[]])[] = [
    ["root", 16_384, []],
    ["root", 16_385, ["aktualizr-nano"]],
    ["root", 65_536, ["aktualizr-nano"]],
    ["root", 65_537, ["aktualizr-lite", "aktualizr-nano"]],
    ["root", 512_001, everybody],
    ["targets", 16_384, []],
    ["targets", 16_385, ["aktualizr-nano"]],
    ["targets", 5_000_000, ["aktualizr-nano"]],
    ["targets", 5_000_001, [...fio, "aktualizr-nano"]],
    ["targets", 8_388_609, everybody],
    ["timestamp", 16_384, []],
    ["timestamp", 16_385, [...fio, "aktualizr-nano"]],
    ["timestamp", 65_537, everybody],
    ["snapshot", 16_385, ["aktualizr-nano"]],
    ["snapshot", 65_537, ["aktualizr-lite", "aktualizr-nano"]],
  ];
  for (const [role, sizeBytes, who] of cases) {
    it(`${role} of ${sizeBytes} bytes: ${who.join(", ") || "nobody"}`, () => {
      const refusing =
        role === "root"
          ? refusingRoot(root, { sizeBytes })
          : role === "targets"
            ? refusingTargets(targets, { sizeBytes })
            : refusingOnline(role, sizeBytes);
      assert.deepEqual(refusing, who);
    });
  }

  it("is no matter to fiotuf for targets whose length the snapshot names", () => {
    const more = { sizeBytes: 8_000_000, namedLength: 8_000_000 };
    assert.deepEqual(refusingTargets(targets, more), ["aktualizr-nano"]);
    assert.deepEqual(refusingTargets(targets, { ...more, namedLength: 7_999_999 }), [...fio, "aktualizr-nano"]);
  });
});

describe("keys of a root", () => {
  it("RSA: fiotuf and fioup refuse the whole root, used or not; what the others do not count is no key for anybody", () => {
    for (const bits of [2048, 3072, 4096, 2560, 6144]) {
      // The text of so large a key is too long for aktualizr-nano besides.
      const also: readonly ClientName[] = bits === 6144 ? ["aktualizr-nano"] : [];
      assert.deepEqual(refusingRoot(listing("r".repeat(64), rsa(bits))), [...fio, ...also]);
      assert.equal(usableKey(rsa(bits)).usable, [2048, 3072, 4096].includes(bits));
    }
  });

  it("five key ids a role and ten keys in all fit into aktualizr-nano, and not one more", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    const role = (count: number) => names.slice(0, count).map((name) => ed25519(name));
    assert.deepEqual(refusingRoot(rootSigned({ targets: role(5) })), []);
    assert.deepEqual(refusingRoot(rootSigned({ targets: role(6) })), ["aktualizr-nano"]);
    const keys = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, ed25519(`k${index}`).json]));
    assert.deepEqual(refusingRoot({ ...root, keys: { ...keys(10), ...root.keys } }).includes("aktualizr-nano"), true);
    const exactly = { ...keys(10 - Object.keys(root.keys).length), ...root.keys };
    assert.deepEqual(refusingRoot({ ...root, keys: exactly }), []);
  });

  it("the text of a key has at most 1,000 characters for aktualizr-nano", () => {
    const key = (length: number) => ({ keytype: "ED25519", keyval: { public: "a".repeat(length) } });
    assert.deepEqual(refusingRoot(listing("x", key(1000))), []);
    assert.deepEqual(refusingRoot(listing("x", key(1001))), ["aktualizr-nano"]);
  });

  it("a key of an unknown type, even one that nobody uses: aktualizr-lite", () => {
    const key = { keytype: "ECDSA", keyval: { public: "00" } };
    assert.deepEqual(refusingRoot(listing("e".repeat(64), key)), ["aktualizr-lite"]);
  });

  it("a role that names a key which is not listed, and a missing consistent_snapshot: fiotuf", () => {
    const { snapshot } = root.roles;
    const naming = {
      ...root,
      roles: { ...root.roles, snapshot: { ...snapshot, keyids: [...snapshot.keyids, "gone"] } },
    };
    assert.deepEqual(refusingRoot(naming), fio);
    const { consistent_snapshot: _missing, ...without } = root;
    assert.deepEqual(refusingRoot(without), fio);
  });
});

describe("signatures of a document", () => {
  it("two fit into aktualizr-nano, and not a third", () => {
    assert.deepEqual(refusingTargets(targets, { signatures: list(2) }), []);
    assert.deepEqual(refusingTargets(targets, { signatures: list(3) }), ["aktualizr-nano"]);
  });

  it("a repeated key id is refused by all; by aktualizr-nano it would be counted twice", () => {
    assert.deepEqual(refusingTargets(targets, { signatures: [...list(1), ...list(1)] }), everybody);
  });

  it("an unknown method is refused by aktualizr-lite alone", () => {
    const signatures = [{ keyid: "k", method: "ecdsa" }];
    assert.deepEqual(refusingTargets(targets, { signatures }), ["aktualizr-lite"]);
  });
});

describe("characters and numbers", () => {
  const changelog = (message: string): RootSigned => ({
    ...root,
    "x-changelog": { "polis-id": "p", message, timestamp: "2026-01-01T00:00:00Z" },
  });

  it("a control character anywhere in what is signed: fiotuf and fioup", () => {
    for (const character of ["\n", "\r", "\t", "\u0001", "\u001f"]) {
      assert.deepEqual(refusingRoot(changelog(`a${character}b`)), fio, JSON.stringify(character));
      const custom = { ...targets.targets.t!.custom, note: [{ [`n${character}`]: 1 }] };
      assert.deepEqual(refusingTargets(withTarget((file) => ({ ...file, custom }))), fio);
    }
    assert.deepEqual(refusingRoot(changelog("a\\nb \\u000a \u007f")), []);
  });

  it("a character beyond ASCII: aktualizr-lite", () => {
    assert.deepEqual(refusingRoot(changelog("ä")), ["aktualizr-lite"]);
  });

  it("says where: the pointer leads to the text", () => {
    const [refusal] = refusalsOfRoot(byName("fiotuf"), document({ role: "root", signed: changelog("a\nb") }));
    assert.equal(refusal?.pointer, "/signed/x-changelog/message");
    assert.match(
      refusal?.says ?? "",
      /^has a line break or another control character at \/signed\/x-changelog\/message$/,
    );
  });

  it("a version of 2^31 and more: aktualizr-lite", () => {
    assert.deepEqual(refusingTargets({ ...targets, version: 2 ** 31 - 1 }), []);
    assert.deepEqual(refusingTargets({ ...targets, version: 2 ** 31 }), ["aktualizr-lite"]);
    assert.deepEqual(refusingRoot({ ...root, version: 2 ** 31 }), ["aktualizr-lite"]);
  });

  it("`custom: null` and capital letters in a hash: fiotuf and fioup", () => {
    assert.deepEqual(refusingTargets(withTarget((file) => ({ ...file, custom: null }))), fio);
    assert.deepEqual(refusingTargets(withTarget((file) => ({ ...file, hashes: { sha256: "A".repeat(64) } }))), fio);
  });

  it("a number that is no integer of 64 bits below custom: fiotuf and fioup", () => {
    for (const text of ["1.5", "1e400", "9223372036854775808", "-0.1"]) {
      const custom = parseJson(`{"n":[${text}]}`, "custom").value as object;
      assert.deepEqual(refusingTargets(withTarget((file) => ({ ...file, custom }))), fio, text);
    }
  });

  it("are not searched for where canonical bytes rule them out, and found where they do not", () => {
    const custom = { ...targets.targets.t!.custom, note: "a\nb" };
    const signed = withTarget((file) => ({ ...file, custom }));
    assert.deepEqual(refusingTargets(signed, { canonical: canonicalBytes(signed, "targets") }), fio);
    assert.deepEqual(refusingTargets(targets, { canonical: canonicalBytes(targets, "targets") }), []);
  });

  it("`signed` that arrived out of order: aktualizr-nano, and nobody where it has yet to be served", () => {
    assert.deepEqual(refusingTargets(targets, { isCanonical: false }), ["aktualizr-nano"]);
    assert.deepEqual(refusingTargets(targets, { isCanonical: null }), []);
  });
});

describe("targets that a client passes over", () => {
  const skipping = (custom: object) =>
    everybody.filter(
      (name) =>
        skippedTarget(byName(name), { ...targets.targets.t!, custom: { ...targets.targets.t!.custom, ...custom } }) !==
        null,
    );
  const cases: readonly (readonly [string, object, readonly ClientName[]])[] = [
    ["one hardware id", { hardwareIds: ["a"] }, []],
    ["two hardware ids", { hardwareIds: ["a", "b"] }, ["aktualizr-lite"]],
    ["targetFormat OSTREE", { targetFormat: "OSTREE" }, []],
    ["another targetFormat", { targetFormat: "BINARY" }, ["aktualizr-lite"]],
    ["an app of its URI's name", { docker_compose_apps: { app: { uri: "hub.foundries.io/f/app@sha256:00" } } }, []],
    [
      "an app of another name",
      { docker_compose_apps: { app: { uri: "hub.foundries.io/f/other@sha256:00" } } },
      ["fioup"],
    ],
    ["an app without a URI", { docker_compose_apps: { app: {} } }, ["fioup"]],
  ];
  for (const [name, custom, who] of cases) {
    it(`${name}: ${who.join(", ") || "nobody"}`, () => {
      assert.deepEqual(skipping(custom), who);
    });
  }
});

describe("the clients of a policy", () => {
  it("are the vendor's standard client where it names none", () => {
    assert.deepEqual(
      clientsInUse([]).listed.map(({ name }) => name),
      ["aktualizr-lite"],
    );
    assert.deepEqual(clientsInUse([]).others.length, CLIENT_NAMES.length - 1);
  });

  it("are those it names, and all others are the others", () => {
    const { listed, others } = clientsInUse(["fioup", "aktualizr-nano"]);
    assert.deepEqual(
      listed.map(({ name }) => name),
      ["fioup", "aktualizr-nano"],
    );
    assert.deepEqual(
      others.map(({ name }) => name),
      ["aktualizr-lite", "fiotuf"],
    );
  });
});
