import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { diffRoots } from "../../../src/tuf/root/root-diff.ts";
import { addKey, replaceKey } from "../../../src/tuf/root/root-edit.ts";
import { ed25519, NOW, rootSigned, type TestKey } from "../../kit/tuf.ts";

const DAY_MS = 86_400_000;
const [root, online, offline, fresh] = ["root", "online", "offline", "fresh"].map(ed25519) as [
  TestKey,
  TestKey,
  TestKey,
  TestKey,
];
const before = rootSigned({ version: 3, targets: [online, offline], owners: [root, offline], targetsThreshold: 2 });
const made = ({ keyid, json }: TestKey, at = NOW) => ({
  keyid,
  key: json,
  owner: { polisId: "polis-1", createdAt: at },
});

describe("what a root changes", () => {
  it("is nothing but the version in a root that is signed again, and its expiry is shown all the same", () => {
    const diff = diffRoots(before, { ...before, version: 4 }, NOW);
    assert.deepEqual(diff.version, { from: 3, to: 4 });
    assert.deepEqual(diff.expires, { from: before.expires, to: before.expires });
    assert.deepEqual([diff.added, diff.removed, diff.thresholds, diff.sameKeys], [[], [], [], true]);
    assert.deepEqual(
      diff.kept.map(({ role }) => role),
      ["root", "targets", "targets", "snapshot", "timestamp"],
    );
  });

  it("names a key by role, type, owner and age, the one that comes and the one that goes", () => {
    const after = replaceKey(before, "targets", offline.keyid, made(fresh));
    const { added, removed, sameKeys } = diffRoots(before, after, NOW);
    assert.deepEqual(added, [
      { role: "targets", keyid: fresh.keyid, keytype: "ed25519", owner: "polis-1", ageDays: 0 },
    ]);
    // The builders' owners made their keys on 2030-01-01.
    assert.deepEqual(removed, [
      { role: "targets", keyid: offline.keyid, keytype: "ed25519", owner: "owner", ageDays: 365 },
    ]);
    assert.equal(sameKeys, false);
  });

  it("shows a key in each role that it joins", () => {
    const after = addKey(addKey(before, "root", made(fresh)), "targets", made(fresh));
    assert.deepEqual(
      diffRoots(before, after, NOW).added.map(({ role, keyid }) => [role, keyid]),
      [
        ["root", fresh.keyid],
        ["targets", fresh.keyid],
      ],
    );
  });

  it("lists the thresholds that change, up or down", () => {
    const roles = { ...before.roles, targets: { ...before.roles.targets, threshold: 3 } };
    const up = diffRoots(before, { ...before, roles }, NOW);
    assert.deepEqual(up.thresholds, [{ role: "targets", from: 2, to: 3 }]);
    assert.equal(up.sameKeys, false);
    assert.deepEqual(diffRoots({ ...before, roles }, before, NOW).thresholds, [{ role: "targets", from: 3, to: 2 }]);
  });

  const ages: [string, number, number][] = [
    ["a moment", 1, 0],
    ["a day less a second", DAY_MS - 1000, 0],
    ["a day", DAY_MS, 1],
    ["400 days and a half", 400.5 * DAY_MS, 400],
    ["minus an hour: another clock", -3_600_000, 0],
  ];
  for (const [what, age, days] of ages) {
    it(`counts whole days: ${what} is ${days}`, () => {
      const after = addKey(before, "root", made(fresh, new Date(NOW.getTime() - age)));
      assert.equal(diffRoots(before, after, NOW).added[0]!.ageDays, days);
    });
  }

  it("says null where the root knows no owner or no readable time, and survives odd keys", () => {
    const [first] = diffRoots(before, before, NOW).kept.filter(({ keyid }) => keyid === online.keyid);
    assert.deepEqual([first!.owner, first!.ageDays], [null, null]);
    const owners = { [root.keyid]: { "polis-id": "owner", "created-at": "once" } };
    const odd = {
      ...before,
      "x-key-owners": owners,
      keys: { ...before.keys, [root.keyid]: { ...root.json, keytype: "DSA" } },
      roles: { ...before.roles, targets: { keyids: [online.keyid, "__proto__"], threshold: 2 } },
    };
    const lines = diffRoots(before, odd, NOW);
    for (const owner of [{ "polis-id": "owner", "created-at": null }, "", 0]) {
      const foreign = Object.assign({ ...before }, { "x-key-owners": { [root.keyid]: owner } });
      assert.equal(diffRoots(before, foreign, NOW).kept[0]!.ageDays, null);
    }
    assert.deepEqual(lines.kept[0], {
      role: "root",
      keyid: root.keyid,
      keytype: "DSA",
      owner: "owner",
      ageDays: null,
    });
    assert.deepEqual(lines.added, [
      { role: "targets", keyid: "__proto__", keytype: "missing", owner: null, ageDays: null },
    ]);
  });
});
