import {
  capital,
  counted
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/http/retry-rounds.ts
var WINDOW_MS = 100;
function gatheredRetries(info, later = (say, ms) => {
  setTimeout(say, ms).unref();
}) {
  let open = /* @__PURE__ */ new Map();
  return (retry) => {
    let reason = `${retry.why} ${retry.round}`, gathered = open.get(reason);
    if (gathered) {
      gathered.push(retry);
      return;
    }
    let calls = [retry];
    open.set(reason, calls), later(() => {
      open.delete(reason), info(calls.length === 1 ? retry.message : `${together(calls.length, retry)}; trying again (${retry.round}).`);
    }, WINDOW_MS);
  };
}
function together(count, { why }) {
  return why.startsWith("could not reach ") ? capital(why) : `${counted(count, "call")} ${why.replace(/^was /, "were ")}`;
}
export {
  gatheredRetries
};
