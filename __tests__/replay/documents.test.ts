// Every document recorded from the vendor's tool, verified with the keys of the root it belongs to.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { parseJson } from "../../src/json/json.ts";
import { type KeyJson, keyidOf, usableKey } from "../../src/tuf/metadata/key.ts";
import {
  type Doc,
  parseRoot,
  parseTargets,
  type RootSigned,
  type TargetsSigned,
} from "../../src/tuf/metadata/metadata.ts";
import { signatureListProblem, tally } from "../../src/tuf/metadata/threshold.ts";
import { verifyProductionRoot } from "../../src/tuf/root/flavours.ts";
import { verifyRootChain } from "../../src/tuf/root/root-chain.ts";
import { verifyCiTargets } from "../../src/tuf/targets/ci-targets.ts";
import { verifyProductionTargets } from "../../src/tuf/targets/production.ts";
import { scenarioNames } from "../emulator/recordings.ts";

const folder = new URL("../vectors/", import.meta.url);
/** All recordings were made on this day. */
const RECORDED = new Date("2026-11-23T12:00:00Z");

interface State {
  readonly name: string;
  readonly step: number;
  readonly ci: readonly Doc<RootSigned>[];
  readonly prod: readonly Doc<RootSigned>[];
  readonly raw: Record<string, unknown>;
}
interface Step {
  readonly calls: readonly [number, number];
}
interface Call {
  readonly method: string;
  readonly path: string;
  readonly request: unknown;
  readonly status: number;
  readonly response: unknown;
}

const read = (path: string) => readFileSync(new URL(path, folder), "utf8");
const asDoc = (value: unknown) => parseJson(typeof value === "string" ? value : JSON.stringify(value), "doc");
const root = (value: unknown, where: string) => parseRoot(asDoc(value), where);
const targets = (value: unknown, where: string) => parseTargets(asDoc(value), where);
const entries = (value: unknown) => Object.entries((value ?? {}) as Record<string, unknown>);

const scenarios = scenarioNames.map((name) => {
  const states: State[] = readdirSync(new URL(`${name}/state/`, folder))
    .sort()
    .map((file) => {
      const raw = parseJson(read(`${name}/state/${file}`), file).value as Record<string, unknown>;
      const roots = (member: string) =>
        (raw[member] as unknown[]).map((value, index) => root(value, `${member} ${index + 1}`));
      return {
        name: `${name}/${file}`,
        step: Number.parseInt(file, 10),
        ci: roots("ci-roots"),
        prod: roots("prod-roots"),
        raw,
      };
    });
  const steps = JSON.parse(read(`${name}/steps.json`)) as Step[];
  const calls = read(`${name}/calls.jsonl`)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Call);
  return { name, states, steps, calls };
});

function production(state: State): [tag: string, doc: Doc<TargetsSigned>][] {
  return entries(state.raw["prod-targets"]).map(([tag, value]) => [tag, targets(value, `production targets ${tag}`)]);
}

const checkedKeys = new Set<string>();

function checkKeyids(doc: Doc<RootSigned>): number {
  for (const [keyid, key] of Object.entries(doc.signed.keys)) {
    if (checkedKeys.has(keyid + key.keyval.public)) continue;
    checkedKeys.add(keyid + key.keyval.public);
    const decision = usableKey(key);
    assert.ok(decision.usable, keyid);
    assert.equal(decision.keyid, keyid);
    assert.equal(keyidOf(key), keyid);
  }
  return Object.keys(doc.signed.keys).length;
}

/** Each recorded signature must be by a root key of one of the verifiers, and valid. */
function checkRootSignatures(doc: Doc<RootSigned>, verifiers: readonly Doc<RootSigned>[]): void {
  const tallies = verifiers.map((verifier) => tally(doc, verifier, "root"));
  for (const { keyid } of doc.signatures) {
    assert.ok(
      tallies.some(({ signedBy }) => signedBy.includes(keyid)),
      `${doc.where}: ${keyid}`,
    );
  }
  assert.deepEqual(
    tallies.flatMap(({ invalid }) => invalid),
    [],
  );
  assert.equal(signatureListProblem(doc), null);
}

describe("the recorded states of the Factory", () => {
  const states = scenarios.flatMap((scenario) => scenario.states);

  it(`are all there: ${states.length} of 65 in 9 scenarios`, () => {
    assert.equal(states.length, 65);
    assert.equal(scenarios.length, 9);
  });

  it("have roots whose key ids are the hashes of their keys", () => {
    const keys = states.flatMap(({ ci, prod }) => [...ci, ...prod]).reduce((sum, doc) => sum + checkKeyids(doc), 0);
    assert.ok(keys > 1000, String(keys));
  });

  it("have chains of both flavours that verify from root 1 on, unambiguous and portable", () => {
    for (const { ci, prod, name } of states) {
      const chain = verifyRootChain(ci, ci.at(-1)!, ci[0]!);
      for (let version = 1; version <= ci.length; version++) {
        verifyProductionRoot(prod[version - 1]!, chain.roots.slice(0, version));
      }
      for (const doc of [...ci, ...prod]) assert.deepEqual([doc.problems, doc.portability], [[], null], name);
    }
  });

  it("have CI targets signed by the online key that the Factory names", () => {
    for (const state of states) {
      const onlineKey = state.raw["ci-targets.pub"] as KeyJson;
      const released = production(state).map(([, doc]) => doc);
      const evidence = { ciRoot: state.ci.at(-1)!, onlineKey, pin: null, released, now: RECORDED };
      const ci = targets(state.raw["ci-targets"], "CI targets");
      assert.equal(verifyCiTargets(ci, evidence).onlineKeyid, keyidOf(onlineKey));
    }
  });

  it("have production targets that meet the production threshold of their root", () => {
    let seen = 0;
    for (const state of states) {
      for (const [tag, doc] of production(state)) {
        assert.ok(verifyProductionTargets(doc, tag, state.prod.at(-1)!, null)?.met, state.name);
        seen++;
      }
    }
    assert.ok(seen >= 10, String(seen));
  });

  it("have Wave targets on which no signature is invalid or foreign", () => {
    let seen = 0;
    for (const state of states) {
      for (const [wave, value] of entries(state.raw["wave-targets"])) {
        const result = tally(targets(value, wave), state.prod.at(-1)!, "targets");
        assert.deepEqual([result.invalid, result.foreign], [[], []], state.name);
        assert.ok(result.signedBy.length >= 1);
        seen++;
      }
    }
    assert.ok(seen >= 5, String(seen));
  });

  it("have staged and current roots, as JSON text, whose every signature is valid", () => {
    let staged = 0;
    for (const state of states) {
      const { current, updated } = state.raw["root-updates"] as Record<
        "current" | "updated",
        Record<string, string> | null
      >;
      for (const [member, served] of [
        ["ci-root", state.ci],
        ["prod-root", state.prod],
      ] as const) {
        const now = current?.[member] ? root(current[member], `current ${member}`) : null;
        if (now) checkRootSignatures(now, [now, served.at(-2) ?? now]);
        if (!updated?.[member]) continue;
        const next = root(updated[member], `staged ${member}`);
        checkKeyids(next);
        checkRootSignatures(next, [served.at(-1)!, next]);
        staged++;
      }
    }
    assert.ok(staged >= 10, String(staged));
  });
});

for (const { name, states, steps, calls } of scenarios) {
  describe(`the recorded calls of ${name}`, () => {
    it("hold only documents whose signatures the Factory's roots verify", () => {
      let seen = 0;
      steps.forEach(({ calls: [from, to] }, step) => {
        const before = states.findLast((state) => state.step < step) ?? states[0]!;
        const after = states.findLast((state) => state.step <= step) ?? before;
        const around = step === 0 ? [after] : [before, after];
        for (const call of calls.slice(from, to)) if (call.status < 300) seen += checkCall(call, around);
      });
      assert.ok(seen > 0);
    });
  });
}

function checkCall({ method, path, request, response }: Call, around: readonly State[]): number {
  if (path.endsWith("/root/updates")) {
    const body = response as Record<string, Record<string, unknown>> | null;
    const documents = method === "PUT" ? [request as Record<string, unknown>] : [body?.["current"], body?.["updated"]];
    return documents.reduce((count, roots) => count + checkRootPair(roots ?? {}, around), 0);
  }
  if (/root\.json/.test(path)) return checkServedRoot(response, path);
  if (/(prod|wave)-targets\//.test(path))
    return entries(response).reduce((n, [, value]) => n + checkTargets(value, around), 0);
  const { targets: document } = ((method === "POST" ? request : response) ?? {}) as { targets?: unknown };
  return /\/waves\/([^/]+\/)?(\?show-targets=1)?$/.test(path) && document ? checkTargets(document, around) : 0;
}

function checkRootPair(roots: Record<string, unknown>, around: readonly State[]): number {
  let seen = 0;
  for (const member of ["ci-root", "prod-root"] as const) {
    if (!roots[member]) continue;
    const doc = root(roots[member], member);
    checkKeyids(doc);
    const chains = around.flatMap((state) => (member === "ci-root" ? state.ci : state.prod));
    const verifiers = chains.filter(({ signed }) => signed.version >= doc.signed.version - 1);
    checkRootSignatures(doc, [doc, ...verifiers]);
    seen++;
  }
  return seen;
}

function checkServedRoot(response: unknown, path: string): number {
  const doc = root(response, path);
  checkKeyids(doc);
  const asked = /(\d+)\.root\.json/.exec(path)?.[1];
  if (asked) assert.equal(doc.signed.version, Number(asked));
  assert.ok(tally(doc, doc, "root").met, path);
  return 1;
}

function checkTargets(value: unknown, around: readonly State[]): number {
  const doc = targets(value, "targets in a call");
  const tallies = around.map((state) => tally(doc, state.prod.at(-1)!, "targets"));
  assert.ok(tallies.some(({ signedBy }) => signedBy.length > 0 && signedBy.length === doc.signatures.length));
  return 1;
}
