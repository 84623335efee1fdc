// Makes the overview from a snapshot. Never throws on content, and stays small whatever was served.
import type { WaveProgress } from "../../factory/types.ts";
import { isObject, own } from "../../json/object.ts";
import type { DeviceRow } from "../../tuf/devices/device-rows.ts";
import { daysSince, daysUntilExpiry, wholeSeconds } from "../../tuf/metadata/expiry.ts";
import { type Doc, ROLE_NAMES, type RootSigned, type TargetsSigned } from "../../tuf/metadata/metadata.ts";
import { deviceAnswers } from "../evidence/device-answers.ts";
import { birthsIn } from "../evidence/key-birth.ts";
import { reviewedOwnerOf } from "../evidence/key-owners.ts";
import { keysOf, onlineKeys, onlineTargets, type RoleKey } from "../evidence/role-keys.ts";
import { validSignatures } from "../evidence/valid-signatures.ts";
import { keptKeyids } from "../sentences/message.ts";
import { deadlinesOf } from "./deadlines.ts";
import { activeWavesOf } from "./documents.ts";
import type {
  KeyChange,
  KeyOverview,
  Overview,
  ProductionState,
  RoleState,
  RootStep,
  SignatureState,
  TransactionState,
  WaveOverview,
} from "./overview.ts";
import type { ReviewPolicy } from "./rule.ts";
import type { ReviewedWave, Snapshot } from "./snapshot.ts";

/** Entries of each list; no honest Factory has more. */
const MAX_ENTRIES = 100;
const MAX_TEXT = 300;
const MAX_REASONS = 5;

export function overviewOf(
  snapshot: Snapshot,
  progress: ReadonlyMap<string, WaveProgress>,
  policy: ReviewPolicy,
  now: Date,
): Overview {
  const waves = [...activeWavesOf(snapshot), ...snapshot.waves.filter(({ wave }) => wave.status !== "active")];
  return {
    roots: rootSteps(snapshot),
    roles: roleStates(snapshot, now),
    production: productionStates(snapshot, policy, now),
    waves: waves.slice(0, MAX_ENTRIES).map((wave) => waveOverview(wave, snapshot, progress.get(wave.wave.name))),
    deadlines: deadlinesOf(snapshot, policy, now).slice(0, MAX_ENTRIES),
    transaction: transactionState(snapshot),
    token: tokenOf(snapshot),
  };
}

/** The newest versions, when there are more than a page shows. */
function rootSteps({ ciRoots, prodRoots, ciRoot }: Snapshot): RootStep[] {
  const docs = ciRoots.chain.map((root) => root?.doc ?? null);
  const steps = docs.flatMap((doc, index): RootStep[] => {
    if (!doc) return [];
    const before = docs[index - 1] ?? null;
    const { version, expires, roles } = doc.signed;
    return [
      {
        version,
        expires,
        change: changeOf(doc.signed),
        added: before ? keyChanges(before.signed, doc.signed) : [],
        removed: before ? keyChanges(doc.signed, before.signed) : [],
        rootThreshold: roles.root.threshold,
        targetsThreshold: prodRoots.chain[index]?.doc?.signed.roles.targets.threshold ?? null,
        newest: version === ciRoot?.signed.version,
      },
    ];
  });
  return steps.slice(-MAX_ENTRIES);
}

function changeOf(root: RootSigned): RootStep["change"] {
  const changelog: unknown = root["x-changelog"];
  if (!isObject(changelog)) return null;
  const text = (member: string) => shortText(own(changelog, member));
  return { by: text("polis-id"), message: text("message"), at: text("timestamp") };
}

/** What `to` lists and `from` does not. */
function keyChanges(from: RootSigned, to: RootSigned): KeyChange[] {
  const changes = ROLE_NAMES.flatMap((role) => {
    const before = new Set(from.roles[role].keyids);
    const added = to.roles[role].keyids.filter((keyid) => !before.has(keyid));
    return added.map((keyid) => ({ role, keyid: shortText(keyid), owner: ownerName(to, keyid) }));
  });
  return changes.slice(0, MAX_ENTRIES);
}

function roleStates(snapshot: Snapshot, now: Date): RoleState[] {
  const root = snapshot.prodRoot ?? snapshot.ciRoot;
  if (!root) return [];
  const { signed } = root;
  const born = birthsIn(snapshot, signed, now);
  return ROLE_NAMES.map((role) => {
    const online = role === "targets" ? onlineTargets(snapshot) : new Set(onlineKeys(snapshot, role));
    const keys = keysOf(signed, role).slice(0, MAX_ENTRIES);
    const state = ({ keyid, usable }: RoleKey): KeyOverview => {
      const at = born(keyid);
      return {
        keyid: shortText(keyid),
        type: usable ? (usable.type === "rsa" ? `rsa ${usable.bits}` : usable.type) : "unusable",
        owner: ownerName(signed, keyid),
        born: at && wholeSeconds(at),
        ageDays: at && daysSince(at, now),
        online: online.has(keyid),
      };
    };
    return { role, threshold: signed.roles[role].threshold, keys: keys.map(state) };
  });
}

function productionStates(snapshot: Snapshot, policy: ReviewPolicy, now: Date): ProductionState[] {
  const { production, prodRoot } = snapshot;
  const states = [...production].slice(0, MAX_ENTRIES).flatMap(([tag, reviewed]): ProductionState[] => {
    const { doc } = reviewed;
    if (!doc || !prodRoot) return [];
    const { version, expires, targets } = doc.signed;
    const daysLeft = daysUntilExpiry(doc.signed, now);
    const signatures = signatureState(doc, prodRoot);
    const devices = deviceAnswers(snapshot, tag, reviewed, policy, now).slice(0, MAX_ENTRIES).map(shortRow);
    const count = Object.keys(targets).length;
    return [{ tag: shortText(tag), version, expires, daysLeft, targets: count, signatures, devices }];
  });
  return states;
}

function waveOverview(
  { wave, targets }: ReviewedWave,
  { prodRoot }: Snapshot,
  progress: WaveProgress | undefined,
): WaveOverview {
  const meta = wave["change-meta"];
  const doc = targets?.doc ?? null;
  return {
    name: shortText(wave.name),
    tag: shortText(wave.tag),
    version: shortText(wave.version),
    status: wave.status,
    createdAt: shortText(meta["created-at"]),
    createdBy: shortText(meta["created-by"]),
    expires: doc?.signed.expires ?? null,
    signatures: doc && prodRoot && signatureState(doc, prodRoot),
    rollouts: wave["rollout-history"].slice(-MAX_ENTRIES).map((rollout) => ({
      scope: rollout["is-factory-wide"] ? "the whole Factory" : shortText(rollout["group-name"]),
      at: shortText(rollout["rollout-at"]),
      by: shortText(rollout["rollout-by"]),
      devices: rollout["num-devices"],
    })),
    progress: progress
      ? {
          total: progress["total-devices"],
          updated: progress["updated-devices"],
          scheduled: progress["scheduled-devices"],
        }
      : null,
  };
}

function signatureState(doc: Doc<TargetsSigned>, root: Doc<RootSigned>): SignatureState {
  const { threshold, signedBy, missing } = validSignatures(doc, root, "targets");
  return { needed: threshold, have: keptKeyids(signedBy), missing: keptKeyids(missing) };
}

function transactionState({ updates }: Snapshot): TransactionState | null {
  if (!updates || updates.status === "NONE") return null;
  const root = updates.staged?.prod?.doc ?? updates.staged?.ci?.doc ?? null;
  return {
    status: updates.status,
    by: root && (changeOf(root.signed)?.by ?? null),
    startedAt: updates.startedAt,
    stagedVersion: root?.signed.version ?? null,
  };
}

function tokenOf({ user }: Snapshot): Overview["token"] {
  if (!user) return null;
  const scopes = user["effective-scopes"].slice(0, MAX_ENTRIES).map(shortText);
  return { name: shortText(user.name), role: shortText(user.role), scopes };
}

function ownerName(root: RootSigned, keyid: string): string | null {
  const owner = reviewedOwnerOf(root, keyid);
  return owner && shortText(owner.polisId);
}

function shortRow({ hardwareId, why, ...row }: DeviceRow): DeviceRow {
  return { ...row, hardwareId: shortText(hardwareId), why: why.slice(0, MAX_REASONS).map(shortText) };
}

/** Foreign text, cut; the renderers encode it. */
function shortText(value: unknown): string {
  return typeof value === "string" ? value.slice(0, MAX_TEXT) : "";
}
