// `updates sign-prod-targets`: production targets and Waves get a signature by a key of the staged root.

import type { Context } from "../../context/context.ts";
import type { Signer } from "../../keys/types.ts";
import type { Block, Text } from "../../report/document.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { stagedKey } from "../../root-updates/offline-keys.ts";
import { putStaged } from "../../root-updates/put-staged.ts";
import { type RootWork, readStaged } from "../../root-updates/read-staged.ts";
import { remoteTargetsSigner, requireSignerFits } from "../../root-updates/remote-signers.ts";
import { readTargetsToSign, resignTargets, type TargetsToResign } from "../../root-updates/resign-targets.ts";
import { txidFor } from "../../root-updates/transaction-record.ts";
import type { Doc, TargetsSigned } from "../../tuf/metadata/metadata.ts";
import { productionWithin } from "../../verified/released-targets.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { ownerSignerOptions, txidOption } from "../options/updates-options.ts";

export const updatesSignProdTargets = command({
  name: "updates sign-prod-targets",
  order: 370,
  summary: "Sign production targets and Waves again, with a targets key of the staged root.",
  details:
    "Use it after adding a targets key, for a higher threshold, or before a key is removed. It signs only what verifies " +
    "with the newest root: production targets that meet their threshold, and Waves with verified targets only. " +
    "Devices see it after updates apply.",
  examples: ["factory-tuf updates sign-prod-targets --keys targets2.tgz --tags production"],
  args: [],
  options: {
    tags: { kind: "list", help: "Only production targets of these tags. Default: all.", placeholder: "<tag,...>" },
    waves: { kind: "list", help: "Only these active Waves. Default: all.", placeholder: "<wave,...>" },
    ...txidOption,
    ...ownerSignerOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "offline",
  needs: "keys",
  confirms: "yes",
  dataHelp: [
    "`keyid`: the key that signed",
    "`tags`, `waves`: what it signed; `had`: how many had its signature already",
  ],
  async run(ctx, { tags, waves, txid: typed }) {
    const txid = await txidFor(ctx, typed);
    ctx.keys?.prefetch();
    // Whoever names only Waves or only tags means those alone.
    const wanted = { tags: tags ?? (waves ? [] : null), waves: waves ?? (tags ? [] : null) };
    const [work, toSign] = await Promise.all([readStaged(ctx), readTargetsToSign(ctx, wanted)]);
    const elsewhere = signerElsewhere(ctx, work, toSign);
    const count = toSign.tags.length + toSign.waves.length;
    if (count > 0) {
      await ctx.confirm(
        { title: `To be signed for root ${work.ci.doc.signed.version}`, blocks: documentTable(toSign) },
        `Sign ${count === 1 ? "this document" : `these ${count} documents`} with your targets key?`,
      );
    }
    const signer = elsewhere ?? (await archiveSigner(ctx, work));
    const resigned = await resignTargets(ctx, work.roots, toSign, signer);
    const signed = { tags: Object.keys(resigned.targets), waves: Object.keys(resigned.waves) };
    const made = signed.tags.length + signed.waves.length;
    const data = { keyid: signer.keyid, ...signed, had: count - made };
    if (made === 0) return { status: "unchanged", changed: "no", outputs: {}, data };
    await putStaged(ctx, txid, work, { resigned, before: work.isProdStaged ? work : null });
    return { status: "done", changed: "yes", outputs: {}, data };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? "The new signatures are staged" : "Nothing to sign",
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Key", value: { code: data.keyid } },
          { label: "Production targets", value: data.tags.join(", ") || "none" },
          { label: "Waves", value: data.waves.join(", ") || "none" },
          { label: "Signed before", value: String(data.had) },
        ],
      },
      ...nextSteps([{ what: "See what is still missing", command: "factory-tuf updates review" }]),
    ],
  }),
});

async function archiveSigner(ctx: Context, work: RootWork): Promise<Signer> {
  ctx.progress("Opening the key archive");
  return stagedKey(await ctx.keys!.open(), work, "targets");
}

/** @throws {ToolError} `keys-none-active`, `signer-too-small`. @returns null where an archive was given. */
function signerElsewhere(ctx: Context, work: RootWork, { production, tags, waves }: TargetsToResign): Signer | null {
  if (!ctx.signer) return null;
  const signer = remoteTargetsSigner(ctx.signer, work);
  const released = tags.flatMap((tag) => productionWithin(production, tag)?.doc ?? []);
  const documents = [...released, ...waves.map(({ doc }) => doc)];
  requireSignerFits(
    ctx,
    ctx.signer,
    signer,
    documents.map(({ where, forms }) => ({ what: `The document of ${where}`, sizeBytes: forms[0]!.length })),
  );
  return signer;
}

/** What is to be signed, as it is served: it is verified before it is signed. */
function documentTable({ production, tags, waves }: TargetsToResign): Block[] {
  const row = (what: string, name: string, { signed }: Doc<TargetsSigned>): Text[] => [
    what,
    { code: name },
    String(signed.version),
    String(Object.keys(signed.targets).length),
    signed.expires,
  ];
  const released = tags.flatMap((tag) => {
    const found = productionWithin(production, tag);
    return found ? [row("production targets", tag, found.doc)] : [];
  });
  return [
    {
      kind: "table",
      columns: [
        { title: "" },
        { title: "Tag or Wave" },
        { title: "Version", align: "right" },
        { title: "Targets", align: "right" },
        { title: "Expires" },
      ],
      rows: [...released, ...waves.map(({ name, doc }) => row("Wave", name, doc))],
    },
  ];
}
