// Keeps hostile metadata from filling a report: one rule tells so many places of a document, and counts the rest.
import { title } from "./message.ts";
import { pointerText } from "./pointer-text.ts";
import type { Level, Observation } from "./rule.ts";
import { spoken } from "./spoken.ts";

export const MAX_OBSERVATIONS = 20;

/**
 * Observations of one document, the last of them for all that are too many; those are never looked at.
 * @param places the worst first: the level of the last observation is that of the first place it counts.
 */
export function bounded<T>(
  doc: string,
  places: readonly T[],
  observe: (place: T) => Observation,
): readonly Observation[] {
  if (places.length <= MAX_OBSERVATIONS) return places.map(observe);
  const told = places.slice(0, MAX_OBSERVATIONS - 1).map(observe);
  const next = observe(places[told.length]!);
  const count = places.length - told.length;
  const rest: Observation = {
    subject: `${doc}#`,
    title: title`${spoken(doc)} has ${count} more such places, the next at ${pointerText(next.subject.slice(doc.length + 1))}.`,
    properties: { count },
    ...(next.level && { level: next.level }),
  };
  return [...told, rest];
}

const ORDER: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** Observations of one document, the worst first. Each must carry its level. */
export function boundedByLevel(
  doc: string,
  observations: readonly (Observation & { readonly level: Level })[],
): readonly Observation[] {
  const sorted = observations.toSorted((a, b) => ORDER[a.level] - ORDER[b.level]);
  return bounded(doc, sorted, (observation) => observation);
}
