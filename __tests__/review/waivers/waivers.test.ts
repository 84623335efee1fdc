import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { waiverContext } from "../../../src/review/engine/engine.ts";
import { membersDigest } from "../../../src/review/engine/group.ts";
import type { Finding } from "../../../src/review/engine/rule.ts";
import { covers, isOver, names, readWaivers, type Waiver } from "../../../src/review/waivers/waivers.ts";
import { NOW } from "../../kit/now.ts";

const whole = {
  id: "W-2026-004",
  rule: "root-no-spare-key",
  subject: "prod-root#/signed/roles/root",
  match: { keyid: "5496e91e" },
  maxLevel: "warning",
  justification: "Second key holder starts 2027-01; two sealed backups exist.",
  owner: "@acme/tuf-admins",
  ticket: "SEC-1234",
  created: "2026-11-20",
  expires: "2027-02-18",
};

const read = (...waivers: unknown[]) => readWaivers({ version: 1, waivers }, waiverContext(NOW));
const problem = (change: object) => {
  const { waivers, problems } = read({ ...whole, ...change });
  assert.deepEqual(waivers, [], "a broken waiver was accepted");
  assert.equal(problems.length, 1);
  return problems[0]!.says;
};
const without = (field: string) => Object.fromEntries(Object.entries(whole).filter(([name]) => name !== field));

describe("a waivers file", () => {
  it("is read whole", () => {
    assert.deepEqual(read(whole), { waivers: [{ ...whole, index: 0 }], problems: [] });
  });

  it("may leave out match and ticket, and nothing else", () => {
    for (const field of Object.keys(whole)) {
      const { waivers, problems } = read(without(field));
      if (field === "match" || field === "ticket") assert.equal(waivers[0]?.[field], null);
      else assert.equal(problems[0]?.says.replace(/^at 0: /, ""), `lacks ${field}`);
    }
  });

  it("of another layout is one problem, and holds no waiver", () => {
    const says = (value: unknown) => readWaivers(value, waiverContext(NOW)).problems[0]?.says;
    assert.equal(says([]), "is not a map with version and waivers");
    assert.equal(says(null), "is not a map with version and waivers");
    assert.equal(says({ version: 2, waivers: [] }), "has no `version: 1`, the only layout that is known");
    assert.equal(says({ version: 1 }), "has no list of waivers");
    assert.equal(says({ version: 1, waivers: [], disabled: [] }), 'has the unknown member "disabled"');
  });

  it("names the broken waiver and its place; the others still count", () => {
    const { waivers, problems } = read({ ...whole, id: "W-1", rule: "no-such-rule" }, whole, 7);
    assert.deepEqual(
      waivers.map(({ id }) => id),
      ["W-2026-004"],
    );
    assert.deepEqual(problems, [
      { subject: "waivers#/waivers/0", id: "W-1", says: 'names "no-such-rule", which is no rule' },
      { subject: "waivers#/waivers/2", id: null, says: "at 2: is not a map of fields" },
    ]);
  });

  it("refuses both of two waivers of one id", () => {
    const { waivers, problems } = read(whole, { ...whole, rule: "root-threshold-one" });
    assert.deepEqual(waivers, []);
    assert.deepEqual(
      problems.map(({ says }) => says),
      ["shares its id with another one", "shares its id with another one"],
    );
  });

  it("refuses what is misspelt, too short or no text", () => {
    assert.equal(
      problem({ maxlevel: "note" }),
      'has the unknown member "maxlevel"; known are id, rule, subject, match, maxLevel, justification, owner, ticket, created, expires',
    );
    assert.equal(problem({ maxLevel: "all" }), 'has maxLevel: "all", not note, warning or error');
    assert.equal(problem({ subject: "prod-root" }), 'has subject: "prod-root", not <document>#<pointer>');
    assert.equal(problem({ rule: "root-*" }), 'names "root-*", which is no rule');
    assert.equal(problem({ justification: "x".repeat(19) }), "has a justification under 20 characters");
    assert.equal(problem({ owner: 7 }), "has owner: 7, not a text of 1 to 2000 characters");
    assert.equal(problem({ match: {} }), "has a match that is not a map of properties");
    assert.equal(problem({ match: { keyid: ["a"] } }), "has match/keyid that is neither a text nor a number");
    assert.equal(problem({ created: "2026-02-30" }), 'has created: "2026-02-30", not a day like 2026-11-20');
  });

  it("lasts 30 days up to an error, 90 up to a warning, 365 up to a note", () => {
    const life = (maxLevel: string, expires: string) =>
      read({ ...whole, rule: "root-expiring", created: "2026-11-01", maxLevel, expires });
    for (const [maxLevel, last, tooLate, days] of [
      ["error", "2026-12-01", "2026-12-02", 30],
      ["warning", "2027-01-30", "2027-01-31", 90],
      ["note", "2027-11-01", "2027-11-02", 365],
    ] as const) {
      assert.deepEqual(life(maxLevel, last).problems, [], maxLevel);
      assert.equal(
        life(maxLevel, tooLate).problems[0]?.says,
        `lasts ${days + 1} days; one up to ${maxLevel} may last ${days}`,
      );
    }
  });

  it("may not be written for the future, nor backwards", () => {
    assert.equal(
      problem({ created: "2026-11-25", expires: "2026-12-25" }),
      "has a creation date in the future: 2026-11-25",
    );
    assert.deepEqual(read({ ...whole, created: "2026-11-24", expires: "2026-12-25" }).problems, []);
    assert.equal(problem({ expires: "2026-11-19" }), "expires before it was created");
  });

  it("cannot be about a rule that nobody may waive, or the error of one of those that may be waived below", () => {
    for (const maxLevel of ["error", "note"]) {
      const says = `is for root-chain-broken up to ${maxLevel}, which cannot be waived`;
      assert.equal(problem({ rule: "root-chain-broken", maxLevel, expires: "2026-11-30" }), says);
    }
    const upTo = (maxLevel: string) => read({ ...whole, rule: "signature-invalid", maxLevel, expires: "2026-11-30" });
    assert.equal(upTo("error").problems[0]?.says, "is for signature-invalid up to error, which cannot be waived");
    assert.deepEqual(upTo("note").problems, []);
  });

  it("whatever it holds, is read without throwing, and every entry is a waiver or a problem", () => {
    const field = fc.constantFrom(...Object.keys(whole), "__proto__", "other");
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(field, fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(whole)))),
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), (waivers) => {
        const file = read(...waivers);
        assert.equal(file.waivers.length + file.problems.length, waivers.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a waiver", () => {
  const waiver = read(whole).waivers[0] as Waiver;
  const finding: Finding = {
    rule: "root-no-spare-key",
    level: "warning",
    subject: "prod-root#/signed/roles/root",
    title: "",
    says: "",
    properties: { keyid: "5496e91e", threshold: 1, keyids: ["5496e91e"] },
  };

  it("covers the finding of exactly its rule and subject", () => {
    assert.ok(covers(waiver, finding));
    assert.ok(!covers(waiver, { ...finding, rule: "root-threshold-one" }));
    assert.ok(!covers(waiver, { ...finding, subject: "prod-root#/signed/roles" }));
    assert.ok(!covers(waiver, { ...finding, subject: "ci-root#/signed/roles/root" }));
  });

  it("compares what it matches with the finding's properties; a list counts when it has just that", () => {
    const matching = (match: Waiver["match"]) => covers({ ...waiver, match }, finding);
    assert.ok(matching(null));
    assert.ok(matching({ threshold: 1, keyid: "5496e91e" }));
    assert.ok(matching({ keyids: "5496e91e" }));
    assert.ok(!matching({ keyid: "other" }));
    assert.ok(!matching({ toString: "x" }));
    const two = { ...finding, properties: { keyids: ["5496e91e", "another"] } };
    assert.ok(!covers({ ...waiver, match: { keyids: "5496e91e" } }, two));
  });

  it("never covers an escalation, though it names it", () => {
    const worse = { ...finding, level: "error" as const };
    assert.ok(!covers(waiver, worse));
    assert.ok(names(waiver, worse));
    assert.ok(covers(waiver, { ...finding, level: "note" }));
  });

  it("holds through its last day, UTC", () => {
    assert.ok(!isOver(waiver, new Date("2027-02-18T23:59:59Z")));
    assert.ok(isOver(waiver, new Date("2027-02-19T00:00:00Z")));
  });
});

describe("a waiver of a finding that stands for many", () => {
  const many = (subjects: readonly string[]): Finding => ({
    rule: whole.rule,
    level: "warning",
    subject: whole.subject,
    title: "25 of them.",
    says: "25 of them.",
    properties: { count: subjects.length, members: membersDigest(subjects), subjects },
  });
  const waiverOf = (match: object | undefined) => {
    const [waiver] = read({ ...without("match"), ...(match && { match }) }).waivers;
    assert.ok(waiver);
    return waiver;
  };

  it("holds for those that were there when it was written, in whatever order", () => {
    const waiver = waiverOf({ members: membersDigest(["a", "b"]) });
    assert.equal(covers(waiver, many(["a", "b"])), true);
    assert.equal(covers(waiver, many(["b", "a"])), true);
  });

  it("does not hold once there is one more, another one or one less", () => {
    const waiver = waiverOf({ members: membersDigest(["a", "b"]) });
    for (const others of [["a", "b", "c"], ["a", "c"], ["a"]]) assert.equal(covers(waiver, many(others)), false);
  });

  it("does not hold without saying which ones", () => {
    assert.equal(names(waiverOf(undefined), many(["a", "b"])), false);
    assert.equal(names(waiverOf({ count: 2 }), many(["a", "b"])), false);
  });
});
