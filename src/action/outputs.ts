// The outputs of a step (INTERFACE, Action outputs). All but `result` are of a plain alphabet, so that a workflow
// that pastes one into a shell pastes no command.
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ResultDocument, resultText, shortenedResult } from "../commands/result/result-json.ts";
import type { Environment } from "./inputs.ts";
import type { Toolkit } from "./toolkit.ts";

/** GitHub's limit for all outputs of a job is 1 MiB. */
export const MAX_RESULT_BYTES = 256 * 1024;

const FOREIGN_TO_ALPHABET = /[^A-Za-z0-9_.,:+/=%@ -]/g;

/**
 * Sets `status`, the command's own outputs, `result`, and `result-file` when `result` had to be shortened.
 * @param outputs by output name; what is outside the alphabet becomes `_`.
 */
export async function setOutputs(
  toolkit: Toolkit,
  document: ResultDocument,
  outputs: Readonly<Record<string, string | number>>,
  env: Environment,
): Promise<void> {
  toolkit.setOutput("status", document.status);
  for (const [name, value] of Object.entries(outputs)) toolkit.setOutput(name, plainOutput(value));
  const short = shortenedResult(document, MAX_RESULT_BYTES);
  toolkit.setOutput("result", short ?? resultText(document));
  if (short !== null) toolkit.setOutput("result-file", await writeResult(document, env));
}

export function plainOutput(value: string | number): string {
  return String(value).replace(FOREIGN_TO_ALPHABET, "_");
}

async function writeResult(document: ResultDocument, env: Environment): Promise<string> {
  const folder = await mkdtemp(join(env.RUNNER_TEMP || tmpdir(), "factory-tuf-"));
  const path = join(folder, "result.json");
  await writeFile(path, `${resultText(document)}\n`, { mode: 0o600, flag: "wx" });
  return path;
}
