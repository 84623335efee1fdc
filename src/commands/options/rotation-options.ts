// Options that the rotations share.

import type { OptionDeclarations } from "../../context/declaration.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { archiveOptions, signerOptions } from "./key-options.ts";
import { keyTypeOption, shortenExpiryOption } from "./updates-options.ts";

export const targetsKeysOption = {
  targetsKeys: {
    kind: "path",
    help: "The archive for the targets key, if it is not the archive of the root key.",
    placeholder: "<archive>",
  },
} as const satisfies OptionDeclarations;

export const rotationOptions = {
  ...archiveOptions,
  ...targetsKeysOption,
  firstTime: {
    kind: "switch",
    help: "The first rotation: take the first root key offline, into a new archive, encrypted if you wish.",
  },
  ...keyTypeOption,
  ...shortenExpiryOption,
  changelog: { kind: "line", help: "The reason. It is recorded in the root.", placeholder: "<text>" },
} as const satisfies OptionDeclarations;

/** The new key, where it lives elsewhere. */
export const successorOptions = {
  signer: {
    ...signerOptions.signer,
    help: "Key in a service that replaces the archive's key. Needs signer-keyid.",
    beside: true,
  },
  signerCommand: {
    ...signerOptions.signerCommand,
    help: "Program that signs with the key that replaces the archive's key. Needs signer-keyid.",
    beside: true,
  },
  signerKeyid: { ...signerOptions.signerKeyid, help: "Id of that key. It must already be in the newest root." },
  replaces: {
    kind: "keyid",
    help: "Id of the targets key to replace, if a signer holds that one too. Needs signer-keyid.",
    placeholder: "<key id>",
  },
} as const satisfies OptionDeclarations;

export function onlyForTargets(): ToolError {
  return new ToolError("options-conflict", {
    happened: "--targets-keys is for targets keys, but --role is root.",
    next: "Leave it out, or give --role targets.",
  });
}
