// The gate, fuzzed: one thing is changed in one document of a good Factory, signed anew or not. Whatever a strict device then
// refuses is an error of the review and stops whoever signs, save where the act replaces the refused document.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { EmbeddedFactory, FactorySnapshot } from "../../../src/emulator/state/factory.ts";
import { signedBy } from "../../../src/emulator/state/key-pair.ts";
import { keptDocuments, servedOnline } from "../../../src/emulator/state/online-documents.ts";
import type { SignedDocument } from "../../../src/emulator/state/state.ts";
import { ToolError } from "../../../src/errors/tool-error.ts";
import type { ReviewFinding } from "../../../src/review/engine/result.ts";
import { type Workbench, workbench } from "../../kit/workbench.ts";
import { productionSigners } from "../../review/rules/factory-edits.ts";
import { type Dice, diceOf, mutated, oneOf, spoiled } from "./mutations.ts";
import { type Json, type Reason, reasonsToRefuse, type Served } from "./strict-device.ts";

/** How many changes are tried; more where somebody asks for it. */
const RUNS = Number(process.env["FACTORY_TUF_FUZZ"] ?? 60);
const SEED = Number(process.env["FACTORY_TUF_FUZZ_SEED"] ?? 20_261_126);
const TAG = "production";

describe(`the gate, with one thing changed in a good Factory (${RUNS} times from seed ${SEED})`, () => {
  let bench: Workbench;
  let good: FactorySnapshot;
  before(async () => {
    bench = await workbench();
    good = bench.factory.snapshot();
  });
  after(() => bench.close());

  it("has nothing to refuse as long as nothing is changed", async () => {
    assert.deepEqual(reasonsToRefuse(servedBy(bench.factory), bench.clock()), []);
    await bench.run("wave plan", { version: "6", tag: TAG });
  });

  it("says an error of, and signs nothing on, whatever a device refuses", async (t) => {
    const tally = { refused: 0, accepted: 0 };
    const escaped: string[] = [];
    for (let seed = SEED; seed < SEED + RUNS; seed++) {
      bench.factory.restore(good);
      const what = change(bench.factory, diceOf(seed));
      const reasons = reasonsToRefuse(servedBy(bench.factory), bench.clock());
      tally[reasons.length > 0 ? "refused" : "accepted"]++;
      if (reasons.length === 0) continue;
      for (const how of await escapes(bench, reasons)) {
        escaped.push(
          `seed ${seed}: ${what}: ${how}, though ${reasons.map(({ of, says }) => `${of} ${says}`).join(", ")}`,
        );
      }
    }
    assert.deepEqual(escaped.slice(0, 20), []);
    t.diagnostic(`${tally.refused} refused by a device, ${tally.accepted} not`);
    assert.ok(RUNS < 60 || tally.refused > RUNS / 4);
  });
});

/** How it got past us; empty where it did not. */
async function escapes(bench: Workbench, reasons: readonly Reason[]): Promise<string[]> {
  const { data } = await bench.run("review");
  // The catalogue has a warning for a member that no device minds.
  const isMember = reasons.every(({ kind }) => kind === "member");
  const hasError = data.findings.some(
    ({ level, rule }: ReviewFinding) => level === "error" || (isMember && rule === "metadata-unknown-member"),
  );
  // A new Wave replaces expired targets, and has snapshot and timestamp signed anew; another root an expired one.
  const isRepairedByWave = reasons.every(({ of, kind }) => kind === "expired" && of !== "root");
  const isShown = reasons.every(({ of, kind }) => of !== "root" || kind === "expired");
  const planStops = await stops(bench, "wave plan", { version: "6", tag: TAG });
  const showStops = await stops(bench, "root show", {});
  return [
    ...(hasError ? [] : ["the review has no error"]),
    ...(planStops || isRepairedByWave ? [] : ["wave plan goes on"]),
    ...(planStops && isRepairedByWave ? ["wave plan does not repair it"] : []),
    ...(showStops || isShown ? [] : ["root show goes on"]),
  ];
}

async function stops(bench: Workbench, command: string, raw: Record<string, string>): Promise<boolean> {
  try {
    await bench.run(command, raw);
    return false;
  } catch (error) {
    if (error instanceof ToolError) return true;
    throw error;
  }
}

/** One change, and what it was. */
function change(factory: EmbeddedFactory, dice: Dice): string {
  const signs = dice(3) > 0;
  const of = oneOf(dice, ["root", "targets", "snapshot", "timestamp"] as const);
  const edit = (document: SignedDocument, sign: (signed: Json) => SignedDocument): [SignedDocument, string] => {
    if (dice(4) === 0 && document.signatures.length > 0) {
      const { signatures, what } = spoiled(document.signatures, dice);
      return [{ ...document, signatures }, what];
    }
    const { signed, what } = mutated(document.signed, dice);
    return signs ? [sign(signed), `${what}, signed anew`] : [{ ...document, signed }, what];
  };
  if (of === "targets") {
    const [document, what] = edit(factory.state.prodTargets.get(TAG)!, (signed) =>
      signedBy(productionSigners(factory), signed),
    );
    factory.setProduction(TAG, document);
    return `targets: ${what}`;
  }
  if (of === "root") return changeRoot(factory, dice, edit);
  let told = "";
  const made = new Map<string, SignedDocument>();
  factory.editOnline((role, tag, document) => {
    if (role !== of) return document;
    // Made once: every answer is the same.
    const known = made.get(`${role} ${tag}`);
    if (known) return known;
    const [edited, what] = edit(document, (signed) => factory.signOnline(signed, role));
    told = what;
    made.set(`${role} ${tag}`, edited);
    return edited;
  });
  servedBy(factory);
  return `${of}: ${told}`;
}

/**
 * The newest root of one flavour, or of both alike; at times an older one. Of production whoever signs reads the newest alone, so
 * an older one is changed with CI's.
 */
function changeRoot(
  factory: EmbeddedFactory,
  dice: Dice,
  edit: (document: SignedDocument, sign: (signed: Json) => SignedDocument) => [SignedDocument, string],
): string {
  const sign = (signed: Json) => signedBy([factory.offlineKeys.root!], signed);
  const flavours = oneOf(dice, [["ci", "prod"], ["ci", "prod"], ["prod"], ["ci"]] as const);
  const back = flavours[0] === "ci" && dice(4) === 0 ? 1 + dice(2) : 0;
  const seed = dice(2 ** 31);
  let told = "";
  for (const flavour of flavours) {
    factory.setRoots(flavour, (roots) => {
      const again = diceOf(seed);
      const at = roots.length - 1 - back;
      const root = roots[at]!;
      const { signed, what } = mutated(root.signed, again);
      const [spoiledRoot, spoiling] = flavours.length === 1 ? edit(root, sign) : [sign(signed), `${what}, signed anew`];
      told = spoiling;
      return roots.with(at, spoiledRoot as typeof root);
    });
  }
  return `${flavours.join(" and ")} root${back > 0 ? `, ${back} before the newest` : ""}: ${told}`;
}

function servedBy({ state }: EmbeddedFactory): Served {
  const targets = state.prodTargets.get(TAG)!;
  const { snapshot, timestamp } = servedOnline(state, TAG, keptDocuments(state, "prod", TAG)!);
  // As it comes from the wire: what is no JSON is not there.
  return JSON.parse(
    JSON.stringify({ ciRoots: state.ciRoots, prodRoots: state.prodRoots, targets, snapshot, timestamp }),
  );
}
