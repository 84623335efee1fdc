// `keys copy-targets`: the active targets key in an archive of its own, so that no root key goes where releases are made.

import { openNamedArchive, pathOf, requireNothingThere } from "../../context/key-files.ts";
import { rewriteArchive } from "../../custody/rewrite.ts";
import { targetsKeyForCi } from "../../custody/targets-key.ts";
import { protectionWords } from "../../keys/age/protection.ts";
import { command } from "../command.ts";
import { factoryOptions, offlineOption, trustOptions } from "../options/connection-options.ts";
import { archiveOptions } from "../options/key-options.ts";

export const keysCopyTargets = command({
  name: "keys copy-targets",
  order: 540,
  summary: "Copy only the active targets key into a new archive.",
  details: "The copy holds only that key. It is encrypted like the archive, or plain if the archive is plain.",
  examples: ["factory-tuf keys copy-targets targets.keys.tgz --keys root.keys.tgz"],
  args: ["to"],
  options: {
    to: { kind: "path", help: "The new archive. An existing file is not overwritten.", required: true },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions,
    ...offlineOption,
  },
  runs: "machine",
  needs: "factory",
  dataHelp: ["`file`: the new archive", "`keyid`: the key that it holds", "`protection`"],
  async run(ctx, { to }) {
    const path = pathOf(ctx, to);
    await requireNothingThere(path);
    const opened = await openNamedArchive(ctx, "keys copy-targets");
    const key = await targetsKeyForCi(ctx, opened.archive);
    await rewriteArchive({ ...opened, archive: { keys: [key] } }, opened.protection, path);
    const protection = protectionWords(opened.protection);
    return { status: "done", changed: "yes", outputs: {}, data: { file: path, keyid: key.keyid, protection } };
  },
  report: ({ data }) => ({
    title: `The targets key was copied into ${data.file}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Key id", value: { code: data.keyid } },
          { label: "Archive", value: data.protection },
        ],
      },
      {
        kind: "paragraph",
        text: ["Give it to CI encrypted: ", { code: "factory-tuf keys encrypt --for-action --keys <the copy>" }],
      },
    ],
  }),
});
