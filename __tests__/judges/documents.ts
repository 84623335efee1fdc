// Documents of any kind, good but for what is done to one of them: signed as our signers sign, served as the Factory serves
// them, in canonical form.
import { createHash, createPublicKey } from "node:crypto";
import { parseJson } from "../../src/json/json.ts";
import { verificationForms } from "../../src/tuf/canonical/canonical.ts";
import { ed25519, FUTURE, NOW, rootSigned, signBytes, type TestKey, target } from "../kit/tuf.ts";
import type { Question } from "./judge.ts";

// biome-ignore lint/suspicious/noExplicitAny: documents that no type allows
export type Loose = any;

/** Changes `signed` before it is signed; what it returns takes the place of the signatures. */
export type Change = (signed: Loose) => void;
/** Changes the list of signatures after signing. */
export type Resign = (signatures: Loose[]) => Loose[];

export interface Alteration {
  readonly name: string;
  readonly of: "root" | "targets" | "snapshot" | "timestamp";
  readonly change?: Change;
  readonly resign?: Resign;
  /** Changes the whole text that is served. */
  readonly rewrite?: (text: string) => string;
}

const [first, second, online, offline] = ["root", "root-2", "online", "offline"].map(ed25519) as [
  TestKey,
  TestKey,
  TestKey,
  TestKey,
];

export { first, online };

/**
 * Three roots and what stands under the last; alterations of a root are those of the second.
 * @param isNewest there is no third, and the documents stand under the second.
 */
export function question(alterations: readonly Alteration[], isNewest = false): Required<Question> {
  const ofRole = (role: Alteration["of"]) => alterations.filter(({ of }) => of === role);
  const production = { targets: [online, offline], targetsThreshold: 2 };
  const roots = [
    written(rootSigned({ version: 1, root: [first], ...production }), [first], []),
    written(rootSigned({ version: 2, root: [second], ...production }), [second, first], ofRole("root")),
    written(rootSigned({ version: 3, root: [second], ...production }), [second], []),
  ];
  const release = {
    _type: "Targets",
    version: 7,
    expires: FUTURE,
    targets: { t: target({ version: 7, tags: ["p"] }) },
  };
  const targets = written(release, [online, offline], ofRole("targets"));
  const snapshot = naming("Snapshot", "targets.json", targets, ofRole("snapshot"));
  const timestamp = naming("Timestamp", "snapshot.json", snapshot, ofRole("timestamp"));
  return { roots: isNewest ? roots.slice(0, 2) : roots, targets, snapshot, timestamp, at: NOW };
}

function naming(type: string, name: string, text: string, alterations: readonly Alteration[]): string {
  const sha256 = createHash("sha256").update(text).digest("hex");
  const version = versionIn(text);
  const meta = { [name]: { version, length: Buffer.byteLength(text), hashes: { sha256 } } };
  return written({ _type: type, version: 4, expires: FUTURE, meta }, [online], alterations);
}

/** Any number for what is not readable: it is refused for that. */
function versionIn(text: string): unknown {
  try {
    return JSON.parse(text).signed.version;
  } catch {
    return 1;
  }
}

/** What an alteration before it has taken away cannot be altered: it is then left out. */
function unlessGone<T>(isAlone: boolean, alter: () => T): T | undefined {
  try {
    return alter();
  } catch (error) {
    if (isAlone || !(error instanceof TypeError)) throw error;
    return undefined;
  }
}

function written(signed: object, signers: readonly TestKey[], alterations: readonly Alteration[]): string {
  const edited: Loose = structuredClone(signed);
  const isAlone = alterations.length === 1;
  for (const { change } of alterations) unlessGone(isAlone, () => change?.(edited));
  const [form] = verificationForms(parseJson(JSON.stringify(edited), "signed").value);
  const made = signers.map((key): Loose => signBytes(key, form!));
  const signatures = alterations.reduce((list, { resign }) => unlessGone(isAlone, () => resign?.(list)) ?? list, made);
  const whole = `{"signatures":${JSON.stringify(signatures)},"signed":${Buffer.from(form!).toString()}}`;
  return alterations.reduce((served, { rewrite }) => rewrite?.(served) ?? served, whole);
}

/** An RSA key of exactly so many bits, of which nobody has the private half. */
export function publicRsa(bits: number): { readonly keyid: string; readonly json: object } {
  const jwk = { kty: "RSA", n: Buffer.alloc(bits / 8, 0xa5).toString("base64url"), e: "AQAB" };
  const key = createPublicKey({ key: jwk, format: "jwk" });
  const keyid = createHash("sha256")
    .update(key.export({ format: "der", type: "spki" }))
    .digest("hex");
  return { keyid, json: { keytype: "RSA", keyval: { public: String(key.export({ format: "pem", type: "spki" })) } } };
}
