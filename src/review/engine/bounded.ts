// Keeps hostile metadata from filling a report: one rule tells so many places of a document, and counts the rest.
import { isObject } from "../../json/object.ts";
import { pointerText, spoken, title } from "../sentences/message.ts";
import { membersDigest } from "./group.ts";
import type { Level, Observation } from "./rule.ts";

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
  const listed = places.slice(0, MAX_OBSERVATIONS - 1).map(observe);
  const next = observe(places[listed.length]!);
  const others = places.slice(listed.length);
  const rest: Observation = {
    subject: `${doc}#`,
    title: title`${spoken(doc)} has ${others.length} more such places, the next at ${pointerText(next.subject.slice(doc.length + 1))}.`,
    properties: { count: others.length, members: membersDigest(others.map(nameOf)) },
    ...(next.level && { level: next.level }),
  };
  return [...listed, rest];
}

/** What tells places apart without looking at them: where they are, and which key they are about. */
function nameOf(place: unknown): string {
  if (typeof place === "string") return place;
  const { subject, pointer, keyid, properties } = isObject(place) ? place : NOTHING;
  return JSON.stringify([subject, pointer, keyid ?? (isObject(properties) ? properties.keyid : undefined)]);
}

const NOTHING: Readonly<Record<string, unknown>> = {};

const ORDER: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** Observations of one document, the worst first. Each must carry its level. */
export function boundedByLevel(
  doc: string,
  observations: readonly (Observation & { readonly level: Level })[],
): readonly Observation[] {
  const sorted = observations.toSorted((a, b) => ORDER[a.level] - ORDER[b.level]);
  return bounded(doc, sorted, (observation) => observation);
}
