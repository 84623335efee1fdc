// SHA-256 as this program writes it. A text is hashed as UTF-8.
import { createHash } from "node:crypto";

/** 64 hex characters. */
export function sha256Hex(of: Uint8Array | string): string {
  return createHash("sha256").update(of).digest("hex");
}

/** `sha256:` and 64 hex characters: what plans, reports and `expect-digest` call a digest. */
export function sha256Digest(of: Uint8Array | string): string {
  return `sha256:${sha256Hex(of)}`;
}
