// CI targets and production targets: is each what it is served as?
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { parseJson } from "../../src/json/json.ts";
import { parseTargets, type TargetsSigned } from "../../src/tuf/metadata/metadata.ts";
import { docHash, type Pin, type Pins } from "../../src/tuf/metadata/pins.ts";
import { ciTargetsHash, requireOnlineKey, verifyCiTargets } from "../../src/tuf/targets/ci-targets.ts";
import { requireTag, verifyProductionTargets } from "../../src/tuf/targets/production.ts";
import { thrown } from "../kit/refusal.ts";
import {
  ed25519,
  envelope,
  NOW,
  plainCanonical,
  rootDoc,
  type TestKey,
  target,
  targetsDoc,
  targetsSigned,
} from "../kit/tuf.ts";

const [online, offline, mallory] = ["online", "offline", "mallory"].map(ed25519) as [TestKey, TestKey, TestKey];
const parts = { targets: [online, offline], owners: [offline] };
const ciRoot = rootDoc(parts);
const prodRoot = rootDoc({ ...parts, targetsThreshold: 2 });
const built = targetsSigned({ t: target({ version: 7 }) }, 40);
const released = targetsSigned({ t: target({ version: 7, tags: ["production"] }) }, 7);

describe("T5: CI targets", () => {
  const verify = (
    doc = targetsDoc(built, [online]),
    more: { pin?: Pin; onlineKey?: TestKey; production?: TargetsSigned } = {},
  ) =>
    verifyCiTargets(doc, {
      ciRoot,
      onlineKey: (more.onlineKey ?? online).json,
      pin: more.pin ?? null,
      released: more.production
        ? [targetsDoc(more.production, [online, offline], "production targets for tag production")]
        : [],
      now: NOW,
    });

  it("are signed by the online key that the root lists and nobody owns", () => {
    assert.deepEqual(verify(), { onlineKeyid: online.keyid });
  });

  it("are refused without a valid signature of that key", () => {
    const forged = targetsDoc(built, [{ ...mallory, keyid: online.keyid }]);
    assert.match(thrown(() => verify(forged), "threshold-not-met").message, /its signature does not verify/);
    assert.match(thrown(() => verify(targetsDoc(built, [])), "threshold-not-met").message, /its signature is missing/);
    thrown(() => verify(targetsDoc(built, [mallory])), "threshold-not-met");
    thrown(() => verify(targetsDoc(built, [offline])), "threshold-not-met");
  });

  it("are refused when the Factory names an online key that the root does not list, or that has an owner", () => {
    assert.match(
      thrown(() => verify(targetsDoc(built, [mallory]), { onlineKey: mallory }), "online-key-unlisted").message,
      /does not list for targets/,
    );
    assert.match(
      thrown(() => verify(targetsDoc(built, [offline]), { onlineKey: offline }), "online-key-unlisted").message,
      /human owner/,
    );
    const noKey = { keytype: "ED25519", keyval: { public: "" } };
    assert.match(
      thrown(() => requireOnlineKey(ciRoot.signed, noKey), "online-key-unlisted").message,
      /an unreadable key/,
    );
  });

  it("are refused when they are a Wave's or production document: an offline signature, or the same content", () => {
    thrown(() => verify(targetsDoc(built, [online, offline])), "metadata-member-refused");
    thrown(() => verify(targetsDoc(released, [online]), { production: released }), "metadata-member-refused");
    verify(targetsDoc(built, [online]), { production: released });
  });

  it("are refused once they have expired", () => {
    const expired = targetsDoc({ ...built, expires: "2030-12-31T23:59:59Z" }, [online]);
    assert.match(thrown(() => verify(expired), "metadata-expired").message, /expired at 2030-12-31T23:59:59Z/);
  });

  it("are pinned by their content without the expiry, which the server renews", () => {
    const { expires: _expires, ...rest } = built;
    const sha256 = createHash("sha256").update(plainCanonical(rest)).digest("hex");
    const renewed = targetsDoc({ ...built, expires: "2032-01-01T00:00:00Z" }, [online]);
    assert.equal(ciTargetsHash(renewed), sha256);
    verify(renewed, { pin: { version: 40, sha256 } });
    thrown(() => verify(renewed, { pin: { version: 41, sha256 } }), "metadata-rollback");
    thrown(() => verify(renewed, { pin: { version: 40, sha256: docHash(renewed) } }), "metadata-equivocation");
  });
});

describe("T3: production targets", () => {
  const doc = targetsDoc(released, [online, offline], "production targets for tag production");
  const pins = (version: number, sha256 = docHash(doc)): Pins => ({
    version: 1,
    factory: "acme",
    firstRoot: "",
    docs: { "prod-targets/production": { version, sha256 } },
  });
  const verify = (given: typeof doc | null, pinned: Pins | null = null) =>
    verifyProductionTargets(given, "production", prodRoot, pinned);

  it("meet the production threshold; expired ones too, since a new Wave is their only repair", () => {
    assert.equal(verify(doc)?.signedBy.length, 2);
    verify(targetsDoc({ ...released, expires: "2020-01-01T00:00:00Z" }, [online, offline]));
  });

  it("may be missing for a first release, but not when a pin knows them", () => {
    assert.equal(verify(null), null);
    assert.equal(verify(null, { ...pins(7), docs: {} }), null);
    assert.match(thrown(() => verify(null, pins(7)), "production-missing").message, /version 7 was published/);
  });

  it("are refused below their pin, or at its version with other content", () => {
    verify(doc, pins(7));
    verify(doc, pins(6, "0".repeat(64)));
    thrown(() => verify(doc, pins(8)), "metadata-rollback");
    thrown(() => verify(doc, pins(7, "0".repeat(64))), "metadata-equivocation");
  });

  it("are refused below the threshold, with one key twice, and with the CI root's threshold", () => {
    thrown(() => verify(targetsDoc(released, [online])), "threshold-not-met");
    thrown(() => verify(targetsDoc(released, [online, mallory])), "threshold-not-met");
    thrown(() => verify(targetsDoc(released, [online, online])), "device-would-refuse");
  });

  it("carry exactly their tag in every target", () => {
    for (const tags of [
      ["devel"],
      ["production", "devel"],
      [],
      "production",
      ["production", 1],
      [["production"]],
      undefined,
    ]) {
      const other = targetsSigned(
        { t: target({ version: 7, tags: ["production"] }), u: target({ version: 6, custom: { tags } }) },
        7,
      );
      const error = thrown(() => requireTag(targetsDoc(other, []), "production"), "tag-mismatch");
      assert.match(error.message, /the target "u" has the tags .*, not exactly \["production"\]/);
      thrown(() => verify(targetsDoc(other, [online, offline])), "tag-mismatch");
    }
  });

  it("T9, T11: are refused with delegations or a repeated member, well signed or not", () => {
    const delegating = { ...released, delegations: { keys: {}, roles: [] } } as TargetsSigned;
    thrown(() => verify(targetsDoc(delegating, [online, offline])), "metadata-member-refused");
    const text = JSON.stringify(envelope(released, [online, offline])).replace(
      '"version":7',
      '"version":9,"version":7',
    );
    const twice = parseTargets(parseJson(text, "doc"), "doc");
    assert.equal(twice.signed.version, 7);
    thrown(() => verify(twice), "metadata-ambiguous");
  });
});
