// `updates review`: what is staged, who has signed, what blocks it. Shows also what it would refuse to sign, and says why.

import type { Outcome } from "../../context/outcome.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { isPlainObject } from "../../json/object.ts";
import { activeWaves } from "../../root-updates/active-waves.ts";
import { productionStatus, type TagStatus } from "../../root-updates/production-status.ts";
import { heldAgainst, type ParsedUpdates, parseUpdates, type StagedRoot } from "../../root-updates/read-staged.ts";
import { stagedBlocks, stagedDataHelp } from "../../root-updates/staged-report.ts";
import { type StagedStatus, stagedStatusOf } from "../../root-updates/staged-status.ts";
import { diffLines } from "../../text/text-diff.ts";
import { rootOutputs, showableRoots, type VerifiedRoots } from "../../verified/verified-roots.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";

interface Review {
  readonly transaction: "none" | "open" | "applying";
  /** Null without a transaction, while it is applied, and where what is staged was refused. */
  readonly staged: StagedStatus | null;
  /** By tag, in their order; empty where `staged` is null. */
  readonly production: readonly TagStatus[];
  /** What `--raw` or `--diff` asked for, as it is printed. */
  readonly text: string | null;
}

export const updatesReview = command({
  name: "updates review",
  order: 380,
  summary: "Show what the open transaction changes, who has signed it, and what blocks it.",
  details:
    "Everything is verified first. It shows keys by role, owner and age, thresholds, expiry, who has signed and who " +
    "must still sign, and which signatures production targets will need. Prints the digest that updates sign takes " +
    "as expect-digest. --raw prints a staged root, --diff compares it line by line with the newest one; both show " +
    "the CI flavour unless --prod is given.",
  examples: ["factory-tuf updates review", "factory-tuf updates review --diff --prod"],
  args: [],
  options: {
    raw: { kind: "switch", help: "Print the staged root.json." },
    diff: { kind: "switch", help: "Compare the staged root.json with the newest one, line by line." },
    prod: { kind: "switch", help: "The production flavour, with --raw or --diff." },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: true,
  dataHelp: [
    "`transaction`: `none`, `open` or `applying`; `text`: what --raw or --diff prints",
    "`production`: under the staged root, list of `{tag, threshold, signedBy, missing, met, again}`; `again`: key ids of staged signatures that the Factory shows",
    "`staged`: null, or the following:",
    ...stagedDataHelp,
  ],
  async run(ctx, { raw, diff, prod }): Promise<Outcome<Review>> {
    if (raw && diff) throw bothForms();
    if (prod && !raw && !diff) throw noForm();
    const updates = await ctx.factory.updates();
    if (updates.status === "APPLYING") return shown({ transaction: "applying" }, {});
    const roots = await showableRoots(ctx);
    const outputs = rootOutputs(roots, ctx.now);
    if (updates.status === "NONE") return shown({ transaction: "none" }, outputs);
    const parsed = parseUpdates(updates);
    try {
      const work = heldAgainst(roots, parsed);
      const [waves, targets] = await Promise.all([activeWaves(ctx), ctx.factory.prodTargets([])]);
      const staged = stagedStatusOf(work, waves, ctx.now);
      const text = raw || diff ? textOf({ diff, prod }, work, roots) : null;
      return shown({ transaction: "open", staged, production: productionStatus(work, targets), text }, outputs);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      const text = (raw || diff) && (parsed.prod || !prod) ? textOf({ diff, prod }, parsed, roots) : null;
      return { ...shown({ transaction: "open", text }, outputs), failure: error };
    }
  },
  stdout: ({ data }) => data.text,
  report: ({ data, failure }) => ({
    title: TITLES[data.transaction],
    blocks: data.staged
      ? stagedBlocks(data.staged, data.production)
      : failure
        ? [{ kind: "paragraph", text: [{ strong: "Refused: ", tone: "bad" }, failure.happened] }]
        : [],
  }),
});

const TITLES: Readonly<Record<Review["transaction"], string>> = {
  none: "No TUF root updates are in progress",
  open: "TUF root updates are staged",
  applying: "TUF root updates are being applied",
};

function shown(
  found: Partial<Review> & Pick<Review, "transaction">,
  outputs: Outcome<Review>["outputs"],
): Outcome<Review> {
  const data: Review = { staged: null, production: [], text: null, ...found };
  return { status: "unchanged", changed: "no", outputs, data };
}

function textOf(
  { diff, prod }: { diff: boolean; prod: boolean },
  staged: Pick<ParsedUpdates, "ci" | "prod">,
  roots: VerifiedRoots,
): string {
  const root = prod ? staged.prod! : staged.ci;
  const after = linesOf(documentOf(root));
  if (!diff) return `${after.join("\n")}\n`;
  const { signatures, signed } = prod ? roots.prod : roots.ci;
  return `${diffLines(linesOf({ signatures, signed }), after).join("\n")}\n`;
}

function documentOf({ doc, beside }: StagedRoot): object {
  return { ...beside, signatures: doc.signatures, signed: doc.signed };
}

/** In canonical order, so that the order in which two servers write says nothing. */
function linesOf(value: object): string[] {
  return JSON.stringify(sorted(value), null, 2).split("\n");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isPlainObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

function noForm(): ToolError {
  return new ToolError("options-conflict", {
    happened: "--prod works only with --raw or --diff.",
    next: "Add one of them, or leave --prod out: both flavours are always checked.",
  });
}

function bothForms(): ToolError {
  return new ToolError("options-conflict", {
    happened: "--raw and --diff cannot be used together.",
    next: "Leave one of them out.",
  });
}
