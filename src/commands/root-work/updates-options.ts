// Options that the commands on a transaction share.
import { ToolError } from "../../tuf/errors.ts";
import { isWave } from "../../tuf/names.ts";
import { archiveOptions } from "../archives/archive-options.ts";
import type { OptionDeclarations } from "../command.ts";
import { keyOptions } from "../options/common-options.ts";

/** Where a signer's keys are, on their own machine: the root key as well as the targets key. */
export const ownerKeyOptions = {
  ...archiveOptions,
  keysCommand: keyOptions.keysCommand,
} as const satisfies OptionDeclarations;

export const txidOption = {
  txid: {
    kind: "text",
    help: "Id of the transaction, as updates init printed it. Whoever started it may leave it out.",
    placeholder: "<id>",
  },
} as const satisfies OptionDeclarations;

export const offlineRoleOption = {
  role: {
    kind: "text",
    help: "The role whose key it is: root or targets.",
    choices: ["root", "targets"],
    required: true,
    placeholder: "<role>",
  },
} as const satisfies OptionDeclarations;

export const keyTypeOption = {
  keyType: {
    kind: "text",
    help: "Type of the new key.",
    choices: ["ed25519", "rsa"],
    default: "ed25519",
    placeholder: "<type>",
  },
} as const satisfies OptionDeclarations;

export const signOption = {
  sign: { kind: "switch", help: "Sign the staged roots as well, with the root key of the archive." },
} as const satisfies OptionDeclarations;

/** @throws {ToolError} `value-invalid` for what cannot be the id of a transaction. */
export function txidOf(txid: string | undefined): string {
  if (txid === undefined || isWave(txid)) return txid ?? "";
  throw new ToolError("value-invalid", {
    happened: "The option txid is not the id of a transaction.",
    next: "Give it as `factory-tuf updates init` printed it.",
  });
}
