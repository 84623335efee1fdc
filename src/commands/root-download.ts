// `root download`: every version of the root, verified, in one archive for audits and for devices that were long away.
import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { portableText } from "../tuf/canonical.ts";
import { ToolError } from "../tuf/errors.ts";
import { verifyProductionRoot } from "../tuf/flavours.ts";
import { type Doc, parseRoot, type RootSigned } from "../tuf/metadata.ts";
import { docHash } from "../tuf/pins.ts";
import { type Context, command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { rootOutputs, showableRoots, type VerifiedRoots } from "./release/verified-roots.ts";
import { packPublicFiles } from "./root-work/tar-bytes.ts";

export const rootDownload = command({
  name: "root download",
  summary: "Write every version of the root into a tar.gz, each verified.",
  examples: ["factory-tuf root download roots.tar.gz --prod"],
  args: ["archive"],
  options: {
    archive: {
      kind: "path",
      help: "The tar.gz to write; an existing one is replaced.",
      required: true,
      placeholder: "<file>",
    },
    prod: { kind: "switch", help: "The production flavour instead of the CI one." },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: ["`archive`: path as given", "`versions`: list of `{name, version, digest}`"],
  async run(ctx, { archive, prod }) {
    const roots = await showableRoots(ctx);
    const docs = prod ? await productionRoots(ctx, roots) : roots.chain;
    const files = docs.map((doc) => ({ name: `${doc.signed.version}.root.json`, bytes: bytesOf(doc) }));
    await writeWhole(resolve(ctx.cwd, archive), packPublicFiles(files));
    const versions = docs.map((doc, index) => ({
      name: files[index]!.name,
      version: doc.signed.version,
      digest: `sha256:${docHash(doc)}`,
    }));
    return { status: "done", changed: "yes", outputs: rootOutputs(roots, ctx.now), data: { archive, versions } };
  },
  report: ({ data }) => ({
    title: `${data.versions.length} roots are in ${data.archive}`,
    blocks: [
      {
        kind: "table",
        columns: [{ title: "File" }, { title: "Digest" }],
        rows: data.versions.map(({ name, digest }) => [name, { code: digest }]),
      },
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

/** Canonical where all readers agree on that form; its signatures are valid in any. */
function bytesOf({ signatures, signed }: Doc<RootSigned>): Uint8Array {
  return Buffer.from(portableText({ signatures, signed }) ?? JSON.stringify({ signatures, signed }), "utf8");
}

/** @throws {ToolError} `file-unwritable`. What was there before stays then. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}`);
  try {
    await writeFile(beside, bytes, { flag: "wx", flush: true });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw new ToolError("file-unwritable", {
      happened: `${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? "unknown reason"}).`,
      next: "Check the path and its permissions; what was there before is untouched.",
    });
  }
}

function missing(version: number): ToolError {
  return new ToolError("root-chain-gap", {
    happened: `The Factory serves CI root ${version} but no production root ${version}.`,
    next: "Devices cannot pass such a gap. Keep a copy of what is served and ask the vendor.",
  });
}
