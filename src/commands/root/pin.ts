// `root pin`: writes the verified newest root, the anchor from which every later run verifies everything.
import { resolve } from "node:path";
import { chosenBy } from "../../context/paths.ts";
import { MAX_TRUSTED_ROOT_BYTES, TRUSTED_ROOT_FILE } from "../../context/repository.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { readRegularFile } from "../../files/read-file.ts";
import type { ChosenBy } from "../../files/target.ts";
import { writeFileWhole } from "../../files/write-file.ts";
import { parseJson } from "../../json/json.ts";
import { parseRoot } from "../../tuf/metadata/metadata.ts";
import { docHash } from "../../tuf/metadata/pins.ts";
import { rootOutputs, trustableRoots, type VerifiedRoots } from "../../verified/verified-roots.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/common-options.ts";
import { rootData, rootDataHelp, rootReportBlocks } from "./root-report.ts";

export const rootPin = command({
  name: "root pin",
  order: 240,
  summary: "Save the verified newest root to a file that you commit: your trusted root.",
  details:
    "The first time, compare the printed key ids and digest with those of the people who hold the root keys. Later " +
    "runs verify from this file.",
  examples: ["factory-tuf root pin", "factory-tuf root pin roots/acme.json"],
  args: ["file"],
  options: {
    file: { kind: "path", help: "Where to write it.", default: TRUSTED_ROOT_FILE, placeholder: "<file>" },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [...rootDataHelp, "`file`: path as given"],
  async run(ctx, { file }) {
    const roots = await trustableRoots(ctx);
    const outputs = rootOutputs(roots, ctx.now);
    const data = { ...rootData(roots.ci, "ci", ctx.now), file };
    const by = chosenBy(ctx.place, file, TRUSTED_ROOT_FILE);
    const path = resolve(ctx.cwd, file);
    const there = await requireSameHistory(path, by, roots);
    if (there === docHash(roots.ci)) return { status: "unchanged", changed: "no", outputs, data };
    await writeFileWhole(path, rootText(roots.ci), { chosenBy: by });
    return { status: "done", changed: "yes", outputs, data };
  },
  report: ({ status, data }) => ({
    title:
      status === "done"
        ? `Root ${data.version} is pinned in ${data.file}`
        : `${data.file} holds the newest root already (version ${data.version})`,
    blocks: rootReportBlocks(data),
  }),
});

/** Indented for people; compact where every later run would refuse the indented text as too large. */
function rootText({ signatures, signed }: VerifiedRoots["ci"]): string {
  const text = `${JSON.stringify({ signatures, signed }, null, 2)}\n`;
  return Buffer.byteLength(text) > MAX_TRUSTED_ROOT_BYTES ? JSON.stringify({ signatures, signed }) : text;
}

/**
 * @returns the digest of the root that the file holds, or null when there is no file.
 * @throws {ToolError} `root-untrusted` when it holds a root of another history: it is not overwritten.
 */
async function requireSameHistory(file: string, by: ChosenBy, { chain }: VerifiedRoots): Promise<string | null> {
  const within = by.kind === "workspace" ? by.top : null;
  const read = await readRegularFile(file, within, MAX_TRUSTED_ROOT_BYTES);
  if (read.kind === "missing") return null;
  if (read.kind === "refused") {
    throw new ToolError("value-invalid", {
      happened: `${file} ${read.why}, so it was not replaced.`,
      next: "Look at what is there, and move it away or name another file.",
    });
  }
  const text = Buffer.from(read.bytes).toString("utf8");
  const held = parseRoot(parseJson(text, file), file);
  const digest = docHash(held);
  const same = chain[held.signed.version - 1];
  if (same && docHash(same) === digest) return digest;
  throw new ToolError("root-untrusted", {
    happened: `${file} holds a root (version ${held.signed.version}, sha256 ${digest}) that is not in this Factory's chain.`,
    next: "If the file belongs to another Factory, choose another name; else keep a copy of both and ask the vendor.",
  });
}
