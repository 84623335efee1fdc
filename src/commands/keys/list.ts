// `keys list`: what an archive holds, and what the roots say about each of its keys. Never private bytes.

import { stat } from "node:fs/promises";
import type { Context } from "../../context/context.ts";
import { openNamedArchive } from "../../context/key-files.ts";
import { keyStatusOf, keysElsewhere, knownRoots } from "../../custody/key-status.ts";
import { elsewhereBlocks, keyTable } from "../../custody/key-table.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { protectionWords } from "../../keys/age/protection.ts";
import { leftoversOf } from "../../keys/archive/archive-file.ts";
import { counted } from "../../text/sentence.ts";
import { command } from "../command.ts";
import { factoryOptions, offlineOption, trustOptions } from "../options/connection-options.ts";
import { archiveOptions } from "../options/key-options.ts";

export const keysList = command({
  name: "keys list",
  order: 530,
  summary: "List the keys of an archive: id, role, type, owner, age, and whether they are active.",
  details:
    "Asks the Factory which keys its roots list. Without a token it uses the trusted root, and cannot say what only " +
    "the newest root knows.",
  examples: ["factory-tuf keys list --keys root.keys.tgz", "factory-tuf keys list --keys root.keys.tgz --wide"],
  args: [],
  options: {
    wide: { kind: "switch", help: "Show whole key ids. Without it a narrow terminal shows only 12 characters." },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions,
    ...offlineOption,
  },
  runs: "machine",
  needs: "factory",
  readsOnly: true,
  worksWithoutToken: true,
  dataHelp: [
    "`file`, `protection`: what was read, and how it is protected",
    "`rootVersion`: newest root that was looked at, or null",
    "`keys`: list of `{keyid, keytype, roles, state, untilRoot, owner, createdAt, ageDays, private, name}`",
    "`elsewhere`: the same of offline keys that the root lists and the archive does not hold: in another archive, or with a signer",
    "`wide`: were key ids asked for whole?",
    "`leftovers`: `{ours, vendors}`, files that an interrupted run left beside it, or null",
  ],
  async run(ctx, { wide }) {
    const opened = await openNamedArchive(ctx, "keys list").catch(orRootShow);
    const chain = await knownRoots(ctx);
    const leftovers = await leftoversOf(opened.path);
    await warnOfOthers(ctx, opened.path, opened.protection.kind === "plain");
    for (const left of Object.values(leftovers)) {
      if (left)
        ctx.log.warning(
          `An interrupted run left ${left}: it may hold a key that the Factory knows. Keep it, and run \`factory-tuf keys resume --keys <archive>\`.`,
        );
    }
    const keys = opened.archive.keys.map((key) => keyStatusOf(key, chain, ctx.now));
    const elsewhere = keysElsewhere(opened.archive.keys, chain, ctx.now);
    const rootVersion = chain?.at(-1)?.signed.version ?? null;
    return {
      status: "unchanged",
      changed: "no",
      outputs: {},
      data: {
        file: opened.path,
        protection: protectionWords(opened.protection),
        rootVersion,
        keys,
        elsewhere,
        wide,
        leftovers,
      },
    };
  },
  report: ({ data }) => ({
    title: `${counted(data.keys.length, "key")} in ${data.file}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Archive", value: data.protection },
          { label: "Root", value: data.rootVersion === null ? "none was looked at" : `version ${data.rootVersion}` },
        ],
      },
      keyTable(data.keys, data.wide),
      ...elsewhereBlocks(data.elsewhere, data.wide),
    ],
  }),
});

/** Where all keys live elsewhere there is no archive to name. @throws the error that was given. */
function orRootShow(error: unknown): never {
  if (!(error instanceof ToolError) || error.code !== "keys-missing") throw error;
  throw error.extended({
    next: `${error.next} If all keys are held by signers, factory-tuf root show lists them and their owners.`,
  });
}

async function warnOfOthers(ctx: Context, path: string, plain: boolean): Promise<void> {
  const { mode } = await stat(path);
  if (!plain || (mode & 0o077) === 0) return;
  ctx.log.warning(
    `Other users of this machine may read ${path}, and it is not encrypted: chmod 600, and keys encrypt.`,
  );
}
