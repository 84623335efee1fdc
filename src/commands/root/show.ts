// `root show`: a root.json as the Factory serves it, once the chain to it is verified.

import type { Context } from "../../context/context.ts";
import { ToolError } from "../../errors/tool-error.ts";
import type { Fetched } from "../../factory/types.ts";
import { asciiJson } from "../../text/ascii-json.ts";
import { type Doc, parseRoot, type RootSigned } from "../../tuf/metadata/metadata.ts";
import { docHash } from "../../tuf/metadata/pins.ts";
import { verifyProductionRoot } from "../../tuf/root/flavours.ts";
import { rootData, rootDataHelp, rootReportBlocks } from "../../verified/root-report.ts";
import { rootOutputs, trustableRoots, type VerifiedRoots } from "../../verified/verified-roots.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";

export const rootShow = command({
  name: "root show",
  order: 230,
  summary: "Print root.json after verifying it: the newest, or one version of it.",
  examples: ["factory-tuf root show --prod", "factory-tuf root show --version 2"],
  args: [],
  options: {
    prod: { kind: "switch", help: "The production flavour instead of the CI one." },
    version: { kind: "version", help: "That version instead of the newest.", placeholder: "<version>" },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: true,
  dataHelp: [...rootDataHelp, "`root`: the signed document as served"],
  async run(ctx, { prod, version }) {
    const roots = await trustableRoots(ctx);
    const wanted = version ?? roots.ci.signed.version;
    const fetched = await fetchRoot(ctx, prod ? "prod" : "ci", wanted);
    const doc = parseRoot(fetched, `${prod ? "production" : "CI"} root ${wanted}`);
    requireVerified(doc, prod, wanted, roots);
    const data = { ...rootData(doc, prod ? "prod" : "ci", ctx.now), root: fetched.value };
    return { status: "unchanged", changed: "no", outputs: rootOutputs(roots, ctx.now), data };
  },
  stdout: ({ data }) => `${asciiJson(data.root, 2)}\n`,
  report: ({ data }) => ({
    title: `${data.flavour === "prod" ? "Production" : "CI"} root ${data.version}`,
    blocks: rootReportBlocks(data),
  }),
});

async function fetchRoot(ctx: Context, flavour: "ci" | "prod", version: number): Promise<Fetched> {
  // Root 1 is the same document in both flavours, and not every Factory serves it twice.
  const fetched =
    (await ctx.factory.root(flavour, version)) ?? (version === 1 ? await ctx.factory.root("ci", version) : null);
  if (fetched) return fetched;
  throw new ToolError("http-not-found", {
    happened: `The Factory serves no ${flavour === "prod" ? "production" : "CI"} root of version ${version}.`,
    next: "Without --version the newest one is shown.",
  });
}

function requireVerified(doc: Doc<RootSigned>, prod: boolean, version: number, { chain }: VerifiedRoots): void {
  const verified = chain[version - 1];
  if (prod && verified) verifyProductionRoot(doc, chain.slice(0, version));
  else if (!verified || docHash(verified) !== docHash(doc)) {
    throw new ToolError("metadata-equivocation", {
      happened: `The Factory served two different documents as root version ${version}.`,
      next: "Keep a copy of both and ask the vendor.",
    });
  }
}
