// `root pin`: writes the verified newest root, the anchor from which every later run verifies everything.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ToolError } from "../tuf/errors.ts";
import { parseJson } from "../tuf/json.ts";
import { parseRoot } from "../tuf/metadata.ts";
import { docHash } from "../tuf/pins.ts";
import { command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { rootBlocks, rootData, rootDataHelp } from "./release/root-report.ts";
import { rootOutputs, showableRoots, type VerifiedRoots } from "./release/verified-roots.ts";
import { writeFileWhole } from "./release/write-file.ts";

export const rootPin = command({
  name: "root pin",
  summary: "Write the verified newest root to a file that you commit: the root that you trust.",
  details:
    "The first time, compare the printed key ids and digest with what the holders of the root keys have. Later runs verify from the file that is there.",
  examples: ["factory-tuf root pin", "factory-tuf root pin roots/acme.json"],
  args: ["file"],
  options: {
    file: { kind: "path", help: "Where to write it.", default: ".factory-tuf/root.json", placeholder: "<file>" },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [...rootDataHelp, "`file`: path as given"],
  async run(ctx, { file }) {
    const roots = await showableRoots(ctx);
    const outputs = rootOutputs(roots, ctx.now);
    const data = { ...rootData(roots.ci, "ci", ctx.now), file };
    const path = resolve(ctx.cwd, file);
    const there = await requireSameHistory(path, roots);
    if (there === docHash(roots.ci)) return { status: "unchanged", changed: "no", outputs, data };
    const { signatures, signed } = roots.ci;
    await writeFileWhole(path, `${JSON.stringify({ signatures, signed }, null, 2)}\n`);
    return { status: "done", changed: "yes", outputs, data };
  },
  report: ({ status, data }) => ({
    title:
      status === "done"
        ? `Root ${data.version} is pinned in ${data.file}`
        : `${data.file} holds the newest root already (version ${data.version})`,
    blocks: rootBlocks(data),
  }),
});

/**
 * @returns the digest of the root that the file holds, or null when there is no file.
 * @throws {ToolError} `root-untrusted` when it holds a root of another history: it is not overwritten.
 */
async function requireSameHistory(file: string, { chain }: VerifiedRoots): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new ToolError("value-invalid", {
      happened: `${file} exists but cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"}).`,
      next: "Check the path and its permissions.",
    });
  }
  const held = parseRoot(parseJson(text, file), file);
  const digest = docHash(held);
  const same = chain[held.signed.version - 1];
  if (same && docHash(same) === digest) return digest;
  throw new ToolError("root-untrusted", {
    happened: `${file} holds a root (version ${held.signed.version}, sha256 ${digest}) that is not in this Factory's chain.`,
    next: "If the file belongs to another Factory, choose another name; else keep a copy of both and ask the vendor.",
  });
}
