// src/keys/network-wait.ts
import { setImmediate } from "node:timers/promises";
var TURNS = 8;
async function requestsSent() {
  for (let turn = 0; turn < TURNS; turn++) await setImmediate();
}

export {
  requestsSent
};
