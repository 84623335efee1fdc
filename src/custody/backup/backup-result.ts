// What `keys backup` did, in one shape for its four ways.

import type { Outcome } from "../../context/outcome.ts";
import type { Backup } from "../../keys/paper/read-backup.ts";
import type { OfflineRole } from "../../tuf/root/root-edit.ts";
import type { KeyStatus } from "../key-status.ts";

export interface BackupFile {
  readonly file: string;
  readonly state: "written" | "replaced" | "there already" | "failed" | "verified" | "unproven";
  /** Why it failed, or what it replaced; null otherwise. */
  readonly why: string | null;
}

export interface BackupResult {
  readonly way: "copy" | "extract" | "print" | "verify";
  readonly role: OfflineRole;
  /** Of the role, proven to be in every file; null where that is not so. */
  readonly keyid: string | null;
  readonly files: readonly BackupFile[];
  readonly form: Backup["form"];
  /** How an archive is protected; null for the other forms, which are not. */
  readonly protection: string | null;
  readonly rootVersion: number;
  /** What the files hold. */
  readonly keys: readonly KeyStatus[];
  /** How many more private keys the archive holds, which are not in what was written. */
  readonly left: number;
}

export type BackupOutcome = Outcome<BackupResult>;
