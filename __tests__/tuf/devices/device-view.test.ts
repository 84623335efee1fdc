import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseJson } from "../../../src/json/json.ts";
import { deviceView } from "../../../src/tuf/devices/device-view.ts";
import { parseTargets } from "../../../src/tuf/metadata/metadata.ts";
import {
  ed25519,
  envelope,
  NOW,
  rootDoc,
  type signBytes,
  type TestKey,
  target,
  targetsDoc,
  targetsSigned,
} from "../../kit/tuf.ts";

const [online, offline, mallory] = ["online", "offline", "mallory"].map(ed25519) as [TestKey, TestKey, TestKey];
const root = rootDoc({ targets: [online, offline], targetsThreshold: 2 });
const signed = targetsSigned({ t: target({ version: 7, tags: ["production"] }) }, 7);
const view = (doc = targetsDoc(signed, [online, offline]), size = 1000) => deviceView(doc, size, root, NOW);
const withSignatures = (edit: (signatures: ReturnType<typeof signBytes>[]) => unknown[]) => {
  const whole = envelope(signed, [online, offline]);
  return parseTargets(parseJson(JSON.stringify({ ...whole, signatures: edit(whole.signatures) }), "doc"), "doc");
};

describe("a device's view of targets", () => {
  it("accepts threshold signatures, also beside one of a key outside the role", () => {
    assert.deepEqual([view().accepts, view().refusals], [true, []]);
    assert.equal(view(targetsDoc(signed, [mallory, online, offline])).accepts, true);
  });

  it("refuses too few signatures, one by the same key twice included", () => {
    assert.deepEqual(view(targetsDoc(signed, [online])).refusals, ["it has 1 of 2 valid signatures"]);
    assert.equal(view(targetsDoc(signed, [online, online])).accepts, false);
  });

  it("refuses a repeated key id although the threshold is met", () => {
    const doc = withSignatures((signatures) => [...signatures, signatures[0]]);
    assert.deepEqual(view(doc).refusals, [`it lists the key id ${online.keyid} twice in its signatures`]);
  });

  it("refuses an unknown method although the threshold is met", () => {
    const doc = withSignatures((signatures) => [...signatures, { keyid: mallory.keyid, method: "ecdsa", sig: "" }]);
    assert.deepEqual(view(doc).refusals, ['it has a signature of the unknown method "ecdsa"']);
  });

  it("refuses from its expiry on", () => {
    const expired = targetsDoc({ ...signed, expires: "2031-01-01T00:00:00Z" }, [online, offline]);
    assert.deepEqual(view(expired).refusals, ["it expired at 2031-01-01T00:00:00Z"]);
    assert.equal(view(targetsDoc({ ...signed, expires: "2031-01-01T00:00:01Z" }, [online, offline])).accepts, true);
  });

  it("reads 8388608 bytes, and not one more", () => {
    assert.equal(view(undefined, 8_388_608).accepts, true);
    assert.match(view(undefined, 8_388_609).refusals.join(), /has 8388609 bytes, and devices read at most 8388608/);
  });

  it("gives all reasons at once", () => {
    const bad = targetsDoc({ ...signed, expires: "2030-01-01T00:00:00Z" }, [online, online]);
    assert.equal(view(bad, 9_000_000).refusals.length, 4);
  });
});
