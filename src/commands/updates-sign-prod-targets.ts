// `updates sign-prod-targets`: production targets and Waves get a signature by a key of the staged root.
import { command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { stagedKey } from "./root-work/offline-keys.ts";
import { putStaged } from "./root-work/put-staged.ts";
import { readStaged } from "./root-work/read-staged.ts";
import { readTargetsToSign, resignTargets } from "./root-work/resign-targets.ts";
import { ownerKeyOptions, txidOf, txidOption } from "./root-work/updates-options.ts";

export const updatesSignProdTargets = command({
  name: "updates sign-prod-targets",
  summary: "Sign production targets and Waves again, with a targets key of the staged root.",
  details:
    "For a new targets key, a higher threshold, or before a key leaves. Only what verifies under the newest root is signed: production targets with their threshold, Waves whose every target is accounted for. Devices see it after updates apply.",
  examples: ["factory-tuf updates sign-prod-targets --keys targets2.tgz --tags production"],
  args: [],
  options: {
    tags: { kind: "list", help: "Production targets of these tags only; default: of all.", placeholder: "<tag,...>" },
    waves: { kind: "list", help: "Only these active Waves; default: all.", placeholder: "<wave,...>" },
    ...txidOption,
    ...ownerKeyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "offline",
  needs: "keys",
  dataHelp: [
    "`keyid`: the key that signed",
    "`tags`, `waves`: what it signed; `had`: how many had its signature already",
  ],
  async run(ctx, { tags, waves, txid: typed }) {
    const txid = txidOf(typed);
    ctx.keys?.prefetch();
    // Whoever names only Waves or only tags means those alone.
    const wanted = { tags: tags ?? (waves ? [] : null), waves: waves ?? (tags ? [] : null) };
    const [work, toSign] = await Promise.all([readStaged(ctx), readTargetsToSign(ctx, wanted)]);
    ctx.progress("Opening the key archive");
    const signer = stagedKey(await ctx.keys!.open(), work, "targets");
    const resigned = await resignTargets(ctx, work.roots, toSign, signer);
    const signed = { tags: Object.keys(resigned.targets), waves: Object.keys(resigned.waves) };
    const count = signed.tags.length + signed.waves.length;
    const data = { keyid: signer.keyid, ...signed, had: toSign.tags.length + toSign.waves.length - count };
    if (count === 0) return { status: "unchanged", changed: "no", outputs: {}, data };
    await putStaged(ctx, txid, work, resigned, work.isProdStaged ? work : null);
    return { status: "done", changed: "yes", outputs: {}, data };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? "The new signatures are staged" : "There was nothing to sign",
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
    ],
  }),
});
