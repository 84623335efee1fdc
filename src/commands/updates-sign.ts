// `updates sign`: this root key's signature on both flavours of the staged root, after showing what changes.
import { ToolError } from "../tuf/errors.ts";
import { isExpired } from "../tuf/expiry.ts";
import { docHash } from "../tuf/pins.ts";
import { command } from "./command.ts";
import { digestOption, factoryOptions, trustOptions } from "./options/common-options.ts";
import { putStaged } from "./root-work/put-staged.ts";
import { type RootWork, readStaged, readStagedAgain } from "./root-work/read-staged.ts";
import { sameSignatures } from "./root-work/sign-roots.ts";
import { showStaged, signStaged, stagedOutcome } from "./root-work/stage-and-sign.ts";
import { countBlocks, stagedDataHelp } from "./root-work/staged-report.ts";
import { missingSigners } from "./root-work/staged-standing.ts";
import { ownerKeyOptions, txidOf, txidOption } from "./root-work/updates-options.ts";

export const updatesSign = command({
  name: "updates sign",
  summary: "Sign the staged roots with your root key, after looking at what changes.",
  details:
    "Everything that is staged is held against the verified newest root and shown before the archive is opened. The digest that updates review prints may be given as expect-digest: then nothing else is signed, and nothing is asked.",
  examples: [
    "factory-tuf updates sign --keys root.tgz",
    "factory-tuf updates sign --keys root2.tgz --txid 28ed6d98fed6cd03 --expect-digest sha256:<64 hex>",
  ],
  args: [],
  options: { ...txidOption, ...digestOption, ...ownerKeyOptions, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "keys",
  dataHelp: stagedDataHelp,
  async run(ctx, { txid: typed, expectDigest }) {
    const txid = txidOf(typed);
    ctx.keys?.prefetch();
    const seen = await readStaged(ctx);
    requireUnexpired(seen, ctx.now);
    await showStaged(ctx, seen, expectDigest);
    // A look takes minutes: whoever has signed meanwhile keeps their signature.
    const work = await readStagedAgain(ctx.factory, seen.roots);
    requireSeen(seen, work);
    const signed = await signStaged(ctx, work);
    const isThere = work.isProdStaged && sameSignatures(work, signed, work.roots);
    if (isThere) return stagedOutcome(ctx, work, "unchanged");
    await putStaged(ctx, txid, signed);
    const outcome = await stagedOutcome(ctx, { ...work, ...signed, isProdStaged: true });
    return missingSigners(outcome.data.counts).length === 0 ? outcome : { ...outcome, status: "waiting" };
  },
  report: ({ status, data }) => ({
    title:
      status === "unchanged"
        ? `Root ${data.version} had your signature already`
        : status === "waiting"
          ? `Root ${data.version} has your signature now and waits for others`
          : `Root ${data.version} has all signatures now`,
    blocks: countBlocks(data.counts),
  }),
});

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
