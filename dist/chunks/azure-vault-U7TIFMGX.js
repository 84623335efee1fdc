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
  schemeFacts
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/keys/signers/remote/azure-vault.ts
import { createHash } from "node:crypto";
var SERVICE = schemeFacts.azurekms.name, TOKEN = "AZURE_ACCESS_TOKEN", SET_UP = `Run azure/login in a step before, and give a token for the vault as ${TOKEN} (docs/signers/azure.md).`, WHERE_REFUSED = "The identity needs the right to sign with this key, and the token must be for the vault's own audience (docs/signers/azure.md). Check host, key and version in the option signer.", API_VERSION = "7.4";
function azureVaultService({ host, key: name, version }, ports) {
  let { [TOKEN]: token } = credentialsFrom(ports.env, ports.mask, {
    service: SERVICE,
    needed: [TOKEN],
    from: SET_UP
  });
  return {
    async sign(_key, bytes) {
      let { value } = await askService(ports, {
        service: SERVICE,
        origin: `https://${host}`,
        path: `/keys/${name}/${version}/sign?api-version=${API_VERSION}`,
        headers: { authorization: `Bearer ${token}` },
        body: jsonBytes({ alg: "PS256", value: createHash("sha256").update(bytes).digest("base64url") }),
        secrets: [token],
        whereRefused: WHERE_REFUSED
      }), raw = bytesOf(value, "url");
      if (!raw) throw unreadableAnswer(SERVICE);
      return raw;
    }
  };
}
export {
  azureVaultService
};
