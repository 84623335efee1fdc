// src/commands/options/common-options.ts
var factoryOptions = {
  factory: {
    kind: "factory",
    help: "Name of the Factory. Environment: FACTORY.",
    inAction: "Name of the Factory.",
    placeholder: "<name>"
  },
  token: {
    kind: "text",
    help: "API token of the Factory. On the command line: FACTORY_TOKEN, --token-file or fioctl's configuration.",
    inAction: "API token of the Factory.",
    only: "action"
  },
  tokenFile: {
    kind: "path",
    help: "File that holds the API token. Environment: FACTORY_TOKEN (the token itself).",
    only: "cli",
    placeholder: "<file>"
  },
  clientId: {
    kind: "text",
    help: "OAuth2 client id, instead of a token. Environment: FACTORY_CLIENT_ID.",
    inAction: "OAuth2 client id, instead of a token.",
    placeholder: "<id>"
  },
  clientSecret: {
    kind: "text",
    help: "OAuth2 client secret. On the command line: FACTORY_CLIENT_SECRET or --client-secret-file.",
    inAction: "OAuth2 client secret.",
    only: "action"
  },
  clientSecretFile: {
    kind: "path",
    help: "File that holds the OAuth2 client secret. Environment: FACTORY_CLIENT_SECRET (the secret itself).",
    only: "cli",
    placeholder: "<file>"
  },
  apiUrl: {
    kind: "text",
    inAction: "Address of the API, https://api.foundries.io unless you rehearse or have another server.",
    help: "Address of the API, https://api.foundries.io unless fioctl's configuration names another. On the command line also FACTORY_API_URL.",
    placeholder: "<url>"
  },
  oauthUrl: {
    kind: "text",
    help: "Address of the OAuth2 service, https://app.foundries.io/oauth; with api-url alone <api-url>/oauth.",
    placeholder: "<url>"
  },
  timeout: {
    kind: "text",
    help: "Time limit for the whole command: a number and s, m or h.",
    default: "5m",
    placeholder: "<duration>"
  }
}, trustOptions = {
  trustedRoot: {
    kind: "path",
    help: "The root.json that you trust; everything is verified from it. Default: .factory-tuf/root.json if it exists.",
    placeholder: "<file>"
  },
  pins: {
    kind: "path",
    help: "File with versions and hashes seen before; nothing older is accepted. Default: .factory-tuf/pins.json if it exists.",
    placeholder: "<file>"
  },
  policy: {
    kind: "path",
    help: "The policy of the repository. Default: .factory-tuf/review.yml if it exists, and the one beside the trusted root.",
    placeholder: "<file>"
  },
  trustOnFirstUse: {
    kind: "switch",
    help: "Let a command that signs or publishes start from the first root as served. Without it a trusted root is required."
  }
}, offlineOption = {
  offline: {
    kind: "switch",
    help: "Ask nobody: prove against the trusted root alone, and say how old it is. For a machine without network."
  }
}, keyOptions = {
  keys: {
    kind: "path",
    inAction: "The archive with the offline targets key, encrypted with age: its content, armored or base64.",
    help: "The archive with the offline targets key. Command line: path of a *.tgz or age file. Action: the content of an age-encrypted archive, armored or base64.",
    placeholder: "<archive>"
  },
  keysFile: {
    kind: "path",
    help: "Path of an age-encrypted archive in the workspace.",
    only: "action"
  },
  keysCommand: {
    kind: "text",
    help: "Program with arguments that prints the archive on standard output. No shell; use double quotes and backslashes.",
    placeholder: "<command>"
  },
  keysIdentity: {
    kind: "text",
    help: "age identity (AGE-SECRET-KEY-1...) that opens the archive. Use this in CI.",
    only: "action"
  },
  keysPassphrase: {
    kind: "text",
    help: "Passphrase that opens the archive (about a second of scrypt).",
    only: "action"
  },
  keysIdentityFile: {
    kind: "path",
    help: "File that holds the age identity. Environment: FACTORY_TUF_IDENTITY (the identity itself).",
    only: "cli",
    placeholder: "<file>"
  },
  keysPassphraseFile: {
    kind: "path",
    help: "File that holds the passphrase. Environment: FACTORY_TUF_PASSPHRASE (the passphrase itself).",
    only: "cli",
    placeholder: "<file>"
  }
}, digestOption = {
  expectDigest: {
    kind: "digest",
    help: "Digest that a plan printed. Anything else is refused before a key is opened.",
    placeholder: "<sha256:...>"
  }
}, actionInputs = {
  command: { kind: "text", help: "The command to run, e.g. `wave plan` or `promote`.", required: !0, only: "action" },
  githubToken: {
    kind: "text",
    help: "Token for GitHub's own API; sent nowhere else.",
    only: "action",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's expression, not ours
    default: "${{ github.token }}"
  }
}, cliOptions = {
  json: { kind: "switch", help: "Print one JSON document, also on failure.", only: "cli" },
  yes: { kind: "switch", help: "Do not ask.", only: "cli" },
  verbose: {
    kind: "switch",
    help: "Show every call, the files that were read and the roots that were proven. Never a secret.",
    only: "cli"
  }
}, archiveOptions = {
  keys: {
    kind: "path",
    help: "The archive with the offline keys: path of a *.tgz, plain or encrypted with age.",
    placeholder: "<archive>"
  },
  keysIdentityFile: keyOptions.keysIdentityFile,
  keysPassphraseFile: keyOptions.keysPassphraseFile
};

export {
  factoryOptions,
  trustOptions,
  offlineOption,
  keyOptions,
  digestOption,
  actionInputs,
  cliOptions,
  archiveOptions
};
