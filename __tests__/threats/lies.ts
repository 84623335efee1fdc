// Every lie of a hostile Factory that we know of, in one table.
import { ciContentLies } from "./lies/ci-content.ts";
import { ciTargetsLies } from "./lies/ci-targets.ts";
import type { Lie } from "./lies/lie.ts";
import { productionLies } from "./lies/production.ts";
import { rootLies } from "./lies/roots.ts";
import { waveToEndLies } from "./lies/wave-to-end.ts";
import { waveToSignLies } from "./lies/wave-to-sign.ts";
import { wireLies } from "./lies/wire.ts";

export const lies: readonly Lie[] = [
  ...rootLies,
  ...ciTargetsLies,
  ...ciContentLies,
  ...productionLies,
  ...waveToSignLies,
  ...waveToEndLies,
  ...wireLies,
];
