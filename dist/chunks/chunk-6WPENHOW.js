import {
  isWave
} from "./chunk-NCCCTDJT.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/commands/root-work/updates-options.ts
var txidOption = {
  txid: {
    kind: "text",
    help: "Id of the transaction, as updates init printed it. Whoever started it may leave it out.",
    placeholder: "<id>"
  }
}, offlineRoleOption = {
  role: {
    kind: "text",
    help: "The role whose key it is: root or targets.",
    choices: ["root", "targets"],
    required: !0,
    placeholder: "<role>"
  }
}, keyTypeOption = {
  keyType: {
    kind: "text",
    help: "Type of the new key.",
    choices: ["ed25519", "rsa"],
    default: "ed25519",
    placeholder: "<type>"
  }
}, signOption = {
  sign: { kind: "switch", help: "Sign the staged roots as well, with the root key of the archive." }
};
function txidOf(txid) {
  if (txid === void 0 || isWave(txid)) return txid ?? "";
  throw new ToolError("value-invalid", {
    happened: "The option txid is not the id of a transaction.",
    next: "Give it as `factory-tuf updates init` printed it."
  });
}

export {
  txidOption,
  offlineRoleOption,
  keyTypeOption,
  signOption,
  txidOf
};
