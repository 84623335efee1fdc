// Group N: key archives that were given to the review: whole, current, apart, and out of reach. Private bytes never
// come here.
import { counted } from "../../text/sentence.ts";
import { ROLE_NAMES, type RootSigned } from "../../tuf/metadata/metadata.ts";
import { chainDocs, leadingRoot } from "../engine/documents.ts";
import { ROTATE_ROOT, ROTATE_TARGETS } from "../engine/fixes.ts";
import type { Level, Observation, Rule } from "../engine/rule.ts";
import type { ReviewedArchive, Snapshot } from "../engine/snapshot.ts";
import { stagedRootsOf } from "../evidence/staged.ts";
import { keptKeyids, keyidList, title } from "../sentences/message.ts";

export const archiveMalformed: Rule<Snapshot> = {
  id: "archive-malformed",
  level: "error",
  when: "An archive is not a gzip'd tar of JSON files, has an entry that must not be there, or has a key whose other half is missing or wrong.",
  why: "Keys are matched by public key, so with a wrong pair every signature would be wrong.",
  fix: "Restore the archive from a backup: factory-tuf keys restore <backup> --keys <archive>",
  sources: ["fioctl 9b0a6e7"],
  check: ({ archives }) =>
    archives.flatMap((archive): Observation[] => {
      const subject = subjectOf(archive);
      const { name, keys, malformed } = archive;
      if (malformed !== null || keys === null) {
        const why = (malformed ?? "it could not be opened").replace(/\.$/, "");
        return [{ subject, title: title`Archive ${name} cannot be used: ${why}.` }];
      }
      const lone = keys.filter(({ hasPrivate }) => !hasPrivate).map(({ keyid }) => keyid);
      if (lone.length === 0) return [];
      const sentence = title`Archive ${name} holds the public half alone of ${keyidList(lone)}.`;
      return [{ subject, title: sentence, properties: { keyids: keptKeyids(lone) } }];
    }),
};

export const archiveActiveKeyCount: Rule<Snapshot> = {
  id: "archive-active-key-count",
  level: "warning",
  raised: ["error"],
  when: "An archive holds more than one active private key of a role: an error; none: a warning, an error before signing.",
  why: "Signing needs exactly one active key for a role, and refuses more and fewer.",
  fix: "Give each key an archive of its own (factory-tuf keys copy-targets <to> --keys <archive>), or give the current archive.",
  sources: ["PROTOCOL §2"],
  check: (snapshot) =>
    withKeys(snapshot, (archive, keyids, roots) => {
      const active = { root: activeIn(keyids, roots, "root"), targets: activeIn(keyids, roots, "targets") };
      const subject = subjectOf(archive);
      const several = (["root", "targets"] as const).flatMap((role): Observation[] => {
        const most = mostAtOnce(active[role], roots, role);
        if (most.length < 2) return [];
        const sentence = title`Archive ${archive.name} holds ${most.length} active ${role} keys: ${keyidList(most)}.`;
        return [{ subject, title: sentence, level: "error", properties: { role, keyids: keptKeyids(most) } }];
      });
      if (active.root.length + active.targets.length > 0) return several;
      const level: Level = snapshot.stage === "sign" ? "error" : "warning";
      const sentence = title`Archive ${archive.name} holds no key that is active now among its ${counted(keyids.length, "private key")}.`;
      return [{ subject, title: sentence, consequence: "Nothing can be signed with it.", level }];
    }),
};

export const archiveRoleMix: Rule<Snapshot> = {
  id: "archive-role-mix",
  level: "warning",
  when: "One archive holds active keys of both the root and the targets role.",
  why: "Whoever makes releases with this archive exposes the root key as well.",
  fix: `Run: factory-tuf keys copy-targets <to> --keys <archive>, or with an archive of its own: ${ROTATE_TARGETS}`,
  sources: ["the vendor's guide to offline keys"],
  check: (snapshot) =>
    withKeys(snapshot, (archive, keyids, roots) => {
      const [root, targets] = [activeIn(keyids, roots, "root"), activeIn(keyids, roots, "targets")];
      if (root.length === 0 || targets.length === 0) return [];
      const sentence = title`Archive ${archive.name} holds the active root key ${keyidList(root)} and the targets key ${keyidList(targets)}.`;
      return [
        { subject: subjectOf(archive), title: sentence, properties: { keyids: keptKeyids([...root, ...targets]) } },
      ];
    }),
};

export const archiveExposed: Rule<Snapshot> = {
  id: "archive-exposed",
  level: "warning",
  raised: ["error"],
  when: "An archive is tracked by git, or is in a work tree and not ignored: an error unless it is encrypted to recipients; open file modes and plain archives in a runner's workspace are warnings.",
  why: "Offline keys must be out of reach of whatever is online.",
  fix: `Run: chmod 600 <archive>, and move it out of the work tree; if it was ever committed, rotate its keys: ${ROTATE_ROOT}`,
  sources: ["Uptane deployment considerations"],
  check: ({ archives }) =>
    archives.flatMap((archive): Observation[] => {
      const exposure = exposureOf(archive);
      if (!exposure) return [];
      const { how, level } = exposure;
      const isKeptForGood = archive.tracked && level === "error";
      return [
        {
          subject: subjectOf(archive),
          title: title`Archive ${archive.name}${archive.encryption === "none" ? ", not encrypted," : ""} ${how}.`,
          level,
          ...(isKeptForGood && { properties: { tracked: "true" }, unwaivable: true }),
        },
      ];
    }),
};

/** The worst that is to be said of how an archive lies there. One that only recipients can open may lie anywhere. */
function exposureOf(archive: ReviewedArchive): { readonly how: string; readonly level: Level } | null {
  const { encryption, mode, tracked, exposedInWorkTree, inWorkspace } = archive;
  if (encryption === "recipients") return null;
  const level: Level = encryption === "none" ? "error" : "warning";
  if (tracked) return { how: "is tracked by git", level };
  if (exposedInWorkTree) return { how: "is in a git work tree and is not ignored", level };
  if ((mode & 0o077) !== 0) return { how: `has the mode ${modeText(mode)}, not 600`, level: "warning" };
  if (encryption === "none" && inWorkspace) return { how: "lies below GITHUB_WORKSPACE", level: "warning" };
  return null;
}

function modeText(mode: number): string {
  return (mode & 0o777).toString(8).padStart(3, "0");
}

export const archiveLeftoverTemp: Rule<Snapshot> = {
  id: "archive-leftover-temp",
  level: "error",
  when: "A file <archive>.tmp is beside an archive.",
  why: "It may be the only copy of a new key.",
  fix: "Compare its key ids with the root (factory-tuf keys list --keys <archive>.tmp), back it up, then rename it.",
  sources: ["fioctl 9b0a6e7"],
  check: ({ archives }) =>
    archives
      .filter(({ leftoverTemp }) => leftoverTemp)
      .map((archive) => ({
        subject: subjectOf(archive),
        title: title`Beside archive ${archive.name} lies ${archive.name}.tmp of a rotation that was not finished.`,
      })),
};

export const archiveRetiredKeys: Rule<Snapshot> = {
  id: "archive-retired-keys",
  level: "note",
  when: "An archive holds private keys that no role uses any more.",
  why: "A key that is no longer used should be destroyed.",
  fix: "Keep one sealed backup, and work with a copy that holds the active key only.",
  sources: ["NIST SP 800-57 Part 1"],
  check: (snapshot) =>
    withKeys(snapshot, (archive, keyids, roots) => {
      const inUse = new Set(roots.flatMap(({ roles }) => ROLE_NAMES.flatMap((role) => roles[role].keyids)));
      const retired = keyids.filter((keyid) => !inUse.has(keyid));
      if (retired.length === 0) return [];
      const everRoot = new Set(
        [...chainDocs(snapshot.ciRoots), ...chainDocs(snapshot.prodRoots)].flatMap(
          (root) => root?.doc.signed.roles.root.keyids ?? [],
        ),
      );
      const formerRoot = retired.filter((keyid) => everRoot.has(keyid));
      return [
        {
          subject: subjectOf(archive),
          title: title`Archive ${archive.name} holds ${counted(retired.length, "retired key")}: ${keyidList(retired)}.`,
          ...(formerRoot.length > 0 && {
            consequence: `The former root key ${keyidList(formerRoot)} still binds devices that are on older roots.`,
          }),
          properties: { keyids: keptKeyids(retired), formerRoot: keptKeyids(formerRoot) },
        },
      ];
    }),
};

function subjectOf({ name }: ReviewedArchive): string {
  return `archive/${name}#`;
}

/**
 * Each archive that opens, with its private key ids, held against the current root and the staged ones: an
 * update is signed by the keys of both. Nothing where no root is known.
 */
function withKeys(
  snapshot: Snapshot,
  check: (archive: ReviewedArchive, keyids: readonly string[], roots: readonly RootSigned[]) => Observation[],
): Observation[] {
  const current = leadingRoot(snapshot);
  if (!current) return [];
  const roots = [current.doc.signed, ...stagedRootsOf(snapshot).map(({ doc }) => doc.signed)];
  return snapshot.archives.flatMap((archive) => {
    if (!archive.keys) return [];
    const keyids = archive.keys.filter(({ hasPrivate }) => hasPrivate).map(({ keyid }) => keyid);
    return check(archive, [...new Set(keyids)], roots);
  });
}

function activeIn(keyids: readonly string[], roots: readonly RootSigned[], role: "root" | "targets"): string[] {
  const listed = new Set(roots.flatMap(({ roles }) => roles[role].keyids));
  return keyids.filter((keyid) => listed.has(keyid));
}

/** After a staged rotation the old and the new key lie side by side, each active under its own root. */
function mostAtOnce(active: readonly string[], roots: readonly RootSigned[], role: "root" | "targets"): string[] {
  const perRoot = roots.map(({ roles }) => active.filter((keyid) => roles[role].keyids.includes(keyid)));
  return perRoot.reduce((most, one) => (one.length > most.length ? one : most), []);
}

/** Group N, in the order of the catalogue. */
export const archivesRules: readonly Rule<Snapshot>[] = [
  archiveMalformed,
  archiveActiveKeyCount,
  archiveRoleMix,
  archiveExposed,
  archiveLeftoverTemp,
  archiveRetiredKeys,
];
