// Declares the options that many commands share (INTERFACE, common options). Reading their values, and the
// environment and files behind them, is not decided here.
import type { OptionDeclarations } from "../../context/declaration.ts";

/** Which Factory, and as whom. Every command that talks to a Factory takes these. */
/** For the whole command, where `timeout` says nothing else. */
export const DEFAULT_TIMEOUT = "5m";

export const factoryOptions = {
  factory: {
    kind: "factory",
    help: "Name of the Factory. Environment: FACTORY.",
    inAction: "Name of the Factory.",
    placeholder: "<name>",
  },
  token: {
    kind: "text",
    help: "API token of the Factory. On the command line: FACTORY_TOKEN, --token-file or fioctl's configuration.",
    inAction: "API token of the Factory.",
    only: "action",
  },
  tokenFile: {
    kind: "path",
    help: "File that holds the API token. Environment: FACTORY_TOKEN (the token itself).",
    only: "cli",
    placeholder: "<file>",
  },
  clientId: {
    kind: "text",
    help: "OAuth2 client id, instead of a token. Environment: FACTORY_CLIENT_ID.",
    inAction: "OAuth2 client id, instead of a token.",
    placeholder: "<id>",
  },
  clientSecret: {
    kind: "text",
    help: "OAuth2 client secret. On the command line: FACTORY_CLIENT_SECRET or --client-secret-file.",
    inAction: "OAuth2 client secret.",
    only: "action",
  },
  clientSecretFile: {
    kind: "path",
    help: "File that holds the OAuth2 client secret. Environment: FACTORY_CLIENT_SECRET (the secret itself).",
    only: "cli",
    placeholder: "<file>",
  },
  apiUrl: {
    kind: "text",
    inAction: "Address of the API, https://api.foundries.io unless you rehearse or have another server.",
    help: "Address of the API, https://api.foundries.io unless fioctl's configuration names another. On the command line also FACTORY_API_URL.",
    placeholder: "<url>",
  },
  oauthUrl: {
    kind: "text",
    help: "Address of the OAuth2 service, https://app.foundries.io/oauth; with api-url alone <api-url>/oauth.",
    placeholder: "<url>",
  },
  timeout: {
    kind: "text",
    help: "Time limit for the whole command: a number and s, m or h.",
    default: DEFAULT_TIMEOUT,
    placeholder: "<duration>",
  },
} as const satisfies OptionDeclarations;

/** What the caller trusts. Goes with {@link factoryOptions}. */
export const trustOptions = {
  trustedRoot: {
    kind: "path",
    help: "The root.json that you trust; everything is verified from it. Default: .factory-tuf/root.json if it exists.",
    placeholder: "<file>",
  },
  pins: {
    kind: "path",
    help: "File with versions and hashes seen before; nothing older is accepted. Default: .factory-tuf/pins.json if it exists.",
    placeholder: "<file>",
  },
  policy: {
    kind: "path",
    help: "The policy of the repository. Default: .factory-tuf/review.yml if it exists, and the one beside the trusted root.",
    placeholder: "<file>",
  },
  trustOnFirstUse: {
    kind: "switch",
    help: "Let a command that signs or publishes start from the first root as served. Without it a trusted root is required.",
  },
} as const satisfies OptionDeclarations;

/** For what can be proven without the Factory: it is a switch, so that nobody takes an outdated root for the newest. */
export const offlineOption = {
  offline: {
    kind: "switch",
    help: "Do not contact the Factory. Verify with the trusted root only.",
  },
} as const satisfies OptionDeclarations;

/** A key that lives in a service, and which one it is. A plan wants to know no more. */
export const plannedSignerOptions = {
  signer: {
    kind: "text",
    help: "Key in a service that signs instead of an archive: awskms:, gcpkms:, azurekms: or hv: (OpenBao, Vault). Needs signer-keyid.",
    placeholder: "<uri>",
  },
  signerKeyid: {
    kind: "keyid",
    help: "Id of the signer's key in the root. Its public half is taken from there alone.",
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

/** Binds what is signed, rolled out or completed to what a plan showed (T1). */
export const digestOption = {
  expectDigest: {
    kind: "digest",
    help: "Digest that a plan printed. Anything else is refused before a key is opened.",
    placeholder: "<sha256:...>",
  },
} as const satisfies OptionDeclarations;

/** For a run that died after its release, and before the release was attested (T37). */
export const attestAgainOption = {
  attestAgain: {
    kind: "switch",
    help: "Write the release record again, if production already has that digest.",
    only: "action",
  },
} as const satisfies OptionDeclarations;

/** Inputs of the Action itself, next to those of the commands. */
export const actionInputs = {
  command: { kind: "text", help: "The command to run, e.g. `wave plan` or `promote`.", required: true, only: "action" },
  githubToken: {
    kind: "text",
    help: "Token for GitHub's own API; sent nowhere else.",
    only: "action",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's expression, not ours
    default: "${{ github.token }}",
  },
} as const satisfies OptionDeclarations;

/** Options of every command on the command line. */
export const cliOptions = {
  json: { kind: "switch", help: "Print one JSON document, also on failure.", only: "cli" },
  yes: { kind: "switch", help: "Do not ask.", only: "cli" },
  verbose: {
    kind: "switch",
    help: "Show every call, the files that were read and the roots that were proven. Never a secret.",
    only: "cli",
  },
} as const satisfies OptionDeclarations;

// The options of the commands that work on a key archive as a file.
export const archiveOptions = {
  keys: {
    kind: "path",
    help: "The archive with the offline keys: path of a *.tgz, plain or encrypted with age.",
    placeholder: "<archive>",
  },
  keysIdentityFile: keyOptions.keysIdentityFile,
  keysPassphraseFile: keyOptions.keysPassphraseFile,
} as const satisfies OptionDeclarations;
