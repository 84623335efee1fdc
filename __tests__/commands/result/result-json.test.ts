import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { exitStatusOfError, exitStatusOfOutcome, failureOf } from "../../../src/commands/result/exit-status.ts";
import { failureDocument, resultDocument, shortenedResult } from "../../../src/commands/result/result-json.ts";
import { ToolError } from "../../../src/errors/tool-error.ts";
import { asciiJson } from "../../../src/text/ascii-json.ts";

function failed(code: ToolError["code"], changed: "no" | "yes" | "unknown" = "no"): ToolError {
  return new ToolError(code, { happened: "It failed.", changed, next: "Try again." });
}

describe("exit status and status word", () => {
  it("is 0 for what is done, unchanged or waiting", () => {
    for (const status of ["done", "unchanged", "waiting"] as const) {
      assert.deepEqual(exitStatusOfOutcome({ status, changed: "no" }), { exit: 0, status, changed: "no" });
    }
  });

  const TABLE = [
    [failed("digest-mismatch"), 1, "refused", "no"],
    [failed("unknown-option"), 2, "usage", "no"],
    [failed("config-invalid"), 2, "usage", "no"],
    [failed("gate"), 3, "gate", "no"],
    [failed("write-unknown", "unknown"), 4, "unknown", "unknown"],
    [failed("threshold-not-met", "yes"), 4, "unknown", "yes"],
    [new TypeError("x is not a function"), 1, "refused", "no"],
  ] as const;
  for (const [error, exit, status, changed] of TABLE) {
    it(`is ${exit} (${status}) for ${"code" in error ? error.code : error.name}, changed ${changed}`, () => {
      assert.deepEqual(exitStatusOfError(error), { exit, status, changed });
    });
  }

  it("is 4 for a bug after a write has begun: nobody knows then", () => {
    assert.deepEqual(exitStatusOfError(new TypeError("x"), true), { exit: 4, status: "unknown", changed: "unknown" });
    assert.match(
      failureOf(new TypeError("x"), { wrote: true }).message,
      /Whether the Factory was changed is not known\./,
    );
  });

  it("T19: says a bug as one, with its place and without its message", () => {
    const { code, message } = failureOf(new TypeError("cannot parse AGE-SECRET-KEY-1QQQQ"));
    assert.equal(code, "bug");
    assert.match(
      message,
      /This is a bug in factory-tuf \(TypeError at result-json\.test\.ts:\d+\)\. Nothing was changed\./,
    );
    assert.doesNotMatch(message, /AGE-SECRET/);
  });
});

describe("the JSON document", () => {
  it("has command, status, changed, the outputs by their names, and data", () => {
    const outcome = {
      status: "done",
      changed: "yes",
      outputs: { "targets-digest": "sha256:00", version: 3 },
      data: { a: 1 },
    } as const;
    assert.deepEqual(resultDocument({ name: "wave init" }, outcome), {
      command: "wave init",
      status: "done",
      changed: "yes",
      "targets-digest": "sha256:00",
      version: 3,
      data: { a: 1 },
    });
  });

  it("has the error's code, message and next on failure", () => {
    assert.deepEqual(failureDocument("promote", failed("digest-mismatch")), {
      command: "promote",
      status: "refused",
      changed: "no",
      data: null,
      error: { code: "digest-mismatch", message: "It failed. Nothing was changed. Try again.", next: "Try again." },
    });
  });

  it("says nothing of changes where the command only reads, unless there may be one all the same", () => {
    const message = (error: unknown) => failureDocument("doctor", error, { readsOnly: true }).error!.message;
    assert.equal(message(failed("metadata-expired")), "It failed. Try again.");
    assert.equal(failureDocument("doctor", failed("metadata-expired"), { readsOnly: true }).changed, "no");
    assert.doesNotMatch(message(new TypeError("x")), /changed/);
    const lost = new ToolError("network-failed", { happened: "It failed.", changed: "unknown", next: "Look." });
    assert.equal(message(lost), "It failed. Whether the Factory was changed is not known. Look.");
  });

  it("T21: is ASCII, and the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.match(asciiJson(value), /^[\x20-\x7e]*$/);
        assert.deepEqual(JSON.parse(asciiJson(value)), JSON.parse(JSON.stringify(value)));
      }),
    );
    assert.equal(asciiJson({ a: "é\u{1f600}\x7f" }), '{"a":"\\u00e9\\ud83d\\ude00\\u007f"}');
  });
});

describe("the output `result` over its limit", () => {
  const signed = { _type: "Targets", expires: "2027-01-01T00:00:00Z", targets: {}, version: 42 };
  const digest = `sha256:${createHash("sha256").update(JSON.stringify(signed)).digest("hex")}`;
  const of = (data: unknown) =>
    resultDocument({ name: "wave show" }, { status: "done", changed: "no", outputs: { wave: "w" }, data });

  it("is left alone where it fits", () => {
    assert.equal(shortenedResult(of({ doc: { signed, signatures: [] } }), 10_000), null);
  });

  it("has documents replaced by the digest that a plan prints, wherever they stand", () => {
    const padding = "x".repeat(10_000);
    const document = of({ list: [{ doc: { signed, signatures: [{ keyid: padding }] } }], note: "kept" });
    const short = JSON.parse(shortenedResult(document, 2000)!) as unknown;
    assert.deepEqual(short, of({ list: [{ doc: { digest, type: "Targets", version: 42 } }], note: "kept" }));
  });

  it("then loses the largest parts first, each to its digest", () => {
    const short = JSON.parse(
      shortenedResult(of({ big: "x".repeat(9000), bigger: "y".repeat(20_000), small: 1 }), 10_000)!,
    ) as {
      data: Record<string, unknown>;
      wave: string;
    };
    assert.equal(short.wave, "w");
    assert.equal(short.data.small, 1);
    assert.equal(short.data.big, "x".repeat(9000));
    assert.deepEqual(short.data.bigger, {
      digest: `sha256:${createHash("sha256")
        .update(JSON.stringify("y".repeat(20_000)))
        .digest("hex")}`,
      bytes: 20_002,
    });
  });

  it("always fits, whatever data is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const short = shortenedResult(of(data), 300);
        assert.ok(short === null ? asciiJson(of(data)).length <= 300 : short.length <= 300);
      }),
    );
  });
});
