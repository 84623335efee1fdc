// Are these the CI targets? Signed by the online key the root lists, by no offline key, and not a Wave's
// document in disguise (T5).

import { ToolError } from "../../errors/tool-error.ts";
import { own } from "../../json/object.ts";
import { sha256Hex } from "../../text/sha256.ts";
import { verificationForms } from "../canonical/canonical.ts";
import { isExpired } from "../metadata/expiry.ts";
import { type KeyJson, keyidOf } from "../metadata/key.ts";
import type { Doc, RootSigned, TargetsSigned } from "../metadata/metadata.ts";
import { docHash, type Pin, requirePinned } from "../metadata/pins.ts";
import { tally } from "../metadata/threshold.ts";

export interface CiTargetsProof {
  /** Key id of the online targets key. */
  readonly onlineKeyid: string;
}

export interface CiTargetsEvidence {
  readonly ciRoot: Doc<RootSigned>;
  /** What `ci-targets.pub` says. */
  readonly onlineKey: KeyJson;
  readonly pin: Pin | null;
  /** Verified production targets and active Waves: none of them may come back as CI targets. */
  readonly released: readonly Doc<TargetsSigned>[];
  readonly now: Date;
}

/**
 * The online targets key, which must be listed for targets and have no human owner.
 * @throws {ToolError} `online-key-unlisted`.
 */
export function requireOnlineKey(root: RootSigned, onlineKey: KeyJson): string {
  const keyid = keyidOf(onlineKey);
  if (keyid === null || !root.roles.targets.keyids.includes(keyid)) {
    throw new ToolError("online-key-unlisted", {
      happened: `The Factory names ${keyid ?? "an unreadable key"} as its online targets key, which the verified root does not list for targets.`,
      next: "Sign nothing, keep a copy of ci-targets.pub and ask the vendor.",
    });
  }
  if (own(root["x-key-owners"] ?? {}, keyid)) {
    throw new ToolError("online-key-unlisted", {
      happened: `The Factory names ${keyid} as its online targets key, but the verified root gives that key a human owner: it is an offline key.`,
      next: "Sign nothing, keep a copy of ci-targets.pub and ask the vendor.",
    });
  }
  return keyid;
}

/**
 * @throws {ToolError} `online-key-unlisted`, `threshold-not-met`, `metadata-expired`, `metadata-rollback`,
 *   `metadata-equivocation`, `metadata-member-refused` (a Wave's document).
 */
export function verifyCiTargets(ci: Doc<TargetsSigned>, evidence: CiTargetsEvidence): CiTargetsProof {
  const { ciRoot, onlineKey, pin, released, now } = evidence;
  const onlineKeyid = requireOnlineKey(ciRoot.signed, onlineKey);
  const { signedBy, invalid } = tally(ci, ciRoot, "targets");
  if (!signedBy.includes(onlineKeyid)) {
    const why = invalid.find(({ keyid }) => keyid === onlineKeyid)?.why ?? "is missing";
    throw new ToolError("threshold-not-met", {
      happened: `The CI targets are not signed by the online targets key ${onlineKeyid}: its signature ${why}.`,
      next: "They are not what CI built. Sign nothing, keep a copy and ask the vendor.",
    });
  }
  const offline = signedBy.find((keyid) => keyid !== onlineKeyid);
  if (offline) throw disguised(`they carry a signature of the offline key ${offline}`);
  const twin = released.find((doc) => doc.signed.version === ci.signed.version && docHash(doc) === docHash(ci));
  if (twin) throw disguised(`they are the same document as ${twin.where}`);
  if (isExpired(ci.signed, now)) {
    throw new ToolError("metadata-expired", {
      happened: `The CI targets expired at ${ci.signed.expires}.`,
      next: "Run a CI build, which signs them again; if that does not help, ask the vendor.",
    });
  }
  requirePinned(ci, pin, ciTargetsHash);
  return { onlineKeyid };
}

/** What CI targets are pinned by: without `expires`, which the server renews by itself. */
export function ciTargetsHash(ci: Doc<TargetsSigned>): string {
  const { expires: _renewed, ...rest } = ci.signed;
  return sha256Hex(verificationForms(rest)[0]!);
}

function disguised(how: string): ToolError {
  return new ToolError("metadata-member-refused", {
    happened: `What is served as CI targets is a Wave's or production document: ${how}.`,
    next: "Sign nothing, keep a copy and ask the vendor.",
  });
}
