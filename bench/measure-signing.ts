// The signing pipeline against its floor, and how its time grows with the number of targets.
import { LARGE_BYTES, LARGE_TARGETS, SMALL_BYTES, SMALL_TARGETS } from "./large-document.ts";
import { type SigningBench, signingBench } from "./signing-pipeline.ts";
import { inTurn } from "./statistics.ts";
import { atMost, milliseconds, type Row, reported, times } from "./table.ts";

const ROUNDS = 15;

export async function measureSigning(): Promise<Row[]> {
  const large = await signingBench(LARGE_TARGETS, LARGE_BYTES);
  const small = await signingBench(SMALL_TARGETS, SMALL_BYTES);
  const at = await inTurn(ROUNDS, { floor: large.floor, sign: large.sign, inputs: large.verifyInputs });
  const growth = await growthOf(large, small);
  return [
    reported("signing at 8 MiB: floor (parse, serialise, UTF-8, 2 SHA-512)", milliseconds(at.floor)),
    atMost("signing at 8 MiB: Wave to request bytes / floor", at.sign / at.floor, 2, times),
    reported("signing at 8 MiB: parse and verify both inputs / floor", times(at.inputs / at.floor)),
    atMost("from 500 to 5,000 targets: Wave to request bytes grows", growth.sign, 12, times),
    atMost("from 500 to 5,000 targets: verify, build and sign grows", growth.whole, 12, times),
  ];
}

async function growthOf(large: SigningBench, small: SigningBench): Promise<{ sign: number; whole: number }> {
  const { largeSign, smallSign, largeWhole, smallWhole } = await inTurn(ROUNDS, {
    largeSign: large.sign,
    smallSign: small.sign,
    largeWhole: large.whole,
    smallWhole: small.whole,
  });
  return { sign: largeSign / smallSign, whole: largeWhole / smallWhole };
}
