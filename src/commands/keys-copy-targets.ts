// `keys copy-targets`: the active targets key in an archive of its own, so that no root key goes where releases are made.
import { activeTargetsKey } from "../keys/active-key.ts";
import { protectionWords } from "../keys/protection.ts";
import { replaceWith, saveBeside } from "../keys/save-archive.ts";
import { ToolError } from "../tuf/errors.ts";
import { archiveOptions, openNamedArchive, pathOf } from "./archives/archive-options.ts";
import { offlineKeys } from "./archives/key-standing.ts";
import { requireNothingThere } from "./archives/nothing-there.ts";
import { command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";

export const keysCopyTargets = command({
  name: "keys copy-targets",
  summary: "Copy the active targets key into an archive of its own.",
  details: "The copy holds that key alone and is protected as the archive is: plain, or encrypted in the same way.",
  examples: ["factory-tuf keys copy-targets targets.keys.tgz --keys root.keys.tgz"],
  args: ["to"],
  options: {
    to: { kind: "path", help: "The new archive. A file that is there is not overwritten.", required: true },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "machine",
  needs: "factory",
  dataHelp: ["`file`: the new archive", "`keyid`: the key that it holds", "`protection`"],
  async run(ctx, { to }) {
    const path = pathOf(ctx, to);
    await requireNothingThere(path);
    const opened = await openNamedArchive(ctx, "keys copy-targets");
    const { keys, roots } = await offlineKeys(ctx);
    const { keyid } = activeTargetsKey(opened.archive, keys.targets, roots.chain);
    const key = opened.archive.keys.find((held) => held.keyid === keyid && held.signer)!;
    if (roots.rootKeyids.has(keyid)) {
      throw new ToolError("keys-root-present", {
        happened: `The active targets key ${keyid} is or was a root key too, so a copy of it would be a root key in CI.`,
        next: "Make a targets key of its own: factory-tuf keys rotate --role targets.",
      });
    }
    await replaceWith(await saveBeside({ path, protection: opened.protection }, [key]));
    const protection = protectionWords(opened.protection);
    return { status: "done", changed: "yes", outputs: {}, data: { file: path, keyid, protection } };
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
