// The repository's workflow files, parsed. Which of them matter is for the rules to say.
import { open, readdir } from "node:fs/promises";
import { join, posix, resolve } from "node:path";
import type { ReviewedWorkflow } from "../../review/snapshot.ts";
import type { Attempts } from "./attempts.ts";

export const WORKFLOWS_FOLDER = ".github/workflows";

const MAX_FILES = 200;
const MAX_BYTES = 512 * 1024;
/** GitHub reads anchors; a few of them are honest, many unfold without end. */
const MAX_ALIASES = 100;

/**
 * @param named a folder that must be there; without one the usual folder counts, if it exists.
 * @returns null when there is no such folder. Files that cannot be read are noted in `attempts`.
 */
export async function readWorkflows(
  folder: string,
  named: string | undefined,
  attempts: Attempts,
): Promise<readonly ReviewedWorkflow[] | null> {
  const relative = posix.normalize((named ?? WORKFLOWS_FOLDER).replaceAll("\\", "/")).replace(/\/$/, "");
  const files = await workflowFiles(resolve(folder, relative));
  if (files === null) {
    if (named !== undefined) attempts.missing(`workflow/${relative}#`, "the folder of workflows cannot be read");
    return null;
  }
  if (files.length > MAX_FILES) {
    attempts.missing(`workflow/${relative}#`, `it holds ${files.length} workflows, and at most ${MAX_FILES} are read`);
  }
  const read = await Promise.all(
    files
      .slice(0, MAX_FILES)
      .map((name) => readWorkflow(join(folder, relative), name, posix.join(relative, name), attempts)),
  );
  return read.filter((workflow) => workflow !== null);
}

async function workflowFiles(folder: string): Promise<string[] | null> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch {
    return null;
  }
}

async function readWorkflow(
  folder: string,
  name: string,
  path: string,
  attempts: Attempts,
): Promise<ReviewedWorkflow | null> {
  try {
    await using file = await open(join(folder, name), "r");
    if ((await file.stat()).size > MAX_BYTES) {
      attempts.missing(`workflow/${path}#`, `it has more than ${MAX_BYTES} bytes`);
      return null;
    }
    const text = await file.readFile("utf8");
    return { path, text, value: await valueIn(text) };
  } catch {
    attempts.missing(`workflow/${path}#`, "the file cannot be read");
    return null;
  }
}

/** Null for what is no YAML: GitHub does not run it either. */
async function valueIn(text: string): Promise<unknown> {
  const { parseDocument } = await import("../../factory/yaml.ts");
  try {
    const document = parseDocument(text, { uniqueKeys: true, logLevel: "silent" });
    return document.errors.length > 0 ? null : ((document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown) ?? null);
  } catch {
    return null;
  }
}
