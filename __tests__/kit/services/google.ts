// A stand-in for asymmetricSign of Google Cloud KMS, strict about what its REST reference says.
import { isObject } from "../../../src/json/object.ts";
import { base64, type KeysByName, type ServiceAnswer, type StandIn } from "./service.ts";

export interface GoogleOptions {
  readonly token: string;
  /** By the whole name of the key version. */
  readonly keys: KeysByName;
}

const MAX_DATA_BYTES = 64 * 1024;
const KNOWN = new Set(["digest", "digestCrc32c", "data", "dataCrc32c"]);

export function googleStandIn({ token, keys }: GoogleOptions): StandIn {
  return {
    origin: "https://cloudkms.googleapis.com",
    answer({ method, url, headers, body }) {
      const [, name = ""] = /^\/v1\/(projects\/[^:]+):asymmetricSign$/.exec(decodeURIComponent(url.pathname)) ?? [];
      if (method !== "POST" || name === "") return refused(404, "NOT_FOUND", "The requested URL was not found.");
      if (headers.authorization !== `Bearer ${token}`)
        return refused(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
      const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
      if (!key)
        return refused(
          403,
          "PERMISSION_DENIED",
          `Permission 'cloudkms.cryptoKeyVersions.useToSign' denied on resource '${name}' (or it may not exist).`,
        );
      if (!isObject(body) || Object.keys(body).some((member) => !KNOWN.has(member)))
        return invalid("Invalid JSON payload received. Unknown name.");
      if (key.usable.type === "ed25519") {
        const data = base64(body.data);
        if (!data || body.digest !== undefined) return invalid("EC_SIGN_ED25519 signs data, and takes no digest.");
        if (data.length > MAX_DATA_BYTES) return invalid(`data must be no more than 64 KiB.`);
        return signed(name, key.sign(data), { verifiedDataCrc32c: body.dataCrc32c !== undefined });
      }
      const digest = isObject(body.digest) ? base64(body.digest.sha256) : null;
      if (digest?.length !== 32 || body.data !== undefined) return invalid("digest.sha256 must have 32 bytes.");
      return signed(name, key.signDigest(digest), { verifiedDigestCrc32c: body.digestCrc32c !== undefined });
    },
  };
}

function signed(name: string, signature: Buffer, more: object): ServiceAnswer {
  return {
    status: 200,
    body: { signature: signature.toString("base64"), signatureCrc32c: "1", name, protectionLevel: "HSM", ...more },
  };
}

function invalid(message: string): ServiceAnswer {
  return refused(400, "INVALID_ARGUMENT", message);
}

function refused(code: number, status: string, message: string): ServiceAnswer {
  return { status: code, body: { error: { code, message, status } } };
}
