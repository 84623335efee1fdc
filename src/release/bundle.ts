// One offline bundle in a folder: read as foreign input, proven from the trusted root, and compared with what the Factory
// serves unless nobody is to be asked.

import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isOffline } from "../context/connection.ts";
import type { Context } from "../context/context.ts";
import { chosenBy } from "../context/paths.ts";
import { ToolError } from "../errors/tool-error.ts";
import { readRegularFile } from "../files/read-file.ts";
import { type ParsedJson, parseJson } from "../json/json.ts";
import { sha256Digest } from "../text/sha256.ts";
import { utf8 } from "../text/utf8.ts";
import { MAX_BYTES } from "../tuf/devices/limits.ts";
import { type OnlineDocumentRole, onlineRefusals } from "../tuf/devices/online-documents.ts";
import { requireAllowedTargetsMembers } from "../tuf/metadata/allowed-members.ts";
import {
  type Doc,
  parseOnline,
  parseRoot,
  parseTargets,
  type RootSigned,
  type SignedBase,
  type TargetsSigned,
} from "../tuf/metadata/metadata.ts";
import { pinOf, requirePinned } from "../tuf/metadata/pins.ts";
import { tally } from "../tuf/metadata/threshold.ts";
import { rootKeyids } from "../tuf/root/root-chain.ts";
import {
  BUNDLE_MEMBER,
  type BundleSigned,
  bundleBytes,
  isCanonical,
  type ProvenBundle,
  parseBundle,
  proveBundle,
  provenRoot,
} from "../tuf/targets/bundle.ts";
import { requireOnlineKey } from "../tuf/targets/ci-targets.ts";
import { requireTag } from "../tuf/targets/production.ts";
import { showableRoots } from "../verified/verified-roots.ts";
import { requireServed } from "./bundle-served.ts";
import { bundleStops } from "./bundle-stops.ts";
import type { SigningGround } from "./signing.ts";

const BUNDLE_FILE = "tuf/bundle-targets.json";

export interface BundleState extends ProvenBundle, SigningGround {
  /** Of {@link BUNDLE_FILE}, absolute. */
  readonly path: string;
  readonly bundle: Doc<BundleSigned>;
  /** What it was proven from. */
  readonly ground: Ground;
  readonly root: Doc<RootSigned>;
  readonly targets: Doc<TargetsSigned>;
  /** `sha256:` and 64 hex, of the bytes to be signed. */
  readonly digest: string;
  /** Why it is not signed, although it is proven. */
  readonly stops: readonly ToolError[];
}

/** @throws {ToolError} what does not verify; `file-unreadable`-like errors as `value-invalid`. Nothing was changed. */
export async function readBundle(ctx: Context, folder: string): Promise<BundleState> {
  const state = await proven(ctx, folder, null);
  if (!isOffline(ctx)) await requireServed(ctx, state.targets, state.bundle);
  return state;
}

/** Proven once more as it lies there now, with what is known already: nobody is asked again. @throws {ToolError} likewise. */
export function readAgain(ctx: Context, folder: string, { ground }: BundleState): Promise<BundleState> {
  return proven(ctx, folder, ground);
}

async function proven(ctx: Context, folder: string, known: Ground | null): Promise<BundleState> {
  ctx.progress("Reading and verifying the bundle");
  const files = await bundleFiles(ctx, folder);
  const bundle = parseBundle(await files.json("bundle-targets.json", MAX_BYTES.targets), "The bundle");
  const { type, tag } = bundle.signed[BUNDLE_MEMBER];
  const roots = await files.roots();
  const served = await files.json("targets.json", MAX_BYTES.targets);
  const targets = parseTargets(served, "The bundle's targets document");
  const ground = known ?? (isOffline(ctx) ? offlineGround(ctx, roots) : await groundOfFactory(ctx, roots));
  const root = provenRoot(ground.trusted, roots, type);
  if (type === "prod") {
    requireTag(targets, tag);
    // A device obeys members that we never look at (T9).
    requireAllowedTargetsMembers(targets.signed, targets.where);
    requirePinned(targets, pinOf(ctx.trust.pins, `prod-targets/${tag}`));
  }
  const proof = proveBundle(bundle, root, targets);
  const online = await provenOnline(ctx, files, { root, targets: served.value }, known === null);
  const ends = [proof.dies, ...online.map(({ signed }) => signed.expires)].sort();
  const missing = Math.max(0, proof.tally.threshold - proof.tally.signedBy.length);
  if (known === null && !isCanonical(bundle)) ctx.log.warning(notCanonical(folder));
  return {
    ...proof,
    dies: ends[0]!,
    ground,
    path: files.path,
    bundle,
    root,
    targets,
    digest: sha256Digest(bundleBytes(bundle)),
    stops: bundleStops(ctx, { roots, root, targets, bundle, online, missing }),
    onlineKeyid: ground.onlineKeyid,
    roots: { chain: [...ground.chain, root], ci: root, prod: root, rootKeyids: ground.rootKeyids },
  };
}

function notCanonical(folder: string): string {
  return `In ${folder}/${BUNDLE_FILE} the members of \`signed\` are not in canonical order. A signature covers them as they stand, as the vendor's tool makes it, but aktualizr-lite verifies the canonical order and would refuse it. Make a new bundle before a device gets it.`;
}

interface Ground {
  /** Version of the newest root that is known: of the Factory, or the trusted one. */
  readonly newestRoot: number;
  readonly trusted: Doc<RootSigned>;
  readonly chain: readonly Doc<RootSigned>[];
  readonly rootKeyids: ReadonlySet<string>;
  /** Empty where nobody was asked which of the targets keys is the online one. */
  readonly onlineKeyid: string;
}

function offlineGround(ctx: Context, roots: readonly Doc<RootSigned>[]): Ground {
  const trusted = ctx.trust.root!;
  const { version, expires } = trusted.signed;
  ctx.log.warning(
    `The Factory was not contacted (--offline). The bundle was verified with the trusted root, version ${version}, valid until ${expires}. Production may have a newer version.`,
  );
  return {
    newestRoot: version,
    trusted,
    chain: [trusted],
    rootKeyids: rootKeyids([trusted, ...roots]),
    onlineKeyid: "",
  };
}

async function groundOfFactory(ctx: Context, roots: readonly Doc<RootSigned>[]): Promise<Ground> {
  const [verified, onlineKey] = await Promise.all([showableRoots(ctx), ctx.factory.ciTargetsKey()]);
  const { ci, chain } = verified;
  const newest = roots.at(-1)?.signed.version ?? 0;
  if (newest > 0 && newest < ci.signed.version) {
    ctx.log.warning(
      `The Factory's newest root has version ${ci.signed.version}, but the bundle's newest root has version ${newest}. Devices that have been online since then refuse the bundle.`,
    );
  }
  const trusted = chain.find(({ signed }) => signed.version === Math.min(newest, ci.signed.version)) ?? ci;
  const keyids = new Set([...verified.rootKeyids, ...rootKeyids(roots)]);
  return {
    newestRoot: ci.signed.version,
    trusted,
    chain,
    rootKeyids: keyids,
    onlineKeyid: requireOnlineKey(ci.signed, onlineKey),
  };
}

/**
 * Timestamp and snapshot, which a device wants as well. One that is not there may come later: that is a warning.
 * @throws {ToolError} `device-would-refuse`.
 */
async function provenOnline(
  ctx: Context,
  files: BundleFiles,
  { root, targets }: { readonly root: Doc<RootSigned>; readonly targets: unknown },
  isFirst: boolean,
): Promise<readonly Doc<SignedBase>[]> {
  const read = async (role: OnlineDocumentRole) => {
    const json = await files.optional(`${role}.json`, MAX_BYTES[role]);
    return json && { value: json.value, doc: parseOnline(json, role, `The bundle's ${role}`), sizeBytes: json.size };
  };
  const [timestamp, snapshot] = await Promise.all([read("timestamp"), read("snapshot")]);
  const documents = { timestamp, snapshot, targets };
  for (const { role, kind, says } of onlineRefusals(documents, (doc, of) => tally(doc, root, of))) {
    if (kind === "missing") {
      if (isFirst) ctx.log.warning(`The bundle has no ${role}.json. Devices refuse such a bundle.`);
      continue;
    }
    throw new ToolError("device-would-refuse", {
      happened: `The bundle's ${role} ${says}. Devices refuse such a bundle.`,
      next: "Make a new bundle with the vendor's tool, then sign it.",
    });
  }
  return [timestamp, snapshot].flatMap((online) => (online ? [online.doc] : []));
}

type BundleFiles = Awaited<ReturnType<typeof bundleFiles>>;

interface SizedJson extends ParsedJson {
  readonly size: number;
}

/** The files of a bundle: regular ones in its folder, bounded, and read strictly. */
async function bundleFiles(ctx: Context, folder: string) {
  const top = resolve(ctx.cwd, folder);
  const by = chosenBy(ctx.place, folder);
  const within = by.kind === "workspace" ? by.top : top;
  const optional = async (name: string, maxBytes: number): Promise<SizedJson | null> => {
    const where = `${folder}/tuf/${name}`;
    const read = await readRegularFile(join(top, "tuf", name), within, maxBytes);
    if (read.kind === "missing") return null;
    if (read.kind === "refused") throw unreadable(where, read.why);
    return strictJson(read.bytes, where);
  };
  const json = async (name: string, maxBytes: number): Promise<SizedJson> => {
    const found = await optional(name, maxBytes);
    if (found) return found;
    throw unreadable(`${folder}/tuf/${name}`, "is not there");
  };
  return {
    path: join(top, BUNDLE_FILE),
    json,
    optional,
    async roots(): Promise<readonly Doc<RootSigned>[]> {
      const names = await readdir(join(top, "tuf")).catch(() => {
        throw unreadable(`${folder}/tuf`, "is not a folder that can be read");
      });
      const versions = names.flatMap((name) => /^([1-9]\d{0,5})\.root\.json$/.exec(name)?.[1] ?? []).map(Number);
      if (versions.length > MAX_ROOTS) {
        throw unreadable(`${folder}/tuf`, `holds ${versions.length} roots, but at most ${MAX_ROOTS} are read`);
      }
      const docs = await Promise.all(
        versions
          .sort((a, b) => a - b)
          .map(async (version) => {
            const doc = parseRoot(await json(`${version}.root.json`, MAX_BYTES.root), `The bundle's root ${version}`);
            if (doc.signed.version === version) return doc;
            throw unreadable(`${folder}/tuf/${version}.root.json`, `holds root ${doc.signed.version}`);
          }),
      );
      return docs;
    },
  };
}

const MAX_ROOTS = 256;

/** @throws {ToolError} `metadata-ambiguous` for what two parsers may read differently (T11). */
function strictJson(bytes: Uint8Array, where: string): SizedJson {
  const text = utf8(bytes);
  if (text === null) throw unreadable(where, "is not UTF-8 text");
  const json = parseJson(text, where);
  const [problem] = json.problems;
  if (!problem) return { ...json, size: bytes.length };
  throw new ToolError("metadata-ambiguous", {
    happened: `${where}: at ${problem.pointer || "/"}, ${problem.says}; another reader may see another value.`,
    next: "Do not sign it. Make a new bundle, and keep a copy of this one.",
  });
}

function unreadable(what: string, why: string): ToolError {
  return new ToolError("value-invalid", {
    happened: `${what} ${why}.`,
    next: "Name the folder that `fioctl targets offline-update` has written: it holds a folder tuf.",
  });
}
