// `awskms:`: the Sign call of AWS KMS. The request is signed with the credentials, which stay here but for the session token.
import { createHash } from "node:crypto";
import { AwsV4Signer } from "aws4fetch";
import { askService, bytesOf, credentialsFrom, jsonBytes, unreadableAnswer } from "./ask-service.ts";
import { schemeFacts } from "./limits.ts";
import type { ServicePorts, SigningService } from "./service.ts";
import type { SignerPlace } from "./signer-uri.ts";

const SERVICE = schemeFacts.awskms.name;
const SET_UP =
  "Run aws-actions/configure-aws-credentials in a step before, or set the variables of the AWS command line (docs/signers/aws.md).";
const WHERE_REFUSED =
  "The role must be allowed kms:Sign on this key, and the key must be of use SIGN_VERIFY (docs/signers/aws.md). Check key and region in the option signer.";

/** @throws {ToolError} `credentials-missing`, `credentials-malformed`. */
export function awsKmsService(
  { region, key: keyId }: Extract<SignerPlace, { scheme: "awskms" }>,
  ports: ServicePorts,
): SigningService {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = credentialsFrom(ports.env, ports.mask, {
    service: SERVICE,
    needed: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
    optional: ["AWS_SESSION_TOKEN"],
    from: SET_UP,
  });
  const origin = `https://kms.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
  return {
    async sign(key, bytes) {
      const message = key.type === "rsa" ? createHash("sha256").update(bytes).digest() : Buffer.from(bytes);
      const body = jsonBytes({
        KeyId: keyId,
        Message: message.toString("base64"),
        MessageType: key.type === "rsa" ? "DIGEST" : "RAW",
        SigningAlgorithm: key.type === "rsa" ? "RSASSA_PSS_SHA_256" : "ED25519_SHA_512",
      });
      const { headers } = await new AwsV4Signer({
        method: "POST",
        url: `${origin}/`,
        headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "TrentService.Sign" },
        body,
        accessKeyId: AWS_ACCESS_KEY_ID!,
        secretAccessKey: AWS_SECRET_ACCESS_KEY!,
        ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
        service: "kms",
        region,
        // As the service dates: 20261127T140000Z.
        datetime: ports
          .clock()
          .toISOString()
          .replace(/[:-]|\.\d{3}/g, ""),
      }).sign();
      const { Signature } = await askService(ports, {
        service: SERVICE,
        origin,
        path: "/",
        headers: Object.fromEntries(headers),
        body,
        secrets: [AWS_SECRET_ACCESS_KEY!, ...(AWS_SESSION_TOKEN ? [AWS_SESSION_TOKEN] : [])],
        whereRefused: WHERE_REFUSED,
      });
      const raw = bytesOf(Signature, "standard");
      if (!raw) throw unreadableAnswer(SERVICE);
      return raw;
    },
  };
}
