// Declares which Factory is asked, as whom, and what is trusted (INTERFACE, common options). Reading the values, and the
// environment and files behind them, is not decided here.
import type { OptionDeclarations } from "../../context/declaration.ts";

/** For the whole command, where `timeout` says nothing else. */
export const DEFAULT_TIMEOUT = "5m";

/** Which Factory, and as whom. Every command that talks to a Factory takes these. */
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
    inAction: "Address of the API. Default: https://api.foundries.io.",
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
    help: "File with versions and hashes that were seen before. Older ones are refused. Default: .factory-tuf/pins.json if it exists.",
    placeholder: "<file>",
  },
  policy: {
    kind: "path",
    help: "The repository's policy. Default: .factory-tuf/review.yml, and the one beside the trusted root, if they exist.",
    placeholder: "<file>",
  },
  trustOnFirstUse: {
    kind: "switch",
    help: "Trust the first root that the Factory serves. Without this, signing and publishing require a trusted root.",
  },
} as const satisfies OptionDeclarations;

/** For what can be proven without the Factory: it is a switch, so that nobody takes an outdated root for the newest. */
export const offlineOption = {
  offline: {
    kind: "switch",
    help: "Do not contact the Factory. Verify with the trusted root only.",
  },
} as const satisfies OptionDeclarations;
