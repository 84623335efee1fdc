import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ToolError } from "../../src/errors/tool-error.ts";
import { lostError, statusError } from "../../src/http/http-errors.ts";
import { withTxid } from "../../src/root-updates/txid-wanted.ts";
import { notKnownWhether } from "../../src/verified/settle.ts";
import { rejected } from "../kit/refusal.ts";

const call = { where: "PUT /updates/", effect: "write" } as const;
const answered = (status: number) => statusError(call, { status, text: null, headers: new Headers() }, () => false);

describe("a write of a transaction that the Factory forbids", () => {
  const refused = (txid: string, status: number) =>
    rejected(() => withTxid(txid, () => Promise.reject(answered(status))));

  it("without the transaction's id says that it is wanted, and who has it", async () => {
    const error = await refused("", 403);
    assert.match(
      String(error),
      /answered with 403\. Nothing was changed\. Give the transaction's id with --txid; whoever/,
    );
  });
  it("with an id may be of another transaction", async () => {
    const error = await refused("28ed6d98fed6cd03", 403);
    assert.match(String(error), /from --txid or from <factory>\.transaction .* may be of a transaction that has ended/);
  });

  it("for another reason is said as it is", async () => {
    for (const txid of ["28ed6d98fed6cd03", ""]) assert.doesNotMatch(String(await refused(txid, 422)), /--txid/);
  });
});

describe("a write of which it is not known whether it was carried out", () => {
  it("is said so where there was an answer, 503, and where there was none", () => {
    const told = (error: ToolError) => error.extended({ before: notKnownWhether("staging the roots", error) }).happened;
    assert.equal(
      told(answered(503)),
      "It is not known whether staging the roots was carried out: PUT /updates/ was answered with 503.",
    );
    assert.equal(
      told(lostError(call, "network-failed", "was cut off", "Run it again.")),
      "The answer to staging the roots did not arrive: PUT /updates/ was cut off.",
    );
  });
});
