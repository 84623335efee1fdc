// A stand-in for the sign call of Azure Key Vault, strict about what its REST reference says. RSA keys alone.
import { isObject } from "../../../src/json/object.ts";
import { base64, type KeysByName, type ServiceAnswer, type StandIn } from "./service.ts";

export interface AzureOptions {
  readonly host: string;
  readonly token: string;
  /** By `name/version`. */
  readonly keys: KeysByName;
}

const API_VERSIONS = new Set(["7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6"]);

export function azureStandIn({ host, token, keys }: AzureOptions): StandIn {
  return {
    origin: `https://${host}`,
    answer({ method, url, headers, body }) {
      if (headers.authorization !== `Bearer ${token}`)
        return refused(401, "Unauthorized", "[TokenExpired] Error validating token: 'IDX10223'.");
      const version = url.searchParams.get("api-version");
      if (version === null)
        return refused(400, "MissingApiVersionParameter", "The api-version query parameter is required");
      if (!API_VERSIONS.has(version)) return refused(400, "UnsupportedApiVersion", "The api version is not supported");
      const [, name = ""] = /^\/keys\/([^/]+\/[^/]+)\/sign$/.exec(url.pathname) ?? [];
      if (method !== "POST" || name === "") return refused(404, "NotFound", "Not found");
      const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
      if (!key) return refused(404, "KeyNotFound", `A key with (name/id) ${name} was not found in this key vault.`);
      const digest = isObject(body) ? base64(body.value, "base64url") : null;
      if (!isObject(body) || body.alg !== "PS256" || key.usable.type !== "rsa")
        return refused(400, "BadParameter", "Key and signing algorithm are incompatible.");
      if (digest?.length !== 32)
        return refused(400, "BadParameter", "Invalid length of 'value': for PS256 it must be 32 bytes");
      const value = key.signDigest(digest).toString("base64url");
      return { status: 200, body: { kid: `https://${host}/keys/${name}`, value } };
    },
  };
}

function refused(status: number, code: string, message: string): ServiceAnswer {
  return { status, body: { error: { code, message } } };
}
