// `hv:`: the transit engine of OpenBao and HashiCorp Vault.
import { createHash } from "node:crypto";
import { ToolError } from "../../../errors/tool-error.ts";
import { checkedBaseUrl } from "../../../http/base-url.ts";
import { isObject } from "../../../json/object.ts";
import { askService, bytesOf, credentialsFrom, jsonBytes, unreadableAnswer } from "./ask-service.ts";
import { schemeFacts } from "./limits.ts";
import type { ServicePorts, SigningService } from "./service.ts";
import type { SignerPlace } from "./signer-uri.ts";

const SERVICE = schemeFacts.hv.name;
const SET_UP = "Set VAULT_ADDR and VAULT_TOKEN, as docs/signers/vault.md shows.";
const WHERE_REFUSED =
  "The token must be valid, and its policy must allow `update` on the path that signs with this key (docs/signers/vault.md). Check mount, key and version in the option signer.";

const WHERE_STRANGE =
  "Check VAULT_ADDR: it must be the address of the API, as `vault status` uses it. Redirects are not followed: name the node that answers, or a load balancer before it.";

/** @throws {ToolError} `credentials-missing`, `credentials-malformed`, `connection-insecure`, `value-invalid`. */
export function transitService(place: Extract<SignerPlace, { scheme: "hv" }>, ports: ServicePorts): SigningService {
  const { VAULT_TOKEN: token } = credentialsFrom(ports.env, ports.mask, {
    service: SERVICE,
    needed: ["VAULT_TOKEN"],
    from: SET_UP,
  });
  const origin = vaultAddress(ports.env.VAULT_ADDR);
  const namespace = vaultNamespace(ports.env.VAULT_NAMESPACE);
  const headers = {
    "x-vault-token": token!,
    "x-vault-request": "true",
    ...(namespace && { "x-vault-namespace": namespace }),
  };
  const { mount, key: name, version } = place;
  return {
    async sign(key, bytes) {
      const path = `/v1/${mount}/sign/${name}${key.type === "rsa" ? "/sha2-256" : ""}`;
      const request =
        key.type === "rsa"
          ? {
              input: createHash("sha256").update(bytes).digest("base64"),
              prehashed: true,
              signature_algorithm: "pss",
              // By default the salt is as long as it can be, and no device takes that.
              salt_length: "hash",
              key_version: version,
            }
          : { input: Buffer.from(bytes).toString("base64"), key_version: version };
      const { data } = await askService(ports, {
        service: SERVICE,
        origin,
        path,
        headers,
        body: jsonBytes(request),
        secrets: [token!],
        whereRefused: WHERE_REFUSED,
        whereStrange: WHERE_STRANGE,
      });
      const signature = isObject(data) ? data.signature : undefined;
      const prefix = `vault:v${version}:`;
      const raw =
        typeof signature === "string" && signature.startsWith(prefix)
          ? bytesOf(signature.slice(prefix.length), "standard")
          : null;
      if (!raw) throw unreadableAnswer(SERVICE);
      return raw;
    },
  };
}

function vaultAddress(text: string | undefined): string {
  if (text?.trim()) return checkedBaseUrl(text, "VAULT_ADDR", { credentials: "the token is given as `VAULT_TOKEN`" });
  throw new ToolError("credentials-missing", {
    happened: `${SERVICE} needs VAULT_ADDR in the environment.`,
    next: SET_UP,
  });
}

function vaultNamespace(text: string | undefined): string | null {
  if (!text) return null;
  if (/^[A-Za-z0-9_./-]{1,256}$/.test(text)) return text;
  throw new ToolError("value-invalid", {
    happened: "VAULT_NAMESPACE has characters that no namespace has.",
    next: "Correct it, or unset it.",
  });
}
