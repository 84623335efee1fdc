// A device, for tests: it walks the production roots from the first one and takes the production targets of its tag, as
// PROTOCOL §1 says that libaktualizr does. Written with node:crypto alone, so that src is held against other code.
import assert from "node:assert/strict";
import { constants, createPublicKey, verify } from "node:crypto";
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import type { RootDocument, SignedDocument } from "../../src/emulator/state/state.ts";
import type { RootSigned } from "../../src/tuf/metadata/metadata.ts";
import { plainCanonical } from "../kit/tuf.ts";

export interface DeviceView {
  readonly root: number;
  /** Version of the production targets; null where there are none. */
  readonly targets: number | null;
}

/** Fails the test where a device would refuse a root or the targets; says what it runs on otherwise. */
export function deviceView({ state, now }: EmbeddedFactory, tag = "production"): DeviceView {
  const [first, ...later] = state.prodRoots;
  let trusted: RootDocument = first!;
  for (const next of later) {
    const { version } = next.signed;
    assert.equal(version, trusted.signed.version + 1, "root versions have no gap");
    requireThreshold(`root ${version} by the keys before it`, next, trusted.signed, "root");
    requireThreshold(`root ${version} by its own keys`, next, next.signed, "root");
    trusted = next;
  }
  requireUnexpired(`root ${trusted.signed.version}`, trusted, now());
  const targets = state.prodTargets.get(tag);
  if (targets) {
    requireThreshold(`targets for ${tag}`, targets, trusted.signed, "targets");
    requireUnexpired(`targets for ${tag}`, targets, now());
  }
  return { root: trusted.signed.version, targets: targets?.signed.version ?? null };
}

function requireThreshold(what: string, document: SignedDocument, root: RootSigned, role: "root" | "targets"): void {
  const { keyids, threshold } = root.roles[role];
  const named = document.signatures.map(({ keyid }) => keyid);
  assert.equal(new Set(named).size, named.length, `${what}: a key id is listed twice`);
  const bytes = Buffer.from(plainCanonical(document.signed));
  const valid = document.signatures.filter(
    ({ keyid, sig }) => keyids.includes(keyid) && isValid(root.keys[keyid]!, bytes, Buffer.from(sig, "base64")),
  );
  assert.ok(valid.length >= threshold, `${what}: ${valid.length} of ${threshold} signatures`);
}

function isValid({ keytype, keyval }: RootSigned["keys"][string], bytes: Buffer, sig: Buffer): boolean {
  if (keytype.toUpperCase() === "ED25519") {
    const x = Buffer.from(keyval.public, "hex").toString("base64url");
    return verify(null, bytes, createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }), sig);
  }
  const pss = { key: keyval.public, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return verify("sha256", bytes, pss, sig);
}

function requireUnexpired(what: string, { signed }: SignedDocument, now: Date): void {
  assert.ok(Date.parse(signed.expires) > now.getTime(), `${what} expired at ${signed.expires}`);
}
