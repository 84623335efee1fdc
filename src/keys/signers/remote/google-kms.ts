// `gcpkms:`: asymmetricSign of Google Cloud KMS, with the access token that google-github-actions/auth makes.
import { createHash } from "node:crypto";
import { askService, bytesOf, credentialsFrom, jsonBytes, unreadableAnswer } from "./ask-service.ts";
import { schemeFacts } from "./limits.ts";
import type { ServicePorts, SigningService } from "./service.ts";
import type { SignerPlace } from "./signer-uri.ts";

const SERVICE = schemeFacts.gcpkms.name;
const TOKEN = "GOOGLE_OAUTH_ACCESS_TOKEN";
const SET_UP = `Run google-github-actions/auth with token_format: access_token, and give its output access_token as ${TOKEN} (docs/signers/google.md).`;
const WHERE_REFUSED =
  "The account needs the role roles/cloudkms.signer on this key (docs/signers/google.md). Check the name and version in the option signer; the version must be enabled.";

/** @throws {ToolError} `credentials-missing`, `credentials-malformed`. */
export function googleKmsService(
  { name }: Extract<SignerPlace, { scheme: "gcpkms" }>,
  ports: ServicePorts,
): SigningService {
  const { [TOKEN]: token } = credentialsFrom(ports.env, ports.mask, {
    service: SERVICE,
    needed: [TOKEN],
    from: SET_UP,
  });
  return {
    async sign(key, bytes) {
      const { signature } = await askService(ports, {
        service: SERVICE,
        origin: "https://cloudkms.googleapis.com",
        path: `/v1/${name}:asymmetricSign`,
        headers: { authorization: `Bearer ${token}` },
        body: jsonBytes(
          key.type === "rsa"
            ? { digest: { sha256: createHash("sha256").update(bytes).digest("base64") } }
            : { data: Buffer.from(bytes).toString("base64") },
        ),
        secrets: [token!],
        whereRefused: WHERE_REFUSED,
      });
      const raw = bytesOf(signature, "standard");
      if (!raw) throw unreadableAnswer(SERVICE);
      return raw;
    },
  };
}
