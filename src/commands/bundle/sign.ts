// `bundle sign`: adds this key's signature to an offline bundle, after everything in it has been verified and shown.
import { resolve } from "node:path";
import type { Context } from "../../context/context.ts";
import { chosenWithin } from "../../context/paths.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { writeFileWhole } from "../../files/write-file.ts";
import { sameJson } from "../../json/difference.ts";
import { type BundleState, readAgain, readBundle } from "../../release/bundle.ts";
import { bundleBlocks, bundleData, bundleDataHelp, bundleOutputs, nextOfBundle } from "../../release/bundle-outcome.ts";
import { openSigner } from "../../release/signing.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { shellWord } from "../../text/shell-word.ts";
import type { Signature } from "../../tuf/metadata/signature.ts";
import { bundleBytes } from "../../tuf/targets/bundle.ts";
import { requireDigest } from "../../verified/approved-digest.ts";
import { command } from "../command.ts";
import { digestOption, factoryOptions, keyOptions, offlineOption, trustOptions } from "../options/common-options.ts";
import { bundleFolder } from "../options/release-options.ts";

export const bundleSign = command({
  name: "bundle sign",
  order: 194,
  summary: "Add this key's signature to an offline bundle, after verifying everything in it.",
  details:
    "Roots are verified from the trusted root, the targets document by its signatures and against production or an active Wave. With --offline nobody is asked, and the trusted root alone proves it.",
  examples: [
    "factory-tuf bundle sign offline-update --keys targets.keys.tgz",
    "factory-tuf bundle sign offline-update --keys targets.keys.tgz --offline",
  ],
  args: ["folder"],
  options: { ...bundleFolder, ...digestOption, ...keyOptions, ...factoryOptions, ...trustOptions, ...offlineOption },
  runs: "anywhere",
  needs: "keys",
  confirms: "yes",
  dataHelp: bundleDataHelp,
  async run(ctx, { folder, expectDigest }) {
    const state = await readBundle(ctx, folder);
    const next = `Look at what it is now with: factory-tuf bundle show ${shellWord(folder)}.`;
    requireDigest(state.digest, expectDigest, `The bundle ${folder}`, [], next);
    requireNewest(folder, state);
    const bytes = bundleBytes(state.bundle);
    await ctx.confirm(
      { title: `Offline bundle ${folder}`, blocks: bundleBlocks(bundleData(folder, state)) },
      expectDigest === undefined ? `Sign the bundle ${folder}?` : null,
    );
    const signer = await openSigner(ctx, state);
    if (state.tally.signedBy.includes(signer.keyid)) {
      const data = bundleData(folder, state);
      return { status: "unchanged", changed: "no", outputs: bundleOutputs(data), data };
    }
    const signed = await added(ctx, folder, state, await signer.sign(bytes));
    if (!signed.tally.signedBy.includes(signer.keyid)) throw notSeen(folder, signer.keyid);
    const data = bundleData(folder, signed);
    const status = data.signatures.met ? "done" : "waiting";
    return { status, changed: "yes", outputs: bundleOutputs(data), data };
  },
  report: ({ status, data }) => ({
    title:
      status === "unchanged"
        ? `The bundle ${data.folder} had your signature already`
        : `The bundle ${data.folder} has your signature now${status === "waiting" ? "; another signer is needed" : ""}`,
    blocks: [...bundleBlocks(data), ...nextSteps(nextOfBundle(data))],
  }),
});

/**
 * Members keep their order, as the vendor's tool writes them.
 * @returns the bundle as it lies in the folder now, verified.
 */
async function added(ctx: Context, folder: string, state: BundleState, signature: Signature): Promise<BundleState> {
  const { path, bundle } = state;
  const text = JSON.stringify({ signatures: [...bundle.signatures, signature], signed: bundle.signed });
  await requireAsShown(ctx, folder, state);
  const by = chosenWithin(ctx.place, folder, resolve(ctx.cwd, folder));
  await writeFileWhole(path, text, { chosenBy: by, folders: false });
  try {
    return await readAgain(ctx, folder, state);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw error.extended({
      before: `The signature of ${signature.keyid} was written into ${folder}, but the bundle does not verify any more:`,
      changed: "yes",
    });
  }
}

/** Somebody else may have signed it while a person was asked, and that signature must not be lost (T12). */
async function requireAsShown(ctx: Context, folder: string, state: BundleState): Promise<void> {
  const now = await readAgain(ctx, folder, state);
  const isSame = now.digest === state.digest && sameJson(now.bundle.signatures, state.bundle.signatures);
  if (isSame) return;
  throw new ToolError("bundle-refused", {
    happened: `The bundle ${folder} was changed while you looked at it.`,
    next: "Run this again to see what it is now.",
  });
}

/** A key that a newer root has retired must not sign, and devices with that root decline the bundle. */
function requireNewest(folder: string, { root, ground: { newestRoot } }: BundleState): void {
  const { version } = root.signed;
  if (version >= newestRoot) return;
  throw new ToolError("metadata-rollback", {
    happened: `The newest root in the bundle ${folder} has version ${version}, and the Factory's has version ${newestRoot}: devices that have been online since decline the bundle.`,
    next: "Make the bundle anew with the vendor's tool, then sign that.",
  });
}

function notSeen(folder: string, keyid: string): ToolError {
  return new ToolError("signature-self-check", {
    happened: `The signature of ${keyid} was written into ${folder}, and does not verify there.`,
    changed: "yes",
    next: "Take the folder from a backup, and try on another machine.",
  });
}
