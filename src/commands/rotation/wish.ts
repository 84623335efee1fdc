// What a rotation is to replace, and where its keys lie.
import { resolve } from "node:path";
import type { KeyFile } from "../../keys/key-file.ts";
import type { KeyType } from "../../tuf/key.ts";
import type { OfflineRole } from "../../tuf/root-edit.ts";
import type { Context } from "../command.ts";

export interface RotationWish {
  /** Words as typed, for messages. */
  readonly command: "keys rotate" | "keys rotate-all";
  /** Offline keys to be replaced, in order. */
  readonly roles: readonly OfflineRole[];
  /** Are the three online keys to be replaced too? */
  readonly online: boolean;
  readonly firstTime: boolean;
  readonly keyType: KeyType;
  /** Becomes part of the root. */
  readonly message: string;
  readonly rootFile: KeyFile;
  /** Null where the archive with the root key holds the targets key as well. */
  readonly targetsFile: KeyFile | null;
}

/** The archive for the targets key, opened with the same secrets; null when none was named. */
export function targetsFileOf(ctx: Context, path: string | undefined, { secrets }: KeyFile): KeyFile | null {
  return path === undefined ? null : { path: resolve(ctx.cwd, path), secrets };
}

/** What is replaced, in the words of a record. */
export function replacesOf({ roles, online }: Pick<RotationWish, "roles" | "online">): string[] {
  return [...roles, ...(online ? ["online"] : [])];
}
