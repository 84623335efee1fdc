import {
  rewriteArchive
} from "./chunk-QDTAZYKK.js";
import {
  requireNothingThere
} from "./chunk-OJONRHUE.js";
import {
  archiveOptions,
  openNamedArchive,
  pathOf
} from "./chunk-CAKLVVYL.js";
import "./chunk-ITRWQB7I.js";
import {
  protectionWords
} from "./chunk-KXSCOQVB.js";
import "./chunk-IBHUTPW6.js";
import "./chunk-SDZCSINS.js";
import "./chunk-NUFRM6SI.js";
import {
  factoryOptions,
  trustOptions
} from "./chunk-FK2E7ONT.js";
import "./chunk-4KSOC3EV.js";
import "./chunk-YNPEI3KN.js";
import "./chunk-YMBQZWQS.js";
import "./chunk-YMLTOLX3.js";
import "./chunk-TSMURSMV.js";
import "./chunk-PJQ6233T.js";
import "./chunk-WZUTCMIT.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/keys-decrypt.ts
var keysDecrypt = {
  name: "keys decrypt",
  summary: "Take the encryption of an archive away.",
  details: "The vendor's tool reads plain archives only. The file has mode 0600; whoever can read it can sign. The Factory must be named (FACTORY will do); a token is not needed.",
  examples: ["factory-tuf keys decrypt root.keys.tgz --keys root.keys.age"],
  args: ["to"],
  options: {
    to: { kind: "path", help: "A new file for the plain archive. Default: in place." },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "machine",
  needs: "factory",
  worksWithoutToken: !0,
  dataHelp: ["`file`: the plain archive", "`was`: how it was protected"],
  async run(ctx, options) {
    let to = options.to === void 0 ? null : pathOf(ctx, options.to);
    to && await requireNothingThere(to);
    let opened = await openNamedArchive(ctx, "keys decrypt"), was = protectionWords(opened.protection);
    if (opened.protection.kind === "plain" && !to)
      return { status: "unchanged", changed: "no", outputs: {}, data: { file: opened.path, was } };
    let target = to ?? opened.path;
    await ctx.confirm(
      {
        title: `Write the keys of ${opened.path} without encryption`,
        blocks: [
          {
            kind: "facts",
            facts: [
              { label: "To", value: target },
              { label: "Keys", value: String(opened.archive.keys.length) },
              { label: "Now", value: was }
            ]
          }
        ]
      },
      `Whoever can read ${target} will be able to sign. Write it?`
    );
    let file = await rewriteArchive(opened, { kind: "plain" }, to);
    return { status: "done", changed: "yes", outputs: {}, data: { file, was } };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `The archive is plain: ${data.file}` : `${data.file} was not encrypted`,
    blocks: [{ kind: "facts", facts: [{ label: "Before", value: data.was }] }]
  })
};
export {
  keysDecrypt
};
