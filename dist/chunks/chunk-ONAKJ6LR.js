import {
  foreignText
} from "./chunk-7TLTVX54.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/http/base-url.ts
var LOOPBACK_HOSTS = /* @__PURE__ */ new Set(["127.0.0.1", "[::1]", "localhost"]);
function checkedBaseUrl(text, name, known = "it begins with https:// and a host") {
  let url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!url || url.protocol !== "https:" && url.protocol !== "http:")
    throw new ToolError("value-invalid", {
      happened: `${name} is not an address that begins with https://.`,
      next: `Correct ${name}; ${known}.`
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
      next: `Correct ${name}; ${known}.`
    });
  return url.origin + url.pathname.replace(/\/$/, "");
}

export {
  LOOPBACK_HOSTS,
  checkedBaseUrl
};
