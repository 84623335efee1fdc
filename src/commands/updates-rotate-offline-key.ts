// `updates rotate-offline-key`: within a transaction a new key takes the place of the archive's own. Production targets
// that the old one signed are signed by the new one.
import { keyFileOf } from "../keys/key-file.ts";
import type { KeyArchive } from "../keys/types.ts";
import { ToolError } from "../tuf/errors.ts";
import type { KeyType } from "../tuf/key.ts";
import { type OfflineRole, replaceKey, withNewExpiry } from "../tuf/root-edit.ts";
import { type Context, command, type Outcome } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { activeWaves } from "./root-work/active-waves.ts";
import { withNewKey } from "./root-work/new-key.ts";
import { newKeyFile } from "./root-work/new-key-file.ts";
import { stagedKey, stagedKeyIfHeld } from "./root-work/offline-keys.ts";
import { type RootWork, readStaged } from "./root-work/read-staged.ts";
import { readTargetsToSign, resignTargets, type TargetsToSign } from "./root-work/resign-targets.ts";
import { rootSigners } from "./root-work/sign-roots.ts";
import { stageAndSign } from "./root-work/stage-and-sign.ts";
import { stagedDataHelp, standingBlocks } from "./root-work/staged-report.ts";
import type { StagedStanding } from "./root-work/staged-standing.ts";
import {
  keyTypeOption,
  offlineRoleOption,
  ownerKeyOptions,
  signOption,
  txidOf,
  txidOption,
} from "./root-work/updates-options.ts";
import { onlyForTargets, targetsKeysOption } from "./rotation/rotation-options.ts";
import { requireNoWave } from "./updates-rotate-online-key.ts";

interface Rotated {
  readonly role: OfflineRole;
  readonly keyid: string;
  /** Null where the archive held no key of the role: the new one joins. */
  readonly replaced: string | null;
  /** Tags whose production targets have the new key's signature. */
  readonly resigned: readonly string[];
  readonly staged: StagedStanding;
}

export const updatesRotateOfflineKey = command({
  name: "updates rotate-offline-key",
  summary: "Stage a new offline key in the place of the one in your archive.",
  details:
    "The new key is kept in the archive beside the old one. A root key brings a new expiry, one year from now. A targets key signs the production targets again that carry a valid signature of the old one, after they are verified; where the archive holds no targets key yet, the new one joins. It cannot be staged for targets while a Wave is active. With --sign the roots are signed as well, by the new and the old root key.",
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
    ...txidOption,
    ...ownerKeyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "offline",
  needs: "factory",
  dataHelp: [
    "`role`; `keyid`: of the new key; `replaced`: of the old one, or null; `resigned`: tags whose production targets it signed",
    "`staged`: the following:",
    ...stagedDataHelp,
  ],
  async run(ctx, { role, targetsKeys, keyType, sign, txid: typed }): Promise<Outcome<Rotated>> {
    const txid = txidOf(typed);
    if (role === "root" && targetsKeys !== undefined) throw onlyForTargets();
    if (sign && !ctx.keys) throw nothingToSignWith();
    const file = await newKeyFile(ctx, targetsKeys);
    const rotation = await readRotation(ctx, role as OfflineRole);
    const { work, toSign } = rotation;
    // The archive that signs the roots may be the very one that gets the new key.
    const isOneArchive = ctx.keys !== null && keyFileOf(ctx.keys)?.path === file.path;
    return withNewKey(file, {
      role: rotation.role,
      keyType: keyType as KeyType,
      newKey: ctx.newKey,
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
          edited: rotation.role === "root" ? withNewExpiry(edited, ctx.now) : edited,
          resigned,
          sign,
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
      ...standingBlocks(data.staged),
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
  readonly toSign: TargetsToSign | null;
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
    happened: "The staged roots were to be signed, and no archive with a root key was given.",
    next: "Give it with --keys, or leave --sign out and sign later with `factory-tuf updates sign`.",
  });
}
