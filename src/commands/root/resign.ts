// `root resign`: the same root for another year, in one transaction that is begun, signed and applied by one person. A
// rotation that replaces no key: what holds for one that is interrupted holds for this too.

import type { Context } from "../../context/context.ts";
import type { Outcome } from "../../context/outcome.ts";
import { keyFileOf } from "../../keys/archive/key-file.ts";
import { workingFolderPlace } from "../../keys/archive/rotation-record.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { noArchive } from "../../rotation/held-archives.ts";
import { rotate } from "../../rotation/rotate.ts";
import type { RotationRequest } from "../../rotation/rotation-request.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { ownerSignerOptions, shortenExpiryOption } from "../options/updates-options.ts";

interface Resigned {
  readonly version: number;
  readonly expires: string;
}

export const rootResign = command({
  name: "root resign",
  order: 270,
  summary: "Sign the root again with the same keys and a new expiry, one year from now.",
  details:
    "This is one complete transaction. It also works when the root has expired. If the root needs several " +
    "signatures, use updates init, updates set-expiry, updates sign and updates apply.",
  examples: [
    "factory-tuf root resign --keys root.tgz",
    "factory-tuf root resign --signer hv:transit/root/1 --signer-keyid <key id>",
  ],
  args: [],
  options: {
    changelog: {
      kind: "line",
      help: "The reason. It is recorded in the root.",
      default: "Refresh TUF root expiration by 1 year",
      placeholder: "<text>",
    },
    ...shortenExpiryOption,
    ...ownerSignerOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "offline",
  needs: "keys",
  confirms: "factory-name",
  dataHelp: ["`version`, `expires`: of the root that devices use from now on"],
  async run(ctx, { changelog, shortenExpiry }): Promise<Outcome<Resigned>> {
    const { data, ...ended } = await rotate(ctx, {
      command: "root resign",
      roles: [],
      online: false,
      firstTime: false,
      keyType: "ed25519",
      shortenExpiry,
      message: changelog,
      ...rootKeyOf(ctx),
      targetsFile: null,
    });
    const { version, expires } = data;
    return { ...ended, data: { version, expires } };
  },
  report: ({ data }) => ({
    title: `Root ${data.version} is valid until ${data.expires}`,
    blocks: [...nextSteps([{ what: "Renew the trusted root of your repositories", command: "factory-tuf root pin" }])],
  }),
});

/** A program's output is no file beside which a record could lie, nor is a signer: it is then kept in the working folder. */
function rootKeyOf({
  keys,
  signer,
  cwd,
  factory,
}: Context): Pick<RotationRequest, "rootFile" | "rootSource" | "rootSigner"> {
  const recordAt = { path: workingFolderPlace(cwd, factory), secrets: {} };
  if (signer) return { rootFile: recordAt, rootSource: noArchive, rootSigner: signer };
  const source = keys!;
  const file = keyFileOf(source);
  return file ? { rootFile: file } : { rootFile: recordAt, rootSource: source };
}
