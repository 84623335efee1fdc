// The two flavours of a root are one document but for a threshold: what is wrong with both is said once.
import type { Observation } from "./rule.ts";

const CI = /^(staged-)?ci-root(?=[@#])/;

/** Without what is said of a CI root where the same is said of the production root of that version. */
export function dropCiTwins(observations: readonly Observation[]): readonly Observation[] {
  const said = new Set(observations.map((observation) => identity(observation, observation.subject)));
  return observations.filter((observation) => {
    const twin = observation.subject.replace(CI, "$1prod-root");
    return twin === observation.subject || !said.has(identity(observation, twin));
  });
}

function identity({ properties, level }: Observation, subject: string): string {
  return JSON.stringify([subject, level, properties]);
}
