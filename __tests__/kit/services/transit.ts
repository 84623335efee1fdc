// A stand-in for the transit engine of OpenBao: it says what the recording of the real one says, in the same words, and
// refuses what that refuses.

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { isObject } from "../../../src/json/object.ts";
import type { KeyElsewhere } from "../key-elsewhere.ts";
import { base64, callOf, type ServiceAnswer, type ServiceCall, type StandIn } from "./service.ts";

export interface TransitOptions {
  readonly origin?: string;
  readonly token: string;
  readonly mount?: string;
  readonly namespace?: string;
  /** The versions of each key, from the first. */
  readonly keys: Readonly<Record<string, readonly KeyElsewhere[]>>;
}

/** Bytes of a request, as OpenBao limits them. */
const MAX_REQUEST_BYTES = 32 * 1024 * 1024;
const KNOWN = new Set([
  "input",
  "key_version",
  "prehashed",
  "signature_algorithm",
  "salt_length",
  "hash_algorithm",
  "marshaling_algorithm",
]);

export function transitStandIn({
  origin = "https://vault.example:8200",
  token,
  mount = "transit",
  namespace,
  keys,
}: TransitOptions): StandIn {
  return {
    origin,
    answer(call) {
      if (call.bytes.length > MAX_REQUEST_BYTES) return refused(413, "http: request body too large");
      if (call.headers["x-vault-namespace"] !== namespace) return refused(404);
      if (call.headers["x-vault-token"] !== token) return refused(403, "permission denied");
      const [, ofMount, action, name = "", hash] =
        /^\/v1\/(.+)\/(sign|keys|export\/signing-key)\/([^/]+)(?:\/([^/]+))?$/.exec(call.url.pathname) ?? [];
      if (ofMount !== mount)
        return refused(404, `no handler for route "${call.url.pathname.slice(4)}". route entry not found.`);
      const versions = Object.hasOwn(keys, name) ? keys[name] : undefined;
      if (action === "export/signing-key") return refused(400, "private key material is not exportable");
      if (action === "keys") return versions ? answered({ name, latest_version: versions.length }) : refused(404);
      if (call.method !== "POST" && call.method !== "PUT") return refused(405, "unsupported operation");
      if (!versions) return refused(400, "signing key not found");
      return signed(versions, call, hash);
    },
  };
}

function signed(versions: readonly KeyElsewhere[], { body }: ServiceCall, hash: string | undefined): ServiceAnswer {
  if (!isObject(body)) return refused(400, "failed to parse JSON input");
  const unknown = Object.keys(body).filter((name) => !KNOWN.has(name));
  const input = base64(body.input);
  if (unknown.length > 0 || !input) return refused(400, "unable to decode input as base64");
  const version = body.key_version ?? versions.length;
  const key = versions[Number(version) - 1];
  if (!Number.isInteger(version) || !key) return refused(400, "cannot sign with a key version that does not exist");
  const signature = key.usable.type === "ed25519" ? key.sign(input) : byRsa(key, input, body, hash);
  if (!Buffer.isBuffer(signature)) return signature;
  return answered({ key_version: version, signature: `vault:v${version}:${signature.toString("base64")}` });
}

function byRsa(
  key: KeyElsewhere,
  input: Buffer,
  { prehashed, signature_algorithm, salt_length = "auto" }: Record<string, unknown>,
  hash = "sha2-256",
): Buffer | ServiceAnswer {
  if (hash !== "sha2-256" || signature_algorithm !== "pss")
    return refused(400, "the stand-in signs PSS with sha2-256 alone");
  // The default salt is as long as it can be.
  const longest = key.usable.bits / 8 - 34;
  const salt = salt_length === "hash" ? 32 : salt_length === "auto" ? longest : Number(salt_length);
  if (!Number.isInteger(salt) || salt < 0) return refused(400, "invalid salt length");
  if (prehashed !== true) return key.sign(input, salt);
  return input.length === 32 ? key.signDigest(input, salt) : refused(400, "crypto/rsa: input must be hashed message");
}

function answered(data: object): ServiceAnswer {
  const body = {
    request_id: "2ce71c00-7a41-f761-44d1-210206e0d130",
    lease_id: "",
    renewable: false,
    lease_duration: 0,
  };
  return { status: 200, body: { ...body, data, wrap_info: null, warnings: null, auth: null } };
}

function refused(status: number, ...errors: readonly string[]): ServiceAnswer {
  return { status, body: { errors } };
}

/** The same on this machine, over HTTP. */
export async function startTransit(options: Omit<TransitOptions, "origin">): Promise<{
  readonly address: string;
  readonly calls: ServiceCall[];
  close(): Promise<void>;
}> {
  const calls: ServiceCall[] = [];
  const { answer } = transitStandIn(options);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = callOf(request.method ?? "", `http://127.0.0.1${request.url}`, request.headers, Buffer.concat(chunks));
    calls.push(call);
    const { status, body } = answer(call);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
