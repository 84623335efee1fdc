// The state of the Factory for people: the chain of roots, who holds which key, what each tag and Wave has and
// lacks, and when something ends. Facts of a snapshot, without judgement; bounded, whatever was served.
import type { DeviceRow } from "../../tuf/devices/device-rows.ts";
import type { Level } from "./rule.ts";

/** A point on the timeline of roots. */
export interface RootStep {
  readonly version: number;
  readonly expires: string;
  /** polis-id, message and time of `x-changelog`; null where the root has none. */
  readonly change: { readonly by: string; readonly message: string; readonly at: string } | null;
  readonly added: readonly KeyChange[];
  readonly removed: readonly KeyChange[];
  /** Threshold of the root role, and of production targets (null without a production root of that version). */
  readonly rootThreshold: number;
  readonly targetsThreshold: number | null;
  /** The newest version; earlier ones may have expired. */
  readonly newest: boolean;
}

export interface KeyChange {
  readonly role: string;
  readonly keyid: string;
  /** polis-id, or null. */
  readonly owner: string | null;
}

export interface RoleState {
  readonly role: string;
  /** Of the production root. */
  readonly threshold: number;
  readonly keys: readonly KeyOverview[];
}

export interface KeyOverview {
  readonly keyid: string;
  /** `ed25519`, `rsa 4096`; `unusable` where it may not count. */
  readonly type: string;
  readonly owner: string | null;
  /** RFC 3339; null when nobody knows. */
  readonly born: string | null;
  readonly ageDays: number | null;
  readonly online: boolean;
}

/** Signatures of a targets document under the production root. */
export interface SignatureState {
  readonly needed: number;
  readonly have: readonly string[];
  /** Key ids that could still sign. */
  readonly missing: readonly string[];
}

export interface ProductionState {
  readonly tag: string;
  readonly version: number;
  readonly expires: string;
  readonly daysLeft: number;
  readonly targets: number;
  readonly signatures: SignatureState;
  /** What devices of the clients that the policy lists say of it, from the oldest root on. */
  readonly devices: readonly DeviceRow[];
}

export interface WaveOverview {
  readonly name: string;
  readonly tag: string;
  readonly version: string;
  readonly status: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** Null without targets. */
  readonly expires: string | null;
  readonly signatures: SignatureState | null;
  readonly rollouts: readonly {
    readonly scope: string;
    readonly at: string;
    readonly by: string;
    readonly devices: number;
  }[];
  /** Null where the Factory was not asked, or does not say. */
  readonly progress: { readonly total: number; readonly updated: number; readonly scheduled: number } | null;
}

/** A date after which something no longer works. */
export interface DueDocument {
  /** RFC 3339. */
  readonly at: string;
  readonly daysLeft: number;
  /** `The production root expires`. */
  readonly what: string;
  readonly subject: string;
  /** How near it is: past or within days an error, within weeks a warning. */
  readonly level: Level;
}

export interface TransactionState {
  readonly status: string;
  readonly by: string | null;
  readonly startedAt: string | null;
  readonly stagedVersion: number | null;
}

export interface Overview {
  /** Oldest first. Empty when no root could be read. */
  readonly roots: readonly RootStep[];
  readonly roles: readonly RoleState[];
  readonly production: readonly ProductionState[];
  /** Active ones first, then the newest. */
  readonly waves: readonly WaveOverview[];
  /** Nearest first. */
  readonly deadlines: readonly DueDocument[];
  /** Null when none is open, or it could not be read. */
  readonly transaction: TransactionState | null;
  /** Who the token is; null when it may not see that. */
  readonly token: { readonly name: string; readonly role: string; readonly scopes: readonly string[] } | null;
}
