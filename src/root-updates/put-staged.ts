// Sends staged roots, once. When the answer is lost, what the Factory then shows decides.

import type { Context } from "../context/context.ts";
import { sameJson } from "../json/difference.ts";
import { isObject, own } from "../json/object.ts";
import type { Signature } from "../tuf/metadata/signature.ts";
import { type Settling, settle, settleSeen } from "../verified/settle.ts";
import { parseUpdates, type StagedRoot } from "./read-staged.ts";
import type { BothRoots } from "./sign-roots.ts";
import { withTxid } from "./txid-wanted.ts";

/** Signatures by tag and by Wave that travel with the roots. */
export interface Resigned {
  readonly targets: Readonly<Record<string, readonly Signature[]>>;
  readonly waves: Readonly<Record<string, readonly Signature[]>>;
}

interface Put {
  readonly resigned?: Resigned | undefined;
  /** What is staged now: where the roots stay as they are, only `resigned` can show that it arrived. */
  readonly before?: BothRoots | null;
  /** The caller applies them and looks at the newest roots then: what is staged is not read again. */
  readonly isApplied?: true;
}

/**
 * @param txid empty for whoever started the transaction.
 * @throws {ToolError} the documented refusal, nothing changed; or `write-unknown`, also when the Factory does not show what
 *   it has accepted.
 */
export async function putStaged(
  ctx: Context,
  txid: string,
  roots: BothRoots,
  { resigned = { targets: {}, waves: {} }, before = null, isApplied }: Put = {},
): Promise<void> {
  ctx.progress("Staging the roots");
  const [ci, prod] = [bodyOf(roots.ci), bodyOf(roots.prod)];
  const isEmpty = (map: object) => Object.keys(map).length === 0;
  const sent: Settling = {
    what: "staging the roots",
    write: () =>
      withTxid(txid, () =>
        ctx.factory.putUpdates({
          txid,
          "ci-root": ci,
          "prod-root": prod,
          ...(isEmpty(resigned.targets) ? {} : { "targets-signatures": resigned.targets }),
          ...(isEmpty(resigned.waves) ? {} : { "waves-signatures": resigned.waves }),
        }),
      ),
    carriedOut: async () => {
      const staged = await shownAs(ctx, roots);
      if (!staged) return false;
      const rootsChanged = before === null || !isSame(before.ci, roots.ci) || !isSame(before.prod, roots.prod);
      return rootsChanged || shows(staged.ci, resigned) || shows(staged.prod, resigned);
    },
    toFindOut: "factory-tuf updates review",
  };
  if (isApplied) await settle(sent);
  else await settleSeen(ctx, { ...sent, isShown: async () => (await shownAs(ctx, roots)) !== null });
}

/** What the Factory shows, where it is what was sent; signatures on targets beside it are not shown by every server. */
async function shownAs(ctx: Context, roots: BothRoots): Promise<BothRoots | null> {
  const updates = await ctx.readBack.updates();
  if (updates.status !== "STARTED") return null;
  const { ci, prod } = parseUpdates(updates);
  return prod && isSame(ci, roots.ci) && isSame(prod, roots.prod) ? { ci, prod } : null;
}

function bodyOf({ doc, beside }: StagedRoot): object {
  return { ...beside, signatures: doc.signatures, signed: doc.signed };
}

function isSame(shown: StagedRoot, sent: StagedRoot): boolean {
  return sameJson(shown.doc.signed, sent.doc.signed) && sameJson(shown.doc.signatures, sent.doc.signatures);
}

/** Not every server shows signatures on targets beside the staged roots; where it does not, nothing is concluded. */
function shows({ beside }: StagedRoot, { targets, waves }: Resigned): boolean {
  const holds = (shown: unknown, sent: Resigned["targets"]) =>
    Object.entries(sent).every(([name, list]) => {
      const held = isObject(shown) ? own(shown, name) : undefined;
      return Array.isArray(held) && list.every((signature) => held.some((other) => sameJson(other, signature)));
    });
  return holds(beside["targets-signatures"], targets) && holds(beside["waves-signatures"], waves);
}
