// Applies a transaction and says what is true at the end (PROTOCOL §3): refused, done, or not known. Repeats where
// repeating is right, and believes the roots rather than a missing answer.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { FactoryClient, Fetched } from "../factory/types.ts";
import { httpStatusOf } from "../http/http-errors.ts";
import { counted } from "../text/sentence.ts";
import { type Doc, parseRoot, type RootSigned } from "../tuf/metadata/metadata.ts";
import { docHash } from "../tuf/metadata/pins.ts";
import { isInTime, lookAgain } from "../verified/look-again.ts";
import { notKnownWhether } from "../verified/settle.ts";
import { noTransaction } from "./read-staged.ts";
import { withTxid } from "./txid-wanted.ts";

/** What the newest roots must be once the transaction is applied. */
export interface ExpectedRoots {
  readonly ci: Doc<RootSigned>;
  readonly prod: Doc<RootSigned>;
}

/** After an unclear answer the same call is sent again this often: it is meant to be repeated. */
const ATTEMPTS = 3;
const PAUSE_MS = 1000;

/**
 * No answer is believed: done is what the Factory then serves, both flavours (T30).
 * @param txid of the transaction; empty only where it was never answered.
 * @throws {ToolError} the documented refusal, nothing changed; `transaction-missing` when there was none and the roots
 *   are others; `write-unknown` when it cannot be told, or when the Factory says done and serves other roots.
 */
export async function applyStaged(ctx: Context, txid: string, expected: ExpectedRoots): Promise<void> {
  let unclear: ToolError | null = null;
  for (let attempt = 1; ; attempt++) {
    ctx.progress(attempt === 1 ? "Applying the roots" : "Applying the roots again");
    try {
      await withTxid(txid, () => ctx.factory.applyUpdates(txid));
      return await requireApplied(ctx, expected);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      // A refusal is not believed either: whatever stood in between may have sent the call twice. Nor after an unclear
      // attempt, which may have done the work, or half of it.
      if (error.changed === "no" && unclear === null && !(await isAnyApplied(ctx, expected))) throw error;
      if (error.changed === "yes") throw error;
      const state = await readBack(ctx.readBack, expected).catch((failed: unknown) => {
        throw notKnown(error, failed instanceof ToolError ? `Reading back failed too: ${failed.happened}` : "", failed);
      });
      if (state.applied) return;
      if (state.status === "NONE")
        throw httpStatusOf(error) === 404 && unclear === null && !state.anyApplied ? noTransaction() : gone(error);
      if (error.changed === "no" && !state.anyApplied) throw error;
      unclear = error;
      if (attempt < ATTEMPTS && (await isInTime(ctx.wait(PAUSE_MS * attempt)))) continue;
      throw notKnown(error, `After ${counted(attempt, "attempt")} the newest roots are not the staged ones.`);
    }
  }
}

/** False also where it cannot be read: what the Factory has answered stands then. */
async function isAnyApplied(ctx: Context, expected: ExpectedRoots): Promise<boolean> {
  const state = await readBack(ctx.readBack, expected).catch((error: unknown) => {
    if (error instanceof ToolError) return null;
    throw error;
  });
  return state?.anyApplied ?? false;
}

async function readBack(factory: FactoryClient, expected: ExpectedRoots) {
  const [ci, prod, { status }] = await Promise.all([factory.root("ci"), factory.root("prod"), factory.updates()]);
  const areOurs = [isSame(ci, expected.ci), isSame(prod, expected.prod)];
  // Both are there only when nothing is left to be done.
  return { applied: !areOurs.includes(false) && status !== "APPLYING", anyApplied: areOurs.includes(true), status };
}

/** @throws {ToolError} `write-unknown` when the newest roots are others, or cannot be read. */
async function requireApplied(ctx: Context, expected: ExpectedRoots): Promise<void> {
  const look = () =>
    readBack(ctx.readBack, expected).catch((error: unknown) => {
      if (!(error instanceof ToolError)) throw error;
      throw notSeen(`reading the roots back failed: ${error.happened}`, error);
    });
  const isOver = ({ applied, status }: Awaited<ReturnType<typeof readBack>>) => applied || status !== "APPLYING";
  const { applied, status } = await lookAgain(ctx, look, isOver, { looks: 5, pauseMs: PAUSE_MS });
  if (applied) return;
  throw notSeen(status === "APPLYING" ? "it is still applying them." : "it serves others than those that were staged.");
}

function notSeen(why: string, cause?: ToolError): ToolError {
  return new ToolError(
    "write-unknown",
    {
      happened: `The Factory says that the roots were applied, but ${why}`,
      changed: "unknown",
      next: "Keep every key, the old ones too. Look with `factory-tuf root show --prod` and `factory-tuf updates review`, and run the same command again; ask the vendor if that does not help.",
    },
    cause && { cause },
  );
}

function isSame(served: Fetched | null, expected: Doc<RootSigned>): boolean {
  return served !== null && docHash(parseRoot(served, "the newest root")) === docHash(expected);
}

function gone(error: ToolError): ToolError {
  return notKnown(
    error,
    "The transaction is gone, and the newest roots are not the staged ones. Somebody may have canceled it.",
  );
}

function notKnown(error: ToolError, after: string, cause: unknown = error): ToolError {
  return error.extended({
    code: "write-unknown",
    before: notKnownWhether("applying the roots", error),
    after,
    changed: "unknown",
    next: "Look with: factory-tuf updates review. Then run `factory-tuf updates apply` again; it sees the work through.",
    cause,
  });
}
