// Every command that a finding ends with, run as it is printed on a Factory in that state. What "then" joins is one
// sequence; everything else is a choice, and each is tried by itself.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { commandsInText } from "../../src/report/review/findings.ts";
import { catalogue } from "../../src/review/engine/catalogue.ts";
import { closePrintedBenches, withPrintedBench } from "../kit/printed.ts";
import {
  applying,
  backup,
  bothKeys,
  expiredRoot,
  leftover,
  open,
  type State,
  staged,
  steady,
  strands,
  waiting,
  wave,
  withOtherRootKey,
} from "../kit/printed-states.ts";

/** A fix that is choices has a state for each, in their order. */
const STATES: Readonly<Record<string, readonly State[]>> = {
  "metadata-malformed": [staged, steady],
  "metadata-unknown-member": [staged, wave, steady],
  "private-material-in-metadata": [steady, steady],
  "root-unknown-member": [steady],
  "keyid-mismatch": [staged, steady],
  "duplicate-key-material": [withOtherRootKey],
  "key-unusable": [steady],
  "key-type-unsupported-by-client": [staged, steady],
  "key-shared-across-roles": [steady, steady, steady],
  "key-owner-missing": [steady, steady],
  "key-owner-concentration": [
    steady,
    async (bench) => ({ ...(await withOtherRootKey(bench)), ...(await open(bench)) }),
  ],
  "root-key-online": [],
  "root-threshold-one": [steady],
  "root-no-spare-key": [steady],
  "role-unsatisfiable": [steady, open],
  "targets-threshold": [steady],
  "prod-threshold-online-only": [steady],
  "targets-online-key-missing": [steady],
  "prod-targets-no-offline-key": [steady, steady],
  "targets-signatures-insufficient": [open, steady],
  "signature-invalid": [steady],
  "signature-rejected-by-device": [staged],
  "online-role-unsigned": [steady],
  "release-unattested": [steady],
  "attested-from-idle": [steady],
  "root-chain-gap": [steady],
  "root-chain-broken": [steady],
  "metadata-rollback": [steady],
  "metadata-equivocation": [steady],
  "pin-not-chained": [steady],
  "flavour-swapped": [steady],
  "root-unreviewed-change": [steady],
  "revoked-key-reused": [steady, steady, steady],
  "metadata-expired": [expiredRoot, wave, steady],
  "root-expiring": [steady],
  "prod-targets-expiring": [steady],
  "validity-too-long": [steady, steady],
  "key-overdue": [steady, steady, steady],
  "online-role-expired": [steady],
  "online-role-expiring": [steady],
  "flavour-version-skew": [applying, steady],
  "flavour-content-diverges": [staged, steady],
  "target-malformed": [steady],
  "target-unselectable": [steady],
  "prod-target-provenance": [wave],
  "target-app-unpinned": [steady],
  "metadata-too-large": [steady],
  "device-refuses": [staged],
  "wave-signatures-insufficient": [waiting],
  "targets-version-conflict": [wave],
  "wave-alters-existing-target": [wave],
  "wave-revivable": [steady],
  "wave-stale": [wave, wave],
  "tx-unfinished": [applying, staged],
  "tx-server-issue": [staged],
  "staged-version": [staged],
  "staged-signatures-insufficient": [staged],
  "staged-strands-targets": [strands],
  "staged-weakens": [staged],
  "staged-key-unexplained": [staged],
  "staged-blocked-by-wave": [wave, wave],
  "archive-malformed": [backup],
  "archive-active-key-count": [bothKeys],
  "archive-role-mix": [bothKeys, steady],
  "archive-exposed": [steady],
  "archive-leftover-temp": [leftover],
  "workflow-offline-key-in-ci": [steady],
  "reminder-silent": [steady],
  "workflow-no-schedule": [steady],
  "token-overprivileged": [steady],
  "workflow-unreadable": [steady],
  "input-unavailable": [steady],
  "waiver-invalid": [steady],
  "waiver-stale": [steady],
};

/** Run where a repository and its GitHub token are: here it is only known that they are commands. */
const ELSEWHERE: ReadonlySet<string> = new Set(["factory-tuf remind"]);

/** The commands of a fix, in sequences. */
function sequencesIn(fix: string): string[][] {
  const sequences: string[][] = [];
  let joined = false;
  for (const text of commandsInText(fix)) {
    if (typeof text === "string") joined = /\bthen\b/.test(text);
    else if ("code" in text) {
      if (joined && sequences.length > 0) sequences.at(-1)!.push(text.code);
      else sequences.push([text.code]);
      joined = false;
    }
  }
  return sequences;
}

const isFine = (command: string, exit: number) =>
  exit === 0 || (ELSEWHERE.has(command) && exit === 1) || (/^factory-tuf review\b/.test(command) && exit === 3);

describe("the fix of a finding", () => {
  after(closePrintedBenches);

  for (const { rule } of catalogue) {
    const sequences = sequencesIn(rule.fix);
    const states = STATES[rule.id];
    if (sequences.length === 0 && !states) continue;
    it(`works as printed: ${rule.id}`, async () => {
      assert.ok(states, "has no state here in which its commands are tried");
      if (rule.id === "root-key-online") return firstTime(sequences);
      assert.equal(states.length, sequences.length, JSON.stringify(sequences));
      for (const [at, sequence] of sequences.entries()) {
        await withPrintedBench("released", async (bench) => {
          const blanks = await states[at]!(bench);
          for (const command of sequence) {
            const { exit, says } = await bench.run(command, blanks);
            assert.ok(isFine(command, exit), says);
          }
        });
      }
    });
  }

  it("has a state here for no rule that names no command", () => {
    const naming = catalogue.filter(({ rule }) => sequencesIn(rule.fix).length > 0).map(({ rule }) => rule.id);
    assert.deepEqual(
      Object.keys(STATES).filter((id) => !naming.includes(id)),
      [],
    );
  });
});

/** The Factory is as it was delivered, and the archive is made. */
async function firstTime(sequences: readonly (readonly string[])[]): Promise<void> {
  await withPrintedBench("fresh", async (bench) => {
    for (const command of sequences.flat()) {
      const { exit, says } = await bench.run(command);
      assert.equal(exit, 0, says);
    }
  });
}
