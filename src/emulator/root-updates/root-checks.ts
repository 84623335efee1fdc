// What the strict Factory demands of staged roots: when they are stored, and when they are applied. Every
// sentence names the flavour it is about.

import { ToolError } from "../../errors/tool-error.ts";
import { differingPointer } from "../../json/difference.ts";
import { isExpired } from "../../tuf/metadata/expiry.ts";
import { ROLE_NAMES, type RootSigned } from "../../tuf/metadata/metadata.ts";
import { ONLINE_ROLES } from "../../tuf/metadata/online-role.ts";
import type { Signature } from "../../tuf/metadata/signature.ts";
import { roleKeys, tally } from "../../tuf/metadata/threshold.ts";
import { docOf, documentProblemOf, mergeSignatures, rootDocOf, targetsDocOf } from "../state/documents.ts";
import { onlineSignatures } from "../state/online.ts";
import {
  activeWavesIn,
  type EmbeddedState,
  type FlavourName,
  newestRoot,
  type RootDocument,
  type SignedDocument,
  type TargetsDocument,
  type Transaction,
} from "../state/state.ts";

type Staged = Transaction & { readonly prod: RootDocument };

/** Why these roots cannot be stored, signatures complete or not; empty when they can. */
export function stagingErrors(state: EmbeddedState, staged: Staged, now: Date): string[] {
  const errors: string[] = [];
  for (const flavour of ["ci", "prod"] as const) {
    const root = staged[flavour];
    errors.push(...rootErrors(state, staged, root.signed, now).map((error) => `${flavour}: ${error}`));
    errors.push(...badSignatures(root, newestRoot(state, flavour)).map((error) => `${flavour}: ${error}`));
  }
  if (staged.ci.signed.roles.targets.threshold !== 1) errors.push("ci: the targets threshold is not 1");
  if (staged.prod.signed.roles.targets.threshold < 2) errors.push("prod: the targets threshold is below 2");
  const pointer = differingPointer(withoutThreshold(staged.ci.signed), withoutThreshold(staged.prod.signed));
  if (pointer !== null) errors.push(`prod: differs from ci at ${pointer}`);
  errors.push(...badTargetsSignatures(state, staged));
  return errors;
}

function rootErrors(state: EmbeddedState, { online }: Transaction, root: RootSigned, now: Date): string[] {
  const errors: string[] = [];
  const expected = newestRoot(state, "ci").signed.version + 1;
  if (root.version !== expected) errors.push(`version is ${root.version}, not ${expected}`);
  if (isExpired(root, now)) errors.push(`expired at ${root.expires}`);
  for (const role of ROLE_NAMES) {
    const { keyids } = root.roles[role];
    if (new Set(keyids).size !== keyids.length) errors.push(`the ${role} role lists a key twice`);
    try {
      if (roleKeys(root, role, "the root").size !== keyids.length) errors.push(`a ${role} key is not usable`);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      errors.push(error.happened);
    }
  }
  for (const role of ONLINE_ROLES) {
    if (!root.roles[role].keyids.includes(online[role].keyid)) errors.push(`the online ${role} key is not listed`);
  }
  return errors;
}

/** Signatures must be by root keys of the current or of the staged root, and verify. */
function badSignatures(staged: RootDocument, current: RootDocument): string[] {
  const keys = { ...current.signed.keys, ...staged.signed.keys };
  const allowed = [...current.signed.roles.root.keyids, ...staged.signed.roles.root.keyids];
  return problemsOf(staged.signatures, keys, allowed, staged);
}

function badTargetsSignatures(state: EmbeddedState, staged: Staged): string[] {
  const { keys, roles } = staged.prod.signed;
  const check = (
    name: string,
    what: string,
    document: TargetsDocument | null | undefined,
    list: readonly Signature[],
  ) =>
    document
      ? problemsOf(list, keys, roles.targets.keyids, document).map((error) => `${what} ${name}: ${error}`)
      : [`${what} ${name}: there are none`];
  const waves = new Map(activeWavesIn(state).map((wave) => [wave.name, wave.targets]));
  return [
    ...[...staged.targetsSignatures].flatMap(([tag, list]) =>
      check(tag, "production targets", state.prodTargets.get(tag), list),
    ),
    ...[...staged.wavesSignatures].flatMap(([name, list]) => check(name, "wave targets", waves.get(name), list)),
  ];
}

function problemsOf(
  signatures: readonly Signature[],
  keys: RootSigned["keys"],
  allowed: readonly string[],
  document: SignedDocument,
): string[] {
  return signatures.flatMap((signature) => {
    const problem = documentProblemOf(signature, keys, allowed, docOf(document));
    return problem ? [`the signature by ${signature.keyid.slice(0, 64)} ${problem}`] : [];
  });
}

/**
 * Why the staged roots cannot be applied yet. Missing root signatures first, of one flavour at a time; all
 * else only when they are complete.
 */
export function applyErrors(state: EmbeddedState, staged: Staged): string[] {
  for (const flavour of ["ci", "prod"] as const) {
    const missing = missingRootSignatures(flavour, staged[flavour], newestRoot(state, flavour));
    if (missing.length > 0) return missing;
  }
  return [...waveErrors(state, staged), ...thresholdErrors(staged.prod.signed), ...strandedTargets(state, staged)];
}

function missingRootSignatures(flavour: FlavourName, staged: RootDocument, current: RootDocument): string[] {
  return [
    { by: "current", root: current },
    { by: "new", root: staged },
  ].flatMap(({ by, root }) => {
    const { signedBy, threshold, met } = tally(rootDocOf(staged), rootDocOf(root), "root");
    return met ? [] : [`${flavour}: ${signedBy.length} of ${threshold} signatures by ${by} root keys`];
  });
}

/** Targets keys and online keys stay while a Wave is active (PROTOCOL §4). */
function waveErrors(state: EmbeddedState, staged: Staged): string[] {
  const wave = activeWavesIn(state)[0];
  if (!wave) return [];
  const keyids = (root: RootDocument) => [...root.signed.roles.targets.keyids].sort().join();
  const sameTargets = keyids(newestRoot(state, "prod")) === keyids(staged.prod);
  const sameOnline = ONLINE_ROLES.every((role) => state.online[role].keyid === staged.online[role].keyid);
  return sameTargets && sameOnline ? [] : [`targets or online keys change while wave ${wave.name} is active`];
}

/** Never above the number of keys, save before the first offline targets key exists (PROTOCOL §4). */
function thresholdErrors({ roles }: RootSigned): string[] {
  return ROLE_NAMES.flatMap((role) => {
    const { keyids, threshold } = roles[role];
    const isBeforeFirstOfflineKey = role === "targets" && threshold === 2 && keyids.length === 1;
    return threshold <= keyids.length || isBeforeFirstOfflineKey
      ? []
      : [`prod: the ${role} threshold ${threshold} is above its ${keyids.length} keys`];
  });
}

/** Production targets that would lose their threshold. */
function strandedTargets(state: EmbeddedState, staged: Staged): string[] {
  return [...resignedProduction(state, staged)].flatMap(([tag, document]) => {
    const { signedBy, threshold, met } = tally(targetsDocOf(document), rootDocOf(staged.prod), "targets");
    return met ? [] : [`production targets ${tag}: ${signedBy.length} of ${threshold} signatures by new targets keys`];
  });
}

/** Production targets as they are once the staged roots are applied: new signatures first, foreign ones gone. */
export function resignedProduction(state: EmbeddedState, staged: Staged): Map<string, TargetsDocument> {
  return new Map(
    [...state.prodTargets].map(([tag, document]) => [
      tag,
      resigned(state, staged, document, staged.targetsSignatures.get(tag) ?? []),
    ]),
  );
}

/** One targets document with the staged signatures, the online one, and the old ones by keys that stay. */
export function resigned(
  state: EmbeddedState,
  staged: Staged,
  document: TargetsDocument,
  added: readonly Signature[],
): TargetsDocument {
  const { keyids } = staged.prod.signed.roles.targets;
  const onlineId = staged.online.targets.keyid;
  const isKept = ({ keyid }: Signature) => keyids.includes(keyid) && keyid !== onlineId;
  const made = onlineSignatures({ ...state, online: staged.online }, "targets", document.signed);
  const online = made.length > 0 ? made : document.signatures.filter(({ keyid }) => keyid === onlineId);
  const kept = document.signatures.filter(isKept);
  return { signatures: mergeSignatures([...online, ...kept], added.filter(isKept)), signed: document.signed };
}

function withoutThreshold(signed: RootSigned): unknown {
  const { threshold: _ignored, ...targets } = signed.roles.targets;
  return { ...signed, roles: { ...signed.roles, targets } };
}
