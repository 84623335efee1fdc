// Where a file really is that is to be written or read, and whether that place may be used (T29). A path that a person
// typed may lead through links; one that nobody typed, or that a workflow's workspace decides about, may not.
import type { Stats } from "node:fs";
import { lstat, readlink, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from "node:path";
import { codeOf } from "../errors/error-code.ts";
import { ToolError } from "../errors/tool-error.ts";

/** Who chose a path. */
export type ChosenBy =
  /** A person typed it on their own machine: links are followed, and the real place is used. */
  | { readonly kind: "person" }
  /**
   * A default, or anything in the Action: no link below `top`, which itself may be reached through links; a path outside
   * of it may not lead through any link at all.
   */
  | { readonly kind: "workspace"; readonly top: string };

export const byPerson: ChosenBy = { kind: "person" };

/**
 * The absolute place that writing to `path` replaces. Nothing is created.
 * @throws {ToolError} `file-unwritable` for a link where none may be, and for anything there that is no regular file.
 */
export async function writableTarget(path: string, chosenBy: ChosenBy): Promise<string> {
  const named = resolve(path);
  const target = chosenBy.kind === "person" ? await behindLinks(named) : await withoutLinks(named, chosenBy.top);
  const facts = await factsOf(target);
  if (facts && !facts.isFile()) throw refused(path, `is ${kindOf(facts)}, not a regular file`);
  return target;
}

/** Follows links to their end, also one that leads to a file that is not there yet. */
async function behindLinks(path: string): Promise<string> {
  let at = path;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const real = await realpath(at).catch(() => null);
    if (real !== null) return real;
    const facts = await factsOf(at);
    const folder = await realpath(dirname(at)).catch(() => dirname(at));
    if (!facts?.isSymbolicLink()) return join(folder, basename(at));
    const leadsTo = await readlink(at);
    at = isAbsolute(leadsTo) ? leadsTo : resolve(folder, leadsTo);
  }
  throw refused(path, "leads through links without end");
}

const MAX_HOPS = 40;

/** The path itself, once every step on the way to it is known to be no link. */
async function withoutLinks(path: string, top: string): Promise<string> {
  const start = isWithin(path, resolve(top)) ? resolve(top) : parse(path).root;
  let at = start;
  for (const step of relative(start, path).split(sep)) {
    at = join(at, step);
    const facts = await factsOf(at);
    if (facts === null) break;
    if (facts.isSymbolicLink()) throw refused(path, at === path ? "is a link" : `lies behind the link ${at}`);
    if (at !== path && !facts.isDirectory()) throw refused(path, `lies behind ${at}, which is no folder`);
  }
  return path;
}

/** True for `top` itself, and for what lies below it by its name. */
export function isWithin(path: string, top: string): boolean {
  const way = relative(top, path);
  return way === "" || (!way.startsWith("..") && !isAbsolute(way));
}

async function factsOf(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return null;
    throw error;
  }
}

/** What something is that is no regular file, in words. */
export function kindOf(facts: Stats): string {
  if (facts.isDirectory()) return "a folder";
  if (facts.isSymbolicLink()) return "a link";
  if (facts.isFIFO()) return "a named pipe";
  if (facts.isSocket()) return "a socket";
  return "a device";
}

function refused(path: string, why: string): ToolError {
  return new ToolError("file-unwritable", {
    happened: `${path} ${why}, so it was not written.`,
    next: "Remove it if you did not put it there, or name another file.",
  });
}
