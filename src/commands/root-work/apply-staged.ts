// Applies a transaction and says what is true at the end (PROTOCOL §3): refused, done, or not known. Repeats where
// repeating is right, and believes the roots rather than a missing answer.
import { httpStatusOf } from "../../factory/http-errors.ts";
import type { FactoryClient, Fetched } from "../../factory/types.ts";
import { ToolError } from "../../tuf/errors.ts";
import { type Doc, parseRoot, type RootSigned } from "../../tuf/metadata.ts";
import { docHash } from "../../tuf/pins.ts";
import type { Context } from "../command.ts";
import { notKnownWhether } from "../release/settle.ts";
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

/** What a success is believed on: the roots that the Factory then serves, or its answer. */
export type Proof = "roots" | "answer";

/**
 * @param txid empty for whoever started the transaction.
 * @param proof `answer` where what is staged has just been put there, and a further round trip would tell nothing new.
 * @throws {ToolError} the documented refusal, nothing changed; `transaction-missing` when there was none and the roots
 *   are others; `write-unknown` when it cannot be told, or when the Factory says done and serves other roots.
 */
export async function applyStaged(
  ctx: Context,
  txid: string,
  expected: ExpectedRoots,
  proof: Proof = "roots",
): Promise<void> {
  let unclear: ToolError | null = null;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    ctx.progress(attempt === 1 ? "Applying the roots" : "Applying the roots again");
    try {
      await withTxid(txid, () => ctx.factory.applyUpdates(txid));
      // After an unclear attempt a success may be that of another transaction.
      if (proof === "roots" || unclear !== null) await requireApplied(ctx, expected);
      return;
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      // After an unclear attempt a refusal may mean that this attempt found the work done, or half done.
      if (error.changed === "no" && unclear === null) throw error;
      if (error.changed === "yes") throw error;
      const state = await standing(ctx.readBack, expected).catch((failed: unknown) => {
        throw notKnown(error, failed instanceof ToolError ? `Reading back failed too: ${failed.happened}` : "", failed);
      });
      if (state.applied) return;
      if (state.status === "NONE")
        throw httpStatusOf(error) === 404 && unclear === null ? noTransaction() : gone(error);
      if (error.changed === "no") throw error;
      unclear = error;
      if (attempt < ATTEMPTS) await ctx.wait(PAUSE_MS * attempt);
    }
  }
  throw notKnown(unclear!, `After ${ATTEMPTS} attempts the newest roots are not the staged ones.`);
}

/** True when the newest roots are the expected ones, both of them. */
export async function areApplied(factory: FactoryClient, expected: ExpectedRoots): Promise<boolean> {
  const [ci, prod] = await Promise.all([factory.root("ci"), factory.root("prod")]);
  return isSame(ci, expected.ci) && isSame(prod, expected.prod);
}

async function standing(factory: FactoryClient, expected: ExpectedRoots) {
  const [applied, { status }] = await Promise.all([areApplied(factory, expected), factory.updates()]);
  // Both are there only when nothing is left to be done.
  return { applied: applied && status !== "APPLYING", status };
}

async function requireApplied(ctx: Context, expected: ExpectedRoots): Promise<void> {
  let applied: boolean;
  try {
    applied = await areApplied(ctx.readBack, expected);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    ctx.log.warning(`The roots were applied, but reading them back failed: ${error.happened}`);
    return;
  }
  if (applied) return;
  throw new ToolError("write-unknown", {
    happened: "The Factory says that the roots were applied, but serves others than those that were staged.",
    changed: "yes",
    next: "Look at both with `factory-tuf root show --prod` and `factory-tuf updates review`; keep a copy and ask the vendor.",
  });
}

function isSame(served: Fetched | null, expected: Doc<RootSigned>): boolean {
  return served !== null && docHash(parseRoot(served, "the newest root")) === docHash(expected);
}

function gone(error: ToolError): ToolError {
  return notKnown(
    error,
    "The transaction is gone, and the newest roots are not the staged ones: somebody may have canceled it.",
  );
}

function notKnown(error: ToolError, then: string, cause: unknown = error): ToolError {
  return new ToolError(
    "write-unknown",
    {
      happened: `${notKnownWhether("applying the roots", error)} ${then}`.trim(),
      changed: "unknown",
      next: "Look with: factory-tuf updates review, then run `factory-tuf updates apply` again; it sees the work through.",
    },
    { cause },
  );
}
