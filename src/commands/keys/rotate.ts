// `keys rotate`: a new offline key takes the place of the one in the archive, in one transaction from beginning to end.

import { requireKeyFile } from "../../context/key-files.ts";
import { offerEncryption } from "../../custody/offer-encryption.ts";
import { ToolError } from "../../errors/tool-error.ts";
import type { RemoteKey } from "../../keys/types.ts";
import { rotatedDataHelp, rotatedReport } from "../../rotation/report.ts";
import { rotate } from "../../rotation/rotate.ts";
import { targetsFileOf } from "../../rotation/rotation-request.ts";
import type { OfflineRole } from "../../tuf/root/root-edit.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { onlyForTargets, rotationOptions, successorOptions } from "../options/rotation-options.ts";
import { offlineRoleOption } from "../options/updates-options.ts";

export const keysRotate = command({
  name: "keys rotate",
  order: 500,
  summary: "Replace the offline root or targets key with a new one, in one step.",
  details:
    "First everything is read and verified. Then it shows what will change, and you type the Factory's name. The " +
    "new key is on disk before the Factory sees it. Production targets that the replaced key has signed are " +
    "verified and signed again. An interrupted rotation is finished or undone first.\n\n" +
    "With --first-time the first root key is taken offline, into a new archive. It is encrypted if you give an " +
    "identity or a passphrase, or say yes to the offer on a terminal.\n\n" +
    "With a signer no key is made. Its key must already be in the root. It replaces the archive's key, or the key that " +
    "--replaces names.",
  examples: [
    "factory-tuf keys rotate --role root --first-time --keys root.keys.tgz",
    "factory-tuf keys rotate --role targets --keys root.keys.tgz --targets-keys targets.keys.tgz",
    "factory-tuf keys rotate --role root --keys root.keys.tgz --changelog 'yearly rotation'",
    "factory-tuf keys rotate --role targets --keys root.keys.tgz --targets-keys targets.keys.tgz --signer hv:transit/targets/1 --signer-keyid <key id>",
  ],
  args: [],
  options: { ...offlineRoleOption, ...rotationOptions, ...successorOptions, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  confirms: "factory-name",
  dataHelp: rotatedDataHelp,
  async run(ctx, { role, keyType, shortenExpiry, firstTime, changelog, targetsKeys, replaces }) {
    const named = requireKeyFile(ctx, "keys rotate");
    firstTimeWithRoot(role, firstTime);
    if (role === "root" && targetsKeys !== undefined) throw onlyForTargets();
    if (firstTime && ctx.signer) throw firstTimeElsewhere();
    if (replaces !== undefined) requireReplaceable(replaces, role, ctx.signer);
    const rootFile = firstTime ? await offerEncryption(ctx, named) : named;
    return rotate(ctx, {
      command: "keys rotate",
      roles: [role],
      online: false,
      firstTime,
      keyType,
      shortenExpiry,
      message: changelog ?? `Rotate TUF ${role} offline signing key`,
      elsewhere: ctx.signer ?? undefined,
      replaces,
      rootFile,
      targetsFile: role === "targets" ? targetsFileOf(ctx, targetsKeys, rootFile) : null,
    });
  },
  report: ({ data }) => rotatedReport(data),
});

/** @throws {ToolError} `options-conflict`. */
function requireReplaceable(replaces: string, role: OfflineRole, signer: RemoteKey | null): void {
  const conflict = (happened: string, next: string) => new ToolError("options-conflict", { happened, next });
  if (role === "root") {
    throw conflict(
      "--replaces is for targets keys, but --role is root.",
      "Leave it out. To replace a root key held by a signer, use the updates commands: docs/signers/README.md has the steps.",
    );
  }
  if (!signer) {
    throw conflict(
      "--replaces was given without a signer.",
      "Give the new key with --signer-keyid, and --signer or --signer-command. To replace the key in the archive, leave --replaces out.",
    );
  }
  if (signer.keyid !== replaces) return;
  throw conflict(
    `--replaces and --signer-keyid both name the key ${replaces}.`,
    "Give the id of the old key with --replaces, and that of the new key with --signer-keyid.",
  );
}

function firstTimeElsewhere(): ToolError {
  return new ToolError("options-conflict", {
    happened: "--first-time and a signer cannot be used together.",
    next: "Take the root key offline first, without the signer. Then add the signer's key to the root, and rotate to it.",
  });
}

/** @throws {ToolError} `options-conflict`. */
function firstTimeWithRoot(role: OfflineRole, firstTime: boolean): void {
  if (!firstTime || role === "root") return;
  throw new ToolError("options-conflict", {
    happened: "--first-time takes the first root key offline, but --role is targets.",
    next: "Rotate the root key first: factory-tuf keys rotate --role root --first-time --keys <archive>.",
  });
}
