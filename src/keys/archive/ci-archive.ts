// What an archive may hold where releases are automated (T16): one active targets key, no root key of any
// root version. Decided by public halves that were derived from the private ones.

import { ToolError } from "../../errors/tool-error.ts";
import { counted } from "../../text/sentence.ts";
import type { UsableKey } from "../../tuf/metadata/key.ts";
import type { Doc, RootSigned } from "../../tuf/metadata/metadata.ts";
import { activeTargetsKey } from "../signers/active-key.ts";
import type { ArchiveKey, KeyArchive, Signer } from "../types.ts";

export interface CiRules {
  /** The root role's key ids of every root version, of both flavours, retired ones included. */
  readonly rootKeyids: ReadonlySet<string>;
  /** The usable offline keys of the newest root's targets role, by key id. */
  readonly targetsKeys: ReadonlyMap<string, UsableKey>;
  /** Verified roots in order. */
  readonly chain?: readonly Doc<RootSigned>[];
}

/**
 * @returns the signer, and a warning for each other key that the archive had better not hold.
 * @throws {ToolError} `keys-root-present`, `keys-orphan`, `keys-none-active` or `keys-several-active`.
 */
export function checkCiArchive(archive: KeyArchive, rules: CiRules): { signer: Signer; warnings: readonly string[] } {
  const rootKeys = archive.keys.filter((key) => rules.rootKeyids.has(key.keyid) || isNamedRoot(key));
  if (rootKeys.length > 0) {
    throw new ToolError("keys-root-present", {
      happened: `The archive holds ${counted(rootKeys.length, "root key")}: ${rootKeys.map(({ keyid }) => keyid).join(", ")}. Anyone who reads it in CI could take over the fleet, even with a retired one.`,
      next: "On your own machine run `factory-tuf keys copy-targets targets.keys.tgz --keys <archive>`, and give CI that archive, encrypted.",
    });
  }
  const lone = archive.keys.find(({ signer }) => !signer);
  if (lone) {
    throw new ToolError("keys-orphan", {
      happened: `The archive holds the public half of ${lone.keyid} without its private half.`,
      next: "Make an archive for CI with `factory-tuf keys copy-targets targets.keys.tgz --keys <archive>` on your own machine.",
    });
  }
  const signer = activeTargetsKey(archive, rules.targetsKeys, rules.chain);
  const others = new Set(archive.keys.map(({ keyid }) => keyid).filter((keyid) => keyid !== signer.keyid));
  const warnings = [...others].map(
    (keyid) =>
      `The archive also holds the key ${keyid}, which is not (or no longer) a targets key: give CI an archive made by \`factory-tuf keys copy-targets <to> --keys <archive>\`.`,
  );
  return { signer, warnings };
}

/** A root key that no root lists yet, or that was the first one, is told by what made it. */
export function isNamedRoot({ name }: ArchiveKey): boolean {
  return /(?:^|\/)(?:first-root$|fioctl-root-)/i.test(name);
}
