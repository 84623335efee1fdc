import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { verifyProductionRoot } from "../../../src/tuf/root/flavours.ts";
import { thrown } from "../../kit/refusal.ts";
import { ed25519, type RootParts, rootDoc, type TestKey } from "../../kit/tuf.ts";

const [first, second, mallory] = ["first", "second", "mallory"].map(ed25519) as [TestKey, TestKey, TestKey];
const targets = [ed25519("online"), ed25519("offline")];
const ci1 = rootDoc({ version: 1, root: [first], targets });
const ci2 = rootDoc({ version: 2, root: [second], targets }, [second, first]);
const prod = (parts: RootParts = {}, signers = [second, first]) =>
  rootDoc({ version: 2, root: [second], targets, targetsThreshold: 2, ...parts }, signers, "production root");

describe("T4: the production root", () => {
  it("is the CI root with a targets threshold of 2 or more, signed by its own and the previous root keys", () => {
    for (const targetsThreshold of [2, 3]) verifyProductionRoot(prod({ targetsThreshold }), [ci1, ci2]);
  });

  it("of version 1 is the CI root itself", () => {
    verifyProductionRoot(rootDoc({ version: 1, root: [first], targets }), [ci1]);
    const other = rootDoc({ version: 1, root: [first], targets, targetsThreshold: 2 });
    thrown(() => verifyProductionRoot(other, [ci1]), "flavour-content-diverges");
  });

  it("is a swapped flavour where the CI root is served in its place", () => {
    const { message } = thrown(() => verifyProductionRoot(ci2, [ci1, ci2]), "flavour-swapped");
    assert.match(
      message,
      /production root 2 asks for 1 targets signature, which is the CI flavour; production needs at least 2/,
    );
  });

  it("is not compared with a CI root of the production flavour", () => {
    const { message } = thrown(() => verifyProductionRoot(prod(), [ci1, prod()]), "flavour-swapped");
    assert.match(message, /served as CI root 2 asks for 2 targets signatures; the CI flavour asks for 1/);
  });

  it("is refused with a repeated key id, as devices do", () => {
    thrown(() => verifyProductionRoot(prod({}, [second, first, second]), [ci1, ci2]), "device-would-refuse");
  });

  const divergences: [string, RootParts, RegExp][] = [
    ["another targets key", { targets: [...targets, mallory] }, /differ at \/keys\//],
    ["another root key", { root: [second, mallory] }, /differ at \/keys\//],
    ["another root threshold", { root: [second], rootThreshold: 2 }, /differ at \/roles\/root\/threshold/],
    ["another expiry", { expires: "2032-01-01T00:00:00Z" }, /differ at \/expires/],
    ["an owner that the CI root does not name", { owners: [mallory] }, /differ at \/x-key-owners/],
  ];
  for (const [what, parts, says] of divergences) {
    it(`diverges by ${what}, even when it is well signed`, () => {
      const { message } = thrown(
        () => verifyProductionRoot(prod(parts, [second, first, mallory]), [ci1, ci2]),
        "flavour-content-diverges",
      );
      assert.match(message, says);
    });
  }

  it("diverges by its version, before or behind the CI root", () => {
    thrown(() => verifyProductionRoot(prod({ version: 3 }), [ci1, ci2]), "flavour-content-diverges");
    thrown(() => verifyProductionRoot(ci1, [ci1, ci2]), "flavour-content-diverges");
  });

  it("is refused without the previous CI root's signature, or without its own", () => {
    thrown(() => verifyProductionRoot(prod({}, [second]), [ci1, ci2]), "threshold-not-met");
    thrown(() => verifyProductionRoot(prod({}, [first]), [ci1, ci2]), "threshold-not-met");
  });
});
