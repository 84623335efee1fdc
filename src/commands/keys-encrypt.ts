// `keys encrypt`: locks an archive with age, in place or into a file of its own; or makes the two GitHub secrets with
// which the Action opens it.
import { lockProtected, protectionWords } from "../keys/protection.ts";
import { writeArchive } from "../keys/write-archive.ts";
import type { Block } from "../report/document.ts";
import { encodeText } from "../report/encode-text.ts";
import { archiveOptions, openNamedArchive, pathOf, requireKeyFile } from "./archives/archive-options.ts";
import { requireForAction } from "./archives/for-action.ts";
import { newProtection } from "./archives/new-protection.ts";
import { requireNothingThere } from "./archives/nothing-there.ts";
import { requireProvable, rewriteArchive } from "./archives/rewrite.ts";
import { command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";

interface Encrypted {
  /** Null when nothing was written. */
  readonly file: string | null;
  readonly protection: string;
  readonly passphrase: string | null;
  readonly identityFile: string | null;
  /** Name and value of each GitHub secret; null without for-action. */
  readonly secrets: Readonly<Record<string, string>> | null;
}

export const keysEncrypt = command({
  name: "keys encrypt",
  summary: "Encrypt an archive with age: to recipients, to a new identity, or with a passphrase.",
  details:
    "Without recipient, new-identity and new-passphrase-file a passphrase of 100 bits is made and printed once. In place the archive is replaced only after the encrypted one has been opened again. " +
    "With for-action nothing is replaced: what to paste as which GitHub secret is printed. The Factory must be named (FACTORY will do); a token is not needed.",
  examples: [
    "factory-tuf keys encrypt --keys root.keys.tgz",
    "factory-tuf keys encrypt root.keys.age --keys root.keys.tgz --recipient age1...",
    "factory-tuf keys encrypt --keys targets.keys.tgz --for-action",
  ],
  args: ["to"],
  options: {
    to: { kind: "path", help: "A new file for the encrypted archive. Default: in place." },
    ...archiveOptions,
    recipient: { kind: "list", help: "age recipients (age1...) who can open it.", placeholder: "<age1...>" },
    newIdentity: { kind: "path", help: "Make an age identity, write it to this new file, and encrypt to it." },
    newPassphraseFile: { kind: "path", help: "File with the new passphrase; a weak one is refused." },
    forAction: { kind: "switch", help: "Print the GitHub secrets with which the Action opens the archive." },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "machine",
  needs: "factory",
  worksWithoutToken: true,
  dataHelp: [
    "`file`: what was written, or null",
    "`protection`: how it can be opened",
    "`passphrase`: the one that was made, or null; `identityFile`: the new identity's file, or null",
    "`secrets`: with for-action, the value of each GitHub secret by name; else null",
  ],
  async run(ctx, options) {
    const to = options.to === undefined ? null : pathOf(ctx, options.to);
    if (to) await requireNothingThere(to);
    const { secrets: given } = requireKeyFile(ctx, "keys encrypt");
    const opened = await openNamedArchive(ctx, "keys encrypt");
    if (options.forAction) requireForAction(opened.archive, ctx.trust.root);
    const made = await newProtection(ctx, options, given.identity);
    const { protection } = made;
    const inPlace = to === null && !options.forAction;
    if (inPlace) requireProvable(protection);
    // Seen before the plain archive is gone: whatever happens to this process then, it can be opened.
    if (made.passphrase) ctx.log.info(`The new passphrase, to be written down now: ${made.passphrase}`);
    const file = inPlace || to ? await rewriteArchive(opened, protection, to) : null;
    const data: Encrypted = {
      file,
      protection: protectionWords(protection),
      passphrase: made.passphrase,
      identityFile: made.identityFile,
      secrets: options.forAction ? await secretsOf(opened.archive.keys, protection, made) : null,
    };
    return { status: file ? "done" : "unchanged", changed: file ? "yes" : "no", outputs: {}, data };
  },
  report: ({ data }) => ({
    title: data.file ? `The archive is encrypted: ${data.file}` : "The secrets for the Action",
    blocks: facts(data),
  }),
  stdout: ({ data }) => (data.secrets ? secretsText(data.secrets, data) : null),
});

async function secretsOf(
  keys: Parameters<typeof writeArchive>[0],
  protection: Parameters<typeof lockProtected>[1],
  { identity, passphrase }: { readonly identity: string | null; readonly passphrase: string | null },
): Promise<Record<string, string>> {
  const archive = Buffer.from(await lockProtected(writeArchive(keys), protection)).toString("latin1");
  return {
    FACTORY_TUF_KEYS: archive,
    ...(identity ? { FACTORY_TUF_IDENTITY: identity } : {}),
    ...(passphrase ? { FACTORY_TUF_PASSPHRASE: passphrase } : {}),
  };
}

function facts({ protection, passphrase, identityFile }: Encrypted): Block[] {
  return [
    {
      kind: "facts",
      facts: [
        { label: "Protection", value: protection },
        ...(passphrase ? [{ label: "Passphrase", value: { code: passphrase } }] : []),
        ...(identityFile ? [{ label: "Identity", value: identityFile }] : []),
      ],
    },
    ...(passphrase || identityFile
      ? [
          {
            kind: "paragraph" as const,
            text: ["Keep what opens it in another place than the archive; without it nobody can open the archive."],
          },
        ]
      : []),
  ];
}

const WHERE =
  "In the repository's settings, below Environments, choose a protected environment and add each of these as an environment secret of that name. Then clear this screen.";

/** Each secret as it is to be pasted: no mark before its lines. */
function secretsText(secrets: Readonly<Record<string, string>>, { identityFile }: Encrypted): string {
  const parts = Object.entries(secrets).map(([name, value]) => `${name}\n\n${value.trimEnd()}\n`);
  const file = identityFile ? [`FACTORY_TUF_IDENTITY is the content of ${encodeText(identityFile)}\n`] : [];
  return [...parts, ...file, `${WHERE}\n`].join("\n");
}
