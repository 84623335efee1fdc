import {
  askService,
  bytesOf,
  credentialsFrom,
  jsonBytes,
  unreadableAnswer
} from "./chunk-AHF76FWZ.js";
import "./chunk-VRGDLZOO.js";
import "./chunk-V4N5KRFV.js";
import {
  ToolError,
  checkedBaseUrl,
  isObject,
  schemeFacts
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/keys/signers/remote/transit.ts
import { createHash } from "node:crypto";
var SERVICE = schemeFacts.hv.name, SET_UP = "Set VAULT_ADDR and VAULT_TOKEN, as docs/signers/vault.md shows.", WHERE_REFUSED = "The token must be valid, and its policy must allow `update` on the path that signs with this key (docs/signers/vault.md). Check mount, key and version in the option signer.", WHERE_STRANGE = "Check VAULT_ADDR: it must be the address of the API, as `vault status` uses it. Redirects are not followed: name the node that answers, or a load balancer before it.";
function transitService(place, ports) {
  let { VAULT_TOKEN: token } = credentialsFrom(ports.env, ports.mask, {
    service: SERVICE,
    needed: ["VAULT_TOKEN"],
    from: SET_UP
  }), origin = vaultAddress(ports.env.VAULT_ADDR), namespace = vaultNamespace(ports.env.VAULT_NAMESPACE), headers = {
    "x-vault-token": token,
    "x-vault-request": "true",
    ...namespace && { "x-vault-namespace": namespace }
  }, { mount, key: name, version } = place;
  return {
    async sign(key, bytes) {
      let path = `/v1/${mount}/sign/${name}${key.type === "rsa" ? "/sha2-256" : ""}`, request = key.type === "rsa" ? {
        input: createHash("sha256").update(bytes).digest("base64"),
        prehashed: !0,
        signature_algorithm: "pss",
        // By default the salt is as long as it can be, and no device takes that.
        salt_length: "hash",
        key_version: version
      } : { input: Buffer.from(bytes).toString("base64"), key_version: version }, { data } = await askService(ports, {
        service: SERVICE,
        origin,
        path,
        headers,
        body: jsonBytes(request),
        secrets: [token],
        whereRefused: WHERE_REFUSED,
        whereStrange: WHERE_STRANGE
      }), signature = isObject(data) ? data.signature : void 0, prefix = `vault:v${version}:`, raw = typeof signature == "string" && signature.startsWith(prefix) ? bytesOf(signature.slice(prefix.length), "standard") : null;
      if (!raw) throw unreadableAnswer(SERVICE);
      return raw;
    }
  };
}
function vaultAddress(text) {
  if (text?.trim()) return checkedBaseUrl(text, "VAULT_ADDR", { credentials: "the token is given as `VAULT_TOKEN`" });
  throw new ToolError("credentials-missing", {
    happened: `${SERVICE} needs VAULT_ADDR in the environment.`,
    next: SET_UP
  });
}
function vaultNamespace(text) {
  if (!text) return null;
  if (/^[A-Za-z0-9_./-]{1,256}$/.test(text)) return text;
  throw new ToolError("value-invalid", {
    happened: "VAULT_NAMESPACE has characters that no namespace has.",
    next: "Correct it, or unset it."
  });
}
export {
  transitService
};
