import {
  ToolError,
  isUsageCode
} from "./chunk-ZQDLIUHP.js";

// src/commands/result/exit-status.ts
function endingOfOutcome({
  status,
  changed,
  failure
}) {
  return failure ? endingOfError(failure) : { exit: 0, status, changed };
}
function endingOfError(error, wrote = !1) {
  if (!(error instanceof ToolError))
    return wrote ? { exit: 4, status: "unknown", changed: "unknown" } : { exit: 1, status: "refused", changed: "no" };
  let { code, changed } = error;
  return changed !== "no" ? { exit: 4, status: "unknown", changed } : isUsageCode(code) ? { exit: 2, status: "usage", changed } : code === "gate" ? { exit: 3, status: "gate", changed } : { exit: 1, status: "refused", changed };
}
function failureOf(error, wrote = !1) {
  if (error instanceof ToolError) return { code: error.code, message: error.message, next: error.next };
  let where = error instanceof Error ? error.name : typeof error, next = wrote ? "Look at the Factory with `factory-tuf wave list` and `wave show`, then report this." : "Please report this, with the command and its options but without any secret.";
  return {
    code: "bug",
    message: `This is a bug in factory-tuf (${where}${placeOf(error)}). ${wrote ? "Whether the Factory was changed is not known." : "Nothing was changed."} ${next}`,
    next
  };
}
function placeOf(error) {
  let stack = error instanceof Error ? error.stack ?? "" : "", frame = /^\s+at .*?([A-Za-z0-9_.-]+\.(?:ts|js|mjs)):(\d+):\d+\)?$/m.exec(stack);
  return frame ? ` at ${frame[1]}:${frame[2]}` : "";
}

export {
  endingOfOutcome,
  endingOfError,
  failureOf
};
