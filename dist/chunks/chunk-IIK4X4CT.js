import {
  byPerson,
  isWithin
} from "./chunk-B3BO367N.js";

// src/context/paths.ts
import { lstat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
function chosenBy(place, named, byDefault) {
  return named !== void 0 && named !== byDefault && !place.isWorkspace ? byPerson : workspaceOf(place, named ?? byDefault);
}
function chosenWithin(place, named, folder) {
  let by = chosenBy(place, named, place.outputFolder ?? void 0);
  return by.kind === "person" ? { kind: "workspace", top: folder } : by;
}
function workspaceOf({ top, folder, outputFolder }, path) {
  return { kind: "workspace", top: outputFolder !== null && path !== void 0 && isWithin(resolve(folder, path), outputFolder) ? outputFolder : top };
}
async function checkoutTop(folder) {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (await lstat(join(at, ".git")).catch(() => null) !== null) return at;
    if (dirname(at) === at) return null;
  }
}

// src/keys/sources/network-wait.ts
import { setImmediate } from "node:timers/promises";
var TURNS = 8;
async function requestsSent() {
  for (let turn = 0; turn < TURNS; turn++) await setImmediate();
}

export {
  requestsSent,
  chosenBy,
  chosenWithin,
  checkoutTop
};
