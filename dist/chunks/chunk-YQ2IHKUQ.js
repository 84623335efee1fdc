import {
  MAX_BYTES,
  MAX_ROOT_VERSIONS
} from "./chunk-4VHKGA67.js";

// src/tuf/devices/clients.ts
var CLIENT_NAMES = ["aktualizr-lite", "fiotuf", "fioup", "aktualizr-nano"], KIB = 1024, aktualizrLite = {
  name: "aktualizr-lite",
  source: "aktualizr-lite c885c28 on libaktualizr",
  maxBytes: MAX_BYTES,
  trustsNamedLength: !1,
  refusesRsa: !1,
  maxSignatures: Number.POSITIVE_INFINITY,
  maxKeyidsOfRole: Number.POSITIVE_INFINITY,
  maxKeys: Number.POSITIVE_INFINITY,
  maxKeyText: Number.POSITIVE_INFINITY,
  refusesUnknownKeyTypes: !0,
  maxVersion: 2 ** 31 - 1,
  checksMethod: !0,
  refusesControlCharacters: !1,
  refusesBeyondAscii: !0,
  verifiesRawBytes: !1,
  isStrict: !1,
  maxRootVersions: Number.POSITIVE_INFINITY,
  skips: ["several-hardware-ids", "not-ostree"]
}, fiotuf = {
  name: "fiotuf",
  source: "fiotuf 88e2893 on go-tuf v2.0.2-fio",
  // Snapshots name their length in the timestamp; without one go-tuf reads two megabytes.
  maxBytes: { root: 512e3, targets: 5e6, snapshot: 2e6, timestamp: 16384 },
  trustsNamedLength: !0,
  refusesRsa: !0,
  maxSignatures: Number.POSITIVE_INFINITY,
  maxKeyidsOfRole: Number.POSITIVE_INFINITY,
  maxKeys: Number.POSITIVE_INFINITY,
  maxKeyText: Number.POSITIVE_INFINITY,
  refusesUnknownKeyTypes: !1,
  maxVersion: Number.MAX_SAFE_INTEGER,
  checksMethod: !1,
  refusesControlCharacters: !0,
  refusesBeyondAscii: !1,
  verifiesRawBytes: !1,
  isStrict: !0,
  maxRootVersions: MAX_ROOT_VERSIONS,
  skips: []
}, fioup = {
  ...fiotuf,
  name: "fioup",
  source: "fioup 1d4af9e on fiotuf",
  skips: ["app-name-differs"]
}, aktualizrNano = {
  name: "aktualizr-nano",
  source: "aktualizr-nano f306b36 on libtufnano b4ee4b5",
  maxBytes: { root: 16 * KIB, targets: 16 * KIB, snapshot: 16 * KIB, timestamp: 16 * KIB },
  trustsNamedLength: !1,
  // RSA up to 4096 bits: a signature has at most 512 bytes.
  refusesRsa: !1,
  maxSignatures: 2,
  // The sixth would be written past the end of its list.
  maxKeyidsOfRole: 5,
  maxKeys: 10,
  maxKeyText: 1e3,
  refusesUnknownKeyTypes: !1,
  maxVersion: Number.MAX_SAFE_INTEGER,
  checksMethod: !1,
  refusesControlCharacters: !1,
  refusesBeyondAscii: !1,
  verifiesRawBytes: !0,
  isStrict: !1,
  maxRootVersions: 1e4,
  skips: []
}, deviceClients = [aktualizrLite, fiotuf, fioup, aktualizrNano], BY_DEFAULT = ["aktualizr-lite"];
function clientsInUse(names) {
  let inUse = names.length > 0 ? names : BY_DEFAULT;
  return {
    listed: deviceClients.filter(({ name }) => inUse.includes(name)),
    others: deviceClients.filter(({ name }) => !inUse.includes(name))
  };
}

export {
  CLIENT_NAMES,
  deviceClients,
  clientsInUse
};
