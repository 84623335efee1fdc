import {
  LOOPBACK_HOSTS,
  checkedBaseUrl
} from "./chunk-ONAKJ6LR.js";
import {
  foreignText
} from "./chunk-7TLTVX54.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/factory/endpoint.ts
var DEFAULT_API_URL = "https://api.foundries.io", DEFAULT_OAUTH_URL = "https://app.foundries.io/oauth", API_URL_VARIABLE = "FACTORY_API_URL";
function apiAddress(option, env, door) {
  if (option) return { url: option, from: "option" };
  let url = door === "cli" ? env[API_URL_VARIABLE] : void 0;
  return url ? { url, from: "environment" } : void 0;
}
function resolveEndpoint({ apiUrl, oauthUrl, config, origin, env }) {
  requireCertificateChecks(config, env);
  let server = config?.serverUrl ? factoryBaseUrl(config.serverUrl, API_NAMES.config) : null, api = (apiUrl ? factoryBaseUrl(apiUrl.url, API_NAMES[apiUrl.from]) : null) ?? server ?? DEFAULT_API_URL, isOwnServer = api === DEFAULT_API_URL || origin === "config" && api === server;
  isOwnServer || requireGivenBeside(api, origin, apiUrl?.from ?? "config", API_NAMES[apiUrl?.from ?? "config"]);
  let ownUrl = origin === "config" ? config?.oauth?.url : null, own = ownUrl ? factoryBaseUrl(ownUrl, "clientcredentials.url in fioctl's configuration") : DEFAULT_OAUTH_URL;
  if (oauthUrl) {
    let oauth = factoryBaseUrl(oauthUrl, "oauth-url");
    return oauth !== DEFAULT_OAUTH_URL && oauth !== own && requireGivenBeside(oauth, origin, "option", "oauth-url"), { apiUrl: api, oauthUrl: oauth };
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
var API_NAMES = {
  option: "api-url",
  environment: API_URL_VARIABLE,
  config: "server.url in fioctl's configuration"
};
function requireGivenBeside(url, origin, from, named) {
  let { hostname, host } = new URL(url);
  if (origin === "given" && from === "option" || origin === "environment" && (from === "environment" || LOOPBACK_HOSTS.has(hostname))) return;
  let where = { given: "given", environment: "from the environment", config: "from fioctl's configuration" }[origin];
  throw new ToolError("credentials-misplaced", {
    happened: `The credentials are ${where} and would go to ${foreignText(host, 253)}, named by ${named}, a server that they do not belong to.`,
    next: "Give the address and the credentials side by side: api-url with `token`, --token-file or --client-secret-file; or FACTORY_API_URL with FACTORY_TOKEN."
  });
}

export {
  DEFAULT_API_URL,
  API_URL_VARIABLE,
  apiAddress,
  resolveEndpoint,
  factoryBaseUrl,
  connectionNotices
};
