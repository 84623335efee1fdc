// Our description of fiotuf against the library that it verifies with: documents of every kind, and both say the same.
// Whatever the library refuses we refuse; where we refuse more, it stands here why.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { deviceClients } from "../../src/tuf/devices/clients.ts";
import { anyText } from "../kit/any-text.ts";
import { alterations, raw } from "./alterations.ts";
import { type Alteration, question } from "./documents.ts";
import { Judge, noJudge } from "./judge.ts";
import { ourVerdict } from "./our-verdict.ts";

const fiotuf = deviceClients.find(({ name }) => name === "fiotuf")!;

/** What we refuse and the library does not. An entry that nothing needs fails the test. */
const STRICTER: readonly { readonly what: RegExp; readonly because: string }[] = [
  { what: /expires ".*(?:\.5Z|\+02:00)"/, because: "other clients read no such time, and our reader takes none" },
  { what: /expires "2031-01-01T00:00:00Z"/, because: "a document has expired in the very second that it names" },
  {
    what: /a (?:root|snapshot) threshold of 0|negative threshold|1001|no snapshot role/,
    because: "not a role for our reader",
  },
  { what: /length is (?:a negative|-?2\^53)/, because: "not a length for our reader" },
  { what: /: null$|that is null|custom is text|no method/, because: "not a member for our reader" },
  {
    what: /key of an unknown type|key that is too short|an absent key in the role/,
    because: "taken while a newer root follows; under it nothing is",
  },
  { what: /a root key under another id/, because: "the id of a key follows from the key" },
  { what: /an RSA key whose PEM is one line/, because: "no RSA key is written so, and any other is refused" },
  {
    what: /a second (?:version called|\w+ in other letters)/,
    because: "two names that differ in capital letters alone",
  },
  { what: /^targets: delegations$/, because: "a Factory's targets have none" },
  {
    what: /name of the method|of an unknown method|in hexadecimal/,
    because: "other clients do not count such a signature",
  },
  {
    what: /^(?:targets|snapshot): (?:written over lines|with (?:a member twice|signatures twice|its characters escaped|a line after it))/,
    because: "the hash is of other bytes than the compact or the canonical ones",
  },
];

let judge: Judge;

async function verdicts(altered: readonly Alteration[], isNewest: boolean) {
  const asked = question(altered, isNewest);
  const ours = ourVerdict(fiotuf, asked);
  const theirs = await judge.ask(asked);
  return { ours, accepts: theirs.refused === "", theirs };
}

describe("our description of fiotuf and the library of fiotuf", { skip: noJudge }, () => {
  before(() => {
    judge = new Judge();
  });
  after(() => judge.close());

  it("both accept what a good Factory serves", async () => {
    for (const isNewest of [false, true]) {
      const { ours, theirs } = await verdicts([], isNewest);
      assert.deepEqual([ours.why, theirs.says], [[], ""]);
      assert.equal(ours.root, theirs.root);
    }
  });

  it(`say the same of ${alterations.length} documents that one thing was done to`, async () => {
    const needed = new Set<RegExp>();
    for (const alteration of alterations) {
      for (const isNewest of alteration.of === "root" ? [false, true] : [false]) {
        const { ours, accepts, theirs } = await verdicts([alteration], isNewest);
        const about = `${alteration.name}${isNewest ? ", the newest root" : ""}`;
        assert.ok(
          accepts || !ours.accepts,
          `${about}: we accept, and the library refuses the ${theirs.refused}: ${theirs.says}`,
        );
        if (ours.accepts === accepts) {
          if (accepts) assert.equal(ours.root, theirs.root, about);
          continue;
        }
        const stricter = STRICTER.find(({ what }) => what.test(alteration.name));
        assert.ok(stricter, `${about}: the library accepts, and we refuse: ${ours.why.join("; ")}`);
        needed.add(stricter.what);
      }
    }
    assert.deepEqual(
      STRICTER.filter(({ what }) => !needed.has(what)),
      [],
    );
  });

  it("say the same of documents with several of them, and of any text and number", async () => {
    const plain = alterations.filter(({ name, rewrite }) => !rewrite && !STRICTER.some(({ what }) => what.test(name)));
    const of = fc.constantFrom("root", "targets", "snapshot", "timestamp");
    const text = fc.tuple(of, anyText(), fc.boolean()).map(
      ([role, characters, isName]): Alteration => ({
        name: `${role} with ${JSON.stringify(characters)}`,
        of: role,
        change: (signed) => {
          signed["x-note"] = isName ? { [`n${characters}`]: 1 } : [characters];
        },
      }),
    );
    const token = fc.oneof(
      fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }).map(String),
      fc.maxSafeInteger().map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    );
    const number = fc.tuple(of, token).map(
      ([role, written]): Alteration => ({
        name: `${role} with ${written}`,
        of: role,
        change: (signed) => {
          const place = role === "targets" ? signed.targets.t.custom : signed;
          if (typeof place === "object" && place !== null) place["x-number"] = raw(written);
        },
      }),
    );
    const several = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...plain) }, text, number), {
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(several, fc.boolean(), async (altered, isNewest) => {
        const { ours, accepts, theirs } = await verdicts(altered, isNewest);
        const about = altered.map(({ name }) => name).join(" + ");
        assert.equal(ours.accepts, accepts, `${about}: ${accepts ? ours.why.join("; ") : theirs.says}`);
      }),
      { numRuns: 200 },
    );
  });
});
