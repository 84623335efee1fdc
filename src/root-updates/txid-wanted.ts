// What a refused write of a transaction means: where its id was left out, that this is for whoever began it; else that
// the id may be of another one.
import { ToolError } from "../errors/tool-error.ts";

/** Sends a write of a transaction. @throws {ToolError} with the way out where the Factory forbids it for want of the id. */
export async function withTxid<T>(txid: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== "http-forbidden") throw error;
    if (txid !== "") {
      throw error.extended({
        next: `${error.next} The id of the transaction, from --txid or from <factory>.transaction in this folder, may be of a transaction that has ended. Look with \`factory-tuf updates review\`, and remove that file if it has.`,
      });
    }
    throw error.extended({
      next: "Give the transaction's id with --txid; whoever began the transaction has it. If that was you, `factory-tuf doctor` shows what the token may do.",
    });
  }
}
