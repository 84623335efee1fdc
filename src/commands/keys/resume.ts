// `keys resume`: ends a rotation that was interrupted, whatever died and when.

import type { Context } from "../../context/context.ts";
import { requireKeyFile } from "../../context/key-files.ts";
import { readRecord, workingFolderPlace } from "../../keys/archive/rotation-record.ts";
import { type HeldArchives, holdArchives, noArchive } from "../../rotation/held-archives.ts";
import { resumedReport } from "../../rotation/report.ts";
import { isAnythingThere, resumeRotation } from "../../rotation/resume.ts";
import { targetsFileOf } from "../../rotation/rotation-request.ts";
import { showableRoots } from "../../verified/verified-roots.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { archiveOptions } from "../options/key-options.ts";
import { targetsKeysOption } from "../options/rotation-options.ts";
import { shortenExpiryOption } from "../options/updates-options.ts";

export const keysResume = command({
  name: "keys resume",
  order: 520,
  summary: "Finish or undo a key rotation, or a root resign, that was interrupted.",
  details:
    "It looks at the Factory and at the files. If the rotation was agreed to and signed, it is finished; if not, it " +
    "is undone. A transaction of another rotation is left alone. Keys in files beside an archive (.new, or .tmp of " +
    "the vendor's tool) are added to it. No key is ever removed. After a root resign with a signer, run it in the " +
    "same folder without --keys.",
  examples: [
    "factory-tuf keys resume --keys root.keys.tgz",
    "factory-tuf keys resume --keys root.keys.tgz --targets-keys targets.keys.tgz",
  ],
  args: [],
  options: { ...archiveOptions, ...targetsKeysOption, ...shortenExpiryOption, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  confirms: "factory-name",
  looksFirst: true,
  dataHelp: [
    "`outcome`: `finished`, `undone` or `nothing`; `why`: why a signed rotation was undone, or null",
    "`files`: what was found beside the archives; `adopted`: ids of keys that came into them; `replaces`, `keyids`, `elsewhere`, `archives`: of the rotation",
    "`changed`: whether the Factory was changed; `version`, `expires`: of the root that devices use now",
  ],
  async run(ctx, { targetsKeys, shortenExpiry }) {
    const archives = await archivesToResume(ctx, targetsKeys);
    try {
      if (!(await isAnythingThere(archives))) {
        const { path } = archives.root;
        ctx.log.warning(`There is no archive ${path}, and no file of an interrupted run beside it. Check the path.`);
      }
      const resumed = await resumeRotation(ctx, archives, { shortenExpiry });
      const did = resumed.outcome !== "nothing" || resumed.files.length > 0;
      const { prod } = await showableRoots(ctx);
      const { version, expires } = prod.signed;
      const data = { ...resumed, version, expires };
      const outputs = { "root-version": version, "root-expires": expires };
      return { status: did ? "done" : "unchanged", changed: did ? "yes" : "no", outputs, data };
    } finally {
      await archives.release();
    }
  },
  report: ({ data }) => resumedReport(data),
});

/** @throws {ToolError} `keys-missing` where no archive was named, and no record lies in the working folder. */
async function archivesToResume(ctx: Context, targetsKeys: string | undefined): Promise<HeldArchives> {
  const path = workingFolderPlace(ctx.cwd, ctx.factory);
  if (ctx.keys === null && targetsKeys === undefined && (await readRecord(path)) !== null)
    return holdArchives({ path, secrets: {} }, null, noArchive);
  const rootFile = requireKeyFile(ctx, "keys resume");
  return holdArchives(rootFile, targetsFileOf(ctx, targetsKeys, rootFile));
}
