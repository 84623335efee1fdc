import {
  LOOPBACK_HOSTS,
  checkedBaseUrl
} from "./chunk-UPVJTDQR.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";
import {
  foreignText
} from "./chunk-7TLTVX54.js";

// src/factory/endpoint.ts
var DEFAULT_API_URL = "https://api.foundries.io", DEFAULT_OAUTH_URL = "https://app.foundries.io/oauth";
function resolveEndpoint({ apiUrl, oauthUrl, config, origin, env }) {
  requireCertificateChecks(config, env);
  let server = config?.serverUrl ? factoryBaseUrl(config.serverUrl, "server.url in fioctl's configuration") : null, givenApi = apiUrl ? factoryBaseUrl(apiUrl, "api-url") : null, api = givenApi ?? server ?? DEFAULT_API_URL, isOwnServer = api === DEFAULT_API_URL || origin === "config" && api === server;
  isOwnServer || requireGivenBeside(api, origin, givenApi === null ? "named by fioctl's configuration" : "given as api-url");
  let ownUrl = origin === "config" ? config?.oauth?.url : null, own = ownUrl ? factoryBaseUrl(ownUrl, "clientcredentials.url in fioctl's configuration") : DEFAULT_OAUTH_URL;
  if (oauthUrl) {
    let oauth = factoryBaseUrl(oauthUrl, "oauth-url");
    return oauth !== DEFAULT_OAUTH_URL && oauth !== own && requireGivenBeside(oauth, origin, "given as oauth-url"), { apiUrl: api, oauthUrl: oauth };
  }
  return { apiUrl: api, oauthUrl: isOwnServer ? own : `${api}/oauth` };
}
function factoryBaseUrl(text, name) {
  return checkedBaseUrl(text, name, `the vendor's API is ${DEFAULT_API_URL}`);
}
function connectionNotices(env) {
  let isSet = (name) => (env[name] ?? "") !== "", notices = [];
  return isSet("NODE_EXTRA_CA_CERTS") && notices.push("NODE_EXTRA_CA_CERTS is set: certificates of further authorities are trusted."), isSet("NODE_USE_ENV_PROXY") && notices.push("NODE_USE_ENV_PROXY is set: requests go through the proxy of the environment."), isSet("NODE_OPTIONS") && notices.push("NODE_OPTIONS is set: it can change how this program runs and connects."), notices;
}
function requireCertificateChecks(config, env) {
  let culprit = env.NODE_TLS_REJECT_UNAUTHORIZED === "0" ? "NODE_TLS_REJECT_UNAUTHORIZED=0" : config?.insecureSkipVerify ? "server.insecure_skip_verify in fioctl's configuration" : null;
  if (culprit !== null)
    throw new ToolError("connection-insecure", {
      happened: `${culprit} switches the check of the server's certificate off, so anybody on the way could take the credentials.`,
      next: "Remove it; a private authority is trusted by NODE_EXTRA_CA_CERTS."
    });
}
function requireGivenBeside(url, origin, named) {
  let { hostname, host } = new URL(url);
  if (origin === "given" && named.startsWith("given") || origin === "environment" && LOOPBACK_HOSTS.has(hostname)) return;
  let from = { given: "given", environment: "from the environment", config: "from fioctl's configuration" }[origin];
  throw new ToolError("credentials-misplaced", {
    happened: `The credentials are ${from} and would go to ${foreignText(host, 253)}, ${named}, a server that they do not belong to.`,
    next: "Give the address and the credentials side by side: api-url with `token`, --token-file or --client-secret-file."
  });
}

// src/factory/credentials.ts
var MAX_CREDENTIAL_LENGTH = 16384, HOW_TO_GIVE = "Give an API token (Action input `token`; on the command line FACTORY_TOKEN or --token-file), or `client-id` with its client secret.";
function chooseCredentials({ given, environment, config }) {
  for (let [origin, texts] of [
    ["given", given],
    ["environment", environment]
  ]) {
    let token = texts.token?.trim() ?? "", clientSecret = texts.clientSecret?.trim() ?? "";
    if (token !== "" && clientSecret !== "")
      throw new ToolError("options-conflict", {
        happened: "Both an API token and a client secret were given, so it is not clear who is to sign in.",
        next: "Give one of the two."
      });
    if (token !== "") return { kind: "token", origin, token: checkedSecret(token, "The API token") };
    if (clientSecret !== "") {
      let clientId = given.clientId?.trim() || environment.clientId?.trim() || "";
      return { kind: "oauth", origin, ...checkedClient(clientId, clientSecret, "was given"), tokens: null };
    }
  }
  let stored = config && fromConfig(config);
  if (stored) return stored;
  let half = given.clientId?.trim() || environment.clientId?.trim();
  throw new ToolError("credentials-missing", {
    happened: half ? "A client id was given without its client secret." : "No credentials for the Factory's API were given.",
    next: HOW_TO_GIVE
  });
}
function fromConfig(config) {
  if (config.token !== null)
    return {
      kind: "token",
      origin: "config",
      token: checkedSecret(config.token, "The token in fioctl's configuration")
    };
  if (config.oauth === null) return null;
  let { clientId, clientSecret, tokens } = config.oauth;
  for (let [what, text] of [
    ["access_token", tokens?.accessToken],
    ["refresh_token", tokens?.refreshToken]
  ])
    text && checkedSecret(text, `The ${what} in fioctl's configuration`);
  return {
    kind: "oauth",
    origin: "config",
    ...checkedClient(clientId, clientSecret, "stands in fioctl's configuration"),
    tokens
  };
}
function checkedClient(clientId, clientSecret, where) {
  if (clientId === "" || clientSecret === "") {
    let [there, missing] = clientId === "" ? ["client secret", "client id"] : ["client id", "client secret"];
    throw new ToolError("credentials-missing", {
      happened: `A ${there} ${where} without its ${missing}.`,
      next: HOW_TO_GIVE
    });
  }
  return {
    clientId: checkedSecret(clientId, "The client id"),
    clientSecret: checkedSecret(clientSecret, "The client secret")
  };
}
function checkedSecret(text, what) {
  if (/^[\x21-\x7e]+$/.test(text) && text.length <= MAX_CREDENTIAL_LENGTH) return text;
  throw new ToolError("credentials-malformed", {
    happened: `${what} is not one line of visible ASCII characters${text.length > MAX_CREDENTIAL_LENGTH ? ", or far too long" : ""}.`,
    next: "Copy it again, without quotes, blanks or line breaks around or inside it."
  });
}

export {
  MAX_CREDENTIAL_LENGTH,
  chooseCredentials,
  checkedSecret,
  DEFAULT_API_URL,
  resolveEndpoint,
  factoryBaseUrl,
  connectionNotices
};
