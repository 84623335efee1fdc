// What a refused write of a transaction means where its id was left out: that is for whoever started it.
import { ToolError } from "../../tuf/errors.ts";

/** Sends a write of a transaction. @throws {ToolError} with the way out where the Factory forbids it for want of the id. */
export async function withTxid<T>(txid: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (txid !== "" || !(error instanceof ToolError) || error.code !== "http-forbidden") throw error;
    throw new ToolError(
      error.code,
      {
        happened: error.happened,
        changed: error.changed,
        next: "Give the transaction's id with --txid; whoever ran `factory-tuf updates init` has it. If that was you, `factory-tuf doctor` shows what the token may do.",
      },
      { cause: error },
    );
  }
}
