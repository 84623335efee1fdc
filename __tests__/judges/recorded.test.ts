// What the vendor's tool was recorded to make, judged by the library of fiotuf: it takes every chain of Ed25519 keys, and
// of the others each root up to the first RSA key. Our description says the same.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { documentTextOf } from "../../src/emulator/state/documents.ts";
import type { RootDocument, TargetsDocument } from "../../src/emulator/state/state.ts";
import { recordedStateAfter, scenarioNames, stateNames } from "../emulator/recordings.ts";
import { Judge, noJudge, type Question } from "./judge.ts";
import { firstRsaOf } from "./released.ts";

/** All recordings were made on this day. */
const RECORDED = new Date("2026-11-23T12:00:00Z");

let judge: Judge;

describe("recordings of the vendor's tool and the library of fiotuf", { skip: noJudge }, () => {
  before(() => {
    judge = new Judge();
  });
  after(() => judge.close());

  for (const scenario of scenarioNames) {
    it(`${scenario}: every root chain, with production and CI targets under it`, async () => {
      for (const { roots, questions } of stateNames(scenario).flatMap((name) => chainsOf(scenario, name))) {
        const firstRsa = firstRsaOf(roots);
        for (const question of questions) {
          const { root, refused, says } = await judge.ask(question);
          if (firstRsa === null) assert.deepEqual([refused, root], ["", roots.length], says);
          else assert.deepEqual([refused, root], ["root", firstRsa - 1], says);
        }
      }
    });
  }
});

function chainsOf(scenario: string, name: string): { roots: readonly RootDocument[]; questions: Question[] }[] {
  const state = recordedStateAfter(scenario, Number.parseInt(name, 10));
  const asked = (roots: readonly RootDocument[], documents: readonly TargetsDocument[]) => ({
    roots,
    questions: documents.map((document) => ({
      roots: roots.map(documentTextOf),
      targets: documentTextOf(document),
      at: RECORDED,
    })),
  });
  return [
    asked(state["prod-roots"], Object.values(state["prod-targets"])),
    asked(state["ci-roots"], [state["ci-targets"]]),
  ];
}
