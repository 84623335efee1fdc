// `updates sign`: this root key's signature on both flavours of the staged root, after showing what changes.
import type { ReportDocument } from "../report/document.ts";
import { ToolError } from "../tuf/errors.ts";
import { isExpired } from "../tuf/expiry.ts";
import { docHash } from "../tuf/pins.ts";
import { pathOf } from "./archives/archive-options.ts";
import { type Context, command, type Outcome, type Status } from "./command.ts";
import { digestOption, factoryOptions, trustOptions } from "./options/common-options.ts";
import { readPublicKey } from "./root-work/key-proof.ts";
import { putStaged } from "./root-work/put-staged.ts";
import { readNamed } from "./root-work/read-named.ts";
import { type RootWork, readStaged, readStagedAgain } from "./root-work/read-staged.ts";
import { signerElsewhere, textFiles } from "./root-work/sign-elsewhere.ts";
import { sameSignatures, signRoots } from "./root-work/sign-roots.ts";
import { showStaged, signStaged, stagedOutcome } from "./root-work/stage-and-sign.ts";
import { changeBlocks, countBlocks, stagedDataHelp } from "./root-work/staged-report.ts";
import { missingSigners, type StagedStanding } from "./root-work/staged-standing.ts";
import { ownerKeyOptions, txidOf, txidOption } from "./root-work/updates-options.ts";

export const updatesSign = command({
  name: "updates sign",
  summary: "Sign the staged roots with your root key, after looking at what changes.",
  details:
    "Everything that is staged is held against the verified newest root and shown before the archive is opened. The digest that updates review prints may be given as expect-digest: then nothing else is signed, and nothing is asked. " +
    "A key that lives elsewhere signs two texts, which are written into a folder; run again, their signatures are verified and added.",
  examples: [
    "factory-tuf updates sign --keys root.tgz",
    "factory-tuf updates sign --keys root2.tgz --txid 28ed6d98fed6cd03 --expect-digest sha256:<64 hex>",
    "factory-tuf updates sign --public-key hsm.pem --texts to-sign",
  ],
  args: [],
  options: {
    publicKey: {
      kind: "path",
      help: "The public half of a root key that lives elsewhere: PEM, or 64 hex characters; with --texts.",
      placeholder: "<file>",
    },
    texts: {
      kind: "path",
      help: "Folder for the two texts that such a key signs; with ci-root.sig and prod-root.sig in it, they are added.",
      placeholder: "<folder>",
    },
    ...txidOption,
    ...digestOption,
    ...ownerKeyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "offline",
  needs: "factory",
  dataHelp: ["`texts`: folder with the texts that wait for signatures, or null", ...stagedDataHelp],
  async run(ctx, { txid: typed, expectDigest, publicKey, texts }): Promise<Outcome<SignedRoots>> {
    const txid = txidOf(typed);
    const elsewhere = await keyElsewhere(ctx, publicKey, texts);
    ctx.keys?.prefetch();
    const seen = await readStaged(ctx);
    requireUnexpired(seen, ctx.now);
    const signer = elsewhere && (await signerElsewhere(seen, elsewhere.key, elsewhere.folder));
    if (elsewhere && !signer) {
      const outcome = await stagedOutcome(ctx, seen, "unchanged");
      return { ...outcome, status: "waiting", data: { ...outcome.data, texts: elsewhere.folder } };
    }
    await showStaged(ctx, seen, expectDigest);
    // A look takes minutes: whoever has signed meanwhile keeps their signature.
    const work = await readStagedAgain(ctx.factory, seen.roots);
    requireSeen(seen, work);
    const signed = signer ? await signRoots(work, [signer], work.roots) : await signStaged(ctx, work);
    const isThere = work.isProdStaged && sameSignatures(work, signed, work.roots);
    if (isThere) return withoutTexts(await stagedOutcome(ctx, work, "unchanged"));
    await putStaged(ctx, txid, signed);
    const outcome = withoutTexts(await stagedOutcome(ctx, { ...work, ...signed, isProdStaged: true }));
    return missingSigners(outcome.data.counts).length === 0 ? outcome : { ...outcome, status: "waiting" };
  },
  report: ({ status, data }) => (data.texts === null ? signedReport(status, data) : textsReport(data, data.texts)),
});

interface SignedRoots extends StagedStanding {
  /** Folder of the texts that wait for signatures; null where signatures were added. */
  readonly texts: string | null;
}

function withoutTexts({ data, ...outcome }: Outcome<StagedStanding>): Outcome<SignedRoots> {
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
    blocks: countBlocks(data.counts),
  };
}

function textsReport(data: SignedRoots, folder: string): ReportDocument {
  const [ci, prod] = textFiles(folder);
  return {
    title: `Root ${data.version} is to be signed elsewhere`,
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
          "Each signature is over exactly the bytes of its text: Ed25519, or RSA-PSS with SHA-256 and a salt of 32 bytes. Then run the same command again.",
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
      next: "A key that lives elsewhere is named by --public-key, and its texts go into the folder --texts.",
    });
  }
  if (ctx.keys) {
    throw new ToolError("options-conflict", {
      happened: "An archive and a public key were both given, and only one of them can sign.",
      next: "Sign with one, then with the other.",
    });
  }
  const { usable } = readPublicKey((await readNamed(ctx, publicKey)).toString("utf8"));
  return { key: usable, folder: pathOf(ctx, texts) };
}

function requireKeyInput({ keys }: Context): void {
  if (keys) return;
  throw new ToolError("keys-missing", {
    happened: "updates sign signs, and no offline key was given.",
    next: "Give the archive with --keys, or --keys-command; or a key that lives elsewhere with --public-key and --texts.",
  });
}

function requireUnexpired({ prod }: RootWork, now: Date): void {
  if (!isExpired(prod.doc.signed, now)) return;
  throw new ToolError("metadata-expired", {
    happened: `${prod.doc.where} expired at ${prod.doc.signed.expires}; devices would refuse it whoever signs it.`,
    next: "Cancel the transaction and run `factory-tuf root resign`, or rotate a root key, which sets a new expiry.",
  });
}

/** The flavours are held against each other whenever they are read: the production root stands for both. */
function requireSeen(seen: RootWork, now: RootWork): void {
  const [shown, found] = [docHash(seen.prod.doc), docHash(now.prod.doc)];
  if (shown === found) return;
  throw new ToolError("digest-mismatch", {
    happened: `The staged production root had the digest sha256:${shown} when it was shown and has sha256:${found} now: somebody has changed it meanwhile.`,
    next: "Run this again, and look at what it shows then.",
  });
}
