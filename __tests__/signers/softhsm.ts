// A token of SoftHSM with a key of either type, and the program of docs/signers/pkcs11.md beside it.
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { KeyType } from "../../src/tuf/metadata/key.ts";
import { outputOf, programOf } from "./recipes.ts";

const LIBRARY = "/usr/lib/softhsm/libsofthsm2.so";
const PACKAGES = fileURLToPath(new URL("pkcs11/node_modules", import.meta.url));
const TYPES: Readonly<Record<KeyType, string>> = { ed25519: "EC:edwards25519", rsa: "rsa:2048" };

/** Why there is none on this machine; false where there is one. */
export const noSoftHsm: string | false =
  existsSync(LIBRARY) && existsSync("/usr/bin/pkcs11-tool")
    ? existsSync(join(PACKAGES, "pkcs11js/build"))
      ? false
      : "pkcs11js is not here; with a compiler: npm install --no-package-lock --prefix __tests__/signers/pkcs11"
    : "SoftHSM is not here; Debian has it: apt-get install softhsm2 opensc";

export interface SoftHsm {
  readonly folder: string;
  readonly pin: string;
  /** What the program needs. */
  readonly env: Readonly<Record<string, string>>;
  /** The words that start it with the key of that label. */
  command(label: string, program?: string): readonly string[];
  remove(): void;
}

/** The keys have their types as labels. */
export function softHsm(): SoftHsm {
  const folder = mkdtempSync(join(tmpdir(), "softhsm-"));
  const pin = "pin-of-the-token";
  const env = { PATH: process.env.PATH!, SOFTHSM2_CONF: join(folder, "softhsm2.conf"), PKCS11_PIN: pin };
  writeFileSync(join(folder, "pkcs11-sign.mjs"), programOf("pkcs11.md"));
  symlinkSync(PACKAGES, join(folder, "node_modules"));
  mkdirSync(join(folder, "tokens"));
  writeFileSync(env.SOFTHSM2_CONF, `directories.tokendir = ${join(folder, "tokens")}\n`);
  const token = ["--init-token", "--free", "--label", "factory", "--pin", pin, "--so-pin", "pin-of-the-officer"];
  outputOf(["softhsm2-util", ...token], env);
  const make = ["pkcs11-tool", "--module", LIBRARY, "--token-label", "factory", "--login", "--pin", "env:PKCS11_PIN"];
  for (const [label, type] of Object.entries(TYPES))
    outputOf([...make, "--keypairgen", "--key-type", type, "--label", label], env);
  return {
    folder,
    pin,
    env,
    command: (label, program = "pkcs11-sign.mjs") => [
      process.execPath,
      join(folder, program),
      LIBRARY,
      "factory",
      label,
    ],
    remove: () => rmSync(folder, { recursive: true }),
  };
}
