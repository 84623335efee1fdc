import {
  httpStatusOf
} from "./chunk-GPCLR4QB.js";
import {
  noTransaction
} from "./chunk-XWMPX42D.js";
import {
  docHash
} from "./chunk-4JYO5QL4.js";
import {
  parseRoot
} from "./chunk-WZUTCMIT.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/commands/root-work/apply-staged.ts
var ATTEMPTS = 3, PAUSE_MS = 1e3;
async function applyStaged(ctx, txid, expected) {
  let unclear = null;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    ctx.progress(attempt === 1 ? "Applying the roots" : "Applying the roots again");
    try {
      return await ctx.factory.applyUpdates(txid), await requireApplied(ctx, expected);
    } catch (error) {
      if (!(error instanceof ToolError) || error.changed === "no" && unclear === null || error.changed === "yes") throw error;
      let state = await standing(ctx.readBack, expected).catch((failed) => {
        throw notKnown(error, failed instanceof ToolError ? `Reading back failed too: ${failed.happened}` : "", failed);
      });
      if (state.applied) return;
      if (state.status === "NONE")
        throw httpStatusOf(error) === 404 && unclear === null ? noTransaction() : gone(error);
      if (error.changed === "no") throw error;
      unclear = error, attempt < ATTEMPTS && await ctx.wait(PAUSE_MS * attempt);
    }
  }
  throw notKnown(unclear, `After ${ATTEMPTS} attempts the newest roots are not the staged ones.`);
}
async function areApplied(factory, expected) {
  let [ci, prod] = await Promise.all([factory.root("ci"), factory.root("prod")]);
  return isSame(ci, expected.ci) && isSame(prod, expected.prod);
}
async function standing(factory, expected) {
  let [applied, { status }] = await Promise.all([areApplied(factory, expected), factory.updates()]);
  return { applied: applied && status !== "APPLYING", status };
}
async function requireApplied(ctx, expected) {
  let applied;
  try {
    applied = await areApplied(ctx.readBack, expected);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    ctx.log.warning(`The roots were applied, but reading them back failed: ${error.happened}`);
    return;
  }
  if (!applied)
    throw new ToolError("write-unknown", {
      happened: "The Factory says that the roots were applied, but serves others than those that were staged.",
      changed: "yes",
      next: "Look at both with `factory-tuf root show --prod` and `factory-tuf updates review`; keep a copy and ask the vendor."
    });
}
function isSame(served, expected) {
  return served !== null && docHash(parseRoot(served, "the newest root")) === docHash(expected);
}
function gone(error) {
  return notKnown(
    error,
    "The transaction is gone, and the newest roots are not the staged ones: somebody may have canceled it."
  );
}
function notKnown(error, then, cause = error) {
  return new ToolError(
    "write-unknown",
    {
      happened: `The answer to applying the roots did not arrive: ${error.happened} ${then}`.trim(),
      changed: "unknown",
      next: "Look with: factory-tuf updates review, then run `factory-tuf updates apply` again; it sees the work through."
    },
    { cause }
  );
}

export {
  applyStaged
};
