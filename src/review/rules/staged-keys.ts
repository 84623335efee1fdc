// Group M, continued: which keys a staged update brings, who says so, and whether an active Wave stands in its way.

import { own } from "../../json/object.ts";
import { agreeing, andMore, counted } from "../../text/sentence.ts";
import { ROLE_NAMES, type RoleName, type RootSigned } from "../../tuf/metadata/metadata.ts";
import { activeWavesOf } from "../engine/documents.ts";
import { UPDATES } from "../engine/fixes.ts";
import type { Observation, ReviewPolicy, Rule } from "../engine/rule.ts";
import type { ReviewedUpdates, Snapshot } from "../engine/snapshot.ts";
import { reviewedOwnerOf } from "../evidence/key-owners.ts";
import { onceForBothFlavours, type StagedPair, stagedRootsOf } from "../evidence/staged.ts";
import { shortKeyid, title } from "../sentences/message.ts";

/** New keys of one root beyond this are counted. */
const MAX_KEYS = 20;

export const stagedKeyUnexplained: Rule<Snapshot> = {
  id: "staged-key-unexplained",
  level: "error",
  raised: ["warning"],
  when: "The staged root adds a key that is no new online key, and no amendment or listed owner explains it; a warning for an empty change message.",
  why: "A key that nobody knows may be an attacker's.",
  fix: `Confirm the key's id with its owner by voice; else run: ${UPDATES} cancel`,
  sources: ["fioctl 9b0a6e7"],
  check: ({ updates, ...snapshot }, policy) => {
    if (!updates) return [];
    const staged = stagedRootsOf({ updates, ...snapshot });
    return onceForBothFlavours(staged.flatMap((root) => [...unexplained(root, updates, policy), ...silent(root)]));
  },
};

function unexplained(root: StagedPair, updates: ReviewedUpdates, policy: ReviewPolicy): Observation[] {
  const { current, doc } = root;
  if (!current) return [];
  const places = [
    ...ROLE_NAMES.flatMap((role) => {
      const replaced = onlineReplacements(role, updates, current.signed, doc.signed);
      return addedTo(role, current.signed, doc.signed)
        .filter((keyid) => !replaced.has(keyid))
        .map((keyid) => ({ keyid, role, why: whyUnexplained(keyid, role, doc.signed, updates, policy) }));
    }),
    ...unusedKeys(current.signed, doc.signed).map((keyid) => ({ keyid, role: null, why: "which no role uses" })),
  ].filter(({ why }) => why !== null);
  const listed = places.slice(0, MAX_KEYS).map(
    ({ keyid, role, why }): Observation => ({
      subject: `${root.name}#${role ? `/signed/roles/${role}/keyids` : "/signed/keys"}`,
      title: title`${root.spoken} adds the ${role ?? "unused"} key ${shortKeyid(keyid)}, ${why!}.`,
      properties: { keyid, ...(role && { role }) },
    }),
  );
  const more = places.length - listed.length;
  const rest: Observation = {
    subject: `${root.name}#/signed/keys`,
    title: title`${root.spoken} adds ${counted(more, "more key")} that nobody accounts for.`,
  };
  return more > 0 ? [...listed, rest] : listed;
}

function addedTo(role: RoleName, current: RootSigned, staged: RootSigned): string[] {
  const before = new Set(current.roles[role].keyids);
  return [...new Set(staged.roles[role].keyids)].filter((keyid) => !before.has(keyid));
}

/** New entries of `keys` that stand in no role. */
function unusedKeys(current: RootSigned, staged: RootSigned): string[] {
  const used = new Set(ROLE_NAMES.flatMap((role) => staged.roles[role].keyids));
  return Object.keys(staged.keys).filter((keyid) => !used.has(keyid) && own(current.keys, keyid) === undefined);
}

/** Keys that the server made in place of its own: one for one, and never in the root role. */
function onlineReplacements(
  role: RoleName,
  { currentOnline, updatedOnline }: ReviewedUpdates,
  current: RootSigned,
  staged: RootSigned,
): ReadonlySet<string> {
  if (role === "root") return new Set();
  const gone = (own(currentOnline, role) ?? []).filter(
    (keyid) => current.roles[role].keyids.includes(keyid) && !staged.roles[role].keyids.includes(keyid),
  );
  const made = addedTo(role, current, staged).filter((keyid) => own(updatedOnline, role)?.includes(keyid));
  return new Set(made.slice(0, new Set(gone).size));
}

/** Completes "adds the key ...,"; null when the key is accounted for. */
function whyUnexplained(
  keyid: string,
  role: RoleName,
  staged: RootSigned,
  { amendments }: ReviewedUpdates,
  { owners = [] }: ReviewPolicy,
): string | null {
  const polisId = reviewedOwnerOf(staged, keyid)?.polisId;
  if (owners.length > 0 && (polisId === undefined || !owners.includes(polisId))) {
    return polisId === undefined ? "which has no owner" : `whose owner ${polisId} the policy does not list`;
  }
  const isAmended = amendments.some(({ message, args }) => {
    const words = new Set([...args, ...message.split(WORD_BREAK)]);
    return words.has(role) && words.has(keyid);
  });
  return isAmended ? null : "which no amendment of the update names";
}

const WORD_BREAK = /[^A-Za-z0-9]+/;

function silent({ name, spoken: what, doc }: StagedPair): Observation[] {
  const message: unknown = doc.signed["x-changelog"]?.message;
  if (typeof message === "string" && message.trim() !== "") return [];
  return [
    {
      subject: `${name}#/signed/x-changelog/message`,
      title: title`${what} does not say why it was made.`,
      consequence: "Whoever is asked to sign it cannot tell what it is for.",
      level: "warning",
    },
  ];
}

export const stagedBlockedByWave: Rule<Snapshot> = {
  id: "staged-blocked-by-wave",
  level: "error",
  when: "The staged root changes targets or online keys while a Wave is active.",
  why: "The server refuses such an update until the Wave has ended.",
  fix: "First run: factory-tuf wave complete <wave>, or factory-tuf wave cancel <wave>",
  sources: ["fioctl 9b0a6e7"],
  check: (snapshot) => {
    const waves = activeWavesOf(snapshot)
      .map(({ wave }) => wave.name)
      .sort();
    const staged = stagedRootsOf(snapshot);
    const roles = ROLE_NAMES.filter((role) => role !== "root" && staged.some((root) => changes(root, role, snapshot)));
    const [wave] = waves;
    const [root] = staged;
    if (wave === undefined || !root || roles.length === 0) return [];
    return [
      {
        subject: `${root.name}#/signed/roles`,
        title: title`${root.spoken} changes ${roles.join(", ")} keys while ${agreeing(waves.length, "Wave")} ${wave}${andMore(waves.length - 1)} ${agreeing(waves.length, "is", "are")} active.`,
        properties: { waves: waves.slice(0, 100), roles },
      },
    ];
  },
};

function changes({ current, doc }: StagedPair, role: RoleName, { updates }: Snapshot): boolean {
  if (!current || !updates) return false;
  const before = own(updates.currentOnline, role) ?? [];
  const after = own(updates.updatedOnline, role) ?? [];
  const isOnlineChanged = before.length > 0 && after.length > 0 && !isSameSet(before, after);
  return isOnlineChanged || !isSameSet(current.signed.roles[role].keyids, doc.signed.roles[role].keyids);
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const [first, second] = [new Set(a), new Set(b)];
  return first.size === second.size && a.every((keyid) => second.has(keyid));
}
