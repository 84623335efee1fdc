// What the library of fiotuf cannot read and write back, form by form. The library itself is asked in __tests__/judges, where
// there is Go.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseJson } from "../../../src/json/json.ts";
import { strictProblems } from "../../../src/tuf/devices/strict-form.ts";
import { ed25519, FUTURE, rootSigned, target, targetsSigned } from "../../kit/tuf.ts";

const hashes = { sha256: "00".repeat(32) };
const meta = { "targets.json": { version: 1, length: 7, hashes } };
const snapshot = { _type: "Snapshot", version: 1, expires: FUTURE, meta };
const good = {
  root: rootSigned({ targets: [ed25519("online"), ed25519("offline")] }),
  targets: targetsSigned({ t: target({ version: 7 }) }, 7),
  snapshot,
} as const;
const signature = { sig: "AAAA" };

// biome-ignore lint/suspicious/noExplicitAny: documents that no type allows
type Loose = any;

/** Pointers to what is refused, after a change to a good document. */
function refused(role: keyof typeof good, change: (signed: Loose) => void, signatures = [signature]): string[] {
  const signed = structuredClone(good[role]);
  change(signed);
  return strictProblems({ role, signed } as Loose, signatures, false).map(({ pointer }) => pointer);
}

/** As it comes from the wire, where a number keeps the form in which it was written. */
function number(token: string, role: "root" | "targets"): string[] {
  const text = JSON.stringify(good[role]);
  const written =
    role === "root"
      ? text.replace('"_type"', `"x":[${token}],"_type"`)
      : text.replace('"tags"', `"n":{"m":${token}},"tags"`);
  return strictProblems({ role, signed: parseJson(written, role).value } as Loose, [signature], false).map(
    ({ pointer }) => pointer,
  );
}

describe("a document in the form of fiotuf's library", () => {
  it("is any that a good Factory serves", () => {
    for (const role of ["root", "targets", "snapshot"] as const)
      assert.deepEqual(
        refused(role, () => {}),
        [],
      );
  });

  it("has no number that is rounded or written anew; below custom it is kept, up to 64 bits", () => {
    const rows: readonly (readonly [token: string, inRoot: boolean, inCustom: boolean])[] = [
      ["0", true, true],
      ["-0", true, true],
      ["9007199254740992", true, true],
      ["9007199254740993", false, true],
      ["9223372036854775807", false, true],
      ["9223372036854775808", false, false],
      ["1.5", false, false],
      ["1.0", false, false],
      ["1e3", false, false],
    ];
    for (const [token, inRoot, inCustom] of rows) {
      assert.deepEqual(number(token, "root"), inRoot ? [] : ["/signed/x/0"], token);
      assert.deepEqual(number(token, "targets"), inCustom ? [] : ["/signed/targets/t/custom/n/m"], token);
    }
  });

  it("has no second name for a known member, in other letters, anywhere", () => {
    const other = (role: keyof typeof good, at: (signed: Loose) => Loose, name: string) =>
      refused(role, (signed) => Object.assign(at(signed), { [name]: 1 }));
    assert.deepEqual(
      other("root", (signed) => signed, "Version"),
      ["/signed/Version"],
    );
    assert.deepEqual(
      other("root", ({ roles }) => roles.root, "KEYIDS"),
      ["/signed/roles/root/KEYIDS"],
    );
    assert.deepEqual(
      other("targets", ({ targets }) => targets.t, "Custom"),
      ["/signed/targets/t/Custom"],
    );
    assert.deepEqual(
      other("snapshot", ({ meta }) => meta["targets.json"], "Hashes"),
      ["/signed/meta/targets.json/Hashes"],
    );
    const [keyid] = Object.keys(good.root.keys);
    assert.deepEqual(
      other("root", ({ keys }) => keys[keyid!].keyval, "Public"),
      [`/signed/keys/${keyid}/keyval/Public`],
    );
    assert.deepEqual(
      other("targets", ({ targets }) => targets.t.custom, "Version"),
      [],
    );
  });

  it("has signatures that are base64 or hexadecimal, every one of them", () => {
    for (const [sig, isTaken] of [
      ["", true],
      ["QUJD", true],
      ["QQ==", true],
      ["00fF", true],
      ["A", false],
      ["QQ=", false],
      ["!?==", false],
    ] as const) {
      assert.deepEqual(
        refused("targets", () => {}, [signature, { sig }]),
        isTaken ? [] : ["/signatures/1/sig"],
        sig,
      );
    }
  });

  it("has roles all of whose keys are there and usable", () => {
    const bad = (edit: (signed: Loose) => void) => refused("root", edit);
    const naming = (key: object | null) => (signed: Loose) => {
      if (key) signed.keys.ee = key;
      signed.roles.snapshot.keyids.push("ee");
    };
    assert.deepEqual(bad(naming(null)), ["/signed/roles/snapshot"]);
    assert.deepEqual(bad(naming({ keytype: "DSA", keyval: { public: "00" } })), ["/signed/roles/snapshot"]);
    assert.deepEqual(bad(naming({ keytype: "ED25519", keyval: { public: "00" } })), ["/signed/roles/snapshot"]);
    assert.deepEqual(
      bad(({ roles }) => Object.assign(roles, { mirrors: "x" })),
      ["/signed/roles/mirrors"],
    );
    assert.deepEqual(
      bad((signed) => delete signed.consistent_snapshot),
      ["/signed/consistent_snapshot"],
    );
  });

  it("has no empty scheme or spec_version, and no delegations", () => {
    const [keyid] = Object.keys(good.root.keys);
    assert.deepEqual(
      refused("root", ({ keys }) => Object.assign(keys[keyid!], { scheme: "" })),
      [`/signed/keys/${keyid}`],
    );
    for (const spec of ["", 1, null]) {
      assert.deepEqual(
        refused("targets", (signed) => Object.assign(signed, { spec_version: spec })),
        ["/signed/spec_version"],
      );
    }
    assert.deepEqual(
      refused("targets", (signed) => Object.assign(signed, { delegations: null })),
      ["/signed/delegations"],
    );
  });

  it("has hashes in small hexadecimal letters; in a snapshot of sha256 or sha512, and at least one", () => {
    for (const hash of ["A".repeat(64), "abc", "zz", "q80="]) {
      assert.deepEqual(
        refused("targets", ({ targets }) => Object.assign(targets.t.hashes, { sha256: hash })),
        ["/signed/targets/t/hashes/sha256"],
      );
      assert.equal(
        refused("snapshot", ({ meta }) => Object.assign(meta["targets.json"].hashes, { sha256: hash })).length,
        1,
      );
    }
    for (const other of [{}, { md5: "00" }]) {
      assert.equal(refused("snapshot", ({ meta }) => Object.assign(meta["targets.json"], { hashes: other })).length, 1);
    }
    assert.deepEqual(
      refused("snapshot", ({ meta }) => delete meta["targets.json"].hashes),
      [],
    );
  });
});
