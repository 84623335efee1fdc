// `sign request`: a folder with what a key on another machine is to sign. Made only of what is proven.
import { pathOf } from "../../context/key-files.ts";
import { requireTrustedRoot } from "../../context/trusted-root.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { methodOf, REQUEST_FILE, writeRequest } from "../../signing-elsewhere/request-folder.ts";
import { toBeSigned } from "../../signing-elsewhere/to-be-signed.ts";
import { sha256Digest } from "../../text/sha256.ts";
import { shellWord } from "../../text/shell-word.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { subjectOptions } from "../options/updates-options.ts";

export const signRequest = command({
  name: "sign request",
  order: 196,
  summary: "Write a folder for signing on another machine: the bytes to sign, what they mean, and who can sign.",
  details:
    "Everything is verified first. Sign the whole of NAME.bytes; NAME.txt says what it means, and request.json has " +
    "digests and key ids. Nothing in the folder is secret. Add the signature with sign answer.",
  examples: [
    "factory-tuf sign request to-sign --wave w42",
    "factory-tuf sign request to-sign --bundle offline-update",
    "factory-tuf sign request to-sign --txid 28ed6d98fed6cd03",
  ],
  args: ["folder"],
  options: {
    folder: { kind: "path", help: "A new or empty folder.", required: true, placeholder: "<folder>" },
    ...subjectOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "machine",
  needs: "factory",
  dataHelp: [
    "`folder`, `kind` (`wave`, `bundle`, `root`), `name`, `digest`: as plan and review print it",
    "`texts`: list of `{file, says, digest, bytes}`; `signers`: list of `{keyid, owner, method}`",
    "`answerWith`: the command that takes the answer",
  ],
  async run(ctx, { folder, ...subject }) {
    requireTrustedRoot(ctx, "sign request");
    const { request, digest, typed } = await toBeSigned(ctx, subject);
    await writeRequest(ctx, folder, request);
    const { kind, name, texts, signers } = request;
    const data = {
      folder: pathOf(ctx, folder),
      kind,
      name,
      digest,
      answerWith: `factory-tuf sign answer ${shellWord(folder)} --keyid <key id> --signature ${texts.map(() => "<file>").join(",")} ${typed}`,
      texts: texts.map((text) => ({
        file: `${text.name}.bytes`,
        says: `${text.name}.txt`,
        digest: sha256Digest(text.bytes),
        bytes: text.bytes.length,
      })),
      signers: signers.map(({ keyid, owner, key }) => ({ keyid, owner, method: methodOf(key) })),
    };
    return { status: "waiting", changed: "no", outputs: {}, data };
  },
  report: ({ data: { folder, kind, name, texts, signers, answerWith } }) => ({
    title: `The ${kind} ${name} is to be signed elsewhere`,
    blocks: [
      { kind: "facts", facts: [{ label: "Folder", value: { code: folder } }] },
      {
        kind: "list",
        items: texts.map(({ file, says, digest, bytes }) => [
          { code: file },
          `, ${bytes} bytes, `,
          { code: digest },
          "; what it means is in ",
          { code: says },
        ]),
      },
      { kind: "heading", text: "May sign" },
      {
        kind: "list",
        items: signers.map(({ keyid, owner, method }) => [
          { code: keyid },
          ` ${owner ?? "owner not recorded"}, ${method}`,
        ]),
      },
      {
        kind: "paragraph",
        text: [
          `On the other machine read the texts, compare the digests with ${REQUEST_FILE} here, and sign each .bytes file whole: Ed25519, or RSA-PSS with SHA-256 and a salt of 32 bytes.`,
        ],
      },
      ...nextSteps([{ what: "With the signature", command: answerWith }]),
    ],
  }),
});
