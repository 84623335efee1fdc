// Declares where the offline keys come from: an archive, or what signs in its place (INTERFACE, common options).
import type { OptionDeclarations } from "../../context/declaration.ts";

/** A key that lives in a service, and which one it is. A plan wants to know no more. */
export const plannedSignerOptions = {
  signer: {
    kind: "text",
    help: "Key in a service that signs instead of an archive: awskms:, gcpkms:, azurekms: or hv: (OpenBao, Vault). Needs signer-keyid.",
    placeholder: "<uri>",
  },
  signerKeyid: {
    kind: "keyid",
    help: "Id of the signer's key in the root. The public key is taken from the root, never from the signer.",
    placeholder: "<key id>",
  },
} as const satisfies OptionDeclarations;

/** What signs instead of an archive. */
export const signerOptions = {
  ...plannedSignerOptions,
  signerCommand: {
    kind: "text",
    help: "Program with arguments that signs its standard input and prints the signature in base64. No shell. Needs signer-keyid.",
    placeholder: "<command>",
  },
} as const satisfies OptionDeclarations;

/** Where the offline keys come from. Commands that sign take these. */
export const keyOptions = {
  keys: {
    kind: "path",
    inAction: "The archive with the offline targets key, encrypted with age: its content, armored or base64.",
    help: "The archive with the offline targets key. Command line: path of a *.tgz or age file. Action: the content of an age-encrypted archive, armored or base64.",
    placeholder: "<archive>",
  },
  keysFile: {
    kind: "path",
    help: "Path of an age-encrypted archive in the workspace.",
    only: "action",
  },
  keysCommand: {
    kind: "text",
    help: "Program with arguments that prints the archive on standard output. No shell; use double quotes and backslashes.",
    placeholder: "<command>",
  },
  keysIdentity: {
    kind: "text",
    help: "age identity (AGE-SECRET-KEY-1...) that opens the archive. Use this in CI.",
    only: "action",
  },
  keysPassphrase: {
    kind: "text",
    help: "Passphrase that opens the archive (about a second of scrypt).",
    only: "action",
  },
  keysIdentityFile: {
    kind: "path",
    help: "File that holds the age identity. Environment: FACTORY_TUF_IDENTITY (the identity itself).",
    only: "cli",
    placeholder: "<file>",
  },
  keysPassphraseFile: {
    kind: "path",
    help: "File that holds the passphrase. Environment: FACTORY_TUF_PASSPHRASE (the passphrase itself).",
    only: "cli",
    placeholder: "<file>",
  },
  ...signerOptions,
} as const satisfies OptionDeclarations;

/** For the commands that work on a key archive as a file. */
export const archiveOptions = {
  keys: {
    kind: "path",
    help: "The archive with the offline keys: path of a *.tgz, plain or encrypted with age.",
    placeholder: "<archive>",
  },
  keysIdentityFile: keyOptions.keysIdentityFile,
  keysPassphraseFile: keyOptions.keysPassphraseFile,
} as const satisfies OptionDeclarations;
