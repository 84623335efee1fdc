// `keys rotate`: a new offline key takes the place of the one in the archive, in one transaction from beginning to end.
import type { KeyType } from "../tuf/key.ts";
import type { OfflineRole } from "../tuf/root-edit.ts";
import { requireKeyFile } from "./archives/archive-options.ts";
import { command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { offlineRoleOption } from "./root-work/updates-options.ts";
import { firstTimeWithRoot } from "./rotation/first-time.ts";
import { rotatedDataHelp, rotatedReport } from "./rotation/report.ts";
import { rotate } from "./rotation/rotate.ts";
import { onlyForTargets, rotationOptions } from "./rotation/rotation-options.ts";
import { targetsFileOf } from "./rotation/wish.ts";

export const keysRotate = command({
  name: "keys rotate",
  summary: "Replace the offline root or targets key by a new one, in one step.",
  details:
    "Everything is read and verified first, then what will change is shown and the Factory's name is to be typed. The new key is on the disk before the Factory hears of it. Production targets that the replaced key has signed are verified and signed again. " +
    "With first-time the initial root key is taken offline into the archive. What an interrupted rotation left is finished or undone first.",
  examples: [
    "factory-tuf keys rotate --role root --first-time --keys root.keys.tgz",
    "factory-tuf keys rotate --role targets --keys root.keys.tgz --targets-keys targets.keys.tgz",
    "factory-tuf keys rotate --role root --keys root.keys.tgz --changelog 'yearly rotation'",
  ],
  args: [],
  options: { ...offlineRoleOption, ...rotationOptions, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  dataHelp: rotatedDataHelp,
  run(ctx, { role, keyType, firstTime, changelog, targetsKeys }) {
    const rootFile = requireKeyFile(ctx, "keys rotate");
    firstTimeWithRoot(role as OfflineRole, firstTime);
    if (role === "root" && targetsKeys !== undefined) throw onlyForTargets();
    return rotate(ctx, {
      command: "keys rotate",
      roles: [role as OfflineRole],
      online: false,
      firstTime,
      keyType: keyType as KeyType,
      message: changelog ?? `Rotate TUF ${role} offline signing key`,
      rootFile,
      targetsFile: role === "targets" ? targetsFileOf(ctx, targetsKeys, rootFile) : null,
    });
  },
  report: ({ data }) => rotatedReport(data),
});
