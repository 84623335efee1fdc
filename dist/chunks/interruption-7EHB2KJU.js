import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";

// src/cli/interruption.ts
var EXIT_INTERRUPTED = 130;
function interruption(process) {
  let controller = new AbortController(), interrupt = () => {
    controller.signal.aborted && process.exit(EXIT_INTERRUPTED), controller.abort(
      new ToolError("interrupted", {
        happened: "The command was interrupted.",
        next: "Run it again: what is done already is recognised."
      })
    );
  };
  return process.on("SIGINT", interrupt), process.on("SIGTERM", interrupt), controller.signal;
}
export {
  interruption
};
