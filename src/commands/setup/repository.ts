// Reads what a repository keeps in `.factory-tuf/`: the trusted root, the pins and the policy. A file that is
// there and cannot be understood is an error; only the default files may be missing.
import { type FileHandle, open } from "node:fs/promises";
import { resolve } from "node:path";
import { ToolError } from "../../tuf/errors.ts";
import { type ParsedJson, parseJson } from "../../tuf/json.ts";
import { type Doc, parseRoot, type RootSigned } from "../../tuf/metadata.ts";
import type { Pins } from "../../tuf/pins.ts";
import { configInvalid, parsePins } from "./pins-file.ts";
import { noPolicy, parsePolicy, type RepositoryPolicy } from "./policy-file.ts";

export const TRUSTED_ROOT_FILE = ".factory-tuf/root.json";
export const PINS_FILE = ".factory-tuf/pins.json";
export const POLICY_FILE = ".factory-tuf/review.yml";

export interface RepositoryFiles {
  readonly root: Doc<RootSigned> | null;
  readonly pins: Pins | null;
  readonly policy: RepositoryPolicy;
}

/** Paths that the user named; they must exist. Without one the default file counts, if it exists. */
export interface NamedFiles {
  readonly trustedRoot?: string | undefined;
  readonly pins?: string | undefined;
}

const MAX_ROOT_BYTES = 64 * 1024;
const MAX_PINS_BYTES = 1024 * 1024;
const MAX_POLICY_BYTES = 256 * 1024;

/**
 * @param baseDir what relative paths are relative to.
 * @param factory the Factory that the pins must be about.
 * @throws {ToolError} `config-invalid`, naming the file and what is wrong with it.
 */
export async function readRepositoryFiles(
  baseDir: string,
  named: NamedFiles,
  factory: string,
): Promise<RepositoryFiles> {
  const [root, pins, policy] = await Promise.all([
    readConfigFile(baseDir, named.trustedRoot, TRUSTED_ROOT_FILE, MAX_ROOT_BYTES),
    readConfigFile(baseDir, named.pins, PINS_FILE, MAX_PINS_BYTES),
    readConfigFile(baseDir, undefined, POLICY_FILE, MAX_POLICY_BYTES),
  ]);
  return {
    root: root && parseTrustedRoot(root),
    pins: pins && parsePins(parsed(pins.text, pins.where).value, pins.where, factory),
    policy: policy ? await parsePolicy(policy.text, policy.where) : noPolicy,
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
    throw new ToolError("config-invalid", {
      happened: error.happened,
      next: "Correct the file, or take its last good version from the repository's history.",
    });
  }
}

/** @throws {ToolError} `config-invalid` for a named file that is not there, and one that cannot be read. */
export async function readConfigFile(
  baseDir: string,
  named: string | undefined,
  byDefault: string,
  maxBytes: number,
): Promise<ConfigText | null> {
  const where = named ?? byDefault;
  let file: FileHandle | undefined;
  try {
    file = await open(resolve(baseDir, where), "r");
    if (!(await file.stat()).isFile()) throw configInvalid(where, "is not a regular file");
    const buffer = Buffer.alloc(maxBytes + 1);
    let size = 0;
    for (let read = 1; read > 0 && size <= maxBytes; size += read) {
      read = (await file.read(buffer, size, buffer.length - size, null)).bytesRead;
    }
    if (size > maxBytes) throw configInvalid(where, `has more than ${maxBytes} bytes`);
    return { where, text: new TextDecoder("utf-8", { fatal: true }).decode(buffer.subarray(0, size)) };
  } catch (error) {
    if (error instanceof ToolError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && named === undefined) return null;
    throw configInvalid(where, whyUnreadable(code));
  } finally {
    await file?.close();
  }
}

function whyUnreadable(code: string | undefined): string {
  if (code === "ENOENT" || code === "ENOTDIR") return "does not exist";
  if (code === "EACCES" || code === "EPERM") return "may not be read by this user";
  return code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "is not UTF-8 text" : "cannot be read";
}
