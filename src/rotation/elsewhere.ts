// A rotation to a key that lives elsewhere: the newest root lists it already, so nothing is made. What it would sign is verified
// and measured before the owner is asked, and signed only after that.
import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { activeRemoteKey } from "../keys/signers/active-key.ts";
import type { RemoteKey, Signer } from "../keys/types.ts";
import type { Resigned } from "../root-updates/put-staged.ts";
import { type Document, requireSignerFits } from "../root-updates/remote-signers.ts";
import { canonicalBytes } from "../tuf/canonical/canonical.ts";
import type { UsableKey } from "../tuf/metadata/key.ts";
import type { RootSigned } from "../tuf/metadata/metadata.ts";
import { roleKeys } from "../tuf/metadata/threshold.ts";
import type { OfflineRole } from "../tuf/root/root-edit.ts";
import { type RotatedKey, resign } from "./resign-production.ts";
import type { RotationInput } from "./rotation-input.ts";
import type { RotationRequest } from "./rotation-request.ts";

type ElsewhereRequest = RotationRequest & { readonly elsewhere: RemoteKey };

/**
 * @param replaced the archive's active key of the role.
 * @throws {ToolError} `keys-none-active` where the archive holds none, or the root does not list the new one.
 */
export function successorOf(
  role: OfflineRole,
  replaced: string | null,
  elsewhere: RemoteKey,
  input: RotationInput,
): RotatedKey {
  const { keyid } = successor(role, elsewhere, input);
  if (replaced !== null && replaced !== keyid) return { role, keyid, replaced, fresh: null };
  throw new ToolError("keys-none-active", {
    happened:
      replaced === null
        ? `The archive holds no active ${role} key that the key ${keyid} could replace, so there is nothing to rotate.`
        : `The key ${keyid} is in the archive, not with the signer.`,
    next:
      replaced === null
        ? `Give the archive of the key to replace with ${role === "root" ? "--keys" : "--keys, or --targets-keys if it has its own archive, or its id with --replaces if a signer holds it"}. If there is none, no rotation is needed: the signer's key can sign already.`
        : "Give the id of the signer's key. factory-tuf root show lists the keys of the root.",
  });
}

/**
 * The key that goes, where it is in no archive either.
 * @param keys the offline targets keys of the newest root.
 * @throws {ToolError} `keys-none-active`.
 */
export function requireListed(keyid: string, keys: ReadonlyMap<string, unknown>): string {
  if (keys.has(keyid)) return keyid;
  throw new ToolError("keys-none-active", {
    happened: `The key ${keyid} is not an offline targets key of the newest root, so it cannot be replaced.`,
    next: "Give the id of an offline targets key. factory-tuf root show lists them.",
  });
}

/** Whoever signs with it. @throws {ToolError} `keys-none-active`. */
export function remoteSignerOf(role: OfflineRole, elsewhere: RemoteKey, input: RotationInput): Signer {
  return elsewhere.signer(successor(role, elsewhere, input));
}

function successor(role: OfflineRole, { keyid }: RemoteKey, { roots, onlineKeyid }: RotationInput): UsableKey {
  const keys = roleKeys(roots.ci.signed, role, roots.ci.where);
  keys.delete(onlineKeyid);
  return activeRemoteKey(keyid, role, keys, roots.chain);
}

/**
 * @param production the new production root, as it will be signed.
 * @throws {ToolError} `keys-none-active`; `signer-too-small`.
 */
export function requireRootSignerFits(
  ctx: Context,
  rootSigner: RemoteKey,
  input: RotationInput,
  production: RootSigned,
): void {
  const signer = remoteSignerOf("root", rootSigner, input);
  requireSignerFits(ctx, rootSigner, signer, [newRoot(production)]);
}

function newRoot(production: RootSigned): Document {
  return { what: "The new root", sizeBytes: canonicalBytes(production, "the new root", "/signed").length };
}

interface WouldBe {
  readonly keys: readonly RotatedKey[];
  /** The new production root, as it will be signed. */
  readonly production: RootSigned;
}

/**
 * Everything that will be signed again, verified, with empty signatures: nobody has been asked yet.
 * @throws {ToolError} `signer-too-small`; what does not verify.
 */
export async function wouldResign(
  ctx: Context,
  { elsewhere, roles }: ElsewhereRequest,
  input: RotationInput,
  { keys, production }: WouldBe,
): Promise<Resigned> {
  const [role] = roles;
  const signer = remoteSignerOf(role!, elsewhere, input);
  const documents: Document[] = [];
  const measuring: Signer = {
    keyid: signer.keyid,
    type: signer.type,
    async sign(bytes) {
      documents.push({ what: "A production targets document", sizeBytes: bytes.length });
      return { keyid: signer.keyid, method: "", sig: "" };
    },
  };
  const resigned = await resign(ctx, input, keys, measuring);
  if (role === "root") documents.push(newRoot(production));
  requireSignerFits(ctx, elsewhere, signer, documents);
  return resigned;
}

/** The plan with its signatures, once the owner has agreed. A plan whose keys are here has them already. */
export async function signedPlan<P extends { readonly keys: readonly RotatedKey[]; readonly resigned: Resigned }>(
  ctx: Context,
  { elsewhere, roles }: RotationRequest,
  input: RotationInput,
  plan: P,
): Promise<P> {
  if (!elsewhere || !roles.includes("targets")) return plan;
  const signer = remoteSignerOf("targets", elsewhere, input);
  return { ...plan, resigned: await resign(ctx, input, plan.keys, signer) };
}
