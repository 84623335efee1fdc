// While a Wave is active, targets keys and online keys stay (PROTOCOL §4).
import { ToolError } from "../../tuf/errors.ts";

/** @param waves names of the active Waves; at least one. */
export function waveActive(waves: readonly string[]): ToolError {
  return new ToolError("wave-active-for-tag", {
    happened: `Wave ${waves.join(", ")} is active; until it has ended, targets keys and online keys must stay.`,
    next: "Complete or cancel it first.",
  });
}
