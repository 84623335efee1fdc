// What a rotation is to replace, and where its keys lie. One that replaces nothing renews the root: the same keys, a new
// expiry.
import { resolve } from "node:path";
import type { Context } from "../context/context.ts";
import type { KeyFile } from "../keys/archive/key-file.ts";
import type { KeySource, RemoteKey } from "../keys/types.ts";
import type { KeyType } from "../tuf/metadata/key.ts";
import type { OfflineRole } from "../tuf/root/root-edit.ts";

export interface RotationRequest {
  /** Words as typed, for messages. */
  readonly command: "keys rotate" | "keys rotate-all" | "root resign";
  /** Offline keys to be replaced, in order. */
  readonly roles: readonly OfflineRole[];
  /** Are the three online keys to be replaced too? */
  readonly online: boolean;
  readonly firstTime: boolean;
  readonly keyType: KeyType;
  /** May the new root expire before the one it replaces? */
  readonly shortenExpiry: boolean;
  /** Becomes part of the root. */
  readonly message: string;
  readonly rootFile: KeyFile;
  /** The new key, where it lives elsewhere: the newest root lists it already, and its predecessor in the archive goes. */
  readonly elsewhere?: RemoteKey | undefined;
  /** With `elsewhere`: the targets key that goes, which is in no archive either. */
  readonly replaces?: string | undefined;
  /** Where the root key comes from a program: then `rootFile` only says where the record of the work is kept. */
  readonly rootSource?: KeySource | undefined;
  /** The root key that signs, where it lives elsewhere: then `rootSource` has none. */
  readonly rootSigner?: RemoteKey | undefined;
  /** Null where the archive with the root key holds the targets key as well. */
  readonly targetsFile: KeyFile | null;
}

/** The archive for the targets key, opened with the same secrets; null when none was named. */
export function targetsFileOf(ctx: Context, path: string | undefined, { secrets }: KeyFile): KeyFile | null {
  return path === undefined ? null : { path: resolve(ctx.cwd, path), secrets };
}

/** What is replaced, in the words of a record. */
export function replacesOf(request: Pick<RotationRequest, "roles" | "online">): string[] {
  if (isRenewal(request)) return ["expiry"];
  return [...request.roles, ...(request.online ? ["online"] : [])];
}

/** No key is replaced: the root gets a new expiry and nothing else. */
export function isRenewal({ roles, online }: Pick<RotationRequest, "roles" | "online">): boolean {
  return roles.length === 0 && !online;
}

/** Does the new root bring a new expiry? Only with a new root key, or where that is what was asked for (PROTOCOL §4). */
export function bringsExpiry(request: Pick<RotationRequest, "roles" | "online">): boolean {
  return request.roles.includes("root") || isRenewal(request);
}
