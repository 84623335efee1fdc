// What in the runner's environment changes whom we talk to, or how we run: said aloud (T20). Values are not
// repeated, for a proxy's address may hold a password.
import { connectionNotices } from "../factory/endpoint.ts";
import type { Environment } from "./inputs.ts";

export function environmentNotices(env: Environment): string[] {
  const isSet = (name: string) => (env[name] ?? "") !== "" || (env[name.toLowerCase()] ?? "") !== "";
  const proxies = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"].filter(isSet);
  const notices = [...connectionNotices(env)];
  if (proxies.length > 0) {
    notices.push(`${proxies.join(" and ")} is set: where Node is told to use it, requests go through that proxy.`);
  }
  if (isSet("NODE_USE_SYSTEM_CA")) {
    notices.push("NODE_USE_SYSTEM_CA is set: certificates of the machine's own authorities are trusted.");
  }
  return notices;
}
