import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { RootSigned } from "../../../src/tuf/metadata/metadata.ts";
import {
  addKey,
  dropUnusedKeys,
  type NewRootKey,
  type OfflineRole,
  ownerOf,
  productionOfRoot,
  removeKey,
  replaceKey,
  withNewExpiry,
  withRootThreshold,
} from "../../../src/tuf/root/root-edit.ts";
import { thrown } from "../../kit/refusal.ts";
import { ed25519, NOW, renewed, rootSigned, type TestKey } from "../../kit/tuf.ts";

const [root, root2, online, offline, fresh] = ["root", "root2", "online", "offline", "fresh"].map(ed25519) as [
  TestKey,
  TestKey,
  TestKey,
  TestKey,
  TestKey,
];
const signed = rootSigned({ root: [root], targets: [online, offline], owners: [root, offline] });
const newKey = ({ keyid, json }: TestKey, at = NOW): NewRootKey => ({
  keyid,
  key: json,
  owner: { polisId: "polis-1", createdAt: at },
});

describe("adding a key", () => {
  it("puts it last, with its owner and the second in which it was made", () => {
    const at = new Date("2031-01-01T00:00:00.999Z");
    const edited = addKey(signed, "targets", newKey(fresh, at));
    assert.deepEqual(edited.roles.targets.keyids, [online.keyid, offline.keyid, fresh.keyid]);
    assert.deepEqual(edited.keys[fresh.keyid], fresh.json);
    assert.deepEqual(edited["x-key-owners"]![fresh.keyid], {
      "polis-id": "polis-1",
      "created-at": "2031-01-01T00:00:00Z",
    });
    assert.equal(Object.keys(edited["x-key-owners"]!).length, 3);
  });

  it("begins the owners where the root has none", () => {
    const edited = addKey(rootSigned(), "root", newKey(fresh));
    assert.deepEqual(Object.keys(edited["x-key-owners"]!), [fresh.keyid]);
  });

  it("is refused for a key that the role lists already", () => {
    const { message } = thrown(() => addKey(signed, "targets", newKey(offline)), "not-unique");
    assert.match(message, new RegExp(`lists the key ${offline.keyid} for targets already`));
  });
});

describe("removing a key", () => {
  it("takes key and owner out of the document", () => {
    const edited = removeKey(addKey(signed, "targets", newKey(fresh)), "targets", offline.keyid);
    assert.deepEqual(edited.roles.targets.keyids, [online.keyid, fresh.keyid]);
    assert.equal(edited.keys[offline.keyid], undefined);
    assert.deepEqual(Object.keys(edited["x-key-owners"]!).sort(), [root.keyid, fresh.keyid].sort());
  });

  it("leaves a key in the document that another role lists", () => {
    const shared = rootSigned({ root: [root, offline], targets: [online, offline], owners: [root, offline] });
    const edited = removeKey(shared, "root", offline.keyid);
    assert.deepEqual(edited.roles.root.keyids, [root.keyid]);
    assert.ok(edited.keys[offline.keyid] && edited["x-key-owners"]![offline.keyid]);
  });

  it("is refused for a key that the role does not list, also for names of Object's own", () => {
    for (const keyid of [offline.keyid, "__proto__", "constructor"])
      thrown(() => removeKey(signed, "root", keyid), "keys-none-active");
  });

  it("is refused where fewer keys than the threshold would be left", () => {
    const { message } = thrown(() => removeKey(signed, "root", root.keyid), "threshold-unreachable");
    assert.match(message, /The root role would need 1 signature with only 0 keys left/);
    const two = rootSigned({ root: [root, root2], rootThreshold: 2 });
    assert.match(
      thrown(() => removeKey(two, "root", root.keyid), "threshold-unreachable").message,
      /2 signatures with only 1 key left/,
    );
  });
});

describe("replacing a key", () => {
  it("puts the new one last, where every key is needed as well", () => {
    const two = rootSigned({ root: [root, root2], rootThreshold: 2, owners: [root, root2] });
    const edited = replaceKey(two, "root", root.keyid, newKey(fresh));
    assert.deepEqual(edited.roles.root, { keyids: [root2.keyid, fresh.keyid], threshold: 2 });
    assert.equal(edited.keys[root.keyid], undefined);
  });

  it("only adds where there is none to replace", () => {
    assert.deepEqual(replaceKey(signed, "targets", null, newKey(fresh)), addKey(signed, "targets", newKey(fresh)));
  });
});

describe("expiry and thresholds", () => {
  const years: [string, string][] = [
    ["2031-01-01T00:00:00.500Z", "2032-01-01T00:00:00Z"],
    ["2028-02-29T10:00:00Z", "2029-03-01T10:00:00Z"],
    ["2027-02-28T23:59:59Z", "2028-02-28T23:59:59Z"],
  ];
  for (const [now, expires] of years) {
    it(`one calendar year from ${now} is ${expires}`, () => {
      assert.equal(renewed(signed, new Date(now)).expires, expires);
    });
  }

  const replaces = { ...signed, expires: "2032-01-01T00:00:00Z" };
  const behind = new Date("2030-12-31T23:59:59Z");

  it("none is earlier than that of the root it replaces, be it by a second", () => {
    const { message } = thrown(
      () => withNewExpiry(signed, behind, { replaces, shortenExpiry: false }),
      "expiry-shortened",
    );
    assert.match(message, /would expire at 2031-12-31T23:59:59Z, earlier than root 1, which it replaces/);
    assert.match(message, /valid until 2032-01-01T00:00:00Z\. .*--shorten-expiry/);
  });

  it("it may be the same, or earlier where that was asked for", () => {
    const [same, asked] = [
      withNewExpiry(signed, new Date("2031-01-01T00:00:00Z"), { replaces, shortenExpiry: false }),
      withNewExpiry(signed, behind, { replaces, shortenExpiry: true }),
    ];
    assert.deepEqual([same.expires, asked.expires], ["2032-01-01T00:00:00Z", "2031-12-31T23:59:59Z"]);
  });

  it("the root's threshold goes from 1 to the number of its keys", () => {
    const two = rootSigned({ root: [root, root2] });
    assert.equal(withRootThreshold(two, 2).roles.root.threshold, 2);
    assert.match(thrown(() => withRootThreshold(two, 0), "value-invalid").message, /root threshold cannot be 0: 1 is/);
    thrown(() => withRootThreshold(two, 3), "threshold-unreachable");
  });

  it("the production flavour differs by the targets threshold alone, from 2 to the number of keys", () => {
    const three = addKey(signed, "targets", newKey(fresh));
    for (const threshold of [2, 3]) {
      const production = productionOfRoot(three, threshold);
      assert.equal(production.roles.targets.threshold, threshold);
      const { targets } = production.roles;
      assert.deepEqual({ ...production, roles: { ...production.roles, targets: { ...targets, threshold: 1 } } }, three);
    }
    assert.match(thrown(() => productionOfRoot(three, 1), "value-invalid").message, /cannot be 1: 2 is the least/);
    thrown(() => productionOfRoot(three, 4), "threshold-unreachable");
  });

  it("before the first offline targets key production waits with threshold 2, and with no other", () => {
    const alone = rootSigned({ root: [root], targets: [online] });
    assert.equal(productionOfRoot(alone, 2).roles.targets.threshold, 2);
    thrown(() => productionOfRoot(alone, 3), "threshold-unreachable");
  });
});

describe("owners", () => {
  it("are those that the root names, and nothing of Object's own", () => {
    assert.equal(ownerOf(signed, root.keyid)!["polis-id"], "owner");
    for (const keyid of [online.keyid, "__proto__", "constructor"]) assert.equal(ownerOf(signed, keyid), null);
  });

  it("of unused keys go; a root that knows no owners gets none", () => {
    const surplus = { ...signed, keys: { ...signed.keys, [fresh.keyid]: fresh.json } };
    assert.equal(dropUnusedKeys(surplus).keys[fresh.keyid], undefined);
    assert.equal("x-key-owners" in dropUnusedKeys(rootSigned()), false);
  });
});

describe("no edit of a root", () => {
  type Edit = (signed: RootSigned) => RootSigned;
  const edits: Readonly<Record<string, Edit>> = {
    "adding a root key": (from) => addKey(from, "root", newKey(fresh)),
    "removing a targets key": (from) => removeKey(from, "targets", offline.keyid),
    "replacing the root key": (from) => replaceKey(from, "root", root.keyid, newKey(fresh)),
    "a new expiry": (from) => renewed(from),
    "another root threshold": (from) => withRootThreshold(from, 1),
    "the production flavour": (from) => productionOfRoot(from, 2),
    "dropping unused keys": dropUnusedKeys,
  };
  const unknown = fc.dictionary(fc.stringMatching(/^y-[a-z]{1,6}$/), fc.jsonValue(), { maxKeys: 3 });

  for (const [what, edit] of Object.entries(edits)) {
    it(`loses a field that it does not know, or changes what it was given: ${what}`, () => {
      fc.assert(
        fc.property(unknown, unknown, unknown, unknown, (top, roles, role, key) => {
          const given = deepFrozen({
            ...top,
            ...signed,
            keys: { ...signed.keys, [online.keyid]: { ...key, ...online.json } },
            roles: { ...roles, ...signed.roles, targets: { ...role, ...signed.roles.targets } },
          });
          const edited = edit(given);
          assert.deepEqual({ ...edited, ...top }, edited);
          assert.deepEqual({ ...edited.roles, ...roles }, edited.roles);
          assert.deepEqual({ ...edited.roles.targets, ...role }, edited.roles.targets);
          assert.deepEqual({ ...edited.keys[online.keyid], ...key }, edited.keys[online.keyid]);
          assert.equal(edited.consistent_snapshot, signed.consistent_snapshot);
        }),
      );
    });
  }

  it("changes the other offline role", () => {
    fc.assert(
      fc.property(fc.constantFrom<OfflineRole>("root", "targets"), (role) => {
        const other = role === "root" ? "targets" : "root";
        const edited = addKey(signed, role, newKey(fresh));
        assert.deepEqual(edited.roles[other], signed.roles[other]);
      }),
    );
  });
});

function deepFrozen<T>(value: T): T {
  if (value !== null && typeof value === "object") {
    for (const member of Object.values(value)) deepFrozen(member);
    Object.freeze(value);
  }
  return value;
}
