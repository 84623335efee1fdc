import {
  rootBlocks,
  rootData,
  rootDataHelp
} from "./chunk-ERDRYYPV.js";
import {
  docHash,
  rootOutputs,
  showableRoots
} from "./chunk-X3GW7V7D.js";
import "./chunk-NUFRM6SI.js";
import {
  verifyProductionRoot
} from "./chunk-ADBT2NQ5.js";
import "./chunk-J5WAU2WC.js";
import "./chunk-LECXCFI5.js";
import "./chunk-PJQ6233T.js";
import {
  parseRoot
} from "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import {
  factoryOptions,
  trustOptions
} from "./chunk-CMGN2NAS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/root-show.ts
var rootShow = {
  name: "root show",
  summary: "Print root.json after verifying it: the newest, or one version of it.",
  examples: ["factory-tuf root show --prod", "factory-tuf root show --version 2"],
  args: [],
  options: {
    prod: { kind: "switch", help: "The production flavour instead of the CI one." },
    version: { kind: "version", help: "That version instead of the newest.", placeholder: "<version>" },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [...rootDataHelp, "`root`: the signed document as served"],
  async run(ctx, { prod, version }) {
    let roots = await showableRoots(ctx), wanted = version ?? roots.ci.signed.version, fetched = await fetchRoot(ctx, prod ? "prod" : "ci", wanted), doc = parseRoot(fetched, `${prod ? "production" : "CI"} root ${wanted}`);
    requireVerified(doc, prod, wanted, roots);
    let data = { ...rootData(doc, prod ? "prod" : "ci", ctx.now), root: fetched.value };
    return { status: "unchanged", changed: "no", outputs: rootOutputs(roots, ctx.now), data };
  },
  stdout: ({ data }) => `${JSON.stringify(data.root, null, 2)}
`,
  report: ({ data }) => ({
    title: `${data.flavour === "prod" ? "Production" : "CI"} root ${data.version}`,
    blocks: rootBlocks(data)
  })
};
async function fetchRoot(ctx, flavour, version) {
  let fetched = await ctx.factory.root(flavour, version) ?? (version === 1 ? await ctx.factory.root("ci", version) : null);
  if (fetched) return fetched;
  throw new ToolError("http-not-found", {
    happened: `The Factory serves no ${flavour === "prod" ? "production" : "CI"} root of version ${version}.`,
    next: "Without the option version the newest one is shown."
  });
}
function requireVerified(doc, prod, version, { chain }) {
  let verified = chain[version - 1];
  if (prod && verified) verifyProductionRoot(doc, chain.slice(0, version));
  else if (!verified || docHash(verified) !== docHash(doc))
    throw new ToolError("metadata-equivocation", {
      happened: `Asked twice for root version ${version}, the Factory serves two different documents.`,
      next: "Keep a copy of both and ask the vendor."
    });
}
export {
  rootShow
};
