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

// src/keys/signers/remote/google-kms.ts
import { createHash } from "node:crypto";
var SERVICE = schemeFacts.gcpkms.name, TOKEN = "GOOGLE_OAUTH_ACCESS_TOKEN", SET_UP = `Run google-github-actions/auth with token_format: access_token, and give its output access_token as ${TOKEN} (docs/signers/google.md).`, WHERE_REFUSED = "The account needs the role roles/cloudkms.signer on this key (docs/signers/google.md). Check the name and version in the option signer; the version must be enabled.";
function googleKmsService({ name }, ports) {
  let { [TOKEN]: token } = credentialsFrom(ports.env, ports.mask, {
    service: SERVICE,
    needed: [TOKEN],
    from: SET_UP
  });
  return {
    async sign(key, bytes) {
      let { signature } = await askService(ports, {
        service: SERVICE,
        origin: "https://cloudkms.googleapis.com",
        path: `/v1/${name}:asymmetricSign`,
        headers: { authorization: `Bearer ${token}` },
        body: jsonBytes(
          key.type === "rsa" ? { digest: { sha256: createHash("sha256").update(bytes).digest("base64") } } : { data: Buffer.from(bytes).toString("base64") }
        ),
        secrets: [token],
        whereRefused: WHERE_REFUSED
      }), raw = bytesOf(signature, "standard");
      if (!raw) throw unreadableAnswer(SERVICE);
      return raw;
    }
  };
}
export {
  googleKmsService
};
