// Is a staged root the verified newest root, save what a transaction may change (T8)? Every other difference is
// refused with its JSON pointer before a person is asked to sign it. Pure: what is staged has been fetched already.

import { ToolError } from "../../errors/tool-error.ts";
import { differingPointer } from "../../json/difference.ts";
import { pointerTo } from "../../json/json.ts";
import { isObject, ownOf } from "../../json/object.ts";
import { canonicalBytes } from "../canonical/canonical.ts";
import { MAX_BYTES } from "../devices/limits.ts";
import { servedBytes } from "../devices/served-bytes.ts";
import { type Doc, isRoleName, type RootSigned } from "../metadata/metadata.ts";
import { MIN_PRODUCTION_THRESHOLD } from "./flavours.ts";
import {
  CANCEL_STAGED,
  type OnlineKeyids,
  requireKeyChanges,
  requireOnlineRoles,
  stagedDiffers,
} from "./staged-keys.ts";

export interface StagedRoots {
  readonly ci: Doc<RootSigned>;
  /** Null until the first PUT of the transaction: then it follows from the CI root. */
  readonly prod: Doc<RootSigned> | null;
}

/** What a transaction may change in `signed`; all else equals the current root. */
const STAGEABLE = new Set(["version", "expires", "keys", "roles", "x-changelog", "x-key-owners"]);
const CHANGELOG_MEMBERS = ["message", "polis-id", "timestamp"];

/**
 * Holds staged roots against the verified newest CI root.
 * @param online key ids of the online keys as the Factory names them, before and after.
 * @throws {ToolError} `staged-root-differs` with the pointer of what may not be staged; `flavour-swapped`,
 *   `flavour-content-diverges`, `metadata-ambiguous`, `metadata-not-portable`, `metadata-too-large`,
 *   `keyid-mismatch`, `keys-key-unusable`, `online-key-unlisted`. Nothing was signed.
 */
export function requireStagedFrom(
  current: Doc<RootSigned>,
  { ci, prod }: StagedRoots,
  online: { readonly current: OnlineKeyids; readonly updated: OnlineKeyids },
): void {
  for (const doc of prod ? [ci, prod] : [ci]) requireOneReading(doc);
  requireVersion(ci, current.signed.version + 1);
  requireSameMembers(ci, current.signed);
  requireChangelog(ci);
  requireRoleMembers(ci, current.signed);
  requireKeyChanges(ci, current.signed, online);
  requireOnlineRoles(ci, current.signed, online);
  requireCiThreshold(ci);
  if (prod) requireSameFlavours(ci, prod);
}

/** @throws {ToolError} unless exactly the text that was signed can be read, by everybody alike (T11). */
function requireOneReading(doc: Doc<RootSigned>): void {
  const problem = doc.problems.find(({ pointer }) => pointer === "" || pointer.startsWith("/signed"));
  if (problem) {
    throw new ToolError("metadata-ambiguous", {
      happened: `${doc.where}: at ${problem.pointer || "/"}, ${problem.says}; another reader may see another value than the one that would be signed.`,
      next: CANCEL_STAGED,
    });
  }
  canonicalBytes(doc.signed, doc.where, "/signed");
  const size = servedBytes(doc);
  if (size <= MAX_BYTES.root) return;
  throw new ToolError("metadata-too-large", {
    happened: `${doc.where} has ${size} bytes; devices read at most ${MAX_BYTES.root}.`,
    next: "Take out keys that are no longer needed, then stage it again.",
  });
}

function requireVersion(doc: Doc<RootSigned>, version: number): void {
  if (doc.signed.version === version) return;
  throw stagedDiffers(doc, "/signed/version", `it is ${doc.signed.version}, and the next version is ${version}`);
}

function requireSameMembers(doc: Doc<RootSigned>, current: RootSigned): void {
  for (const name of new Set([...Object.keys(doc.signed), ...Object.keys(current)])) {
    if (STAGEABLE.has(name)) continue;
    const pointer = differingPointer(ownOf(doc.signed, name), ownOf(current, name), pointerTo("/signed", name));
    if (pointer !== null) throw stagedDiffers(doc, pointer, "the newest root has another value there, or none");
  }
}

function requireChangelog(doc: Doc<RootSigned>): void {
  const changelog: unknown = doc.signed["x-changelog"];
  if (changelog === undefined) return;
  const isKnown =
    isObject(changelog) &&
    Object.keys(changelog).every((name) => CHANGELOG_MEMBERS.includes(name)) &&
    Object.values(changelog).every((value) => typeof value === "string");
  if (!isKnown) throw stagedDiffers(doc, "/signed/x-changelog", "it is not a message, its author and a time");
}

/** The same roles with the same members; only those that an `updates` command edits may change. */
function requireRoleMembers(doc: Doc<RootSigned>, current: RootSigned): void {
  const { roles } = doc.signed;
  for (const name of new Set([...Object.keys(roles), ...Object.keys(current.roles)])) {
    const at = pointerTo("/signed/roles", name);
    if (!isRoleName(name)) {
      const pointer = differingPointer(ownOf(roles, name), ownOf(current.roles, name), at);
      if (pointer !== null) throw stagedDiffers(doc, pointer, "no command stages such a role");
      continue;
    }
    const { keyids: _keyids, threshold, ...others } = roles[name];
    const { keyids: _before, threshold: thresholdBefore, ...othersBefore } = current.roles[name];
    const pointer = differingPointer(others, othersBefore, at);
    if (pointer !== null) throw stagedDiffers(doc, pointer, "no command stages such a member");
    if (name !== "root" && name !== "targets" && threshold !== thresholdBefore) {
      throw stagedDiffers(doc, `${at}/threshold`, `it is ${threshold}, and the newest root says ${thresholdBefore}`);
    }
  }
}

function requireCiThreshold({ signed, where }: Doc<RootSigned>): void {
  const { threshold } = signed.roles.targets;
  if (threshold === 1) return;
  throw new ToolError("flavour-swapped", {
    happened: `${where} asks for ${threshold} targets signatures; the CI flavour asks for 1.`,
    next: CANCEL_STAGED,
  });
}

function requireSameFlavours(ci: Doc<RootSigned>, prod: Doc<RootSigned>): void {
  const { threshold } = prod.signed.roles.targets;
  if (threshold < MIN_PRODUCTION_THRESHOLD) {
    throw new ToolError("flavour-swapped", {
      happened: `${prod.where} asks for ${threshold} targets signature; production needs at least ${MIN_PRODUCTION_THRESHOLD}.`,
      next: CANCEL_STAGED,
    });
  }
  const { targets } = prod.signed.roles;
  const asCi = { ...prod.signed, roles: { ...prod.signed.roles, targets: { ...targets, threshold: 1 } } };
  const pointer = differingPointer(asCi, ci.signed, "/signed");
  if (pointer === null) return;
  throw new ToolError("flavour-content-diverges", {
    happened: `${prod.where} and ${ci.where} differ at ${pointer}; only the targets threshold may differ.`,
    next: CANCEL_STAGED,
  });
}
