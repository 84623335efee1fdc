// Secrets are never flags: a command line is seen by every process and kept by every shell. Whoever tries is told
// the right way, and the value is not repeated.
import { ToolError } from "../tuf/errors.ts";

const RIGHT_WAY: Readonly<Record<string, string>> = {
  token: "Put the token into FACTORY_TOKEN or into a file named by --token-file, or use fioctl's configuration.",
  "client-secret": "Put the secret into FACTORY_CLIENT_SECRET or into a file named by --client-secret-file.",
  "keys-passphrase":
    "Put the passphrase into FACTORY_TUF_PASSPHRASE or into a file named by --keys-passphrase-file, or be asked for it.",
  "keys-identity": "Put the identity into FACTORY_TUF_IDENTITY or into a file named by --keys-identity-file.",
  "github-token": "Put the token into GITHUB_TOKEN.",
};

/** @throws {ToolError} `unknown-option` when a word is such a flag, in any of its forms. */
export function refuseSecretFlags(args: readonly string[]): void {
  for (const arg of args) {
    if (arg === "--") return;
    const name = /^--?([^=]+)/.exec(arg)?.[1]?.toLowerCase();
    if (name === undefined || !Object.hasOwn(RIGHT_WAY, name)) continue;
    throw new ToolError("unknown-option", {
      happened: `There is no option --${name}: a secret on a command line is seen by other programs and kept in the shell's history.`,
      next: `${RIGHT_WAY[name]} If this one was real, replace it.`,
    });
  }
}
