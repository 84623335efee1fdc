import {
  resultText,
  shortenedResult
} from "./chunk-FOOLCPF6.js";
import "./chunk-BTHQM4E7.js";
import "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";

// src/action/outputs.ts
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
var MAX_RESULT_BYTES = 256 * 1024, FOREIGN_TO_ALPHABET = /[^A-Za-z0-9_.,:+/=%@ -]/g;
async function setOutputs(toolkit, document, outputs, env) {
  toolkit.setOutput("status", document.status);
  for (let [name, value] of Object.entries(outputs)) toolkit.setOutput(name, plainOutput(value));
  let short = shortenedResult(document, MAX_RESULT_BYTES);
  toolkit.setOutput("result", short ?? resultText(document)), short !== null && toolkit.setOutput("result-file", await writeResult(document, env));
}
function plainOutput(value) {
  return String(value).replace(FOREIGN_TO_ALPHABET, "_");
}
async function writeResult(document, env) {
  let folder = await mkdtemp(join(env.RUNNER_TEMP || tmpdir(), "factory-tuf-")), path = join(folder, "result.json");
  return await writeFile(path, `${resultText(document)}
`, { mode: 384, flag: "wx" }), path;
}
export {
  MAX_RESULT_BYTES,
  plainOutput,
  setOutputs
};
