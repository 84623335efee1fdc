// `keys list`: what an archive holds, and what the roots say about each of its keys. Never private bytes.
import { stat } from "node:fs/promises";
import { leftoversOf } from "../keys/archive-file.ts";
import { protectionWords } from "../keys/protection.ts";
import { archiveOptions, openNamedArchive } from "./archives/archive-options.ts";
import { standingOf } from "./archives/key-standing.ts";
import { keyTable } from "./archives/key-table.ts";
import { knownRoots } from "./archives/known-roots.ts";
import { type Context, command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";

export const keysList = command({
  name: "keys list",
  summary: "List the keys of an archive: id, role, type, owner, age, and whether they are active.",
  details:
    "Asks the Factory which keys its roots list. Without a token the trusted root is looked at instead, and what only the newest one knows is left open.",
  examples: ["factory-tuf keys list --keys root.keys.tgz"],
  args: [],
  options: { ...archiveOptions, ...factoryOptions, ...trustOptions },
  runs: "machine",
  needs: "factory",
  worksWithoutToken: true,
  dataHelp: [
    "`file`, `protection`: what was read, and how it lies on the disk",
    "`rootVersion`: newest root that was looked at, or null",
    "`keys`: list of `{keyid, keytype, roles, state, untilRoot, owner, createdAt, ageDays, private, name}`",
    "`leftovers`: `{ours, vendors}`, files that an interrupted run left beside it, or null",
  ],
  async run(ctx) {
    const opened = await openNamedArchive(ctx, "keys list");
    const chain = await knownRoots(ctx);
    const leftovers = await leftoversOf(opened.path);
    await warnOfOthers(ctx, opened.path, opened.protection.kind === "plain");
    for (const left of Object.values(leftovers)) {
      if (left)
        ctx.log.warning(
          `An interrupted run left ${left}: it may hold a key that the Factory knows. Keep it, and run \`factory-tuf keys resume\`.`,
        );
    }
    const keys = opened.archive.keys.map((key) => standingOf(key, chain, ctx.now));
    const rootVersion = chain?.at(-1)?.signed.version ?? null;
    return {
      status: "unchanged",
      changed: "no",
      outputs: {},
      data: { file: opened.path, protection: protectionWords(opened.protection), rootVersion, keys, leftovers },
    };
  },
  report: ({ data }) => ({
    title: `${data.keys.length} key${data.keys.length === 1 ? "" : "s"} in ${data.file}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Archive", value: data.protection },
          { label: "Root", value: data.rootVersion === null ? "none was looked at" : `version ${data.rootVersion}` },
        ],
      },
      keyTable(data.keys),
    ],
  }),
});

async function warnOfOthers(ctx: Context, path: string, plain: boolean): Promise<void> {
  const { mode } = await stat(path);
  if (!plain || (mode & 0o077) === 0) return;
  ctx.log.warning(
    `Other users of this machine may read ${path}, and it is not encrypted: chmod 600, and keys encrypt.`,
  );
}
