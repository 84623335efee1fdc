// scrypt that costs milliseconds at the usual work factor, where the real one takes half a second of a processor each time.
// For tests that encrypt with a passphrase and are about something else. What it makes, only it opens; every parameter
// counts as before. What the real one costs and makes is tested in keys/age, e2e/backup and T24.
import crypto, { type ScryptOptions } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";

const QUICK_N = 16;
/** Archives that tests encrypt themselves have a lower work factor, and are opened as they are. */
const LEAST_COSTLY_N = 2 ** 15;
const real = crypto.scrypt;

type Done = (error: Error | null, key: Buffer) => void;

function quick(password: crypto.BinaryLike, salt: Buffer, length: number, options: ScryptOptions, done: Done): void {
  const { N = 0 } = options;
  if (N < LEAST_COSTLY_N) real(password, salt, length, options, done);
  else real(password, Buffer.concat([salt, Buffer.from(`N=${N}`)]), length, { ...options, N: QUICK_N }, done);
}

/** In this process, until {@link realScrypt}: for `before` and `after` of a `describe`. */
export function quickScrypt(): void {
  replace(quick);
}

export function realScrypt(): void {
  replace(real);
}

function replace(by: unknown): void {
  Object.assign(crypto, { scrypt: by });
  syncBuiltinESMExports();
}

/** Arguments of Node for a program that is started so. */
export const QUICK_SCRYPT: readonly string[] = ["--import", path.join(import.meta.dirname, "quick-scrypt-preload.ts")];
