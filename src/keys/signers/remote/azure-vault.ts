// `azurekms:`: the sign call of Azure Key Vault and Managed HSM, with an access token made after azure/login. RSA alone.
import { createHash } from "node:crypto";
import { askService, bytesOf, credentialsFrom, jsonBytes, unreadableAnswer } from "./ask-service.ts";
import { schemeFacts } from "./limits.ts";
import type { ServicePorts, SigningService } from "./service.ts";
import type { SignerPlace } from "./signer-uri.ts";

const SERVICE = schemeFacts.azurekms.name;
const TOKEN = "AZURE_ACCESS_TOKEN";
const SET_UP = `Run azure/login in a step before, and give a token for the vault as ${TOKEN} (docs/signers/azure.md).`;
const WHERE_REFUSED =
  "The identity needs the right to sign with this key, and the token must be for the vault's own audience (docs/signers/azure.md). Check host, key and version in the option signer.";
const API_VERSION = "7.4";

/** @throws {ToolError} `credentials-missing`, `credentials-malformed`. */
export function azureVaultService(
  { host, key: name, version }: Extract<SignerPlace, { scheme: "azurekms" }>,
  ports: ServicePorts,
): SigningService {
  const { [TOKEN]: token } = credentialsFrom(ports.env, ports.mask, {
    service: SERVICE,
    needed: [TOKEN],
    from: SET_UP,
  });
  return {
    async sign(_key, bytes) {
      const { value } = await askService(ports, {
        service: SERVICE,
        origin: `https://${host}`,
        path: `/keys/${name}/${version}/sign?api-version=${API_VERSION}`,
        headers: { authorization: `Bearer ${token}` },
        body: jsonBytes({ alg: "PS256", value: createHash("sha256").update(bytes).digest("base64url") }),
        secrets: [token!],
        whereRefused: WHERE_REFUSED,
      });
      const raw = bytesOf(value, "url");
      if (!raw) throw unreadableAnswer(SERVICE);
      return raw;
    },
  };
}
