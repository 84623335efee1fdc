// How large a document, and how long a root chain, devices read. What one client reads less is clients.ts.
import type { RoleName } from "../metadata/metadata.ts";

const KIB = 1024;

/** libaktualizr reads no document with more bytes (PROTOCOL §1, device limits). */
export const MAX_BYTES: Readonly<Record<RoleName, number>> = {
  root: 64 * KIB,
  targets: 8 * KIB * KIB,
  snapshot: 64 * KIB,
  timestamp: 64 * KIB,
};

/** From this share of a limit on there is a warning. */
export const WARNING_SHARE = 0.8;

/** fiotuf walks so many versions of the root in one go, the fewest of all clients. A longer chain is no Factory's history. */
export const MAX_ROOT_VERSIONS = 256;

/** Room in a document for a signature of an RSA key of 4096 bits, with what stands around it. */
export const SIGNATURE_ROOM_BYTES = 1024;
