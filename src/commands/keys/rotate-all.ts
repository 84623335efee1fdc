// `keys rotate-all`: new root, targets and online keys, in one transaction from beginning to end.

import { requireKeyFile } from "../../context/key-files.ts";
import { offerEncryption } from "../../custody/offer-encryption.ts";
import { rotatedDataHelp, rotatedReport } from "../../rotation/report.ts";
import { rotate } from "../../rotation/rotate.ts";
import { targetsFileOf } from "../../rotation/rotation-request.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { rotationOptions } from "../options/rotation-options.ts";

export const keysRotateAll = command({
  name: "keys rotate-all",
  order: 510,
  summary: "Replace the offline root and targets keys and the three online keys, in one step.",
  details:
    "Like keys rotate, for all keys at once: after a compromise, or on the first day. The Factory makes the online " +
    "keys. Before anything is signed, it is verified that nothing else has changed.",
  examples: [
    "factory-tuf keys rotate-all --keys root.keys.tgz --targets-keys targets.keys.tgz",
    "factory-tuf keys rotate-all --first-time --keys root.keys.tgz --targets-keys targets.keys.tgz",
  ],
  args: [],
  options: { ...rotationOptions, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  confirms: "factory-name",
  dataHelp: rotatedDataHelp,
  async run(ctx, { keyType, shortenExpiry, firstTime, changelog, targetsKeys }) {
    const named = requireKeyFile(ctx, "keys rotate-all");
    const rootFile = firstTime ? await offerEncryption(ctx, named) : named;
    return rotate(ctx, {
      command: "keys rotate-all",
      roles: ["root", "targets"],
      online: true,
      firstTime,
      keyType,
      shortenExpiry,
      message: changelog ?? "Rotate all TUF root signing keys",
      rootFile,
      targetsFile: targetsFileOf(ctx, targetsKeys, rootFile),
    });
  },
  report: ({ data }) => rotatedReport(data),
});
