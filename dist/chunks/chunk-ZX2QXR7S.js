import {
  foreignText
} from "./chunk-D4KA6KDZ.js";
import {
  ToolError
} from "./chunk-V3CS4ZDM.js";

// src/factory/endpoint.ts
var DEFAULT_API_URL = "https://api.foundries.io", DEFAULT_OAUTH_URL = "https://app.foundries.io/oauth", LOOPBACK_HOSTS = /* @__PURE__ */ new Set(["127.0.0.1", "[::1]", "localhost"]);
function resolveEndpoint({ apiUrl, oauthUrl, config, origin, env }) {
  requireCertificateChecks(config, env);
  let server = config?.serverUrl ? checkedBaseUrl(config.serverUrl, "server.url in fioctl's configuration") : null, givenApi = apiUrl ? checkedBaseUrl(apiUrl, "api-url") : null, api = givenApi ?? server ?? DEFAULT_API_URL, isOwnServer = api === DEFAULT_API_URL || origin === "config" && api === server;
  isOwnServer || requireGivenBeside(api, origin, givenApi === null ? "named by fioctl's configuration" : "given as api-url");
  let ownUrl = origin === "config" ? config?.oauth?.url : null, own = ownUrl ? checkedBaseUrl(ownUrl, "clientcredentials.url in fioctl's configuration") : DEFAULT_OAUTH_URL;
  if (oauthUrl) {
    let oauth = checkedBaseUrl(oauthUrl, "oauth-url");
    return oauth !== DEFAULT_OAUTH_URL && oauth !== own && requireGivenBeside(oauth, origin, "given as oauth-url"), { apiUrl: api, oauthUrl: oauth };
  }
  return { apiUrl: api, oauthUrl: isOwnServer ? own : `${api}/oauth` };
}
function checkedBaseUrl(text, name) {
  let url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!url || url.protocol !== "https:" && url.protocol !== "http:")
    throw new ToolError("value-invalid", {
      happened: `${name} is not an address that begins with https://.`,
      next: `Correct ${name}; the vendor's API is ${DEFAULT_API_URL}.`
    });
  if (url.username !== "" || url.password !== "")
    throw new ToolError("connection-insecure", {
      happened: `${name} has a user name or password in it.`,
      next: "Remove it; credentials are given as `token` or `client-id` and `client-secret`."
    });
  if (url.protocol === "http:" && !LOOPBACK_HOSTS.has(url.hostname))
    throw new ToolError("connection-insecure", {
      happened: `${name} would send the credentials to ${foreignText(url.hostname, 253)} unencrypted: plain http is for 127.0.0.1, [::1] and localhost only.`,
      next: "Use https."
    });
  if (url.search !== "" || url.hash !== "" || !/^(?:\/[A-Za-z0-9._~-]+)*\/?$/.test(url.pathname))
    throw new ToolError("value-invalid", {
      happened: `${name} has more than a host and a plain path.`,
      next: `Correct ${name}; the vendor's API is ${DEFAULT_API_URL}.`
    });
  return url.origin + url.pathname.replace(/\/$/, "");
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

export {
  resolveEndpoint,
  checkedBaseUrl,
  connectionNotices
};
