// What may stand in a document that we sign: a device obeys members that we never look at, such as
// `delegations`, so everything but the known ones is refused (PROTOCOL §1, T9). And what two parsers may
// read differently is refused with it (T11).
import { ToolError } from "../../errors/tool-error.ts";
import { type JsonProblem, pointerTo } from "../../json/json.ts";
import type { Doc, TargetFile, TargetsSigned } from "./metadata.ts";

const SIGNED_MEMBERS = ["_type", "version", "expires", "targets"];
const TARGET_MEMBERS = ["hashes", "length", "custom"];

/** @throws {ToolError} `metadata-member-refused` with the pointer of the first other or missing member. */
export function requireAllowedTargetsMembers(signed: TargetsSigned, where: string): void {
  requireMembers(signed, SIGNED_MEMBERS, "/signed", where);
  for (const [name, file] of Object.entries(signed.targets)) requireAllowedTarget(name, file, where);
}

export function requireAllowedTarget(name: string, file: TargetFile, where: string): void {
  requireMembers(file, TARGET_MEMBERS, pointerTo("/signed/targets", name), where);
}

/**
 * @throws {ToolError} `metadata-ambiguous` when the document, or the named targets of it, can be read in
 *   two ways: a repeated member, a number that is no plain integer, nesting beyond the limit.
 */
export function requireUnambiguous(doc: Doc<TargetsSigned>, names?: readonly string[]): void {
  const problem = names ? doc.problems.find((candidate) => concerns(candidate, names)) : doc.problems[0];
  if (!problem) return;
  throw new ToolError("metadata-ambiguous", {
    happened: `${doc.where}: at ${problem.pointer || "/"}, ${problem.says}; another reader may see another value than the one that would be signed.`,
    next: "Correct it where the document is made, then run this again.",
  });
}

/** A problem above the targets concerns them all. */
function concerns({ pointer }: JsonProblem, names: readonly string[]): boolean {
  return names.some((name) => {
    const target = pointerTo("/signed/targets", name);
    return pointer === target || pointer.startsWith(`${target}/`) || target.startsWith(`${pointer}/`) || pointer === "";
  });
}

function requireMembers(object: object, allowed: readonly string[], pointer: string, where: string): void {
  for (const name of Object.keys(object)) {
    if (!allowed.includes(name))
      throw refused(where, `has the member ${pointerTo(pointer, name)}, which a device might obey`);
  }
  for (const name of allowed) {
    if (!Object.hasOwn(object, name)) throw refused(where, `lacks the member ${pointerTo(pointer, name)}`);
  }
}

function refused(where: string, what: string): ToolError {
  return new ToolError("metadata-member-refused", {
    happened: `${where} ${what}.`,
    next: "We do not sign what we do not know. Have the document made again without it.",
  });
}
