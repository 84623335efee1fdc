// `keys decrypt`: takes the encryption of an archive away, in place or into a file of its own. Asks first.

import { openNamedArchive, pathOf, requireNothingThere } from "../../context/key-files.ts";
import { rewriteArchive } from "../../custody/rewrite.ts";
import { protectionWords } from "../../keys/age/protection.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { shellWord } from "../../text/shell-word.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { archiveOptions } from "../options/key-options.ts";

export const keysDecrypt = command({
  name: "keys decrypt",
  order: 560,
  summary: "Remove the encryption of an archive.",
  details:
    "Use it for the vendor's tool, which reads plain archives only. The file has mode 0600. Anyone who can read it can " +
    "sign. The Factory's name is needed (FACTORY is enough), but no token.",
  examples: ["factory-tuf keys decrypt root.keys.tgz --keys root.keys.age"],
  args: ["to"],
  options: {
    to: { kind: "path", help: "A new file for the plain archive. Default: in place." },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "machine",
  needs: "factory",
  confirms: "yes",
  worksWithoutToken: true,
  dataHelp: ["`file`: the plain archive", "`was`: how it was protected"],
  async run(ctx, options) {
    const to = options.to === undefined ? null : pathOf(ctx, options.to);
    if (to) await requireNothingThere(to);
    const opened = await openNamedArchive(ctx, "keys decrypt");
    const was = protectionWords(opened.protection);
    if (opened.protection.kind === "plain" && !to) {
      return { status: "unchanged", changed: "no", outputs: {}, data: { file: opened.path, was } };
    }
    const target = to ?? opened.path;
    await ctx.confirm(
      {
        title: `Write the keys of ${opened.path} without encryption`,
        blocks: [
          {
            kind: "facts",
            facts: [
              { label: "To", value: target },
              { label: "Keys", value: String(opened.archive.keys.length) },
              { label: "Now", value: was },
            ],
          },
        ],
      },
      `Anyone who can read ${target} can sign. Write it?`,
    );
    const file = await rewriteArchive(opened, { kind: "plain" }, to);
    return { status: "done", changed: "yes", outputs: {}, data: { file, was } };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `The archive is plain: ${data.file}` : `${data.file} was not encrypted`,
    blocks: [
      { kind: "facts", facts: [{ label: "Before", value: data.was }] },
      ...(status === "done"
        ? nextSteps([
            { what: "Encrypt it again after use", command: `factory-tuf keys encrypt --keys ${shellWord(data.file)}` },
          ])
        : []),
    ],
  }),
});
