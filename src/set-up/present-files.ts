// What of a set-up is in the checkout already: the texts of the files that init would write, and what the workflows among
// them say of the choices that were made.
import { join } from "node:path";
import type { Place } from "../context/context.ts";
import { MAX_POLICY_BYTES, POLICY_FILE } from "../context/repository.ts";
import { ToolError } from "../errors/tool-error.ts";
import { readRegularFile } from "../files/read-file.ts";
import { isObject, memberAt } from "../json/object.ts";
import { isCommit } from "../text/commit.ts";
import { calledAs, type OfferedWorkflow, workflowPath } from "./workflows.ts";

export interface PresentFiles {
  readonly policy: string | null;
  readonly workflows: Readonly<Record<OfferedWorkflow["name"], PresentWorkflow>>;
}

export interface PresentWorkflow {
  readonly text: string | null;
  /** `with` of the job that calls ours; empty where there is none. */
  readonly given: Readonly<Record<string, unknown>>;
  /** The commit at which it does. */
  readonly commit: string | null;
}

/** @throws {ToolError} `file-unwritable` for what is there and is no file that can be read. */
export async function readPresentFiles(top: string): Promise<PresentFiles> {
  const workflowAt = async (name: OfferedWorkflow["name"]) =>
    presentWorkflow(name, await textAt(top, workflowPath({ name })));
  const [policy, promote, review, remind] = await Promise.all([
    textAt(top, POLICY_FILE),
    workflowAt("promote"),
    workflowAt("review"),
    workflowAt("remind"),
  ]);
  return { policy, workflows: { promote, review, remind } };
}

async function textAt(top: Place["top"], path: string): Promise<string | null> {
  const read = await readRegularFile(join(top, path), top, MAX_POLICY_BYTES);
  if (read.kind === "missing") return null;
  if (read.kind === "read") return Buffer.from(read.bytes).toString("utf8");
  throw new ToolError("file-unwritable", {
    happened: `${path} ${read.why}, so init cannot read or replace it.`,
    next: "Look at what is there, move it away, and run init again.",
  });
}

const nothing: PresentWorkflow = { text: null, given: {}, commit: null };

async function presentWorkflow(name: OfferedWorkflow["name"], text: string | null): Promise<PresentWorkflow> {
  if (text === null) return nothing;
  const { parseDocument } = await import("../factory/yaml.ts");
  const document = parseDocument(text, { uniqueKeys: true, logLevel: "error" });
  const jobs = document.errors.length === 0 ? memberAt(document.toJS({ maxAliasCount: 0 }), "jobs") : null;
  for (const job of Object.values(isObject(jobs) ? jobs : {})) {
    const uses = memberAt(job, "uses");
    if (typeof uses !== "string" || !uses.startsWith(calledAs(name))) continue;
    const given = memberAt(job, "with");
    const commit = uses.slice(calledAs(name).length);
    return { text, given: isObject(given) ? given : {}, commit: isCommit(commit) ? commit : null };
  }
  return { ...nothing, text };
}
