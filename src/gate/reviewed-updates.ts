// The open transaction as the rules see it. What the server says in its own words is taken apart carefully: none of
// it is trusted, all of it is kept.

import { ToolError } from "../errors/tool-error.ts";
import type { RootUpdates, StagedRootsAnswer } from "../factory/types.ts";
import { parseJson } from "../json/json.ts";
import { isObject, own } from "../json/object.ts";
import type { ReviewedRoot, ReviewedUpdates, ServerIssue } from "../review/engine/snapshot.ts";
import { isSignature, type Signature } from "../tuf/metadata/signature.ts";
import { reviewedRoot } from "./reviewed.ts";

/** More notes than this say nothing to a person. */
const MAX_NOTES = 1000;

export function reviewedUpdates(updates: RootUpdates): ReviewedUpdates {
  const { status, current, updated, issues } = updates;
  const meta = updates["change-meta"] ?? null;
  const staged = updated && {
    ci: stagedRoot("staged-ci-root", "the staged CI root", updated["ci-root"]),
    prod: stagedRoot("staged-prod-root", "the staged production root", updated["prod-root"]),
  };
  return {
    status,
    startedAt: timeOf(meta, "created-at"),
    updatedAt: timeOf(meta, "updated-at"),
    firstTime: updates["first-time"] ?? false,
    staged,
    currentOnline: onlineOf(current),
    updatedOnline: updated ? onlineOf(updated) : {},
    amendments: (updates.amendments ?? []).slice(0, MAX_NOTES).map(amendmentOf),
    issues: {
      errors: (issues?.errors ?? []).slice(0, MAX_NOTES).map(issueOf),
      warnings: (issues?.warnings ?? []).slice(0, MAX_NOTES).map(issueOf),
    },
    targetsSignatures: signaturesOf("targets-signatures", staged?.ci, staged?.prod),
    wavesSignatures: signaturesOf("waves-signatures", staged?.ci, staged?.prod),
  };
}

/** Null for the empty text that stands there until the first PUT. */
function stagedRoot(name: string, where: string, text: string): ReviewedRoot | null {
  if (text === "") return null;
  const size = Buffer.byteLength(text);
  try {
    return reviewedRoot(name, where, { ...parseJson(text, where), size });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { name, value: null, problems: [], sizeBytes: size, doc: null, malformed: "it is not valid JSON" };
  }
}

function timeOf(meta: Readonly<Record<string, string>> | null, member: string): string | null {
  const at: unknown = meta && own(meta, member);
  return typeof at === "string" && at !== "" ? at : null;
}

/** By role a key id, or a list of them. */
function onlineOf(roots: StagedRootsAnswer): Record<string, readonly string[]> {
  const keys = roots["online-keys"];
  if (!isObject(keys)) return {};
  return Object.fromEntries(
    Object.entries(keys).map(([role, keyids]) => [
      role,
      (Array.isArray(keyids) ? keyids : [keyids]).filter((keyid) => typeof keyid === "string" && keyid !== ""),
    ]),
  );
}

function amendmentOf(entry: unknown): ReviewedUpdates["amendments"][number] {
  const { args } = isObject(entry) ? entry : { args: undefined };
  const values = Array.isArray(args) ? args : isObject(args) ? Object.values(args) : [];
  return { ...issueOf(entry), args: values.filter((value) => typeof value === "string") };
}

function issueOf(entry: unknown): ServerIssue {
  if (!isObject(entry)) return { kind: "", message: typeof entry === "string" ? entry : "" };
  const { kind, message } = entry;
  return { kind: typeof kind === "string" ? kind : "", message: typeof message === "string" ? message : "" };
}

/** Re-signings travel at the top level of a staged root, beside `signed` (PROTOCOL §1). */
function signaturesOf(
  member: string,
  ...roots: readonly (ReviewedRoot | null | undefined)[]
): Record<string, readonly Signature[]> {
  const found = new Map<string, Signature[]>();
  for (const root of roots) {
    const map = isObject(root?.value) ? own(root.value, member) : undefined;
    if (!isObject(map)) continue;
    for (const [name, list] of Object.entries(map)) {
      const signatures = Array.isArray(list) ? list.filter(isSignature) : [];
      found.set(name, [...(found.get(name) ?? []), ...signatures]);
    }
  }
  return Object.fromEntries(found);
}
