// `keys rotate-all`: new root, targets and online keys, in one transaction from beginning to end.
import type { KeyType } from "../tuf/key.ts";
import { requireKeyFile } from "./archives/archive-options.ts";
import { command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { rotatedDataHelp, rotatedReport } from "./rotation/report.ts";
import { rotate } from "./rotation/rotate.ts";
import { rotationOptions } from "./rotation/rotation-options.ts";
import { targetsFileOf } from "./rotation/wish.ts";

export const keysRotateAll = command({
  name: "keys rotate-all",
  summary: "Replace the offline root and targets keys and the three online keys, in one step.",
  details:
    "As keys rotate, for all keys at once: after a compromise, or on the first day. The Factory makes the online keys; that it changed nothing else is verified before anything is signed.",
  examples: [
    "factory-tuf keys rotate-all --keys root.keys.tgz --targets-keys targets.keys.tgz",
    "factory-tuf keys rotate-all --first-time --keys root.keys.tgz --targets-keys targets.keys.tgz",
  ],
  args: [],
  options: { ...rotationOptions, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  dataHelp: rotatedDataHelp,
  run(ctx, { keyType, firstTime, changelog, targetsKeys }) {
    const rootFile = requireKeyFile(ctx, "keys rotate-all");
    return rotate(ctx, {
      command: "keys rotate-all",
      roles: ["root", "targets"],
      online: true,
      firstTime,
      keyType: keyType as KeyType,
      message: changelog ?? "Rotate all TUF root signing keys",
      rootFile,
      targetsFile: targetsFileOf(ctx, targetsKeys, rootFile),
    });
  },
  report: ({ data }) => rotatedReport(data),
});
