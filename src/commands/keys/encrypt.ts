// `keys encrypt`: locks an archive with age, in place or into a file of its own; or makes the GitHub secrets with which
// the Action opens it, and prints them or sets them in an environment.

import { openNamedArchive, pathOf, requireKeyFile, requireNothingThere } from "../../context/key-files.ts";
import { sayPassphrase } from "../../custody/ask-new-passphrase.ts";
import { actionSecrets, inOneLine, type SecretName } from "../../custody/for-action/action-secrets.ts";
import type { SetEnvironment } from "../../custody/for-action/environment-secrets.ts";
import { keysForAction } from "../../custody/for-action/for-action.ts";
import { secretFileSteps, writeSecretFiles } from "../../custody/for-action/secret-files.ts";
import { secretPlace } from "../../custody/for-action/secret-place.ts";
import { type NewProtection, newProtection } from "../../custody/new-protection.ts";
import { requireProvable, rewriteArchive } from "../../custody/rewrite.ts";
import { protectionWords } from "../../keys/age/protection.ts";
import type { Block } from "../../report/document.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { encodeText } from "../../text/encode-text.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { archiveOptions } from "../options/key-options.ts";

interface Encrypted {
  /** Null when nothing was written. */
  readonly file: string | null;
  readonly protection: string;
  readonly passphrase: string | null;
  readonly identityFile: string | null;
  /** Name and value of each GitHub secret to be pasted; null without for-action, and where they were set. */
  readonly secrets: Readonly<Record<string, string>> | null;
  /** Path of the file of each, where they were written into files instead; else null. */
  readonly secretFiles: Readonly<Record<string, string>> | null;
  /** Where they were set instead; else null. */
  readonly environment: SetEnvironment | null;
}

const nothingDone = { file: null, secrets: null, secretFiles: null, environment: null };

export const keysEncrypt = command({
  name: "keys encrypt",
  order: 550,
  summary: "Encrypt an archive with age: to recipients, to a new identity, or with a passphrase.",
  details:
    "Without recipient, new-identity and new-passphrase-file you type a new passphrase on a terminal, twice and " +
    "without echo. If you leave it empty, if there is no terminal, or with yes, a passphrase of 100 bits is made " +
    "and printed once. The archive is replaced only after the encrypted one has been opened again. With for-action " +
    "nothing is replaced: it prints what to paste into which GitHub secret; with output it writes files. With repo and environment too, it shows " +
    "what protects the environment, asks, and sets the secrets there; a new identity goes nowhere else. " +
    "GITHUB_TOKEN must then be a token of yours: fine-grained with Environments: write, Actions: read and Contents: " +
    "read, or classic with the scope repo. " +
    "The Factory's name is needed (FACTORY is enough). A token is not needed. With one, --for-action looks up the active key in the newest root, and only that key goes into the secret.",
  examples: [
    "factory-tuf keys encrypt --keys root.keys.tgz",
    "factory-tuf keys encrypt root.keys.age --keys root.keys.tgz --recipient age1...",
    "factory-tuf keys encrypt --keys targets.keys.tgz --for-action",
    "factory-tuf keys encrypt --keys targets.keys.tgz --for-action --output secrets",
    "factory-tuf keys encrypt --keys targets.keys.tgz --for-action --repo acme/devices --environment production",
  ],
  args: ["to"],
  options: {
    to: { kind: "path", help: "A new file for the encrypted archive. Default: in place." },
    ...archiveOptions,
    recipient: { kind: "list", help: "age recipients (age1...) who can open it.", placeholder: "<age1...>" },
    newIdentity: { kind: "path", help: "Make an age identity, write it to this new file, and encrypt to it." },
    newPassphraseFile: { kind: "path", help: "File with the new passphrase; a weak one is refused." },
    forAction: { kind: "switch", help: "Make the GitHub secrets with which the Action opens the archive." },
    output: {
      kind: "path",
      help: "With for-action: write each secret into a new file of this folder (mode 0600) instead of printing it.",
      placeholder: "<folder>",
    },
    repo: {
      kind: "text",
      help: "Set the secrets in an environment of this repository. The token is in GITHUB_TOKEN.",
      placeholder: "<owner/name>",
    },
    environment: {
      kind: "text",
      help: "The environment. It must exist, with required reviewers, and not be open to every branch.",
      placeholder: "<name>",
    },
    unprotected: { kind: "switch", help: "Set them even if the environment does not protect them." },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "machine",
  needs: "factory",
  confirms: "yes",
  worksWithoutToken: true,
  dataHelp: [
    "`file`: what was written, or null",
    "`protection`: how it can be opened",
    "`passphrase`: the one that was made, or null; `identityFile`: the new identity's file, or null",
    "`secrets`: with for-action and without output, repo and environment, the value of each GitHub secret by name; else null",
    "`secretFiles`: with output, the path of each secret's file by name; else null",
    "`environment`: `{repository, name, secrets: [{name, how}]}`, the secrets that were set; `how` is `created` or `overwritten`; else null",
  ],
  async run(ctx, options) {
    const place = secretPlace(options);
    const to = options.to === undefined ? null : pathOf(ctx, options.to);
    if (to) await requireNothingThere(to);
    const { secrets: given } = requireKeyFile(ctx, "keys encrypt");
    const github = place && (await ctx.github.connect());
    const opened = await openNamedArchive(ctx, "keys encrypt", {
      // With recipients an identity proves that what was encrypted can be opened.
      needless: ({ identity, passphrase }) => ({ passphrase, identity: options.recipient ? undefined : identity }),
      next: "To set a new secret, give --new-passphrase-file, --new-identity or --recipient. Otherwise leave the secret out.",
    });
    const keys = options.forAction ? await keysForAction(ctx, opened.archive) : opened.archive.keys;
    const made = await newProtection(ctx, options, given.identity);
    const { protection, passphrase, identityFile } = made;
    const secrets = options.forAction ? await actionSecrets(keys, made) : null;
    const data: Encrypted = { ...nothingDone, protection: protectionWords(protection), passphrase, identityFile };
    if (place && github && secrets) {
      const { putIntoEnvironment } = await import("../../custody/for-action/environment-secrets.ts");
      const environment = await putIntoEnvironment(ctx, github, place, secrets, keys);
      return { status: "done", changed: "yes", outputs: {}, data: { ...data, environment } };
    }
    const inPlace = to === null && !options.forAction;
    if (inPlace) requireProvable(protection);
    await made.keep();
    const said = () => {
      if (passphrase) sayPassphrase(ctx.log, passphrase);
    };
    const locked = { ...opened, archive: { keys } };
    if (inPlace || to) ctx.progress("Encrypting the archive and opening it again");
    const file = inPlace || to ? await rewriteArchive(locked, protection, to, said) : null;
    const open = secrets && toPaste(secrets, made);
    const secretFiles = open && options.output !== undefined ? await writeSecretFiles(ctx, options.output, open) : null;
    return {
      status: file || secretFiles ? "done" : "unchanged",
      changed: file || secretFiles ? "yes" : "no",
      outputs: {},
      data: { ...data, file, secrets: secretFiles ? null : open, secretFiles },
    };
  },
  report: ({ data }) => ({ title: titleOf(data), blocks: facts(data) }),
  stdout: ({ data }) => (data.secrets ? secretsText(data.secrets, data) : null),
});

function titleOf({ file, environment, secretFiles }: Encrypted): string {
  if (secretFiles) return "The secrets for the Action are in files that only you can read";
  if (environment) return `The secrets of the environment ${environment.name} of ${environment.repository} are set`;
  return file ? `The archive is encrypted: ${file}` : "The secrets for the Action";
}

function facts({ protection, passphrase, identityFile, environment, secretFiles }: Encrypted): Block[] {
  const keep = "Do not keep this secret in the same place as the archive. Without it nobody can open the archive.";
  return [
    {
      kind: "facts",
      facts: [
        { label: "Protection", value: protection },
        ...(passphrase ? [{ label: "Passphrase", value: { code: passphrase } }] : []),
        ...(identityFile ? [{ label: "Identity", value: identityFile }] : []),
        ...Object.entries(secretFiles ?? {}).map(([label, value]) => ({ label, value })),
        ...(environment?.secrets ?? []).map(({ name, how }) => ({ label: name, value: how })),
      ],
    },
    ...(passphrase || identityFile ? [{ kind: "paragraph" as const, text: [keep] }] : []),
    ...(passphrase ? [{ kind: "paragraph" as const, text: ["Then clear this screen."] }] : []),
    ...nextSteps(secretFiles ? secretFileSteps(secretFiles) : []),
  ];
}

const WHERE = `In the repository's settings, below Environments, choose a protected
environment. Add each of these as an environment secret of that name.
Then clear this screen.`;

/** What lies in a file that the user named is not printed. */
function toPaste(
  secrets: ReadonlyMap<SecretName, string>,
  { identityFile, passphrase }: NewProtection,
): Record<string, string> {
  const inFile = (name: SecretName) =>
    (name === "FACTORY_TUF_IDENTITY" && identityFile !== null) ||
    (name === "FACTORY_TUF_PASSPHRASE" && passphrase === null);
  return Object.fromEntries([...secrets].filter(([name]) => !inFile(name)));
}

/** Each secret in one line, as it is to be pasted: no mark before it, no line end in it. */
function secretsText(secrets: Readonly<Record<string, string>>, { identityFile }: Encrypted): string {
  const parts = Object.entries(secrets).map(([name, value]) => `${name}\n\n${inOneLine(value)}\n`);
  const file = identityFile ? [`FACTORY_TUF_IDENTITY is the content of ${encodeText(identityFile)}\n`] : [];
  return [...parts, ...file, `${WHERE}\n`].join("\n");
}
