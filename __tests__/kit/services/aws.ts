// A stand-in for the Sign call of AWS KMS, from its API reference: it verifies the signature of the request by itself, and
// refuses what the service documents as refused.
import { createHash, createHmac } from "node:crypto";
import { isObject } from "../../../src/json/object.ts";
import { base64, type KeysByName, type ServiceAnswer, type ServiceCall, type StandIn } from "./service.ts";

export interface AwsOptions {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly now: Date;
  /** By what `KeyId` may name them. */
  readonly keys: KeysByName;
}

const MAX_RAW_BYTES = 4096;
const SKEW_MS = 5 * 60_000;

export function awsStandIn(options: AwsOptions): StandIn {
  const { region, keys } = options;
  return {
    origin: `https://kms.${region}.amazonaws.com`,
    answer(call) {
      const problem = requestProblem(call, options);
      if (problem) return problem;
      const { body } = call;
      if (!isObject(body)) return refused(400, "SerializationException", "not JSON");
      const key = typeof body.KeyId === "string" && Object.hasOwn(keys, body.KeyId) ? keys[body.KeyId] : undefined;
      if (!key) return refused(400, "NotFoundException", `Key '${body.KeyId}' does not exist`);
      const message = base64(body.Message);
      if (!message || message.length === 0 || message.length > MAX_RAW_BYTES)
        return refused(400, "ValidationException", "Member must have length between 1 and 4096, inclusive");
      const { MessageType: kind = "RAW", SigningAlgorithm: algorithm } = body;
      const isRsa = key.usable.type === "rsa";
      if (algorithm !== (isRsa ? "RSASSA_PSS_SHA_256" : "ED25519_SHA_512"))
        return refused(400, "InvalidKeyUsageException", "Algorithm is incompatible with key spec.");
      if (isRsa && kind === "DIGEST" && message.length !== 32)
        return refused(400, "ValidationException", "Digest is invalid length for algorithm RSASSA_PSS_SHA_256.");
      if (kind !== "RAW" && (kind !== "DIGEST" || !isRsa))
        return refused(400, "ValidationException", "MessageType is not valid for this key spec.");
      const signature = kind === "DIGEST" ? key.signDigest(message) : key.sign(message);
      const KeyId = `arn:aws:kms:${region}:111122223333:key/${body.KeyId}`;
      return { status: 200, body: { KeyId, Signature: signature.toString("base64"), SigningAlgorithm: algorithm } };
    },
  };
}

function requestProblem(call: ServiceCall, options: AwsOptions): ServiceAnswer | null {
  const { method, url, headers } = call;
  if (method !== "POST" || url.pathname !== "/" || headers["x-amz-target"] !== "TrentService.Sign")
    return refused(400, "UnknownOperationException", "");
  if (headers["content-type"] !== "application/x-amz-json-1.1") return refused(415, "UnsupportedMediaType", "");
  const [, accessKeyId, day, region, service, names = "", signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  if (!signature) return refused(400, "IncompleteSignatureException", "Authorization header is not of the right form");
  if (accessKeyId !== options.accessKeyId || headers["x-amz-security-token"] !== options.sessionToken)
    return refused(400, "UnrecognizedClientException", "The security token included in the request is invalid.");
  if (region !== options.region || service !== "kms")
    return refused(400, "InvalidSignatureException", "Credential should be scoped to a valid region.");
  const date = headers["x-amz-date"] ?? "";
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const at = Date.UTC(
    Number(parts[0]),
    Number(parts[1]) - 1,
    ...(parts.slice(2).map(Number) as [number, number, number, number]),
  );
  if (!date.startsWith(day!) || !(Math.abs(at - options.now.getTime()) <= SKEW_MS))
    return refused(400, "InvalidSignatureException", `Signature expired: ${date}`);
  const signed = names.split(";");
  const mustBeSigned = [
    "host",
    "x-amz-date",
    "x-amz-target",
    ...(options.sessionToken ? ["x-amz-security-token"] : []),
  ];
  if (mustBeSigned.some((name) => !signed.includes(name)))
    return refused(400, "InvalidSignatureException", "A header that must be signed is not.");
  if (signature !== expectedSignature(call, signed, `${day}/${region}/${service}/aws4_request`, date, options)) {
    return refused(
      400,
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided.",
    );
  }
  return null;
}

/** Signature Version 4, as AWS describes it. */
function expectedSignature(
  { method, url, headers, bytes }: ServiceCall,
  signed: readonly string[],
  scope: string,
  date: string,
  { secretAccessKey }: AwsOptions,
): string {
  const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const headerValue = (name: string) =>
    name === "host" ? url.host : (headers[name] ?? "").trim().replace(/\s+/g, " ");
  const canonical = [
    method,
    url.pathname,
    "",
    ...signed.map((name) => `${name}:${headerValue(name)}`),
    "",
    signed.join(";"),
    sha256(bytes),
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", date, scope, sha256(canonical)].join("\n");
  const key = scope.split("/").reduce<string | Buffer>((from, part) => hmac(from, part), `AWS4${secretAccessKey}`);
  return hmac(key, toSign).toString("hex");
}

function refused(status: number, type: string, message: string): ServiceAnswer {
  return { status, body: { __type: type, message }, headers: { "content-type": "application/x-amz-json-1.1" } };
}
