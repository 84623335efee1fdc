// `bundle sign`: adds this key's signature to an offline bundle, after everything in it has been verified and shown.
import { bundleBlocks, bundleDataHelp, nextOfBundle } from "../../release/bundle-outcome.ts";
import { addBundleSignature, bundleSignOutcome, bundleToSign } from "../../release/sign-bundle.ts";
import { openSigner } from "../../release/signing.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { command } from "../command.ts";
import { factoryOptions, offlineOption, trustOptions } from "../options/connection-options.ts";
import { keyOptions } from "../options/key-options.ts";
import { bundleFolder, digestOption } from "../options/release-options.ts";

export const bundleSign = command({
  name: "bundle sign",
  order: 194,
  summary: "Add this key's signature to an offline bundle, after verifying everything in it.",
  details:
    "Roots are verified from the trusted root, the targets document by its signatures and against production or an active Wave. With --offline the Factory is not contacted, and only the trusted root is used.",
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
    const { state, bytes, shows } = await bundleToSign(ctx, folder, expectDigest);
    await ctx.confirm(shows, expectDigest === undefined ? `Sign the bundle ${folder}?` : null);
    const signer = await openSigner(ctx, state);
    if (state.tally.signedBy.includes(signer.keyid)) return bundleSignOutcome(folder, state, "no");
    const signed = await addBundleSignature(ctx, folder, state, await signer.sign(bytes));
    return bundleSignOutcome(folder, signed, "yes");
  },
  report: ({ status, data }) => ({
    title:
      status === "unchanged"
        ? `The bundle ${data.folder} had your signature already`
        : `The bundle ${data.folder} has your signature now${status === "waiting" ? "; another signer is needed" : ""}`,
    blocks: [...bundleBlocks(data), ...nextSteps(nextOfBundle(data))],
  }),
});
