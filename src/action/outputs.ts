// The outputs of a step (INTERFACE, Action outputs). All but `result` are of a plain alphabet, so that a workflow
// that pastes one into a shell pastes no command.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ResultDocument, shortenedResult } from "../commands/result/result-json.ts";
import { ToolError } from "../errors/tool-error.ts";
import { appendToFile } from "../files/append-file.ts";
import { diskFailed } from "../files/disk.ts";
import { writeFileWhole } from "../files/write-file.ts";
import { asciiJson } from "../text/ascii-json.ts";
import type { Environment } from "../text/environment.ts";
import type { Toolkit } from "./toolkit.ts";

/** GitHub's limit for all outputs of a job is 1 MiB. */
const MAX_RESULT_BYTES = 256 * 1024;

const FOREIGN_TO_ALPHABET = /[^A-Za-z0-9_.,:+/=%@ -]/g;

/** The toolkit's way to set an output, for files that take one: it would wait for a named pipe's reader (T31). */
export function outputsInto(env: Environment, setOutput: Toolkit["setOutput"]): Toolkit["setOutput"] {
  return (name, value) => {
    const path = env.GITHUB_OUTPUT;
    if (path) appendToFile(path, "GITHUB_OUTPUT", () => "");
    setOutput(name, value);
  };
}

/**
 * Sets `status`, the command's own outputs, `result`, and `result-file` when `result` had to be shortened.
 * @param outputs by output name; what is outside the alphabet becomes `_`.
 * @throws {ToolError} `file-unwritable`; what can be set is set.
 */
export async function setOutputs(
  toolkit: Toolkit,
  document: ResultDocument,
  outputs: Readonly<Record<string, string | number>>,
  env: Environment,
): Promise<void> {
  const set = (name: string, value: string) => {
    try {
      toolkit.setOutput(name, value);
    } catch (error) {
      throw error instanceof ToolError ? error : diskFailed(error, "The file GITHUB_OUTPUT could not be written", NEXT);
    }
  };
  set("status", document.status);
  for (const [name, value] of Object.entries(outputs)) set(name, plainOutput(value));
  const short = shortenedResult(document, MAX_RESULT_BYTES);
  set("result", short ?? asciiJson(document));
  if (short !== null) set("result-file", await writeResult(document, env));
}

const NEXT = "Find out why this job cannot write its own files, then run it again.";

function plainOutput(value: string | number): string {
  return String(value).replace(FOREIGN_TO_ALPHABET, "_");
}

async function writeResult(document: ResultDocument, env: Environment): Promise<string> {
  const parent = env.RUNNER_TEMP || tmpdir();
  const folder = await mkdtemp(join(parent, "factory-tuf-")).catch((error: unknown) => {
    throw diskFailed(error, `The file for \`result-file\` could not be made in ${parent}`, NEXT);
  });
  const path = join(folder, "result.json");
  const by = { kind: "workspace", top: folder } as const;
  await writeFileWhole(path, `${asciiJson(document)}\n`, { chosenBy: by, mode: 0o600 });
  return path;
}
