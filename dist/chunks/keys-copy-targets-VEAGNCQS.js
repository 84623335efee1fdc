import {
  offlineKeys
} from "./chunk-73LN54RK.js";
import {
  requireNothingThere
} from "./chunk-OJONRHUE.js";
import {
  archiveOptions,
  openNamedArchive,
  pathOf
} from "./chunk-CAKLVVYL.js";
import {
  protectionWords,
  replaceWith,
  saveBeside
} from "./chunk-KXSCOQVB.js";
import "./chunk-IBHUTPW6.js";
import {
  activeTargetsKey
} from "./chunk-UOHBY4I7.js";
import "./chunk-PKHKSKVO.js";
import "./chunk-MEEA25YX.js";
import "./chunk-53Z5SEAN.js";
import "./chunk-SDZCSINS.js";
import "./chunk-XU5EYBEU.js";
import "./chunk-4JYO5QL4.js";
import "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-AHGJSDMS.js";
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
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/keys-copy-targets.ts
var keysCopyTargets = {
  name: "keys copy-targets",
  summary: "Copy the active targets key into an archive of its own.",
  details: "The copy holds that key alone and is protected as the archive is: plain, or encrypted in the same way.",
  examples: ["factory-tuf keys copy-targets targets.keys.tgz --keys root.keys.tgz"],
  args: ["to"],
  options: {
    to: { kind: "path", help: "The new archive. A file that is there is not overwritten.", required: !0 },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "machine",
  needs: "factory",
  dataHelp: ["`file`: the new archive", "`keyid`: the key that it holds", "`protection`"],
  async run(ctx, { to }) {
    let path = pathOf(ctx, to);
    await requireNothingThere(path);
    let opened = await openNamedArchive(ctx, "keys copy-targets"), { keys, roots } = await offlineKeys(ctx), { keyid } = activeTargetsKey(opened.archive, keys.targets), key = opened.archive.keys.find((held) => held.keyid === keyid && held.signer);
    if (roots.rootKeyids.has(keyid))
      throw new ToolError("keys-root-present", {
        happened: `The active targets key ${keyid} is or was a root key too, so a copy of it would be a root key in CI.`,
        next: "Make a targets key of its own: factory-tuf keys rotate --role targets."
      });
    await replaceWith(await saveBeside({ path, protection: opened.protection }, [key]));
    let protection = protectionWords(opened.protection);
    return { status: "done", changed: "yes", outputs: {}, data: { file: path, keyid, protection } };
  },
  report: ({ data }) => ({
    title: `The targets key was copied into ${data.file}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Key id", value: { code: data.keyid } },
          { label: "Archive", value: data.protection }
        ]
      },
      {
        kind: "paragraph",
        text: ["Give it to CI encrypted: ", { code: "factory-tuf keys encrypt --for-action --keys <the copy>" }]
      }
    ]
  })
};
export {
  keysCopyTargets
};
