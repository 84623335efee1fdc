import {
  connectionNotices
} from "./chunk-2GPBO2SC.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";

// src/action/connection-notices.ts
function environmentNotices(env) {
  let isSet = (name) => (env[name] ?? "") !== "" || (env[name.toLowerCase()] ?? "") !== "", proxies = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"].filter(isSet), notices = [...connectionNotices(env)];
  return proxies.length > 0 && notices.push(`${proxies.join(" and ")} is set: where Node is told to use it, requests go through that proxy.`), isSet("NODE_USE_SYSTEM_CA") && notices.push("NODE_USE_SYSTEM_CA is set: certificates of the machine's own authorities are trusted."), notices;
}
export {
  environmentNotices
};
