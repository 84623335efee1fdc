// Sigstore as GitHub uses it, played by its own mock: an authority that vouches for workflow runs, and bundles as
// actions/attest leaves them. One kind logs what it does (public repositories), the other has only a clock (private ones).
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { initializeCA, initializeCTLog, initializeTLog, initializeTSA } from "@sigstore/mock";

export interface Run {
  readonly repository: string;
  /** Left out of the certificate where it is empty. */
  readonly repositoryId: string;
  readonly workflow: string;
  readonly ref: string;
  readonly issuer: string;
  /** What else the certificate says, by the last part of Fulcio's number. */
  readonly more: readonly (readonly [number: string, value: string])[];
}

export interface Statement {
  readonly subject: string;
  readonly predicateType: string;
  readonly predicate: unknown;
}

/** What the tests' releases are made by. */
export const RELEASED_BY: Run = {
  repository: "acme/devices",
  repositoryId: "1234567",
  workflow: ".github/workflows/promote.yml",
  ref: "refs/heads/main",
  issuer: "https://token.actions.githubusercontent.com",
  more: [],
};

export interface Authority {
  /** A line of sigstore-root.jsonl. @param ended the authority had ended before it signed anything. */
  trustedRoot(ended?: boolean): string;
  /** @param more what the certificate says otherwise, and changes of the finished bundle. */
  bundle(statement: Statement, more?: Partial<Run>): Promise<Record<string, unknown>>;
}

const keyPair = () => generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const base64 = (bytes: ArrayBufferView | string) =>
  (typeof bytes === "string"
    ? Buffer.from(bytes)
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  ).toString("base64");
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

export async function authority(kind: "public" | "private" = "public"): Promise<Authority> {
  const logKeys = keyPair();
  const certificateLog = kind === "public" ? await initializeCTLog(keyPair()) : undefined;
  const ca = await initializeCA(keyPair(), certificateLog);
  const log = await initializeTLog("https://log.example", logKeys);
  // In whole seconds: of others the mock writes some in a form that nobody reads. Its certificates begin before it.
  const tsa = await initializeTSA(keyPair(), new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000));
  return {
    trustedRoot(ended = false) {
      const validFor = ended
        ? { start: "2020-01-01T00:00:00Z", end: "2021-01-01T00:00:00Z" }
        : { start: "2020-01-01T00:00:00Z" };
      const authorityOf = (certificates: readonly ArrayBufferView[]) => ({
        subject: { organization: "mock", commonName: "mock" },
        uri: "https://authority.example",
        certChain: { certificates: certificates.map((bytes) => ({ rawBytes: base64(bytes) })) },
        validFor,
      });
      const logOf = (publicKey: Uint8Array) => ({
        baseUrl: "https://log.example",
        hashAlgorithm: "SHA2_256",
        publicKey: { rawBytes: base64(publicKey), keyDetails: "PKIX_ECDSA_P256_SHA_256", validFor },
        logId: { keyId: base64(sha256(publicKey)) },
      });
      return JSON.stringify({
        mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        tlogs: kind === "public" ? [logOf(log.publicKey)] : [],
        certificateAuthorities: [authorityOf([ca.rootCertificate])],
        ctlogs: certificateLog ? [logOf(certificateLog.publicKey)] : [],
        timestampAuthorities: kind === "private" ? [authorityOf([tsa.intCertificate, tsa.rootCertificate])] : [],
      });
    },
    async bundle({ subject, predicateType, predicate }, more = {}) {
      const { repository, repositoryId, workflow, ref, issuer, more: others } = { ...RELEASED_BY, ...more };
      const keys = keyPair();
      const certificate = await ca.issueCertificate({
        publicKey: keys.publicKey.export({ format: "der", type: "spki" }),
        // The reusable workflow's, whoever calls it.
        subjectAltName: `https://github.com/factory-tuf/factory-tuf/.github/workflows/promote.yml@${"ab".repeat(20)}`,
        extensions: [
          ...Object.entries({
            8: issuer,
            12: `https://github.com/${repository}`,
            14: ref,
            ...(repositoryId && { 15: repositoryId }),
            18: `https://github.com/${repository}/${workflow}@${ref}`,
          }),
          ...others,
        ].map(([number, value]) => ({ oid: `1.3.6.1.4.1.57264.1.${number}`, value })),
      });
      const payloadType = "application/vnd.in-toto+json";
      const payload = Buffer.from(
        JSON.stringify({
          _type: "https://in-toto.io/Statement/v1",
          subject: [{ name: "acme", digest: { sha256: subject } }],
          predicateType,
          predicate,
        }),
      );
      const signed = Buffer.concat([
        Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `),
        payload,
      ]);
      const signature = sign("sha256", signed, keys.privateKey);
      return {
        mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        verificationMaterial: {
          certificate: { rawBytes: base64(certificate) },
          ...(kind === "public"
            ? { tlogEntries: [await logged(payload, signature, certificate)], timestampVerificationData: {} }
            : { tlogEntries: [], timestampVerificationData: { rfc3161Timestamps: [await stamped(signature)] } }),
        },
        dsseEnvelope: { payloadType, payload: base64(payload), signatures: [{ sig: base64(signature) }] },
      };
    },
  };

  async function logged(payload: Uint8Array, signature: Uint8Array, certificate: ArrayBufferView) {
    const pem = `-----BEGIN CERTIFICATE-----\n${base64(certificate)}\n-----END CERTIFICATE-----\n`;
    const proposed = {
      apiVersion: "0.0.1",
      kind: "dsse",
      spec: {
        payloadHash: { algorithm: "sha256", value: sha256(payload).toString("hex") },
        signatures: [{ signature: base64(signature), verifier: base64(pem) }],
      },
    };
    const [entry] = Object.values(await log.log(proposed)) as unknown as LogEntry[];
    const { inclusionProof, signedEntryTimestamp } = entry!.verification;
    return {
      logIndex: `${entry!.logIndex}`,
      logId: { keyId: Buffer.from(entry!.logID, "hex").toString("base64") },
      kindVersion: { kind: "dsse", version: "0.0.1" },
      integratedTime: `${entry!.integratedTime}`,
      inclusionPromise: { signedEntryTimestamp },
      inclusionProof: {
        logIndex: `${inclusionProof.logIndex}`,
        rootHash: Buffer.from(inclusionProof.rootHash, "hex").toString("base64"),
        treeSize: `${inclusionProof.treeSize}`,
        hashes: [],
        checkpoint: { envelope: inclusionProof.checkpoint },
      },
      canonicalizedBody: entry!.body,
    };
  }

  async function stamped(signature: Uint8Array) {
    const stamp = await tsa.timestamp({
      artifactHash: sha256(signature),
      hashAlgorithmOID: "2.16.840.1.101.3.4.2.1",
      nonce: 1,
      policyOID: "1.3.6.1.4.1.57264.2",
      certReq: false,
    });
    return { signedTimestamp: base64(stamp) };
  }
}

interface LogEntry {
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification: {
    readonly inclusionProof: {
      readonly logIndex: number;
      readonly rootHash: string;
      readonly treeSize: number;
      readonly checkpoint: string;
    };
    readonly signedEntryTimestamp: string;
  };
}
