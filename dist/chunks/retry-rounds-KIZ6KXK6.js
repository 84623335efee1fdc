import "./chunk-73X3T6A5.js";

// src/http/retry-rounds.ts
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
      open.delete(reason), info(
        calls.length === 1 ? retry.message : `${calls.length} calls ${severally(retry)}; trying again (${retry.round}).`
      );
    }, 100);
  };
}
function severally({ why }) {
  return why.replace(/^was /, "were ");
}
export {
  gatheredRetries
};
