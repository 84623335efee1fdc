// `root pin`: writes the verified newest root, the anchor from which every later run verifies everything.
import { resolve } from "node:path";
import { chosenBy } from "../../context/paths.ts";
import { TRUSTED_ROOT_FILE } from "../../context/repository.ts";
import { docHash } from "../../tuf/metadata/pins.ts";
import { rootData, rootDataHelp, rootReportBlocks } from "../../verified/root-report.ts";
import { heldRoot, writeTrustedRoot } from "../../verified/trusted-root-file.ts";
import { rootOutputs, trustableRoots } from "../../verified/verified-roots.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";

export const rootPin = command({
  name: "root pin",
  order: 240,
  summary: "Verify the newest root and save it as your trusted root, a file that you commit.",
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
    const there = await heldRoot(path, by, roots);
    if (there?.digest === docHash(roots.ci)) return { status: "unchanged", changed: "no", outputs, data };
    await writeTrustedRoot(path, roots, by);
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
