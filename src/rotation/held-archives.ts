// The one or two archives of a rotation: kept from other runs, opened, written beside themselves, and put in their
// place. The root key lies in the first, the targets key in the second, where there is a second.

import { realPath } from "../files/real-path.ts";
import { type Protection, protectionFor, protectionWords } from "../keys/age/protection.ts";
import { requireNoSecretFor } from "../keys/age/unlock-secrets.ts";
import { type OpenedArchive, openArchiveFileIfThere, type SavedArchive } from "../keys/archive/archive-file.ts";
import { type ArchiveLock, lockArchive } from "../keys/archive/archive-lock.ts";
import type { KeyFile } from "../keys/archive/key-file.ts";
import { removeUnfinishedRecord } from "../keys/archive/rotation-record.ts";
import { discardSaved, replaceWith, saveBeside } from "../keys/archive/save-archive.ts";
import type { ArchiveKey, KeyArchive, KeySource } from "../keys/types.ts";
import { shellWord } from "../text/shell-word.ts";
import type { OfflineRole } from "../tuf/root/root-edit.ts";

/** One archive while a rotation works with it. */
export class HeldArchive {
  readonly file: KeyFile;
  #opened: OpenedArchive | null = null;
  #saved: SavedArchive | null = null;
  #added: readonly ArchiveKey[] = [];
  #protection: Protection | null = null;
  #fromSource: KeyArchive | null = null;

  /** Of a program that writes the archive: it is read and never written, and `file` is where the record is kept. */
  readonly #source: KeySource | null;

  constructor(file: KeyFile, source: KeySource | null = null) {
    this.file = file;
    this.#source = source;
  }

  get path(): string {
    return this.file.path;
  }

  /** What lies on the disk; without keys where there is no file yet. Reads it anew. */
  async open(): Promise<KeyArchive> {
    if (this.#source) {
      this.#fromSource = await this.#source.open();
      return this.keys;
    }
    this.#opened = await openArchiveFileIfThere(this.file.path, this.file.secrets);
    this.#protection = this.#opened?.protection ?? (await protectionFor(this.file.secrets));
    return this.keys;
  }

  /** What ends the work that was begun with it: its record is found beside the archive, or in the working folder. */
  get resume(): { readonly command: string } {
    if (this.#source) return { command: "factory-tuf keys resume" };
    return { command: `factory-tuf keys resume --keys ${shellWord(this.path)}` };
  }

  /** How it lies on the disk, or will, in words; once it has been opened. */
  get protection(): string {
    return this.#protection ? protectionWords(this.#protection) : "";
  }

  /** Lies on the disk without encryption, or will. */
  get isPlain(): boolean {
    return this.#protection?.kind === "plain";
  }

  get isThere(): boolean {
    return this.#opened !== null || this.#fromSource !== null;
  }

  /** With the keys that this run has added. */
  get keys(): KeyArchive {
    return { keys: [...(this.#opened?.archive ?? this.#fromSource ?? { keys: [] }).keys, ...this.#added] };
  }

  /** Saves the archive with further keys beside itself; once more with more keys, when there is something saved. */
  async save(added: readonly ArchiveKey[]): Promise<void> {
    const held = new Set(this.keys.keys.map(({ keyid }) => keyid));
    this.#added = [...this.#added, ...added.filter(({ keyid }) => !held.has(keyid))];
    const protection = this.#protection ?? (await protectionFor(this.file.secrets));
    const place = this.#opened ?? { path: this.file.path, protection };
    this.#saved = await saveBeside(place, this.keys.keys, undefined, this.#saved);
  }

  /** Puts what was saved into its place. */
  async promote(): Promise<void> {
    if (!this.#saved) return;
    await replaceWith(this.#saved);
    this.#saved = null;
  }

  /** Removes what was saved: only when the Factory provably never heard of it. */
  async discard(): Promise<void> {
    if (this.#saved) await discardSaved(this.#saved);
    this.#saved = null;
    this.#added = [];
  }
}

export interface HeldArchives {
  readonly root: HeldArchive;
  /** The same as `root` where one archive holds both keys. */
  readonly targets: HeldArchive;
  /** Each once. */
  readonly all: readonly HeldArchive[];
  of(role: OfflineRole): HeldArchive;
  release(): Promise<void>;
}

/**
 * Locks the archives, and tidies up what a killed run had begun to write.
 * @param rootSource where the root key comes from a program: the file is then no archive (RotationRequest).
 * @throws {ToolError} `keys-in-use`, `file-unwritable`.
 */
export async function holdArchives(
  rootFile: KeyFile,
  targetsFile: KeyFile | null,
  rootSource: KeySource | null = null,
): Promise<HeldArchives> {
  const root = new HeldArchive(await withRealPath(rootFile), rootSource);
  const other = targetsFile && (await withRealPath(targetsFile));
  const targets = !other || other.path === root.path ? root : new HeldArchive(other);
  const all = root === targets ? [root] : [root, targets];
  const locks: ArchiveLock[] = [];
  const release = async () => {
    for (const lock of locks.splice(0)) await lock.release();
  };
  try {
    for (const { path } of all) locks.push(await lockArchive(path));
    await removeUnfinishedRecord(root.path);
  } catch (error) {
    await release();
    throw error;
  }
  return { root, targets, all, of: (role) => (role === "root" ? root : targets), release };
}

/** For a place where a record lies and no archive: nothing of one is read or written. */
export const noArchive: KeySource = { prefetch: () => {}, open: async () => ({ keys: [] }) };

/** @throws {ToolError} `keys-secret-unused` where a secret was given, and no archive is encrypted. */
export function requireSecretsUsed({ root, all }: HeldArchives): void {
  if (all.every(({ isPlain }) => isPlain)) requireNoSecretFor(`The archive ${root.path}`, root.file.secrets);
}

/** Links followed, so that one archive is one, whatever it is called. */
async function withRealPath(file: KeyFile): Promise<KeyFile> {
  return { path: await realPath(file.path), secrets: askedOnce(file.secrets) };
}

/** A person types the right passphrase once an archive, however often its files are opened. */
function askedOnce(secrets: KeyFile["secrets"]): KeyFile["secrets"] {
  const { ask } = secrets;
  if (!ask) return secrets;
  let answer: Promise<string> | undefined;
  return {
    ...secrets,
    ask: (archive, wrong) => {
      if (wrong || answer === undefined) answer = ask(archive, wrong);
      return answer;
    },
  };
}
