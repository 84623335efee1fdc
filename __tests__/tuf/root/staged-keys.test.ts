// T8, the keys: which ones a transaction may add, replace or take out, and what the Factory may do with its own.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, it } from "node:test";
import type { RootSigned } from "../../../src/tuf/metadata/metadata.ts";
import type { OnlineRole } from "../../../src/tuf/metadata/online-role.ts";
import { addKey, replaceKey } from "../../../src/tuf/root/root-edit.ts";
import { requireOnlyOnlineChange } from "../../../src/tuf/root/staged-keys.ts";
import { thrown } from "../../kit/refusal.ts";
import {
  begun,
  docOf,
  fresh,
  hold,
  newest,
  newKey,
  offline,
  online,
  onlineSnapshot,
  onlineTargets,
  root,
  unchanged,
  withOnlineKey,
} from "../../kit/staged.ts";
import { ed25519, renewed, rsaKey, type TestKey } from "../../kit/tuf.ts";

const fresher = ed25519("fresher");
const refusedAt = (edited: object, pointer: string, moved = unchanged) => {
  const { message } = thrown(() => hold(edited, moved), "staged-root-differs");
  assert.ok(message.includes(`: at ${pointer}, `), message);
  return message;
};
const keys = (edit: Record<string, unknown>) => ({ ...begun(), keys: { ...newest.keys, ...edit } });
const owners = (edit: Record<string, unknown>) => ({
  ...begun(),
  "x-key-owners": { ...newest["x-key-owners"], ...edit },
});
const role = (name: OnlineRole | "root", keyids: readonly string[], from: RootSigned = begun()) => ({
  ...from,
  roles: { ...from.roles, [name]: { ...from.roles[name], keyids } },
});
const moved = (name: OnlineRole, { keyid }: TestKey) => ({
  current: online,
  updated: { ...online, [name]: keyid },
});
const OWNER = { "polis-id": "mallory", "created-at": "2031-01-01T00:00:00Z" };

describe("a key that stays", () => {
  it("is the same key under its id", () => {
    refusedAt(keys({ [root.keyid]: fresh.json }), `/signed/keys/${root.keyid}/keyval/public`);
    refusedAt(keys({ [root.keyid]: { ...root.json, scheme: "x" } }), `/signed/keys/${root.keyid}/scheme`);
  });

  it("keeps its owner and the time it was made, and gets none where it had none", () => {
    const at = `/signed/x-key-owners/${root.keyid}`;
    refusedAt(owners({ [root.keyid]: OWNER }), `${at}/created-at`);
    refusedAt(owners({ [root.keyid]: undefined }), at);
    refusedAt(owners({ [online.snapshot]: OWNER }), `/signed/x-key-owners/${online.snapshot}`);
  });

  it("is in the document as long as a role lists it, once", () => {
    refusedAt(keys({ [offline.keyid]: undefined }), `/signed/keys/${offline.keyid}`);
    refusedAt(role("targets", [online.targets, offline.keyid, offline.keyid]), "/signed/roles/targets/keyids");
    refusedAt(role("root", [root.keyid, root.keyid]), "/signed/roles/root/keyids");
  });
});

describe("a key that is new", () => {
  const listing = (key: TestKey, json: unknown, keyid = key.keyid) => {
    const edited = role("targets", [online.targets, offline.keyid, keyid], keys({ [keyid]: json }) as RootSigned);
    return { ...edited, "x-key-owners": { ...newest["x-key-owners"], [keyid]: OWNER } };
  };

  it("is listed by a role and has an owner", () => {
    refusedAt(keys({ [fresh.keyid]: fresh.json }), `/signed/keys/${fresh.keyid}`);
    const edited = addKey(begun(), "root", newKey(fresh));
    hold(edited);
    for (const owner of [undefined, "me", { "polis-id": "me" }, { ...OWNER, more: "x" }, { ...OWNER, "polis-id": 1 }])
      refusedAt(
        { ...edited, "x-key-owners": { ...newest["x-key-owners"], [fresh.keyid]: owner } },
        `/signed/x-key-owners/${fresh.keyid}`,
      );
  });

  it("is named for what it is", () => {
    const { message } = thrown(() => hold(listing(fresh, fresh.json, "f".repeat(64))), "keyid-mismatch");
    assert.match(message, new RegExp(`calls a new key f{64}, but that key's id is ${fresh.keyid}`));
  });

  it("is one whose signatures count", () => {
    const small = rsaKey(generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey);
    thrown(() => hold(listing(small, small.json)), "keys-key-unusable");
    thrown(() => hold(listing(fresh, { ...fresh.json, keytype: "DSA" })), "keys-key-unusable");
  });

  it("does not bring an owner for a key that is not there", () => {
    refusedAt(owners({ [fresh.keyid]: OWNER }), `/signed/x-key-owners/${fresh.keyid}`);
  });
});

describe("who joins root or targets", () => {
  it("may be a person's key of the other role", () => {
    hold(role("targets", [online.targets, offline.keyid, root.keyid]));
    hold(role("root", [root.keyid, offline.keyid]));
  });

  it("is never an online key: with two of them the Factory alone would meet production's threshold", () => {
    for (const keyid of [online.snapshot, online.timestamp]) {
      const says = refusedAt(role("targets", [online.targets, offline.keyid, keyid]), "/signed/roles/targets/keyids");
      assert.match(says, new RegExp(`${keyid} joins and has no owner`));
      refusedAt(role("root", [root.keyid, keyid]), "/signed/roles/root/keyids");
    }
    refusedAt(role("root", [root.keyid, online.targets]), "/signed/roles/root/keyids");
  });

  it("is not a new online key of another role either", () => {
    const edited = withOnlineKey(begun(), "snapshot", fresh);
    hold(edited, moved("snapshot", fresh));
    const both = role("targets", [online.targets, offline.keyid, fresh.keyid], edited);
    refusedAt(both, "/signed/roles/targets/keyids", moved("snapshot", fresh));
  });
});

describe("online keys", () => {
  for (const name of ["targets", "snapshot", "timestamp"] as const) {
    it(`of ${name} may be another one in the same place, as the Factory says`, () => {
      hold(withOnlineKey(begun(), name, fresh), moved(name, fresh));
    });

    it(`of ${name} that change without the Factory saying so are refused`, () => {
      thrown(() => hold(withOnlineKey(begun(), name, fresh)), "staged-root-differs");
      thrown(() => hold(begun(), moved(name, fresh)), "staged-root-differs");
    });

    it(`of ${name} that the verified root does not list, or gives to a person, are not the Factory's`, () => {
      const lie = (keyid: string) => ({ current: { ...online, [name]: keyid }, updated: { ...online, [name]: keyid } });
      assert.match(
        thrown(() => hold(begun(), lie(fresh.keyid)), "online-key-unlisted").message,
        new RegExp(`its online ${name} key, which the verified root does not list`),
      );
      thrown(() => hold(begun(), lie(offline.keyid)), "online-key-unlisted");
    });
  }

  it("of targets stand where they stood, and the replaced one is gone", () => {
    refusedAt(role("targets", [offline.keyid, online.targets]), "/signed/roles/targets/keyids");
    refusedAt(role("targets", [offline.keyid]), "/signed/roles/targets/keyids");
    const edited = withOnlineKey(begun(), "targets", fresh);
    const both = role("targets", [...edited.roles.targets.keyids, online.targets], edited);
    refusedAt(
      { ...both, keys: { ...both.keys, [online.targets]: onlineTargets.json } },
      "/signed/roles/targets/keyids",
      moved("targets", fresh),
    );
  });

  it("of snapshot and timestamp stay alone in their role", () => {
    for (const name of ["snapshot", "timestamp"] as const)
      refusedAt(role(name, [online[name], offline.keyid]), `/signed/roles/${name}/keyids`);
  });

  it("have no owner", () => {
    const edited = withOnlineKey(begun(), "timestamp", fresh);
    const owned = { ...edited, "x-key-owners": { ...newest["x-key-owners"], [fresh.keyid]: OWNER } };
    refusedAt(owned, `/signed/x-key-owners/${fresh.keyid}`, moved("timestamp", fresh));
  });
});

describe("after the Factory made new online keys", () => {
  const after = (name: OnlineRole, edit: (signed: RootSigned) => RootSigned = (signed) => signed) =>
    docOf(edit(withOnlineKey(begun(), name, fresh)));
  const change = (name: OnlineRole) => ({ before: online, after: { ...online, [name]: fresh.keyid } });

  for (const name of ["targets", "snapshot", "timestamp"] as const) {
    it(`only the key of ${name}, which was asked for, is another one`, () => {
      requireOnlyOnlineChange(begun(), after(name), [name], change(name));
    });

    it(`a key of ${name} that nobody asked for is refused, and one that was asked for and is the same`, () => {
      const others = (["targets", "snapshot", "timestamp"] as const).filter((other) => other !== name);
      thrown(() => requireOnlyOnlineChange(begun(), after(name), others, change(name)), "staged-root-differs");
      const same = { before: online, after: online };
      const { message } = thrown(
        () => requireOnlyOnlineChange(begun(), docOf(begun()), [name], same),
        "staged-root-differs",
      );
      assert.match(message, new RegExp(`at /signed/roles/${name}/keyids, the key should be another one, and is not`));
    });
  }

  const more: [string, (signed: RootSigned) => RootSigned, string][] = [
    ["an offline key added", (signed) => addKey(signed, "targets", newKey(fresher)), "/signed/roles/targets/keyids/2"],
    [
      "the root key replaced",
      (signed) => replaceKey(signed, "root", root.keyid, newKey(fresher)),
      "/signed/roles/root/keyids/0",
    ],
    ["another expiry", (signed) => renewed(signed), "/signed/expires"],
    [
      "a lower threshold",
      (signed) => ({ ...signed, roles: { ...signed.roles, root: { ...signed.roles.root, threshold: 2 } } }),
      "/signed/roles/root/threshold",
    ],
    [
      "a key more",
      (signed) => ({ ...signed, keys: { ...signed.keys, [fresher.keyid]: fresher.json } }),
      `/signed/keys/${fresher.keyid}`,
    ],
    [
      "another key under an old id",
      (signed) => ({ ...signed, keys: { ...signed.keys, [root.keyid]: fresher.json } }),
      `/signed/keys/${root.keyid}`,
    ],
    [
      "another owner",
      (signed) => ({ ...signed, "x-key-owners": { ...signed["x-key-owners"], [root.keyid]: OWNER } }),
      `/signed/x-key-owners/${root.keyid}/created-at`,
    ],
  ];
  for (const [what, edit, pointer] of more) {
    it(`${what} beside it is refused at ${pointer.replace(/[0-9a-f]{64}/, "<id>")}`, () => {
      const { message } = thrown(
        () => requireOnlyOnlineChange(begun(), after("snapshot", edit), ["snapshot"], change("snapshot")),
        "staged-root-differs",
      );
      assert.ok(message.includes(`: at ${pointer}, `), message);
    });
  }

  it("a replaced key that is left in the document is no change of anybody's", () => {
    const left = after("snapshot", (signed) => ({
      ...signed,
      keys: { ...signed.keys, [online.snapshot]: onlineSnapshot.json },
    }));
    requireOnlyOnlineChange(begun(), left, ["snapshot"], change("snapshot"));
  });
});
