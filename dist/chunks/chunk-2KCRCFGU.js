import {
  ToolError
} from "./chunk-VNGMR44M.js";

// src/keys/sources/program-faults.ts
function startFault(error) {
  let said = String(error);
  return /\bEACCES\b/.test(said) ? "could not be started: it is not executable" : said.includes("Unable to locate executable file") ? "could not be started: it was not found, or is not executable" : /\bENOENT\b/.test(said) ? "could not be started: it was not found, or the interpreter that its first line names" : "could not be started";
}
function endedBy({ reason }) {
  return reason instanceof ToolError && reason.code === "deadline-exceeded" ? "did not finish within the time limit of this run (`timeout`), and was stopped" : "was stopped before it had finished";
}

export {
  startFault,
  endedBy
};
