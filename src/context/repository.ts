// Reads what a repository keeps in `.factory-tuf/`: the trusted root, the pins and the policy. A file that is
// there and cannot be understood is an error; only the default files may be missing.

import { dirname, join, normalize, relative, resolve } from "node:path";
import { ToolError } from "../errors/tool-error.ts";
import { type FileRead, type NamedUnread, readNamed, readRegularFile } from "../files/read-file.ts";
import { isWithin } from "../files/target.ts";
import { type ParsedJson, parseJson } from "../json/json.ts";
import { utf8WithoutMark } from "../text/utf8.ts";
import { type Doc, parseRoot, type RootSigned } from "../tuf/metadata/metadata.ts";
import type { Pins } from "../tuf/metadata/pins.ts";
import { configInvalid } from "./config-file.ts";
import type { Place } from "./context.ts";
import { parsePins } from "./pins-file.ts";
import { combinedPolicy, noPolicy, parsePolicy, type RepositoryPolicy } from "./policy-file.ts";

export const TRUSTED_ROOT_FILE = ".factory-tuf/root.json";
export const PINS_FILE = ".factory-tuf/pins.json";
export const POLICY_FILE = ".factory-tuf/review.yml";
export const WAIVERS_FILE = ".factory-tuf/waivers.yml";
export const SIGSTORE_ROOT_FILE = ".factory-tuf/sigstore-root.jsonl";

export interface RepositoryFiles {
  readonly root: Doc<RootSigned> | null;
  readonly pins: Pins | null;
  readonly policy: RepositoryPolicy;
}

/** Paths that the user named; they must exist. Without one the file of its usual name counts, if it exists. */
export interface NamedFiles {
  readonly trustedRoot?: string | undefined;
  readonly pins?: string | undefined;
  readonly policy?: string | undefined;
  readonly waivers?: string | undefined;
}

/** Where one file is looked for. */
export interface FilePlace {
  /** As named, which must exist; undefined where nobody named it. */
  readonly named: string | undefined;
  /** Where it lies when nobody named it; the first one that exists counts. */
  readonly usual: readonly string[];
}

/** Where a run looks for each file. */
export interface FileLayout extends Readonly<Record<"trustedRoot" | "pins" | "waivers" | "sigstoreRoot", FilePlace>> {
  /** The nearer one first, then those at the top: all that exist are combined. */
  readonly policies: readonly FilePlace[];
}

/** Of a trusted root: what a device takes of one, with room for the white space of whoever wrote it. */
export const MAX_TRUSTED_ROOT_BYTES = 1024 * 1024;
const MAX_PINS_BYTES = 1024 * 1024;
export const MAX_POLICY_BYTES = 256 * 1024;

/**
 * A repository with several Factories keeps a folder for each, which the trusted root's path names, else another file's.
 * Beside a trusted root that was named, pins, waivers and Sigstore's roots are that folder's alone; of what stands at the top only the
 * policy still counts (DESIGN, files a repository keeps).
 */
export function layoutOf({ folder, top }: Pick<Place, "folder" | "top">, named: NamedFiles): FileLayout {
  const anyNamed = named.trustedRoot ?? named.policy ?? named.pins ?? named.waivers;
  const own = dirname(POLICY_FILE);
  const nearer = anyNamed === undefined ? own : dirname(normalize(anyNamed));
  const isApart = relative(own, nearer) !== "";
  const at = (file: string, alone: boolean) =>
    !isApart ? [file] : [join(nearer, relative(own, file)), ...(alone ? [] : [file])];
  const alone = named.trustedRoot !== undefined;
  return {
    trustedRoot: { named: named.trustedRoot, usual: at(TRUSTED_ROOT_FILE, false) },
    pins: { named: named.pins, usual: at(PINS_FILE, alone) },
    waivers: { named: named.waivers, usual: at(WAIVERS_FILE, alone) },
    sigstoreRoot: { named: undefined, usual: at(SIGSTORE_ROOT_FILE, alone) },
    policies: [
      { named: named.policy, usual: at(POLICY_FILE, true) },
      ...[...new Set([POLICY_FILE, join(relative(folder, top), POLICY_FILE)])]
        .filter((path) => path !== normalize(named.policy ?? (isApart ? "" : POLICY_FILE)))
        .map((path) => ({ named: undefined, usual: [path] })),
    ],
  };
}

/** Every path that may be read of it, or that a person named. */
export function pathsOf({ trustedRoot, pins, waivers, sigstoreRoot, policies }: FileLayout): readonly string[] {
  return [trustedRoot, pins, waivers, sigstoreRoot, ...policies].flatMap(({ named, usual }) => [
    ...usual,
    ...(named ? [named] : []),
  ]);
}

/** Reads the file at a place: null when it is at none of the usual ones. */
export async function readAt(
  place: ConfigPlace,
  { named, usual }: FilePlace,
  maxBytes: number,
): Promise<ConfigText | null> {
  const [last = ""] = usual.slice(-1);
  if (named !== undefined) return readConfigFile(place, named, last, maxBytes);
  for (const path of usual) {
    const file = await readConfigFile(placeAround(place, path), undefined, path, maxBytes);
    if (file) return file;
  }
  return null;
}

/** The pins that a run reads, or would write. */
export async function pinsFileOf(place: ConfigPlace, named: NamedFiles): Promise<string> {
  const { pins } = layoutOf(place, named);
  const [first = PINS_FILE] = pins.usual;
  return pins.named ?? (await readAt(place, pins, MAX_PINS_BYTES))?.where ?? first;
}

/** The folder beside a trusted root that a person keeps outside of the workspace is theirs as well. */
function placeAround(place: ConfigPlace, path: string): ConfigPlace {
  const folder = resolve(place.folder, dirname(path));
  return place.isWorkspace || isWithin(folder, resolve(place.top)) ? place : { ...place, top: folder };
}

/** The policies that exist, the nearer one first, as one. */
export async function policyOf(files: readonly (ConfigText | null)[]): Promise<RepositoryPolicy> {
  const policies = await Promise.all(
    files.filter((file) => file !== null).map(({ text, where }) => parsePolicy(text, where)),
  );
  return policies.length === 0 ? noPolicy : policies.reduce(combinedPolicy);
}

/**
 * @param factory the Factory that the pins must be about.
 * @param policyAt `usual` leaves a policy that was named unread: the review reads it where it counts.
 * @throws {ToolError} `config-invalid`, naming the file and what is wrong with it.
 */
export async function readRepositoryFiles(
  place: ConfigPlace,
  named: NamedFiles,
  factory: string,
  policyAt: "named" | "usual" = "named",
): Promise<RepositoryFiles> {
  const { trustedRoot, pins: pinsPlace, policies } = layoutOf(place, named);
  const [root, pins, ...policy] = await Promise.all([
    readAt(place, trustedRoot, MAX_TRUSTED_ROOT_BYTES),
    readAt(place, pinsPlace, MAX_PINS_BYTES),
    ...policies.map((policy) =>
      readAt(place, policyAt === "usual" ? { ...policy, named: undefined } : policy, MAX_POLICY_BYTES),
    ),
  ]);
  return {
    root: root && parseTrustedRoot(root),
    pins: pins && parsePins(parsed(pins.text, pins.where).value, pins.where, factory),
    policy: await policyOf(policy),
  };
}

/** A file of the user's, and what messages call it. */
export interface ConfigText {
  readonly where: string;
  readonly text: string;
}

/** @throws {ToolError} `config-invalid`. */
export function parseTrustedRoot(file: ConfigText): Doc<RootSigned> {
  const where = `trusted root ${file.where}`;
  const json = parsed(file.text, where);
  return asConfig(() => parseRoot(json, where));
}

/** @throws {ToolError} `config-invalid`, also for what two parsers may read differently. */
export function parsed(text: string, where: string): ParsedJson {
  const json = asConfig(() => parseJson(text, where));
  const [problem] = json.problems;
  if (problem) throw configInvalid(where, `is ambiguous: at ${problem.pointer || "/"}, ${problem.says}`);
  return json;
}

/** The same complaint, but about a file of the user's: the vendor cannot help with it. */
function asConfig<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw error.extended({
      code: "config-invalid",
      next: "Correct the file, or take its last good version from the repository's history.",
    });
  }
}

/** Where configuration is read from: see {@link Place}. */
export type ConfigPlace = Pick<Place, "folder" | "top" | "isWorkspace" | "signal">;

/**
 * A default file, and any in the Action, is a regular file of the workspace; one that a person named may be a pipe (T29).
 * @throws {ToolError} `config-invalid` for a named file that is not there, and one that cannot be read.
 */
export async function readConfigFile(
  { folder, top, isWorkspace, signal }: ConfigPlace,
  named: string | undefined,
  byDefault: string,
  maxBytes: number,
): Promise<ConfigText | null> {
  const where = named ?? byDefault;
  const path = resolve(folder, where);
  const isTyped = named !== undefined && named !== byDefault && !isWorkspace;
  const read = isTyped ? await readGiven(path, where, maxBytes, signal) : await readRegularFile(path, top, maxBytes);
  if (read.kind === "refused") throw configInvalid(where, read.why);
  if (read.kind === "missing" && named === undefined) return null;
  if (read.kind === "missing") throw configInvalid(where, "does not exist");
  return configTextOf(read.bytes, where, maxBytes);
}

/** @throws {ToolError} `config-invalid` for what is no UTF-8 text, or too much of it. */
export function configTextOf(bytes: Uint8Array, where: string, maxBytes: number): ConfigText {
  if (bytes.length > maxBytes) throw configInvalid(where, `has more than ${maxBytes} bytes`);
  const text = utf8WithoutMark(bytes);
  if (text === null) throw configInvalid(where, "is not UTF-8 text");
  return { where, text };
}

async function readGiven(path: string, where: string, maxBytes: number, signal: AbortSignal): Promise<FileRead> {
  const read = await readNamed(path, maxBytes, signal);
  if (read.kind === "read") return { ...read, path };
  throw configInvalid(where, read.kind === "too large" ? `has more than ${maxBytes} bytes` : whyUnreadable(read));
}

function whyUnreadable({ kind, code }: NamedUnread): string {
  if (kind === "missing") return "does not exist";
  if (code === "EACCES" || code === "EPERM") return "may not be read by this user";
  return code === "EISDIR" ? "is not a regular file" : "cannot be read";
}
