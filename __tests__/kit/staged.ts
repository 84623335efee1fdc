// A transaction for tests: the verified newest root 3, and what may be staged after it, in both flavours.
import { parseJson } from "../../src/json/json.ts";
import { type Doc, parseRoot, type RootSigned } from "../../src/tuf/metadata/metadata.ts";
import type { OnlineRole } from "../../src/tuf/metadata/online-role.ts";
import { type NewRootKey, productionOfRoot } from "../../src/tuf/root/root-edit.ts";
import type { OnlineKeyids } from "../../src/tuf/root/staged-keys.ts";
import { requireStagedFrom, type StagedRoots } from "../../src/tuf/root/staged-root.ts";
import { ed25519, NOW, rootSigned, type TestKey } from "./tuf.ts";

const names = ["root", "offline", "online targets", "online snapshot", "online timestamp", "fresh"];
const [root, offline, onlineTargets, onlineSnapshot, onlineTimestamp, fresh] = names.map(ed25519) as [
  TestKey,
  TestKey,
  TestKey,
  TestKey,
  TestKey,
  TestKey,
];

export { fresh, offline, onlineSnapshot, onlineTargets, root };

export const online: OnlineKeyids = {
  targets: onlineTargets.keyid,
  snapshot: onlineSnapshot.keyid,
  timestamp: onlineTimestamp.keyid,
};
export const unchanged = { current: online, updated: online };

/** The newest CI root, with a member that we do not know. */
export const newest: RootSigned = withOnlineKeys(
  rootSigned({ version: 3, root: [root], targets: [onlineTargets, offline], owners: [root, offline] }),
);

export function newKey({ keyid, json }: TestKey): NewRootKey {
  return { keyid, key: json, owner: { polisId: "polis-1", createdAt: NOW } };
}

/** As the Factory begins a transaction. */
export function begun(from: RootSigned = newest): RootSigned {
  const changelog = { "polis-id": "polis-1", message: "As agreed", timestamp: "2031-01-01T00:00:00Z" };
  return { ...from, version: from.version + 1, "x-changelog": changelog };
}

/** Any value as a root document; what stands in it is the test's affair. */
export function docOf(signed: object, where = "the staged CI root"): Doc<RootSigned> {
  return parseRoot(parseJson(JSON.stringify({ signatures: [], signed }), where), where);
}

/** Both flavours of an edited root. */
export function stagedAs(edited: RootSigned, threshold = 2): StagedRoots {
  return { ci: docOf(edited), prod: docOf(productionOfRoot(edited, threshold), "the staged production root") };
}

/** Holds a staged CI root against the newest one, before the first PUT. */
export function hold(edited: object, moved = unchanged): void {
  requireStagedFrom(docOf(newest, "CI root 3"), { ci: docOf(edited), prod: null }, moved);
}

/** The Factory's new online key of one role, in the place of the old one. */
export function withOnlineKey(signed: RootSigned, role: OnlineRole, key: TestKey): RootSigned {
  const { [online[role]]: _gone, ...keys } = signed.keys;
  const keyids = signed.roles[role].keyids.map((keyid) => (keyid === online[role] ? key.keyid : keyid));
  return {
    ...signed,
    keys: { ...keys, [key.keyid]: key.json },
    roles: { ...signed.roles, [role]: { ...signed.roles[role], keyids } },
  };
}

function withOnlineKeys(signed: RootSigned): RootSigned {
  const { [ed25519("online").keyid]: _shared, ...keys } = signed.keys;
  const role = ({ keyid }: TestKey) => ({ keyids: [keyid], threshold: 1 });
  return {
    ...signed,
    keys: { ...keys, [onlineSnapshot.keyid]: onlineSnapshot.json, [onlineTimestamp.keyid]: onlineTimestamp.json },
    roles: { ...signed.roles, snapshot: role(onlineSnapshot), timestamp: role(onlineTimestamp) },
    ...{ "x-vendor": { kept: [1, "as it is"] } },
  };
}
