import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { type Pins, pinOf, requirePinned } from "../../../src/tuf/metadata/pins.ts";
import { thrown } from "../../kit/refusal.ts";
import { plainCanonical, target, targetsDoc, targetsSigned } from "../../kit/tuf.ts";

const signed = targetsSigned({ "board-001-lmp-7": target({ version: 7, tags: ["production"] }) }, 7);
const sha256 = createHash("sha256").update(plainCanonical(signed)).digest("hex");
const doc = targetsDoc(signed, undefined, "production targets for tag production");

describe("T3: a pinned document", () => {
  it("passes at its version with its hash, whoever signed it and however it was written", () => {
    requirePinned(doc, { version: 7, sha256 });
    requirePinned(targetsDoc(signed, []), { version: 7, sha256 });
  });

  it("passes above its version with any content", () => {
    requirePinned(doc, { version: 6, sha256: "0".repeat(64) });
  });

  it("passes when it has no pin", () => {
    requirePinned(doc, null);
  });

  it("is refused below its version, even with the pinned hash", () => {
    const { message } = thrown(() => requirePinned(doc, { version: 8, sha256 }), "metadata-rollback");
    assert.match(
      message,
      /^production targets for tag production has version 7; the pin says that version 8 was published/,
    );
  });

  it("is refused at its version with another content, naming both hashes", () => {
    const other = "f".repeat(64);
    const { message } = thrown(() => requirePinned(doc, { version: 7, sha256: other }), "metadata-equivocation");
    assert.ok(message.includes(sha256) && message.includes(other), message);
  });

  it("may be hashed without the part that the server renews", () => {
    requirePinned(doc, { version: 7, sha256: "renewed" }, () => "renewed");
    thrown(() => requirePinned(doc, { version: 7, sha256 }, () => "renewed"), "metadata-equivocation");
  });
});

describe("finding a pin", () => {
  const pins: Pins = { version: 1, factory: "acme", firstRoot: "", docs: { "ci-root": { version: 2, sha256: "" } } };

  it("gives null without pins or for a document that has none", () => {
    assert.equal(pinOf(null, "ci-root"), null);
    assert.equal(pinOf(pins, "prod-root"), null);
    assert.equal(pinOf(pins, "ci-root")?.version, 2);
  });

  it("never finds a member of the prototype: a tag may be called constructor", () => {
    for (const name of ["constructor", "__proto__", "toString"]) assert.equal(pinOf(pins, name), null);
  });
});
