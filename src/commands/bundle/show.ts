// `bundle show`: an offline bundle, verified: what it brings, who signed, what is missing, when it expires.
import { readBundle } from "../../release/bundle.ts";
import { bundleBlocks, bundleData, bundleDataHelp, bundleOutputs, nextOfBundle } from "../../release/bundle-outcome.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { command } from "../command.ts";
import { factoryOptions, offlineOption, trustOptions } from "../options/connection-options.ts";
import { bundleFolder } from "../options/release-options.ts";

export const bundleShow = command({
  name: "bundle show",
  order: 192,
  summary: "Verify an offline bundle and show it: what it contains, who has signed, who is missing, when it expires.",
  examples: ["factory-tuf bundle show offline-update", "factory-tuf bundle show offline-update --offline"],
  args: ["folder"],
  options: { ...bundleFolder, ...factoryOptions, ...trustOptions, ...offlineOption },
  runs: "anywhere",
  needs: "factory",
  readsOnly: true,
  dataHelp: bundleDataHelp,
  async run(ctx, { folder }) {
    const data = bundleData(folder, await readBundle(ctx, folder));
    return { status: "unchanged", changed: "no", outputs: bundleOutputs(data), data };
  },
  report: ({ data }) => ({
    title: `Offline bundle ${data.folder}`,
    blocks: [...bundleBlocks(data), ...nextSteps(nextOfBundle(data))],
  }),
});
