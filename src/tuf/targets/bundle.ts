// An offline bundle: targets metadata that names targets in place of listing them, with the roots and the targets document
// that prove them (docs/bundles.md). Pure: the folder has been read.
import * as v from "valibot";
import { ToolError } from "../../errors/tool-error.ts";
import type { ParsedJson } from "../../json/json.ts";
import { isOf } from "../../json/shape.ts";
import { quoted } from "../../text/quoted.ts";
import { canonicalBytes } from "../canonical/canonical.ts";
import { Doc, parseSigned, type RootSigned, type SignedBase, type TargetsSigned } from "../metadata/metadata.ts";
import { isTag } from "../metadata/names.ts";
import { requireReadableSignatures, requireThreshold, type Tally, tally } from "../metadata/threshold.ts";
import { requireFlavour, requireSameContent } from "../root/flavours.ts";

export const BUNDLE_MEMBER = "x-fio-offline-bundle";

export interface BundleSigned extends SignedBase {
  readonly [BUNDLE_MEMBER]: {
    readonly type: "ci" | "prod";
    readonly tag: string;
    /** Names in the targets document. */
    readonly targets: readonly string[];
  };
}

const MEMBERS = new Set(["_type", "version", "expires", BUNDLE_MEMBER]);
const content = v.strictObject({
  type: v.picklist(["ci", "prod"]),
  tag: v.pipe(v.string(), v.check(isTag)),
  targets: v.pipe(v.array(v.string()), v.minLength(1)),
});

/** @throws {ToolError} `metadata-malformed`; `metadata-member-refused` for a member that a device might obey. */
export function parseBundle(json: ParsedJson, where: string): Doc<BundleSigned> {
  const doc = parseSigned(json, "targets", where);
  const foreign = Object.keys(doc.signed).find((name) => !MEMBERS.has(name));
  if (foreign !== undefined) {
    throw refused("metadata-member-refused", `${where} has the member ${quoted(foreign)}, which no bundle has.`);
  }
  if (!isBundle(doc)) throw refused("metadata-malformed", `${where} does not say what it is a bundle of.`);
  const [problem] = doc.problems;
  if (problem) throw refused("metadata-ambiguous", `${where}: at ${problem.pointer || "/"}, ${problem.says}.`);
  return doc;
}

function isBundle(doc: Doc<SignedBase>): doc is Doc<BundleSigned> {
  return isOf(content, Reflect.get(doc.signed, BUNDLE_MEMBER));
}

/** The vendor's tool writes roots from this version on. */
const FIRST_ROOT = 3;

/**
 * The newest root of a bundle, reached from a trusted one as a device reaches it.
 * @param trusted of the CI flavour, any version.
 * @param roots of the bundle, in order of version.
 * @throws {ToolError} `metadata-rollback`, `root-chain-gap`, `threshold-not-met`, `flavour-swapped`,
 *   `flavour-content-diverges`.
 */
export function provenRoot(
  trusted: Doc<RootSigned>,
  roots: readonly Doc<RootSigned>[],
  type: BundleSigned[typeof BUNDLE_MEMBER]["type"],
): Doc<RootSigned> {
  const newest = roots.at(-1);
  const { version } = trusted.signed;
  // Until an owner has keys there is no root that devices do not have from their image.
  if (!newest && type === "ci" && version < FIRST_ROOT) return trusted;
  if (!newest) throw refused("root-chain-gap", "The bundle holds no root.");
  if (newest.signed.version < version) {
    throw refused(
      "metadata-rollback",
      `The newest root of the bundle has version ${newest.signed.version}, and the trusted root has version ${version}: devices that hold it decline the bundle.`,
      "Make a new bundle with the vendor's tool, then sign it.",
    );
  }
  // A device may hold any root, so the older ones count too.
  let held = roots[0]!.signed.version > version ? trusted : null;
  for (const root of roots) {
    requireReadableSignatures(root);
    requireThreshold(root, root, "root");
    if (held && root.signed.version !== held.signed.version + 1) {
      throw refused(
        "root-chain-gap",
        `The bundle lacks root ${held.signed.version + 1}, which no device can pass over.`,
      );
    }
    if (held) requireThreshold(root, held, "root");
    if (root.signed.version === version) requireSameContent(root, trusted);
    // Root 1 is the same document in both flavours.
    if (root.signed.version > 1) requireFlavour(root, type);
    held = root;
  }
  return newest;
}

/**
 * What a signature of a bundle covers: its `signed` compact, with the members in the order in which they lie in the file.
 * The vendor's tool does not sort those of `x-fio-offline-bundle` (vectors/bundles).
 * @throws {ToolError} `metadata-not-portable`.
 */
export function bundleBytes({ signed, where }: Doc<BundleSigned>): Uint8Array<ArrayBuffer> {
  canonicalBytes(signed, where, "/signed");
  return new TextEncoder().encode(JSON.stringify(signed));
}

/** By the bytes that the vendor's tool signs, and by canonical ones, which others may have signed. */
function bundleTally(bundle: Doc<BundleSigned>, root: Doc<RootSigned>): Tally {
  const { where, signed, signatures, problems } = bundle;
  const asWritten = tally(new Doc(where, signed, signatures, problems, bundleBytes(bundle)), root, "targets");
  const canonical = tally(bundle, root, "targets");
  const signedBy = [...new Set([...asWritten.signedBy, ...canonical.signedBy])];
  return {
    ...asWritten,
    signedBy,
    missing: asWritten.missing.filter((keyid) => !signedBy.includes(keyid)),
    invalid: asWritten.invalid.filter(({ keyid }) => !signedBy.includes(keyid)),
    met: signedBy.length >= asWritten.threshold,
  };
}

/** What a bundle must be for a device to take it, once it has its signatures. */
export interface ProvenBundle {
  readonly tally: Tally;
  /** When the first of root, targets and bundle expires: RFC 3339. */
  readonly dies: string;
}

/**
 * Holds a bundle against its root and its targets document, at whatever time.
 * @throws {ToolError} `threshold-not-met` (of the targets), `bundle-refused` for what aktualizr-lite
 *   refuses: one signature that is foreign or bad, a target that the document does not have, another version.
 */
export function proveBundle(
  bundle: Doc<BundleSigned>,
  root: Doc<RootSigned>,
  targets: Doc<TargetsSigned>,
): ProvenBundle {
  requireReadableSignatures(targets);
  requireThreshold(targets, root, "targets");
  const { version } = bundle.signed;
  if (version !== targets.signed.version) {
    throw refused(
      "bundle-refused",
      `The bundle has version ${version}, and its targets document has version ${targets.signed.version}.`,
    );
  }
  const missing = bundle.signed[BUNDLE_MEMBER].targets.find((name) => !Object.hasOwn(targets.signed.targets, name));
  if (missing !== undefined) {
    throw refused(
      "bundle-refused",
      `The bundle names the target ${quoted(missing, 200)}, which its targets document does not have.`,
    );
  }
  requireReadableSignatures(bundle);
  const signatures = bundleTally(bundle, root);
  const [foreign] = signatures.foreign;
  const [invalid] = signatures.invalid;
  if (foreign !== undefined || invalid) {
    const which = invalid ? `${invalid.keyid}, which ${invalid.why}` : `${foreign}, which is no targets key`;
    throw refused(
      "bundle-refused",
      `The bundle has a signature of ${which}: aktualizr-lite refuses the whole bundle for it.`,
      MAKE_ANEW,
    );
  }
  const ends = [root.signed.expires, targets.signed.expires, bundle.signed.expires].sort();
  return { tally: signatures, dies: ends[0]! };
}

/** Does a device verify the very bytes that a signature covers? aktualizr-lite sorts the members first. */
export function isCanonical(bundle: Doc<BundleSigned>): boolean {
  const { signed, where } = bundle;
  return Buffer.compare(bundleBytes(bundle), canonicalBytes(signed, where, "/signed")) === 0;
}

const MAKE_ANEW = "Make a new bundle with the vendor's tool, then sign it.";

function refused(
  code:
    | "metadata-malformed"
    | "metadata-member-refused"
    | "metadata-ambiguous"
    | "metadata-rollback"
    | "root-chain-gap"
    | "bundle-refused",
  happened: string,
  next = "Do not sign it. Make a new bundle, and keep a copy of this one.",
): ToolError {
  return new ToolError(code, { happened, next });
}
