// `root download`: every version of the root, verified, in one archive for audits and for devices that were long away.

import { resolve } from "node:path";
import type { Context } from "../../context/context.ts";
import { chosenBy } from "../../context/paths.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { packTar } from "../../files/pack-tar.ts";
import { writeFileWhole } from "../../files/write-file.ts";
import { AFTER_THE_MOVE, requireFitForUpdateServer } from "../../root-updates/update-server.ts";
import { portableText } from "../../tuf/canonical/canonical.ts";
import { type Doc, parseRoot, type RootSigned } from "../../tuf/metadata/metadata.ts";
import { docHash } from "../../tuf/metadata/pins.ts";
import { verifyProductionRoot } from "../../tuf/root/flavours.ts";
import { rootOutputs, showableRoots, type VerifiedRoots } from "../../verified/verified-roots.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";

export const rootDownload = command({
  name: "root download",
  order: 260,
  summary: "Verify all root versions and write them into a tar.gz.",
  examples: [
    "factory-tuf root download roots.tar.gz --prod",
    "factory-tuf root download roots.tar.gz --for-update-server --keys root.tgz",
  ],
  args: ["archive"],
  options: {
    archive: {
      kind: "path",
      help: "The tar.gz to write; an existing one is replaced.",
      required: true,
      placeholder: "<file>",
    },
    prod: { kind: "switch", help: "The production flavour instead of the CI one." },
    forUpdateServer: {
      kind: "switch",
      help: "Use this before a move to the self-hosted server: it checks what that server would refuse, and says what stops working.",
    },
    keys: {
      kind: "path",
      only: "cli",
      help: "With --for-update-server: the archive of the root key, to check whether the server accepts it.",
      placeholder: "<archive>",
    },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    "`archive`: path as given",
    "`versions`: list of `{name, version, digest}`",
    "`afterwards`: with for-update-server, what ends with the move",
  ],
  async run(ctx, { archive, prod, forUpdateServer }) {
    if (ctx.keys && !forUpdateServer) throw keysUnused();
    const roots = await showableRoots(ctx);
    if (forUpdateServer) await requireFitForUpdateServer(ctx, roots);
    const docs = prod ? await productionRoots(ctx, roots) : roots.chain;
    const files = docs.map((doc) => ({ name: `${doc.signed.version}.root.json`, bytes: bytesOf(doc) }));
    const packed = packTar(files, 0o644, (name) => {
      throw new RangeError(`the name ${name} is too long for a plain tar header`);
    });
    await writeFileWhole(resolve(ctx.cwd, archive), packed, {
      chosenBy: chosenBy(ctx.place, archive),
      folders: false,
    });
    const versions = docs.map((doc, index) => ({
      name: files[index]!.name,
      version: doc.signed.version,
      digest: `sha256:${docHash(doc)}`,
    }));
    return {
      status: "done",
      changed: "yes",
      outputs: rootOutputs(roots, ctx.now),
      data: { archive, versions, afterwards: forUpdateServer ? AFTER_THE_MOVE : [] },
    };
  },
  report: ({ data }) => ({
    title: `${data.versions.length} roots are in ${data.archive}`,
    blocks: [
      {
        kind: "table",
        columns: [{ title: "File" }, { title: "Digest" }],
        rows: data.versions.map(({ name, digest }) => [name, { code: digest }]),
      },
      ...(data.afterwards.length > 0
        ? [
            { kind: "heading" as const, text: "What the move means" },
            { kind: "list" as const, items: data.afterwards.map((sentence) => [sentence]) },
          ]
        : []),
    ],
  }),
});

/** Root 1 is the same document in both flavours, and not every Factory serves it twice. */
async function productionRoots(ctx: Context, { chain, prod }: VerifiedRoots): Promise<readonly Doc<RootSigned>[]> {
  return Promise.all(
    chain.map(async (ci, index) => {
      const version = index + 1;
      if (version === prod.signed.version) return prod;
      const fetched = await ctx.factory.root("prod", version);
      if (!fetched && version === 1) return ci;
      if (!fetched) throw missing(version);
      const doc = parseRoot(fetched, `production root ${version}`);
      verifyProductionRoot(doc, chain.slice(0, version));
      return doc;
    }),
  );
}

function keysUnused(): ToolError {
  return new ToolError("options-conflict", {
    happened: "--keys works only with --for-update-server. The download contains no archive.",
    next: "Leave --keys out, or add --for-update-server to check whether the self-hosted server accepts that archive.",
  });
}

/** Canonical where all readers agree on that form; its signatures are valid in any. */
function bytesOf({ signatures, signed }: Doc<RootSigned>): Uint8Array {
  return Buffer.from(portableText({ signatures, signed }) ?? JSON.stringify({ signatures, signed }), "utf8");
}

function missing(version: number): ToolError {
  return new ToolError("root-chain-gap", {
    happened: `The Factory serves CI root ${version} but no production root ${version}.`,
    next: "Devices cannot pass such a gap. Keep a copy of what is served and ask the vendor.",
  });
}
