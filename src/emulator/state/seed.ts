// Everything the embedded Factory makes up (keys, transaction ids, device ids) follows from one seed text:
// the same seed gives the same bytes. RSA keys are the exception, node:crypto cannot seed them.
import { createHash } from "node:crypto";

/** `length` bytes that depend on `seed` and `label` alone. */
export function derive(seed: string, label: string, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let block = 0; block * 32 < length; block++) {
    blocks.push(createHash("sha256").update(`${seed}\0${label}\0${block}`).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** A lower-case UUID (version 4 layout) that depends on `seed` and `label` alone. */
export function deriveUuid(seed: string, label: string): string {
  const bytes = derive(seed, label, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A number from 0 (included) to 1 (excluded) that depends on `seed` and `label` alone. */
export function deriveShare(seed: string, label: string): number {
  return derive(seed, label, 6).readUIntBE(0, 6) / 2 ** 48;
}
