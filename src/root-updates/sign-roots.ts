// Signatures on staged roots, both flavours alike: by the archive's new and old root key, then those that others have
// made before (PROTOCOL §4).

import { ToolError } from "../errors/tool-error.ts";
import { activeKey, findSigner } from "../keys/signers/active-key.ts";
import type { KeyArchive, Signer } from "../keys/types.ts";
import { canonicalBytes } from "../tuf/canonical/canonical.ts";
import { rootRefusals } from "../tuf/devices/root-refusals.ts";
import { Doc, type RootSigned } from "../tuf/metadata/metadata.ts";
import { roleKeys, type Tally, tally } from "../tuf/metadata/threshold.ts";
import type { VerifiedRoots } from "../verified/verified-roots.ts";
import type { StagedRoot } from "./read-staged.ts";

/** Both flavours as they will be sent. */
export interface BothRoots {
  readonly ci: StagedRoot;
  readonly prod: StagedRoot;
}

/**
 * The root keys of an archive that may sign: its key of the new root, then its key of the current one.
 * @throws {ToolError} `keys-several-active`; `keys-none-active` when it holds neither.
 */
export function rootSigners(archive: KeyArchive, staged: Doc<RootSigned>, current: Doc<RootSigned>): readonly Signer[] {
  const [fresh, old] = [staged, current].map(({ signed, where }) => roleKeys(signed, "root", where));
  const signers = [fresh!, old!].flatMap((keys) =>
    findSigner(archive, keys) ? [activeKey(archive, "root", keys)] : [],
  );
  if (signers.length === 0) activeKey(archive, "root", new Map([...fresh!, ...old!]));
  return [...new Map(signers.map((signer) => [signer.keyid, signer])).values()];
}

/**
 * Signs both flavours with `signers`, in their order; valid signatures by other root keys follow, all else is dropped:
 * a device rejects a list with a key twice or an unknown method.
 * @param roots the verified newest roots, whose keys must sign as well.
 * @throws {ToolError} `device-would-refuse` for a root that no device would take, or a role in it that can never verify;
 *   `metadata-not-portable`, `signature-self-check`. Nothing was sent.
 */
export async function signRoots(
  staged: BothRoots,
  signers: readonly Signer[],
  roots: VerifiedRoots,
): Promise<BothRoots> {
  return { ci: await signRoot(staged.ci, signers, roots.ci), prod: await signRoot(staged.prod, signers, roots.prod) };
}

async function signRoot(
  { doc, beside }: StagedRoot,
  signers: readonly Signer[],
  current: Doc<RootSigned>,
): Promise<StagedRoot> {
  requireTakenByDevices(doc);
  const bytes = canonicalBytes(doc.signed, doc.where, "/signed");
  const made = [];
  for (const signer of signers) made.push(await signer.sign(bytes));
  const ours = new Set(signers.map(({ keyid }) => keyid));
  const valid = validSigners(doc, current);
  const kept = doc.signatures.filter(({ keyid }, index) => {
    const isFirst = doc.signatures.findIndex((other) => other.keyid === keyid) === index;
    return isFirst && !ours.has(keyid) && valid.has(keyid);
  });
  const signed = new Doc(doc.where, doc.signed, [...made, ...kept], []);
  const problem = signers.find(({ keyid }) => !validSigners(signed, current).has(keyid));
  if (!problem) return { doc: signed, beside };
  throw new ToolError("signature-self-check", {
    happened: `The signature of ${problem.keyid} on ${doc.where} does not verify under the root keys, so nothing was sent.`,
    next: "Restore the archive from a backup and try on another machine.",
  });
}

/** Whether production can reach its threshold is looked at where that is changed, and where it is released. */
function requireTakenByDevices({ signed, where }: Doc<RootSigned>): void {
  const [refusal] = rootRefusals(signed, false);
  if (!refusal) return;
  throw new ToolError("device-would-refuse", {
    happened: `${where} ${refusal.says}. Devices would refuse it, so it was not signed.`,
    next: "Correct the transaction (factory-tuf updates review shows it), or drop it: factory-tuf updates cancel.",
  });
}

/** Key ids whose signature on a staged root is valid under its own root keys or the current ones. */
function validSigners(doc: Doc<RootSigned>, current: Doc<RootSigned>): ReadonlySet<string> {
  return new Set([...tally(doc, doc, "root").signedBy, ...tally(doc, current, "root").signedBy]);
}

/** What a staged root has and lacks: by the keys of the current root, and by its own. */
export interface RootSignatures {
  readonly current: Tally;
  readonly own: Tally;
  readonly met: boolean;
}

export function rootSignatures(doc: Doc<RootSigned>, current: Doc<RootSigned>): RootSignatures {
  const [byCurrent, byOwn] = [tally(doc, current, "root"), tally(doc, doc, "root")];
  return { current: byCurrent, own: byOwn, met: byCurrent.met && byOwn.met };
}

/** True when the staged roots carry the same valid signers as the freshly signed ones: nothing would be added. */
export function sameSignatures(staged: BothRoots, signed: BothRoots, roots: VerifiedRoots): boolean {
  const signers = ({ doc }: StagedRoot, current: Doc<RootSigned>) => [...validSigners(doc, current)].sort().join();
  return (
    signers(staged.ci, roots.ci) === signers(signed.ci, roots.ci) &&
    signers(staged.prod, roots.prod) === signers(signed.prod, roots.prod)
  );
}
