// `.factory-tuf/sigstore-root.jsonl`: the authorities whose certificates count, one set a line, as
// `gh attestation trusted-root` writes them. Each line is a world of its own: what it has logs for must be logged.
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { type TrustMaterial, toTrustMaterial, Verifier } from "@sigstore/verify";
import { configInvalid } from "../../context/config-file.ts";
import { type ConfigText, parsed } from "../../context/repository.ts";
import { isObject } from "../../json/object.ts";

const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.\d+|\.v0\.\d+\+json)$/;
/** GitHub has two. */
const MAX_LINES = 20;

/** One verifier a line. @throws {ToolError} `config-invalid`, naming the line. */
export function attestationVerifiers({ text, where }: ConfigText): readonly Verifier[] {
  const lines = text.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : [{ line, number: index + 1 }]));
  if (lines.length === 0) throw configInvalid(where, "has no trusted root in it");
  if (lines.length > MAX_LINES) throw configInvalid(where, `has more than ${MAX_LINES} lines`);
  return lines.map(({ line, number }) => verifierOf(line, `line ${number} of ${where}`));
}

function verifierOf(line: string, where: string): Verifier {
  const { value } = parsed(line, where);
  const mediaType = isObject(value) ? value.mediaType : undefined;
  if (typeof mediaType !== "string" || !MEDIA_TYPE.test(mediaType)) throw configInvalid(where, "is no trusted root");
  const { material, logs, certificateLogs } = materialOf(value, where);
  return new Verifier(material, {
    tlogThreshold: logs ? 1 : 0,
    ctlogThreshold: certificateLogs ? 1 : 0,
    timestampThreshold: 1,
  });
}

function materialOf(value: unknown, where: string) {
  try {
    const root = TrustedRoot.fromJSON(value);
    const material: TrustMaterial = toTrustMaterial(root);
    if (material.certificateAuthorities.some(({ certChain }) => certChain.length > 0)) {
      return { material, logs: root.tlogs.length > 0, certificateLogs: root.ctlogs.length > 0 };
    }
  } catch {
    throw configInvalid(where, "is a trusted root that cannot be read");
  }
  throw configInvalid(where, "names no certificate authority");
}
