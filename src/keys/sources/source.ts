// Where the user's keys come from, for both front doors: content, a file or a program, and the secret that opens
// it. Reads early when asked to, decrypts late, and reports every form of a secret for masking first (T18).
import { basename } from "node:path";
import { ToolError } from "../../errors/tool-error.ts";
import type { Environment } from "../../text/environment.ts";
import { type AgeHeader, mixedWarning, readAgeHeader, type ScryptLock } from "../age/age-header.ts";
import { archiveMasks, maskForms } from "../age/masks.ts";
import { type AskPassphrase, openWithTyped } from "../age/typed-passphrase.ts";
import { parseIdentities, requireNoSecretFor, requireStrongPassphrase, trimPassphrase } from "../age/unlock-secrets.ts";
import { rememberKeyFile } from "../archive/key-file.ts";
import type { KeyArchive, KeySource } from "../types.ts";
import { parseCommandLine } from "./command-line.ts";
import { type KeyInput, readKeyInput } from "./input-form.ts";
import { requestsSent } from "./network-wait.ts";
import { readKeyFile, readWorkspaceKeyFile } from "./read-input.ts";

export interface KeySourceInput {
  readonly from:
    | { readonly content: string }
    /** `workspace`: the folder that the file must lie in, where a workflow named it. */
    | { readonly file: string; readonly workspace?: string | undefined }
    | { readonly command: string };
  /** An age identity, or the file of age-keygen. */
  readonly identity?: string | undefined;
  readonly passphrase?: string | undefined;
  /** Used in `open`, when the archive needs a passphrase and none was given. */
  readonly ask?: AskPassphrase | undefined;
  /** The secrets may be another archive's, or lock one that is not there yet. */
  readonly opensOthers?: boolean;
  /** May the archive come unencrypted? What a `command` writes always may. */
  readonly plain: "accepted" | "refused";
  /** Where releases are automated a passphrase under 12 characters is refused (T18). */
  readonly weakPassphrase: "accepted" | "refused";
  /** Called with every derived form of every secret before its first use. */
  readonly mask: (value: string) => void;
  /** Called with what a person should know of the archive. */
  readonly warn?: ((message: string) => void) | undefined;
  /** What a `command` inherits from, e.g. `process.env`; our own variables are taken out. */
  readonly env: Environment;
  /** Ends a `command` that is still running. */
  readonly signal?: AbortSignal | undefined;
}

interface Opened {
  readonly input: KeyInput;
  /** Null for a plain archive. */
  readonly header: AgeHeader | null;
}

/** The archive of `input`, read and opened at most once. */
export function keySource(input: KeySourceInput): KeySource {
  const masks = masker(input.mask);
  const content = once(async () => {
    await masks(...identityLines(input.identity), input.passphrase);
    return readInput(input, masks);
  });
  const keyOf = async (passphrase: string, scrypt: ScryptLock) => {
    await masks(passphrase);
    if (input.weakPassphrase === "refused") requireStrongPassphrase(passphrase);
    const { deriveScryptKey } = await import("../age/age.ts");
    return deriveScryptKey(scrypt, passphrase);
  };
  const given = trimPassphrase(input.passphrase || "");
  const givenKey = once((scrypt: ScryptLock) => keyOf(given, scrypt));
  const archiveBytes = async ({ input: { bytes }, header }: Opened): Promise<Uint8Array> => {
    if (!header) return bytes;
    const { decryptAge } = await import("../age/age.ts");
    const { scrypt } = header;
    if (!scrypt) return decryptAge(bytes, { identities: parseIdentities(requireIdentity(input)) });
    if (given) return decryptAge(bytes, { scryptKey: await givenKey(scrypt) });
    const open = async (typed: string) => decryptAge(bytes, { scryptKey: await keyOf(typed, scrypt) });
    const opened = input.ask ? await openWithTyped(input.ask, archiveName(input), open) : null;
    if (opened === null) throw passphraseMissing(input);
    return opened;
  };
  const source: KeySource = {
    prefetch() {
      content()
        .then(async ({ header }) => {
          const key = header?.scrypt && given ? givenKey(header.scrypt) : null;
          await Promise.all([key, getReady(header)]);
        })
        // `open` meets the same failure, and says it.
        .catch(() => {});
    },
    open: once(async () => {
      const read = await content();
      if (read.header?.mixed) input.warn?.(mixedWarning(nameOf(input.from)));
      const bytes = await archiveBytes(read);
      await masks(bytes);
      const { readArchive, skippedWarning } = await import("../archive/read-archive.ts");
      const archive: KeyArchive = await readArchive(bytes);
      const warning = skippedWarning(nameOf(input.from), archive);
      if (warning) input.warn?.(warning);
      for (const form of archiveMasks(archive)) input.mask(form);
      return archive;
    }),
  };
  const { from, identity, passphrase, ask, warn, signal } = input;
  if ("file" in from)
    rememberKeyFile(source, { path: from.file, secrets: { identity, passphrase, ask, warn, signal } });
  return source;
}

/** Uses the wait for the network, but only once it has begun. */
async function getReady(header: AgeHeader | null): Promise<void> {
  await requestsSent();
  const { warmUp } = await import("../age/warm-up.ts");
  await warmUp(header);
}

async function readInput(input: KeySourceInput, masks: Masker): Promise<Opened> {
  const { from } = input;
  const raw = await readRaw(input);
  if (!("file" in from)) await masks(raw);
  const what = nameOf(from);
  const found = readKeyInput(raw, what);
  if (found.form === "age") return { input: found, header: readAgeHeader(found.bytes) };
  if (input.plain === "accepted" || "command" in from) {
    // What a program writes may be encrypted today and open tomorrow; that is its business.
    if (!input.opensOthers && !("command" in from)) requireNoSecretFor(what, input);
    return { input: found, header: null };
  }
  throw new ToolError("keys-plain", {
    happened: `${what} is a plain archive: anyone who reads it can sign releases.`,
    next: "Encrypt it with age and give that, with the identity as its own secret: age-keygen -o identity.txt, then age -a -r age1... -o keys.age targets.keys.tgz. If the plain archive left your machine, rotate its key.",
  });
}

function nameOf(from: KeySourceInput["from"]): string {
  return "content" in from ? "The input keys" : "file" in from ? "The key file" : "The output of keys-command";
}

async function readRaw({ from, env, signal }: KeySourceInput): Promise<Uint8Array> {
  if ("content" in from) return Buffer.from(from.content, "utf8");
  if ("file" in from) {
    const { file, workspace } = from;
    return workspace === undefined
      ? readKeyFile(file, signal ?? new AbortController().signal)
      : readWorkspaceKeyFile(file, workspace);
  }
  const line = parseCommandLine(from.command);
  return (await import("./run-command.ts")).runCommand(line, env, signal);
}

/** How the question for its passphrase calls it. */
function archiveName({ from }: KeySourceInput): string {
  return "file" in from ? basename(from.file) : "the key archive";
}

function requireIdentity({ identity, passphrase }: KeySourceInput): string {
  if (identity) return identity;
  if (!passphrase) throw secretMissing("an age identity");
  throw new ToolError("keys-wrong-passphrase", {
    happened: "The encrypted archive opens with an age identity, not with a passphrase.",
    next: "Give the identity (AGE-SECRET-KEY-1...) as keys-identity.",
  });
}

function passphraseMissing({ identity }: KeySourceInput): ToolError {
  if (!identity) return secretMissing("a passphrase");
  return new ToolError("keys-wrong-identity", {
    happened: "The encrypted archive opens with a passphrase, not with an age identity.",
    next: "Give keys-passphrase; or encrypt the archive to the identity, which opens in milliseconds.",
  });
}

function secretMissing(what: string): ToolError {
  const [option, env] =
    what === "a passphrase" ? ["keys-passphrase", "FACTORY_TUF_PASSPHRASE"] : ["keys-identity", "FACTORY_TUF_IDENTITY"];
  return new ToolError("keys-secret-missing", {
    happened: `The encrypted archive needs ${what}, but none was given.`,
    next: `Give it as ${option} in the Action, as --${option}-file or ${env} on the command line.`,
  });
}

/** Without the comments of age-keygen, which name the recipient; an identity is one wherever it stands in a line. */
function identityLines(text = ""): string[] {
  const lines = text.split(/\r?\n/).filter((line) => !line.startsWith("#"));
  return [...lines, ...(text.match(/AGE-SECRET-KEY-[A-Z0-9-]+/gi) ?? [])];
}

type Masker = (...secrets: (string | Uint8Array | undefined)[]) => Promise<void>;

function masker(mask: (value: string) => void): Masker {
  return async (...secrets) => {
    for (const secret of secrets) for (const form of secret ? maskForms(secret) : []) mask(form);
  };
}

function once<A extends unknown[], T>(make: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
  let made: Promise<T> | undefined;
  return (...args) => (made ??= make(...args));
}
