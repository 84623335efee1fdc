// The id of the transaction that `updates init` began, kept in the working folder for the commands that come after it: so
// that they never work on one that somebody else has begun meanwhile (T30).
import { rm } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import type { Context } from "../context/context.ts";
import { errorCode } from "../errors/error-code.ts";
import { ToolError } from "../errors/tool-error.ts";
import { readRegularFile } from "../files/read-file.ts";
import { writeFileWhole } from "../files/write-file.ts";
import { jsonOrNull } from "../json/json-or-null.ts";
import { isOf, type ShapeOf } from "../json/shape.ts";
import { utf8 } from "../text/utf8.ts";
import { isWave } from "../tuf/metadata/names.ts";

const transactionRecord = v.object({ version: v.literal(1), factory: v.string(), txid: v.string() });

const MAX_BYTES = 4096;

/** `acme.transaction`. */
function transactionFile({ cwd, factory }: Context): string {
  return join(cwd, `${factory.factory}.transaction`);
}

/** A record that cannot be written ends nothing: the id is printed, and may be typed. */
export async function rememberTransaction(ctx: Context, txid: string): Promise<void> {
  if (txid === "") return;
  const record = { version: 1, factory: ctx.factory.factory, txid } satisfies ShapeOf<typeof transactionRecord>;
  try {
    await writeFileWhole(transactionFile(ctx), `${JSON.stringify(record)}\n`, {
      chosenBy: { kind: "workspace", top: ctx.cwd },
      mode: 0o600,
    });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    ctx.log.warning(`${error.happened} Keep the id of the transaction, and give it with --txid.`);
  }
}

/** It is over. */
export async function forgetTransaction(ctx: Context): Promise<void> {
  try {
    await rm(transactionFile(ctx), { force: true });
  } catch (error) {
    ctx.log.warning(
      `${transactionFile(ctx)} could not be removed (${errorCode(error) ?? "unknown reason"}). Remove it.`,
    );
  }
}

/**
 * The id that a write of a transaction is sent with: the one that was typed, else the one that is recorded in the working
 * folder, else none, which the Factory takes from whoever began the transaction.
 * @throws {ToolError} `value-invalid` for what cannot be the id of a transaction.
 */
export async function txidFor(ctx: Context, typed: string | undefined): Promise<string> {
  if (typed !== undefined) {
    if (isWave(typed)) return typed;
    throw new ToolError("value-invalid", {
      happened: "The option --txid is not the id of a transaction.",
      next: "Give it as it was printed when the transaction began.",
    });
  }
  const recorded = await recordedTxid(ctx);
  if (recorded !== null) return recorded;
  ctx.log.warning(
    "The id of the transaction is not known here, so this applies to the transaction that you have open. To be sure, give the id with --txid.",
  );
  return "";
}

/** Null where there is none, or one of another Factory. @throws {ToolError} `value-invalid` for a file that is no record. */
export async function recordedTxid(ctx: Context): Promise<string | null> {
  const file = transactionFile(ctx);
  const read = await readRegularFile(file, null, MAX_BYTES);
  if (read.kind === "missing") return null;
  const value = read.kind === "read" ? jsonOrNull(utf8(read.bytes)) : null;
  if (isOf(transactionRecord, value) && isWave(value.txid)) {
    return value.factory === ctx.factory.factory ? value.txid : null;
  }
  throw new ToolError("value-invalid", {
    happened: `${file} is not the record of a transaction.`,
    next: "Move it away, and give the id of the transaction with --txid.",
  });
}
