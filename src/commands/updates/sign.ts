// `updates sign`: this root key's signature on both flavours of the staged root, after showing what changes.

import type { Context } from "../../context/context.ts";
import { pathOf } from "../../context/key-files.ts";
import type { Outcome, Status } from "../../context/outcome.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { readTyped } from "../../files/read-typed.ts";
import type { ReportDocument } from "../../report/document.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { readPublicKey } from "../../root-updates/key-proof.ts";
import type { RootWork } from "../../root-updates/read-staged.ts";
import { signerElsewhere, textFiles } from "../../root-updates/sign-elsewhere.ts";
import { readSignable, signSeen } from "../../root-updates/sign-staged.ts";
import { signRootsFor, signStaged, stagedOutcome } from "../../root-updates/stage-and-sign.ts";
import { changeBlocks, countBlocks, nextOfStaged, stagedDataHelp } from "../../root-updates/staged-report.ts";
import type { StagedStatus } from "../../root-updates/staged-status.ts";
import { txidFor } from "../../root-updates/transaction-record.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { digestOption } from "../options/release-options.ts";
import { ownerSignerOptions, shortenExpiryOption, txidOption } from "../options/updates-options.ts";

export const updatesSign = command({
  name: "updates sign",
  order: 360,
  summary: "Sign the staged roots with your root key, after looking at what changes.",
  details:
    "The staged roots are compared with the verified newest root and shown before the archive is opened. With the digest " +
    "that updates review prints as --expect-digest, only that is signed, and nothing is asked. A key that is not in an " +
    "archive signs with --signer or --signer-command, or with sign request and sign answer. With --public-key and --texts " +
    "this command writes the two texts to sign, and adds their signatures when it is run again.",
  examples: [
    "factory-tuf updates sign --keys root.tgz",
    "factory-tuf updates sign --keys root2.tgz --txid 28ed6d98fed6cd03 --expect-digest <sha256:...>",
    "factory-tuf updates sign --signer-command sign-with-hsm --signer-keyid <key id>",
    "factory-tuf updates sign --public-key hsm.pem --texts to-sign",
  ],
  args: [],
  options: {
    publicKey: {
      kind: "path",
      help: "The public half of a root key that is not in an archive: PEM, or 64 hex characters; with --texts.",
      placeholder: "<file>",
    },
    texts: {
      kind: "path",
      help: "Folder for the two texts that such a key signs; with ci-root.sig and prod-root.sig in it, they are added.",
      placeholder: "<folder>",
    },
    ...txidOption,
    ...digestOption,
    ...shortenExpiryOption,
    ...ownerSignerOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "offline",
  needs: "factory",
  confirms: "yes",
  dataHelp: ["`texts`: folder with the texts that wait for signatures, or null", ...stagedDataHelp],
  async run(ctx, { txid: typed, expectDigest, shortenExpiry, publicKey, texts }): Promise<Outcome<SignedRoots>> {
    const txid = await txidFor(ctx, typed);
    const elsewhere = await keyElsewhere(ctx, publicKey, texts);
    ctx.keys?.prefetch();
    const seen = await readSignable(ctx, shortenExpiry);
    const signer = elsewhere && (await signerElsewhere(seen, elsewhere.key, elsewhere.folder));
    if (elsewhere && !signer) {
      const outcome = await stagedOutcome(ctx, seen, "unchanged");
      return { ...outcome, status: "waiting", data: { ...outcome.data, texts: elsewhere.folder } };
    }
    const sign = (work: RootWork) => (signer ? signRootsFor(ctx, work, [signer]) : signStaged(ctx, work));
    return withoutTexts(await signSeen(ctx, seen, { txid, expectDigest, sign }));
  },
  report: ({ status, data }) => (data.texts === null ? signedReport(status, data) : textsReport(data, data.texts)),
});

interface SignedRoots extends StagedStatus {
  /** Folder of the texts that wait for signatures; null where signatures were added. */
  readonly texts: string | null;
}

function withoutTexts({ data, ...outcome }: Outcome<StagedStatus>): Outcome<SignedRoots> {
  return { ...outcome, data: { ...data, texts: null } };
}

function signedReport(status: Status, data: SignedRoots): ReportDocument {
  return {
    title:
      status === "unchanged"
        ? `Root ${data.version} had your signature already`
        : status === "waiting"
          ? `Root ${data.version} has your signature now and waits for others`
          : `Root ${data.version} has all signatures now`,
    blocks: [...countBlocks(data.counts), ...nextSteps(nextOfStaged(data))],
  };
}

function textsReport(data: SignedRoots, folder: string): ReportDocument {
  const [ci, prod] = textFiles(folder);
  return {
    title: `Root ${data.version} is ready to be signed elsewhere`,
    blocks: [
      ...changeBlocks(data),
      { kind: "heading", text: "To be signed" },
      {
        kind: "list",
        items: [ci!, prod!].map(({ file, signatureFile }) => [
          { code: file },
          ", its signature in ",
          { code: signatureFile },
        ]),
      },
      {
        kind: "paragraph",
        text: [
          "Sign exactly the bytes of each text: Ed25519, or RSA-PSS with SHA-256 and a salt of 32 bytes. Then run the same command again.",
        ],
      },
    ],
  };
}

/** @throws {ToolError} where it is not said with what to sign, or in two ways. */
async function keyElsewhere(ctx: Context, publicKey: string | undefined, texts: string | undefined) {
  if (publicKey === undefined && texts === undefined) {
    requireKeyInput(ctx);
    return null;
  }
  if (publicKey === undefined || texts === undefined) {
    throw new ToolError("value-missing", {
      happened: `--${publicKey === undefined ? "texts" : "public-key"} was given without --${publicKey === undefined ? "public-key" : "texts"}.`,
      next: "To sign with a key that is not in an archive, give --public-key and the folder --texts.",
    });
  }
  if (ctx.keys || ctx.signer) {
    throw new ToolError("options-conflict", {
      happened: `${ctx.keys ? "An archive" : "A signer"} and a public key cannot be used together.`,
      next: "Sign with one, then with the other.",
    });
  }
  const { usable } = readPublicKey(Buffer.from(await readTyped(ctx, publicKey)).toString("utf8"));
  return { key: usable, folder: pathOf(ctx, texts) };
}

function requireKeyInput({ keys, signer }: Context): void {
  if (keys || signer) return;
  throw new ToolError("keys-missing", {
    happened: "No root key was given.",
    next: "Give the archive with --keys or --keys-command, or a key held by a signer with --signer-keyid, and --signer or --signer-command.",
  });
}
