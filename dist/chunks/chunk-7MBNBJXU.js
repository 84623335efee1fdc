import {
  keyInputNames
} from "./chunk-CMGN2NAS.js";

// src/commands/uses-keys.ts
function usesKeys({ needs }, options) {
  return options.dryRun === !0 || options.dryRun === "true" ? !1 : needs === "keys" || keyInputNames.some((name) => options[name] !== void 0 && options[name] !== "");
}

export {
  usesKeys
};
