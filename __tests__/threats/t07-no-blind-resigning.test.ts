import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, it } from "node:test";
import { type KeyPair, makeKeyPair, signatureBy, signedBy } from "../../src/emulator/state/key-pair.ts";
import type { TargetsDocument } from "../../src/emulator/state/state.ts";
import type { ErrorCode } from "../../src/errors/tool-error.ts";
import type { TargetFile, TargetsSigned } from "../../src/tuf/metadata/metadata.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import type { Refusal } from "../kit/workbench.ts";
import { pinsOf } from "./stage.ts";

const SIGN = ["updates sign-prod-targets", { keys: "second.tgz" }] as const;
const ROTATE = [
  "updates rotate-offline-key",
  { role: "targets", keys: "root.tgz", "targets-keys": "targets.tgz" },
] as const;
const STRANGER = makeKeyPair("ed25519", "stranger", "targets");

let secondKeyid: string;
const bench = sharedBench({}, async (bench) => {
  await bench.run("updates init", { changelog: "a test" });
  // A second signer's key joins within the transaction; it is to sign what is in production.
  const { data } = await bench.run("updates add-offline-key", { role: "targets", ...SIGN[1] });
  secondKeyid = data.keyid;
});

const online = (): KeyPair => bench.factory.state.online.targets.pair!;
const offline = (): KeyPair => bench.factory.offlineKeys.targets!;
const production = (): TargetsDocument => bench.factory.state.prodTargets.get("production")!;
/** Production targets as a hostile Factory serves them, edited and signed anew. */
const served = (edit: (signed: TargetsSigned) => object, signers: readonly KeyPair[] = [online(), offline()]) =>
  signedBy(signers, edit(structuredClone(production().signed)) as TargetsSigned);

function assertUnsigned({ posts, error }: Refusal): void {
  assert.deepEqual([posts, error.changed], [[], "no"]);
  const archive = readFileSync(join(bench.folder, "targets.tgz"));
  assert.deepEqual(archive, Buffer.from(bench.factory.archives.targets!));
  assert.equal(existsSync(join(bench.folder, "targets.tgz.new")), false);
}

const lies: readonly [string, () => object, ErrorCode, RegExp][] = [
  ["lack their threshold", () => served((signed) => signed, [online()]), "threshold-not-met", /1 of 2 valid targets/],
  [
    "carry an old signature over other content",
    () => {
      const { signed } = production();
      const other = signatureBy(offline(), { ...signed, version: signed.version + 1 });
      return { signatures: [signatureBy(online(), signed), other], signed };
    },
    "threshold-not-met",
    /1 of 2 valid targets/,
  ],
  [
    "carry an entry that merely names the right key",
    () => {
      const { signed } = production();
      const named = { ...signatureBy(STRANGER, signed), keyid: offline().keyid };
      return { signatures: [signatureBy(online(), signed), named], signed };
    },
    "threshold-not-met",
    /1 of 2 valid targets/,
  ],
  [
    "name a key twice",
    () => {
      const { signatures, signed } = production();
      return { signatures: [...signatures, signatures[0]], signed };
    },
    "device-would-refuse",
    /twice/,
  ],
  [
    "delegate (T9), be it that both keys have signed it",
    () => served((signed) => ({ ...signed, delegations: { keys: {}, roles: [] } })),
    "metadata-member-refused",
    /has the member \/signed\/delegations, which a device might obey/,
  ],
  [
    "belong to another tag",
    () => served((signed) => ({ ...signed, targets: retagged(signed.targets, ["production", "qa"]) })),
    "tag-mismatch",
    /not exactly \["production"\]/,
  ],
  [
    "hold what encoders write differently",
    () => served((signed) => ({ ...signed, targets: withCustom(signed.targets, { note: "für alle" }) })),
    "metadata-not-portable",
    /\/custom\/note/,
  ],
];

describe("T7 no blind re-signing: production targets are verified before another key signs them", () => {
  for (const [command, raw] of [SIGN, ROTATE]) {
    for (const [what, lie, code, says] of lies) {
      it(`${command} refuses those that ${what}`, async () => {
        bench.factory.setProduction("production", lie() as TargetsDocument);
        assertUnsigned(await bench.refused(command, raw, code, says));
      });
    }

    it(`${command} refuses those that were production once, where a pin knows newer ones`, async () => {
      const older = production();
      bench.factory.setProduction(
        "production",
        served((signed) => ({ ...signed, version: 5 })),
      );
      bench.file("pins.json", JSON.stringify(pinsOf(bench.factory)));
      bench.factory.setProduction("production", older);
      const pins = { ...raw, pins: "pins.json" };
      assertUnsigned(await bench.refused(command, pins, "metadata-rollback", /version 3/));
    });
  }

  it("updates sign-prod-targets signs what is verified, once", async () => {
    const { posts, data } = await bench.run(...SIGN);
    assert.deepEqual([data.tags, data.had], [["production"], 0]);
    const body = posts[0]!.body as { "targets-signatures": Record<string, { keyid: string }[]> };
    assert.deepEqual(
      body["targets-signatures"].production!.map(({ keyid }) => keyid),
      [secondKeyid],
    );
  });

  it("updates rotate-offline-key signs only what the old key had signed", async () => {
    bench.factory.setProduction("qa", signedBy([online(), offline()], tagged("qa")));
    const { data } = await bench.run(...ROTATE);
    assert.deepEqual([...data.resigned].sort(), ["production", "qa"]);
    // Where another key has signed, the new one is not asked to.
    bench.factory.restore(bench.start);
    await bench.run("updates cancel");
    const { key } = bench.factory.addTargetsKey("third");
    bench.factory.setProduction("qa", signedBy([online(), key], tagged("qa")));
    await bench.run("updates init", { changelog: "a test" });
    bench.file("targets.tgz", bench.factory.archives.targets!);
    const again = await bench.run(...ROTATE);
    assert.deepEqual(again.data.resigned, ["production"]);
  });
});

describe("T7 no blind re-signing: Waves", () => {
  beforeEach(() => bench.run("wave init", { wave: "w6", version: "6", tag: "production", keys: "targets.tgz" }));

  const wave = (edit: (signed: TargetsSigned) => object, signers = [online(), offline()]) =>
    bench.factory.setWave("w6", (found) => ({
      ...found,
      targets: signedBy(signers, edit(structuredClone(found.targets!.signed)) as TargetsSigned),
    }));
  const BOARD_6 = "board-001-lmp-6";
  const unaccounted: readonly [string, (signed: TargetsSigned) => object, ErrorCode, RegExp][] = [
    [
      "a target that CI never built",
      (signed) => ({ ...signed, targets: { ...signed.targets, "board-001-lmp-666": signed.targets[BOARD_6] } }),
      "wave-content-unverified",
      /"board-001-lmp-666" stands neither in production nor in the CI targets/,
    ],
    [
      "another image under a known name",
      (signed) => {
        const file = { ...signed.targets[BOARD_6]!, hashes: { sha256: "0".repeat(64) } };
        return { ...signed, targets: { ...signed.targets, [BOARD_6]: file } };
      },
      "wave-content-unverified",
      /differs from the CI target of that name at \/hashes\/sha256/,
    ],
    ["a delegation", (signed) => ({ ...signed, delegations: {} }), "metadata-member-refused", /\/signed\/delegations/],
    [
      "another version",
      (signed) => ({ ...signed, version: 7 }),
      "wave-content-unverified",
      /its document says version 7/,
    ],
  ];
  for (const [what, edit, code, says] of unaccounted) {
    it(`updates sign-prod-targets refuses one with ${what}, well signed`, async () => {
      wave(edit);
      assertUnsigned(await bench.refused(...SIGN, code, says));
    });
  }

  it("updates sign-prod-targets refuses one that no offline key has signed", async () => {
    wave((signed) => signed, [online()]);
    assertUnsigned(
      await bench.refused(...SIGN, "wave-not-signed-by-us", /no valid signature of an offline targets key/),
    );
    bench.factory.setWave("w6", (found) => {
      const { signed, signatures } = found.targets!;
      const named = { ...signatureBy(STRANGER, signed), keyid: offline().keyid };
      return { ...found, targets: { signed, signatures: [...signatures, named] } };
    });
    assertUnsigned(
      await bench.refused(...SIGN, "wave-not-signed-by-us", /no valid signature of an offline targets key/),
    );
  });

  it("updates sign-prod-targets signs one whose every target is accounted for", async () => {
    const { data } = await bench.run(...SIGN);
    assert.deepEqual([data.tags, data.waves], [["production"], ["w6"]]);
  });

  it("updates rotate-offline-key signs none: while one is active, targets keys stay", async () => {
    assertUnsigned(await bench.refused(...ROTATE, "wave-active-for-tag", /Wave w6 is active/));
  });
});

type Targets = TargetsSigned["targets"];

function retagged(targets: Targets, tags: readonly string[]): Targets {
  return withCustom(targets, { tags });
}

function withCustom(targets: Targets, custom: object): Targets {
  const changed = Object.entries(targets).map(([name, file]): [string, TargetFile] => [
    name,
    { ...file, custom: { ...file.custom, ...custom } },
  ]);
  return Object.fromEntries(changed);
}

function tagged(tag: string): TargetsSigned {
  const { signed } = production();
  return { ...signed, targets: retagged(signed.targets, [tag]) };
}
