// `updates rotate-offline-key`: within a transaction a new key takes the place of the archive's own. Production targets
// that the old one signed are signed by the new one.

import type { Context } from "../../context/context.ts";
import { newKeyFile } from "../../context/key-files.ts";
import type { Outcome } from "../../context/outcome.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { keyFileOf } from "../../keys/archive/key-file.ts";
import type { KeyArchive } from "../../keys/types.ts";
import { activeWaves, requireNoWave } from "../../root-updates/active-waves.ts";
import { withNewKey } from "../../root-updates/new-key.ts";
import { stagedKey, stagedKeyIfHeld } from "../../root-updates/offline-keys.ts";
import { type RootWork, readStaged } from "../../root-updates/read-staged.ts";
import { readTargetsToSign, resignTargets, type TargetsToResign } from "../../root-updates/resign-targets.ts";
import { rootSigners } from "../../root-updates/sign-roots.ts";
import { requireSignable, stageAndSign } from "../../root-updates/stage-and-sign.ts";
import { stagedBlocks, stagedDataHelp } from "../../root-updates/staged-report.ts";
import type { StagedStatus } from "../../root-updates/staged-status.ts";
import { txidFor } from "../../root-updates/transaction-record.ts";
import { type OfflineRole, replaceKey, withNewExpiry } from "../../tuf/root/root-edit.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { onlyForTargets, targetsKeysOption } from "../options/rotation-options.ts";
import {
  keyTypeOption,
  offlineRoleOption,
  ownerKeyOptions,
  shortenExpiryOption,
  signOption,
  txidOption,
} from "../options/updates-options.ts";

interface Rotated {
  readonly role: OfflineRole;
  readonly keyid: string;
  /** Null where the archive held no key of the role: the new one joins. */
  readonly replaced: string | null;
  /** Tags whose production targets have the new key's signature. */
  readonly resigned: readonly string[];
  readonly staged: StagedStatus;
}

export const updatesRotateOfflineKey = command({
  name: "updates rotate-offline-key",
  order: 330,
  summary: "Stage a new offline key that replaces the one in your archive.",
  details:
    "The new key is saved in the archive, beside the old one. With a new root key the root expires one year from " +
    "now. A new targets key signs the production targets that have a valid signature of the old one, after they are " +
    "verified; if the archive holds no targets key yet, the new one is added. A targets key cannot be staged while " +
    "a Wave is active. With --sign the roots are signed as well, by the new and the old root key.",
  examples: [
    "factory-tuf updates rotate-offline-key --role root --keys root.tgz --sign",
    "factory-tuf updates rotate-offline-key --role targets --keys root.tgz --targets-keys targets.tgz --sign",
  ],
  args: [],
  options: {
    ...offlineRoleOption,
    ...targetsKeysOption,
    ...keyTypeOption,
    ...signOption,
    ...shortenExpiryOption,
    ...txidOption,
    ...ownerKeyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "offline",
  needs: "factory",
  confirms: "yes",
  dataHelp: [
    "`role`; `keyid`: of the new key; `replaced`: of the old one, or null; `resigned`: tags whose production targets it signed",
    "`staged`: the following:",
    ...stagedDataHelp,
  ],
  async run(ctx, { role, targetsKeys, keyType, sign, shortenExpiry, txid: typed }): Promise<Outcome<Rotated>> {
    const txid = await txidFor(ctx, typed);
    if (role === "root" && targetsKeys !== undefined) throw onlyForTargets();
    if (sign && !ctx.keys) throw nothingToSignWith();
    const file = await newKeyFile(ctx, targetsKeys);
    const rotation = await readRotation(ctx, role);
    const { work, toSign } = rotation;
    const replacement = { replaces: work.roots.prod.signed, shortenExpiry };
    // Said before a key is made for roots that would then not be staged, or not be signed.
    if (role === "root") withNewExpiry(work.ci.doc.signed, ctx.clock.dating, replacement);
    else if (sign) requireSignable(work, shortenExpiry, ctx.now);
    // The archive that signs the roots may be the very one that gets the new key.
    const isOneArchive = ctx.keys !== null && keyFileOf(ctx.keys)?.path === file.path;
    return withNewKey(file, {
      role: rotation.role,
      keyType,
      newKey: ctx.newKey,
      opensOthers: !isOneArchive,
      check: (held) => {
        replacedKey(held, rotation);
        if (sign && isOneArchive) rootSigners(held, work.ci.doc, work.roots.ci);
      },
      send: async (fresh, held, intoPlace) => {
        const { keyid, public: key } = fresh;
        const replaced = replacedKey(held, rotation);
        const owner = { polisId: rotation.self, createdAt: ctx.now };
        const edited = replaceKey(work.ci.doc.signed, rotation.role, replaced, { keyid, key, owner });
        const resigned =
          toSign && replaced !== null
            ? await resignTargets(ctx, work.roots, toSign, fresh.signer!, replaced)
            : { targets: {}, waves: {} };
        const { data, ...outcome } = await stageAndSign(ctx, work, {
          txid,
          edited: rotation.role === "root" ? withNewExpiry(edited, ctx.clock.dating, replacement) : edited,
          resigned,
          sign,
          shortenExpiry,
          beforeSigned: intoPlace,
          archive: isOneArchive ? { keys: [...held.keys, fresh] } : undefined,
        });
        const tags = Object.keys(resigned.targets);
        return { ...outcome, data: { role: rotation.role, keyid, replaced, resigned: tags, staged: data } };
      },
    });
  },
  report: ({ data }) => ({
    title: `The new key ${data.keyid} is staged`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Replaces", value: data.replaced === null ? "none: it joins" : { code: data.replaced } },
          ...(data.role === "root"
            ? []
            : [{ label: "Production targets signed again", value: data.resigned.join(", ") || "none" }]),
        ],
      },
      ...stagedBlocks(data.staged),
    ],
  }),
});

/** All that is read and refused before a key is made. */
interface Rotation {
  readonly role: OfflineRole;
  readonly work: RootWork;
  /** Id of whoever the new key will belong to. */
  readonly self: string;
  /** Null for a root key. */
  readonly toSign: TargetsToResign | null;
}

async function readRotation(ctx: Context, role: OfflineRole): Promise<Rotation> {
  const [work, { "polis-id": self }, waves, toSign] = await Promise.all([
    readStaged(ctx),
    ctx.factory.self(),
    role === "targets" ? activeWaves(ctx) : [],
    role === "targets" ? readTargetsToSign(ctx, { tags: null, waves: [] }) : null,
  ]);
  requireNoWave(waves);
  return { role, work, self, toSign };
}

/** A root key is always replaced; a targets key joins where the archive holds none. */
function replacedKey(held: KeyArchive, { role, work }: Rotation): string | null {
  return role === "root" ? stagedKey(held, work, role).keyid : (stagedKeyIfHeld(held, work, role)?.keyid ?? null);
}

function nothingToSignWith(): ToolError {
  return new ToolError("value-missing", {
    happened: "--sign needs a root key, but none was given.",
    next: "Give it with --keys, or leave --sign out and sign later with `factory-tuf updates sign --keys <archive>`.",
  });
}
