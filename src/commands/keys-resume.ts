// `keys resume`: ends a rotation that was interrupted, whatever died and when.
import { archiveOptions, requireKeyFile } from "./archives/archive-options.ts";
import { command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { showableRoots } from "./release/verified-roots.ts";
import { holdArchives } from "./rotation/held-archives.ts";
import { resumedReport } from "./rotation/report.ts";
import { isAnythingThere, resumeRotation } from "./rotation/resume.ts";
import { targetsKeysOption } from "./rotation/rotation-options.ts";
import { targetsFileOf } from "./rotation/wish.ts";

export const keysResume = command({
  name: "keys resume",
  summary: "Finish or undo a key rotation that was interrupted.",
  details:
    "Looks at the Factory and at the files. What was agreed to and signed is finished; what had not come so far is undone; a transaction that is not this rotation's is left alone. Keys that lie beside an archive (.new, or .tmp of the vendor's tool) are taken into it. No key is ever removed.",
  examples: [
    "factory-tuf keys resume --keys root.keys.tgz",
    "factory-tuf keys resume --keys root.keys.tgz --targets-keys targets.keys.tgz",
  ],
  args: [],
  options: { ...archiveOptions, ...targetsKeysOption, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  dataHelp: [
    "`outcome`: `finished`, `undone` or `nothing`; `why`: it was undone although it had come far, or null",
    "`files`: what was found beside the archives; `adopted`: ids of keys that came into them; `replaces`, `keyids`: of the rotation",
    "`changed`: whether the Factory was changed; `version`, `expires`: of the root that devices use now",
  ],
  async run(ctx, { targetsKeys }) {
    const rootFile = requireKeyFile(ctx, "keys resume");
    const archives = await holdArchives(rootFile, targetsFileOf(ctx, targetsKeys, rootFile));
    try {
      if (!(await isAnythingThere(archives))) {
        const { path } = archives.root;
        ctx.log.warning(`There is no archive ${path}, and nothing beside where it would be. Is the path right?`);
      }
      const resumed = await resumeRotation(ctx, archives);
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
