// Leaves the record of a release: the predicate of an in-toto statement, as a file that actions/attest takes. Only where
// the release was made by a workflow run, which alone can attest it.
import { join } from "node:path";
import type { Context } from "../context/context.ts";
import { chosenWithin } from "../context/paths.ts";
import { ToolError } from "../errors/tool-error.ts";
import { writeFileWhole } from "../files/write-file.ts";
import { docHash } from "../tuf/metadata/pins.ts";
import { tally } from "../tuf/metadata/threshold.ts";
import type { ReleasePredicate } from "../tuf/targets/release-record.ts";
import type { WaveState } from "../verified/wave-state.ts";

export interface Recorded {
  /** Null outside of a workflow run. */
  readonly record: ReleasePredicate | null;
  /** The output `attestation`, where there is a record. */
  readonly outputs: { readonly attestation?: string };
}

export const recordDataHelp =
  "`record`: `{factory, tag, version, wave, keyids, plan, run, again}`, what `actions/attest` attests; null where nothing was released, or by no workflow run, or by `wave complete` without `expect-digest`";

/** Where nothing was released there is nothing to record. */
export const notRecorded: Recorded = { record: null, outputs: {} };

type Recordable = Pick<WaveState, "wave" | "released" | "roots" | "onlineKeyid">;

/**
 * @param state of the Wave whose document is in production now.
 * @param plan the digest that was approved.
 * @returns what was released, also where the file could not be written: that is then a warning, and undoes nothing (T31).
 */
export async function recordRelease(
  ctx: Context,
  { wave, released, roots, onlineKeyid }: Recordable,
  plan: string | undefined,
  again = false,
): Promise<Recorded> {
  const { outputFolder, run } = ctx.place;
  if (outputFolder === null || run === null) return notRecorded;
  const { doc } = released;
  const { signedBy } = tally(doc, roots.prod, "targets");
  const record: ReleasePredicate = {
    factory: ctx.factory.factory,
    tag: wave.tag,
    version: doc.signed.version,
    wave: wave.name,
    keyids: signedBy.filter((keyid) => keyid !== onlineKeyid),
    plan: plan ?? null,
    run,
    again,
  };
  const path = join(outputFolder, "release-record.json");
  try {
    const chosenBy = chosenWithin(ctx.place, outputFolder, outputFolder);
    await writeFileWhole(path, `${JSON.stringify(record, null, 2)}\n`, { chosenBy });
    return { record, outputs: { attestation: path } };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    ctx.log.warning(`The release was made, but its record could not be written: ${error.happened}`);
    return { record, outputs: {} };
  }
}

/**
 * The record of a Wave that this run has completed, and that was signed before: whoever has stolen the key can sign Waves
 * as well, so only the approved digest says that it is the one that was meant (T37).
 */
export async function recordCompleted(
  ctx: Context,
  state: Recordable,
  expectDigest: string | undefined,
): Promise<Recorded> {
  if (expectDigest !== undefined) return recordRelease(ctx, state, expectDigest);
  if (ctx.place.run !== null) {
    ctx.log.warning(
      `No record was written: without expect-digest the content of Wave ${state.wave.name} is not approved. Approve its digest, then run this again with expect-digest and attest-again.`,
    );
  }
  return notRecorded;
}

/** @throws {ToolError} `value-missing`: a record of what nobody approved would make a stranger's release look like ours (T37). */
export function requireDigestToAttestAgain({ attestAgain, expectDigest }: AgainOptions): void {
  if (!attestAgain || expectDigest !== undefined) return;
  throw new ToolError("value-missing", {
    happened: "attest-again was given without expect-digest, so the content is not approved.",
    next: "Run the plan, get its digest approved, and give it as expect-digest. Or leave attest-again out.",
  });
}

export interface AgainOptions {
  readonly attestAgain: boolean;
  readonly expectDigest?: string | undefined;
}

/**
 * The record of a Wave that was complete before, for a run that died when production had it and its record was not attested.
 * @param state of a complete Wave that has the digest of `options`.
 */
export async function recordAgain(
  ctx: Context,
  state: Recordable & Pick<WaveState, "production">,
  { attestAgain, expectDigest }: AgainOptions,
): Promise<Recorded> {
  if (!attestAgain || expectDigest === undefined) return notRecorded;
  const { wave, released, production } = state;
  if (!production || docHash(production.doc) !== docHash(released.doc)) {
    const at = production?.doc.signed.version;
    ctx.log.warning(
      `No record was written: Wave ${wave.name} is not what production has now${at === undefined ? "" : `, which is version ${at}`}.`,
    );
    return notRecorded;
  }
  ctx.log.info(`Wave ${wave.name} is in production with the approved digest. Its record is written again.`);
  // Keys may have been rotated, and production signed again, since then.
  return recordRelease(ctx, { ...state, released: production }, expectDigest, true);
}
