// What a person is told of a restore: what came back, whether it counts today, and what is still to be done.

import type { BackupForm } from "../../keys/paper/read-backup.ts";
import type { Block } from "../../report/document.ts";
import { reviewedOwnerOf } from "../../review/evidence/key-owners.ts";
import { agreeing } from "../../text/sentence.ts";
import type { Doc, RootSigned } from "../../tuf/metadata/metadata.ts";
import { type KeyStatus, OFFLINE_ROLES } from "../key-status.ts";
import { keyTable } from "../key-table.ts";

export interface RestoreResult {
  readonly file: string;
  readonly form: BackupForm;
  readonly added: readonly string[];
  /** The backup was that archive itself. */
  readonly itself: boolean;
  readonly plain: boolean;
  readonly protection: string;
  /** The archive held no root key before, and does now. */
  readonly rootJoined: boolean;
  /** Null where no root was there to ask. */
  readonly rootVersion: number | null;
  /** Key ids that the newest root lists, where none of those restored is active; else null. */
  readonly inactive: readonly string[] | null;
  readonly keys: readonly KeyStatus[];
}

/**
 * @param newest root as the Factory serves it, verified.
 * @returns null where one of the keys is active; else the offline keys of the same roles that are, or of both roles where
 *   no root ever listed any of them.
 */
export function expectedInstead(keys: readonly KeyStatus[], { signed }: Doc<RootSigned>): readonly string[] | null {
  if (keys.some((key) => key.state === "active" && key.private)) return null;
  const known = OFFLINE_ROLES.filter((role) => keys.some(({ roles }) => roles.includes(role)));
  const roles = known.length > 0 ? known : OFFLINE_ROLES;
  // The online targets key has no owner, and lies in no archive.
  const isOffline = (role: string, keyid: string) => role === "root" || reviewedOwnerOf(signed, keyid) !== null;
  return [...new Set(roles.flatMap((role) => signed.roles[role].keyids.filter((keyid) => isOffline(role, keyid))))];
}

export function restoreTitle(data: RestoreResult): string {
  const { added, file, keys, itself, inactive } = data;
  const one = keys.length === 1;
  const count = added.length === keys.length ? `${added.length} keys` : `${added.length} of ${keys.length} keys`;
  const done = one ? "The key was restored" : `${count} ${agreeing(added.length, "was", "were")} restored`;
  const held = itself
    ? `${file} is the archive itself, so there was nothing to restore`
    : `${file} holds ${one ? "the key" : "these keys"} already`;
  if (inactive === null) return added.length > 0 ? `${done} into ${file}` : held;
  const what = added.length > 0 ? done : held;
  return `${what}, and ${one ? "it is NOT active" : "NONE of them is active"}: ${insteadOf(data, shortId)}. ${lookElsewhere(keys)}`;
}

/** Null where there is nothing to warn of. */
export function inactiveWarning(data: RestoreResult): string | null {
  if (data.inactive === null) return null;
  const none = data.keys.length === 1 ? "The restored key is not active" : "None of the restored keys is active";
  return `${none}: ${insteadOf(data, (keyid) => keyid)}. ${lookElsewhere(data.keys)}.`;
}

/** Null where there is nothing to warn of. */
export function rootJoinedWarning({ rootJoined, file }: RestoreResult): string | null {
  if (!rootJoined) return null;
  return `${file} now holds a root key, so it MUST NOT go to CI. To make an archive without it: factory-tuf keys copy-targets targets-alone.keys.tgz --keys ${file}`;
}

export function restoreBlocks(data: RestoreResult): Block[] {
  const { file, protection, rootVersion, plain, keys } = data;
  const joined = rootJoinedWarning(data);
  const inactive = inactiveWarning(data);
  const said = [joined, inactive].filter((warning) => warning !== null);
  return [
    ...(joined
      ? [
          {
            kind: "paragraph" as const,
            text: [{ strong: "Not for CI: " }, "it holds a root key now."],
            tone: "bad" as const,
          },
        ]
      : []),
    ...(said.length > 0 ? [{ kind: "warnings" as const, items: said }] : []),
    {
      kind: "facts",
      facts: [
        { label: "File", value: file },
        { label: "Archive", value: protection },
        { label: "Compared with", value: rootVersion === null ? "nothing" : `root version ${rootVersion}` },
      ],
    },
    keyTable(keys),
    ...(plain
      ? [{ kind: "paragraph" as const, text: ["Encrypt it: ", { code: `factory-tuf keys encrypt --keys ${file}` }] }]
      : []),
  ];
}

function insteadOf({ inactive, rootVersion }: RestoreResult, shown: (keyid: string) => string): string {
  return `root ${rootVersion} lists ${inactive?.map(shown).join(", ") || "none"}`;
}

function lookElsewhere(keys: readonly KeyStatus[]): string {
  if (keys.some(({ state }) => state === "active")) return "Of an active key it holds the public half alone";
  return keys.some(({ state }) => state === "retired")
    ? "This is an old backup. Look for a newer one"
    : "The keys in this backup were never in a root of this Factory. Look for another one";
}

/** For a headline; the warning has the whole of it. */
function shortId(keyid: string): string {
  return keyid.slice(0, 8);
}
