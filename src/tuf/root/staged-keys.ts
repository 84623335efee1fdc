// Which keys a transaction may add to a root, replace or take out (T8): offline keys with an owner, and the one online
// key of a role for another. What else a staged root may hold is staged-root.ts.
import { ToolError } from "../../errors/tool-error.ts";
import { differingPointer, sameJson } from "../../json/difference.ts";
import { pointerTo } from "../../json/json.ts";
import { own } from "../../json/object.ts";
import { usableKey } from "../metadata/key.ts";
import { type Doc, ROLE_NAMES, type RootSigned } from "../metadata/metadata.ts";
import { ONLINE_ROLES, type OnlineRole } from "../metadata/online-role.ts";

export type OnlineKeyids = Readonly<Record<OnlineRole, string>>;

interface Online {
  readonly current: OnlineKeyids;
  readonly updated: OnlineKeyids;
}

/**
 * Keys that stay are the same keys with the same owners; a new one is usable, named for what it is, listed by a role,
 * and has an owner unless it is one of the Factory's online keys.
 * @throws {ToolError} `staged-root-differs`, `keyid-mismatch`, `keys-key-unusable`.
 */
export function requireKeyChanges(staged: Doc<RootSigned>, current: RootSigned, online: Online): void {
  const { keys, roles } = staged.signed;
  const owners = staged.signed["x-key-owners"] ?? {};
  const ownersBefore = current["x-key-owners"] ?? {};
  const listed = new Set(ROLE_NAMES.flatMap((role) => roles[role].keyids));
  const onlineIds = new Set(Object.values(online.updated));
  for (const keyid of listed) {
    if (own(keys, keyid) === undefined)
      throw stagedDiffers(staged, pointerTo("/signed/keys", keyid), "a role lists it, and it is missing");
  }
  for (const role of ROLE_NAMES) {
    if (new Set(roles[role].keyids).size !== roles[role].keyids.length)
      throw stagedDiffers(staged, `/signed/roles/${role}/keyids`, "a key is listed twice");
  }
  for (const [keyid, key] of Object.entries(keys)) {
    const at = pointerTo("/signed/keys", keyid);
    const before = own(current.keys, keyid);
    if (before !== undefined) {
      const pointer = differingPointer(key, before, at);
      if (pointer !== null) throw stagedDiffers(staged, pointer, "the newest root has another key of that id");
      const ownerAt = differingPointer(
        own(owners, keyid),
        own(ownersBefore, keyid),
        pointerTo("/signed/x-key-owners", keyid),
      );
      if (ownerAt !== null) throw stagedDiffers(staged, ownerAt, "the newest root names another owner of that key");
      continue;
    }
    requireUsable(staged, keyid, key);
    if (!listed.has(keyid)) throw stagedDiffers(staged, at, "it is new, and no role lists it");
    const owner: unknown = own(owners, keyid);
    if (onlineIds.has(keyid) ? owner !== undefined : !isOwner(owner))
      throw stagedDiffers(
        staged,
        pointerTo("/signed/x-key-owners", keyid),
        onlineIds.has(keyid) ? "an online key has no owner" : "a new key needs an owner and the time it was made",
      );
  }
  requireOwnedJoiners(staged, current, online);
  for (const keyid of Object.keys(owners)) {
    if (own(keys, keyid) === undefined && !sameJson(own(owners, keyid), own(ownersBefore, keyid)))
      throw stagedDiffers(staged, pointerTo("/signed/x-key-owners", keyid), "there is no such key");
  }
}

/** Root and targets are joined by people's keys alone: a second online key would let the Factory sign with two hands. */
function requireOwnedJoiners(staged: Doc<RootSigned>, current: RootSigned, { updated }: Online): void {
  const { signed } = staged;
  const owners = signed["x-key-owners"] ?? {};
  for (const role of ["root", "targets"] as const) {
    const joiner = signed.roles[role].keyids.find(
      (keyid) =>
        !current.roles[role].keyids.includes(keyid) &&
        own(owners, keyid) === undefined &&
        !(role === "targets" && keyid === updated.targets),
    );
    if (joiner !== undefined)
      throw stagedDiffers(staged, `/signed/roles/${role}/keyids`, `${joiner.slice(0, 64)} joins and has no owner`);
  }
}

/**
 * Snapshot and timestamp keep their keys, and so does targets its online one, save that the online key may be another
 * one in the same place. The root role never holds an online key.
 * @throws {ToolError} `staged-root-differs`, `online-key-unlisted`.
 */
export function requireOnlineRoles(staged: Doc<RootSigned>, current: RootSigned, online: Online): void {
  const { roles } = staged.signed;
  for (const role of ONLINE_ROLES) {
    const [before, after] = [online.current[role], online.updated[role]];
    requireOnlineListed(current, role, before);
    const at = `/signed/roles/${role}/keyids`;
    const place = current.roles[role].keyids.indexOf(before);
    const replaced = current.roles[role].keyids.map((keyid) => (keyid === before ? after : keyid));
    if (role === "targets") {
      const others = new Set(replaced.slice(0, place));
      const index = roles.targets.keyids.indexOf(after);
      const kept = roles.targets.keyids.slice(0, index).every((keyid) => others.has(keyid));
      if (index === -1 || !kept) throw stagedDiffers(staged, at, `the online key ${after} is not where it was`);
      if (before !== after && roles.targets.keyids.includes(before))
        throw stagedDiffers(staged, at, `the replaced online key ${before} is still there`);
    } else if (!sameJson(roles[role].keyids, replaced)) {
      throw stagedDiffers(staged, at, "only the Factory's own online key may be another one");
    }
    if (roles.root.keyids.includes(after))
      throw stagedDiffers(staged, "/signed/roles/root/keyids", `${after} is an online key`);
  }
}

/**
 * After the Factory made new online keys: exactly those of `roles` are others, key for key, and nothing else.
 * @throws {ToolError} `staged-root-differs`; the transaction then holds what nobody asked for.
 */
export function requireOnlyOnlineChange(
  before: RootSigned,
  after: Doc<RootSigned>,
  roles: readonly OnlineRole[],
  online: { readonly before: OnlineKeyids; readonly after: OnlineKeyids },
): void {
  let expected: RootSigned = before;
  for (const role of ONLINE_ROLES) {
    const [old, fresh] = [online.before[role], online.after[role]];
    if (roles.includes(role) === (old === fresh))
      throw stagedDiffers(
        after,
        `/signed/roles/${role}/keyids`,
        old === fresh ? "the key should be another one, and is not" : "the key is another one, and should not be",
      );
    const keyids = expected.roles[role].keyids.map((keyid) => (keyid === old ? fresh : keyid));
    expected = { ...expected, roles: { ...expected.roles, [role]: { ...expected.roles[role], keyids } } };
  }
  const listed = new Set(ROLE_NAMES.flatMap((role) => expected.roles[role].keyids));
  const fresh = new Set(Object.values(online.after));
  const { keys: keysAfter, ...restAfter } = after.signed;
  const { keys: keysBefore, ...rest } = expected;
  const pointer = differingPointer(restAfter, rest, "/signed");
  if (pointer !== null) throw stagedDiffers(after, pointer, "nobody asked for that");
  for (const keyid of new Set([...Object.keys(keysBefore), ...Object.keys(keysAfter)])) {
    const [old, now] = [own(keysBefore, keyid), own(keysAfter, keyid)];
    const isRight =
      fresh.has(keyid) && old === undefined
        ? now !== undefined
        : sameJson(old, now) || (now === undefined && !listed.has(keyid));
    if (!isRight) throw stagedDiffers(after, pointerTo("/signed/keys", keyid), "nobody asked for that");
  }
}

function requireOnlineListed(current: RootSigned, role: OnlineRole, keyid: string): void {
  const isOwned = own(current["x-key-owners"] ?? {}, keyid) !== undefined;
  if (current.roles[role].keyids.includes(keyid) && !isOwned) return;
  throw new ToolError("online-key-unlisted", {
    happened: `The Factory names ${keyid.slice(0, 64)} as its online ${role} key, ${isOwned ? "but the verified root gives that key a human owner" : `which the verified root does not list for ${role}`}.`,
    next: "Sign nothing, keep a copy of the transaction and ask the vendor.",
  });
}

function requireUsable(staged: Doc<RootSigned>, keyid: string, key: RootSigned["keys"][string]): void {
  const usable = usableKey(key);
  if (!usable.usable) {
    throw new ToolError("keys-key-unusable", {
      happened: `${staged.where} adds the key ${keyid.slice(0, 64)}, which ${usable.why}.`,
      next: "Sign nothing; take it out with `factory-tuf updates delete-offline-key --role <role> --key-id <id>`, or cancel the transaction.",
    });
  }
  if (usable.keyid !== keyid) {
    throw new ToolError("keyid-mismatch", {
      happened: `${staged.where} calls a new key ${keyid.slice(0, 64)}, but that key's id is ${usable.keyid}.`,
      next: "Sign nothing. Cancel the transaction, keep a copy of it and ask the vendor.",
    });
  }
}

function isOwner(owner: unknown): boolean {
  if (owner === null || typeof owner !== "object") return false;
  const members = Object.entries(owner);
  return (
    members.length === 2 &&
    members.every(([name, value]) => ["polis-id", "created-at"].includes(name) && typeof value === "string")
  );
}

// How it is said that a staged root is not what anybody can have staged (T8).
export const CANCEL_STAGED =
  "Sign nothing. Cancel the transaction with `factory-tuf updates cancel`; if it comes back so, keep a copy and ask the vendor.";

/** @param why completes "…: at <pointer>, <why>". */
export function stagedDiffers({ where }: Doc<RootSigned>, pointer: string, why: string): ToolError {
  return new ToolError("staged-root-differs", {
    happened: `${where} differs from the verified newest root in a way that no command stages: at ${pointer}, ${why}.`,
    next: CANCEL_STAGED,
  });
}
