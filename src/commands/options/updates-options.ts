// Options that the commands on a transaction share.

import type { Context } from "../../context/context.ts";
import type { OptionDeclarations } from "../../context/declaration.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { factoryOptions, trustOptions } from "./connection-options.ts";
import { archiveOptions, keyOptions, signerOptions } from "./key-options.ts";

/** Where a signer's keys are, on their own machine: the root key as well as the targets key. */
export const ownerKeyOptions = {
  ...archiveOptions,
  keysCommand: keyOptions.keysCommand,
} as const satisfies OptionDeclarations;

/** Where the key is that signs staged roots or targets: in an archive, or elsewhere. */
export const ownerSignerOptions = {
  ...ownerKeyOptions,
  ...signerOptions,
} as const satisfies OptionDeclarations;

export const txidOption = {
  txid: {
    kind: "text",
    help: "Id of the transaction, as updates init printed it. Default: the id that updates init saved in the working folder.",
    placeholder: "<id>",
  },
} as const satisfies OptionDeclarations;

export const offlineRoleOption = {
  role: {
    kind: "text",
    help: "Role of the key: root or targets.",
    choices: ["root", "targets"],
    required: true,
    placeholder: "<role>",
  },
} as const satisfies OptionDeclarations;

export const keyTypeOption = {
  keyType: {
    kind: "text",
    help: "Type of the new key. Every device client accepts Ed25519. fiotuf refuses a root with an RSA key, and every later root.",
    choices: ["ed25519", "rsa"],
    default: "ed25519",
    placeholder: "<type>",
  },
} as const satisfies OptionDeclarations;

export const shortenExpiryOption = {
  shortenExpiry: {
    kind: "switch",
    help: "Allow the new root to expire earlier than the one it replaces. Use it if that one is valid too long.",
  },
} as const satisfies OptionDeclarations;

export const signOption = {
  sign: { kind: "switch", help: "Sign the staged roots as well, with the root key of the archive or of the signer." },
} as const satisfies OptionDeclarations;

/** Of a command that edits the staged roots, and may sign them at once. */
export const stagingOptions = {
  ...signOption,
  ...shortenExpiryOption,
  ...txidOption,
  ...ownerSignerOptions,
  ...factoryOptions,
  ...trustOptions,
} as const satisfies OptionDeclarations;

/** @throws {ToolError} `options-conflict` for an archive or a signer with which nothing would be signed (T33). */
export function requireKeysSign({ keys, signer }: Pick<Context, "keys" | "signer">, sign: boolean): void {
  if (sign || (keys === null && signer === null)) return;
  const what = keys ? "An archive" : "A signer";
  throw new ToolError("options-conflict", {
    happened: `${what} was given without --sign, so it would not be used.`,
    next: "Add --sign, or leave it out and run `factory-tuf updates sign --keys <archive>` afterwards.",
  });
}

/** What a signature from elsewhere is for: exactly one of the three. */
export const subjectOptions = {
  wave: { kind: "wave", help: "The Wave that is to be signed.", placeholder: "<wave>" },
  bundle: { kind: "path", help: "The offline bundle that is to be signed.", placeholder: "<folder>" },
  txid: {
    kind: "text",
    help: "The transaction whose staged roots are to be signed, by the id that updates init printed.",
    placeholder: "<id>",
  },
  ...shortenExpiryOption,
} as const satisfies OptionDeclarations;
