// The clients that a Factory's devices may run, as data: what each of them reads, counts and refuses. Every fact is from
// the client's public source at the commit named (DEVICES, the clients). What follows from them is client-refusals.ts.
import type { RoleName } from "../metadata/metadata.ts";
import { MAX_BYTES, MAX_ROOT_VERSIONS } from "./limits.ts";

export const CLIENT_NAMES = ["aktualizr-lite", "fiotuf", "fioup", "aktualizr-nano"] as const;
export type ClientName = (typeof CLIENT_NAMES)[number];

export interface DeviceClient {
  readonly name: ClientName;
  /** Where the facts were read. */
  readonly source: string;
  /** Bytes of the largest document that it reads. */
  readonly maxBytes: Readonly<Record<RoleName, number>>;
  /** It reads targets of any size whose length the snapshot names. */
  readonly trustsNamedLength: boolean;
  /** One RSA key makes it refuse the whole root, used or not. Others count RSA of 2048, 3072 and 4096 bits. */
  readonly refusesRsa: boolean;
  readonly maxSignatures: number;
  readonly maxKeyidsOfRole: number;
  readonly maxKeys: number;
  /** Characters of the public half. */
  readonly maxKeyText: number;
  /** It refuses a root with a key of an unknown type, used or not. */
  readonly refusesUnknownKeyTypes: boolean;
  /** The highest version that fits into its number. */
  readonly maxVersion: number;
  /** It refuses a list with an unknown `method`; others ignore the member. */
  readonly checksMethod: boolean;
  /** Its canonical form leaves control characters as they are, so that no signature over one verifies. */
  readonly refusesControlCharacters: boolean;
  readonly refusesBeyondAscii: boolean;
  /** It verifies `signed` as it was received: every byte must be the canonical one. */
  readonly verifiesRawBytes: boolean;
  /** It reads into types and verifies what comes back from them (strict-form.ts). */
  readonly isStrict: boolean;
  /** Versions of the root that it walks in one go. */
  readonly maxRootVersions: number;
  /** What makes it pass over a target without a word. */
  readonly skips: readonly SkipReason[];
}

export type SkipReason = "several-hardware-ids" | "not-ostree" | "app-name-differs";

const KIB = 1024;
const aktualizrLite: DeviceClient = {
  name: "aktualizr-lite",
  source: "aktualizr-lite c885c28 on libaktualizr",
  maxBytes: MAX_BYTES,
  trustsNamedLength: false,
  refusesRsa: false,
  maxSignatures: Number.POSITIVE_INFINITY,
  maxKeyidsOfRole: Number.POSITIVE_INFINITY,
  maxKeys: Number.POSITIVE_INFINITY,
  maxKeyText: Number.POSITIVE_INFINITY,
  refusesUnknownKeyTypes: true,
  maxVersion: 2 ** 31 - 1,
  checksMethod: true,
  refusesControlCharacters: false,
  refusesBeyondAscii: true,
  verifiesRawBytes: false,
  isStrict: false,
  maxRootVersions: Number.POSITIVE_INFINITY,
  skips: ["several-hardware-ids", "not-ostree"],
};

const fiotuf: DeviceClient = {
  name: "fiotuf",
  source: "fiotuf 88e2893 on go-tuf v2.0.2-fio",
  // Snapshots name their length in the timestamp; without one go-tuf reads two megabytes.
  maxBytes: { root: 512_000, targets: 5_000_000, snapshot: 2_000_000, timestamp: 16_384 },
  trustsNamedLength: true,
  refusesRsa: true,
  maxSignatures: Number.POSITIVE_INFINITY,
  maxKeyidsOfRole: Number.POSITIVE_INFINITY,
  maxKeys: Number.POSITIVE_INFINITY,
  maxKeyText: Number.POSITIVE_INFINITY,
  refusesUnknownKeyTypes: false,
  maxVersion: Number.MAX_SAFE_INTEGER,
  checksMethod: false,
  refusesControlCharacters: true,
  refusesBeyondAscii: false,
  verifiesRawBytes: false,
  isStrict: true,
  maxRootVersions: MAX_ROOT_VERSIONS,
  skips: [],
};

/** Its everyday commands verify no signature; what it says with `--tuf` is fiotuf's. */
const fioup: DeviceClient = {
  ...fiotuf,
  name: "fioup",
  source: "fioup 1d4af9e on fiotuf",
  skips: ["app-name-differs"],
};

const aktualizrNano: DeviceClient = {
  name: "aktualizr-nano",
  source: "aktualizr-nano f306b36 on libtufnano b4ee4b5",
  maxBytes: { root: 16 * KIB, targets: 16 * KIB, snapshot: 16 * KIB, timestamp: 16 * KIB },
  trustsNamedLength: false,
  // RSA up to 4096 bits: a signature has at most 512 bytes.
  refusesRsa: false,
  maxSignatures: 2,
  // The sixth would be written past the end of its list.
  maxKeyidsOfRole: 5,
  maxKeys: 10,
  maxKeyText: 1000,
  refusesUnknownKeyTypes: false,
  maxVersion: Number.MAX_SAFE_INTEGER,
  checksMethod: false,
  refusesControlCharacters: false,
  refusesBeyondAscii: false,
  verifiesRawBytes: true,
  isStrict: false,
  maxRootVersions: 10_000,
  skips: [],
};

export const deviceClients: readonly DeviceClient[] = [aktualizrLite, fiotuf, fioup, aktualizrNano];

/** What a policy without `clients` means: the vendor's standard client. */
const BY_DEFAULT: readonly ClientName[] = ["aktualizr-lite"];

/** Clients that the devices of a Factory run, and all others. */
export interface ClientsInUse {
  readonly listed: readonly DeviceClient[];
  readonly others: readonly DeviceClient[];
}

/** @param names of the policy's `clients`; none: {@link BY_DEFAULT}. */
export function clientsInUse(names: readonly ClientName[]): ClientsInUse {
  const inUse = names.length > 0 ? names : BY_DEFAULT;
  return {
    listed: deviceClients.filter(({ name }) => inUse.includes(name)),
    others: deviceClients.filter(({ name }) => !inUse.includes(name)),
  };
}
