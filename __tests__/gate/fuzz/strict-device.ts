// A device, for the fuzz of the gate: TUF's client workflow (5.3 to 5.6) with PROTOCOL §1, over what an embedded Factory
// serves. Written with node:crypto alone, so that src is held against other code. Says every reason to refuse.
import { constants, createHash, createPublicKey, verify } from "node:crypto";
import { plainCanonical } from "../../kit/tuf.ts";

/** JSON as it may be served. */
// biome-ignore lint/suspicious/noExplicitAny: whatever a mutation has made of a document
export type Json = any;

export interface Served {
  /** Version 1 first. */
  readonly ciRoots: readonly Json[];
  readonly prodRoots: readonly Json[];
  readonly targets: Json;
  /** Null: not there. */
  readonly snapshot: Json;
  readonly timestamp: Json;
}

export interface Reason {
  readonly of: "root" | "targets" | "snapshot" | "timestamp";
  /** `member`: no device minds it, and PROTOCOL §1 has us sign no such document. */
  readonly kind: "expired" | "refused" | "member";
  readonly says: string;
}

const METHODS = ["ed25519", "rsassa-pss-sha256", "rsassa-pss"];
const ROLES = ["root", "targets", "snapshot", "timestamp"];
const MAX_BYTES: Readonly<Record<string, number>> = {
  root: 65_536,
  snapshot: 65_536,
  timestamp: 65_536,
  targets: 8_388_608,
};

export function reasonsToRefuse(served: Served, now: Date): Reason[] {
  const reasons: Reason[] = [];
  const refuse = (of: Reason["of"], says: string, kind: Reason["kind"] = "refused") => reasons.push({ of, kind, says });
  const attempt = (of: Reason["of"], check: () => string | null) => {
    try {
      const says = check();
      if (says !== null) refuse(of, says);
      return says === null;
    } catch (error) {
      refuse(of, `cannot be read (${String(error)})`);
      return false;
    }
  };

  for (const roots of [served.ciRoots, served.prodRoots]) {
    for (const [index, root] of roots.entries()) {
      const before = index > 0 ? served.ciRoots[index - 1] : root;
      const isRead = attempt(
        "root",
        () => envelope(root, "root") ?? rootForm(root.signed) ?? versionOf(root, index + 1),
      );
      if (!isRead) continue;
      attempt("root", () => threshold(root, before.signed, "root", "the root before it"));
      attempt("root", () => threshold(root, root.signed, "root", "itself"));
    }
  }
  const [ci, prod] = [served.ciRoots.at(-1), served.prodRoots.at(-1)];
  if (reasons.length > 0) return reasons;
  attempt("root", () => flavours(ci, prod));
  for (const role of ROLES) attempt("root", () => satisfiable(prod.signed, role));
  attempt("root", () => satisfiable(ci.signed, "targets"));
  if (isOver(prod, now) || isOver(ci, now)) refuse("root", "expired", "expired");

  const documents = [
    ["timestamp", served.timestamp, "snapshot.json", served.snapshot],
    ["snapshot", served.snapshot, "targets.json", served.targets],
    ["targets", served.targets, null, null],
  ] as const;
  for (const [role, document, name, below] of documents) {
    if (document === null) {
      refuse(role, "is not there");
      continue;
    }
    if (!attempt(role, () => envelope(document, role))) continue;
    attempt(role, () => threshold(document, prod.signed, role, "the root"));
    if (name !== null && below !== null) attempt(role, () => names(document.signed, name, below));
    if (isOver(document, now)) refuse(role, "expired", "expired");
  }
  if (!reasons.some(({ of, says }) => of === "targets" && says !== "expired")) {
    attempt("targets", () => targetsForm(served.targets.signed));
    const member = foreignMember(served.targets.signed);
    if (member !== undefined)
      refuse("targets", `has the member ${member}`, member === "delegations" ? "refused" : "member");
  }
  return reasons;
}

function envelope(document: Json, type: string): string | null {
  if (!isMap(document) || !isMap(document.signed) || !Array.isArray(document.signatures)) return "is no document";
  const { _type, version, expires } = document.signed;
  if (typeof _type !== "string" || _type.toLowerCase() !== type) return `has the type ${_type}`;
  if (!Number.isSafeInteger(version) || version < 1) return `has the version ${version}`;
  if (typeof expires !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(expires)) return `expires ${expires}`;
  if (Number.isNaN(Date.parse(expires))) return `expires ${expires}`;
  const keyids = new Set<string>();
  for (const signature of document.signatures) {
    if (
      !isMap(signature) ||
      [signature.keyid, signature.method, signature.sig].some((part) => typeof part !== "string")
    ) {
      return "has half a signature";
    }
    if (!METHODS.includes(signature.method)) return `has the method ${signature.method}`;
    if (keyids.has(signature.keyid)) return "repeats a key id";
    keyids.add(signature.keyid);
  }
  return Buffer.byteLength(JSON.stringify(document)) > MAX_BYTES[type]! ? "is too large" : null;
}

function rootForm({ keys, roles, delegations }: Json): string | null {
  if (!isMap(keys) || !isMap(roles)) return "has no keys or roles";
  if (delegations !== undefined) return "delegates";
  for (const [keyid, key] of Object.entries<Json>(keys)) {
    if (!isMap(key) || !isMap(key.keyval) || typeof key.keyval.public !== "string") return `has no key ${keyid}`;
    if (!["ed25519", "rsa"].includes(String(key.keytype).toLowerCase())) return `has a key of type ${key.keytype}`;
    const der = spki(key);
    if (der !== null && sha256(der) !== keyid) return `calls a key ${keyid}`;
  }
  const foreign = Object.keys(roles).find((role) => !ROLES.includes(role));
  if (foreign !== undefined) return `has the role ${foreign}`;
  for (const role of ROLES) {
    const { keyids, threshold } = roles[role] ?? {};
    if (!Array.isArray(keyids) || keyids.some((keyid) => typeof keyid !== "string")) return `has no ${role} keys`;
    if (!Number.isSafeInteger(threshold) || threshold < 1 || threshold > 1000)
      return `has the ${role} threshold ${threshold}`;
  }
  return null;
}

function versionOf({ signed }: Json, version: number): string | null {
  return signed.version === version ? null : `has version ${signed.version}, not ${version}`;
}

function flavours(ci: Json, prod: Json): string | null {
  if (ci.signed.version !== prod.signed.version) return "has flavours of two versions";
  if (prod.signed.version > 1 && prod.signed.roles.targets.threshold < 2) return "is of the CI flavour";
  const { targets } = prod.signed.roles;
  const asCi = {
    ...prod.signed,
    roles: { ...prod.signed.roles, targets: { ...targets, threshold: ci.signed.roles.targets.threshold } },
  };
  return plainCanonical(asCi) === plainCanonical(ci.signed) ? null : "has flavours that differ";
}

function satisfiable(root: Json, role: string): string | null {
  const { keyids, threshold } = root.roles[role];
  if (keyids.some((keyid: string) => !Object.hasOwn(root.keys, keyid))) return `lacks a ${role} key`;
  const usable = new Set(keyids.filter((keyid: string) => spki(root.keys[keyid]) !== null));
  return usable.size < threshold ? `has ${usable.size} ${role} keys for ${threshold}` : null;
}

function threshold(document: Json, root: Json, role: string, who: string): string | null {
  const { keyids, threshold } = root.roles[role];
  const bytes = Buffer.from(plainCanonical(document.signed));
  const valid = document.signatures.filter(
    ({ keyid, sig }: Json) =>
      keyids.includes(keyid) && Object.hasOwn(root.keys, keyid) && isValid(root.keys[keyid], bytes, sig),
  );
  return valid.length >= threshold ? null : `has ${valid.length} of ${threshold} signatures that ${who} asks for`;
}

function names({ meta }: Json, name: string, below: Json): string | null {
  const entry = isMap(meta) ? meta[name] : undefined;
  if (!isMap(entry)) return `does not name ${name}`;
  if (entry.version !== below.signed?.version) return `names version ${entry.version} of ${name}`;
  const text = JSON.stringify(below);
  const { hashes, length } = entry;
  const hash = isMap(hashes) && hashes.sha256 !== undefined ? String(hashes.sha256).toLowerCase() : undefined;
  if (hash !== undefined && hash !== sha256(text) && hash !== sha256(plainCanonical(below)))
    return `names another ${name}`;
  const isEnough = length === undefined || (Number.isSafeInteger(length) && length >= Buffer.byteLength(text));
  return isEnough ? null : `names ${length} bytes of ${name}`;
}

function targetsForm({ targets }: Json): string | null {
  if (!isMap(targets)) return "has no targets";
  for (const [name, file] of Object.entries<Json>(targets)) {
    if (name.length < 1 || name.length > 253 || name.includes("..")) return `has the target ${name}`;
    if (!isMap(file) || !isMap(file.hashes)) return `has no file ${name}`;
    if (!Number.isSafeInteger(file.length) || file.length < 0) return `has no length of ${name}`;
    if (Object.values(file.hashes).some((hash) => typeof hash !== "string")) return `has no hash of ${name}`;
  }
  return null;
}

function foreignMember({ targets, ...others }: Json): string | undefined {
  const files = isMap(targets) ? Object.values<Json>(targets).filter(isMap) : [];
  return (
    Object.keys(others).find((member) => !["_type", "version", "expires"].includes(member)) ??
    files.flatMap((file) => Object.keys(file)).find((member) => !["hashes", "length", "custom"].includes(member))
  );
}

function isOver({ signed }: Json, now: Date): boolean {
  return Date.parse(signed.expires) <= now.getTime();
}

function isValid(key: Json, bytes: Buffer, sig: string): boolean {
  try {
    const signature = Buffer.from(sig, "base64");
    if (signature.toString("base64") !== sig) return false;
    if (String(key.keytype).toLowerCase() === "ed25519") return verify(null, bytes, publicKey(key), signature);
    const pss = { key: publicKey(key), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    return verify("sha256", bytes, pss, signature);
  } catch {
    return false;
  }
}

function publicKey({ keytype, keyval }: Json) {
  if (String(keytype).toLowerCase() !== "ed25519") return createPublicKey(keyval.public);
  if (!/^[0-9a-f]{64}$/i.test(keyval.public)) throw new Error("no Ed25519 key");
  const x = Buffer.from(keyval.public, "hex").toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
}

function spki(key: Json): Buffer | null {
  try {
    return publicKey(key).export({ format: "der", type: "spki" });
  } catch {
    return null;
  }
}

function sha256(bytes: Buffer | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function isMap(value: Json): boolean {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
