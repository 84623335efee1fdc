// The repository's workflow files, parsed. Which of them matter is for the rules to say, and what is wrong with one that
// cannot be read as well: GitHub may run it all the same.
import { readdir } from "node:fs/promises";
import { join, posix, resolve } from "node:path";
import type { Place } from "../context/context.ts";
import { errorCode } from "../errors/error-code.ts";
import { readRegularFile } from "../files/read-file.ts";
import { isObject } from "../json/object.ts";
import type { ReviewedWorkflow } from "../review/engine/snapshot.ts";
import { utf8WithoutMark } from "../text/utf8.ts";
import type { UnreadInputs } from "./unread-inputs.ts";

export const WORKFLOWS_FOLDER = ".github/workflows";

const MAX_FILES = 200;
const MAX_BYTES = 512 * 1024;
/** GitHub reads anchors; a few of them are honest, many unfold without end. */
const MAX_ALIASES = 100;

/**
 * @param named a folder that must be there; without one the usual folder counts, if it exists.
 * @returns null when there is no such folder.
 */
export async function readWorkflows(
  { folder, top }: Pick<Place, "folder" | "top">,
  named: string | undefined,
  unread: UnreadInputs,
): Promise<readonly ReviewedWorkflow[] | null> {
  const relative = posix.normalize((named ?? WORKFLOWS_FOLDER).replaceAll("\\", "/")).replace(/\/$/, "");
  const files = await filesIn(resolve(folder, relative));
  if (files === "missing") {
    if (named !== undefined) unread.missing(`workflow/${relative}#`, "the folder of workflows cannot be read");
    return null;
  }
  if (files === "unreadable") return [unreadable(relative, "is not a folder that can be read")];
  if (files.length > MAX_FILES) {
    unread.missing(`workflow/${relative}#`, `it holds ${files.length} workflows, and at most ${MAX_FILES} are read`);
  }
  return Promise.all(
    files
      .slice(0, MAX_FILES)
      .map((name) => readWorkflow(top, join(folder, relative), name, posix.join(relative, name))),
  );
}

/** The names that GitHub takes for workflows, in order. */
export function workflowNames(names: readonly string[]): string[] {
  return names.filter((name) => /\.ya?ml$/.test(name)).sort();
}

async function filesIn(folder: string): Promise<string[] | "missing" | "unreadable"> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    // A link, or anything else that GitHub may run, is not passed over: what cannot be read is said.
    return workflowNames(entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name));
  } catch (error) {
    return errorCode(error) === "ENOENT" ? "missing" : "unreadable";
  }
}

async function readWorkflow(top: string, folder: string, name: string, path: string): Promise<ReviewedWorkflow> {
  const read = await readRegularFile(join(folder, name), top, MAX_BYTES);
  if (read.kind !== "read") return unreadable(path, read.kind === "refused" ? read.why : "cannot be read");
  const text = utf8WithoutMark(read.bytes);
  return text === null ? unreadable(path, "is not UTF-8 text") : workflowOf(path, text);
}

/** @param path relative to the repository. */
export async function workflowOf(path: string, text: string): Promise<ReviewedWorkflow> {
  const { parseDocument } = await import("../factory/yaml.ts");
  try {
    const document = parseDocument(text, { uniqueKeys: true, logLevel: "error" });
    if (document.errors.length > 0) return unreadable(path, "is not valid YAML", text);
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES + 1 });
    return isObject(value) ? { path, text, value } : unreadable(path, "holds no workflow", text);
  } catch {
    return unreadable(path, `uses more than ${MAX_ALIASES} YAML aliases, or one that means nothing`, text);
  }
}

/** @param why completes "the file ...". */
function unreadable(path: string, why: string, text = ""): ReviewedWorkflow {
  return { path, text, value: null, unreadable: why };
}
