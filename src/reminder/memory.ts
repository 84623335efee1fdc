// What a reminder remembers in the hidden first line of its issue: which dates it is about, and how far it has
// escalated. Whoever may edit the issue can change it, so it is read like any text from outside.

import * as v from "valibot";
import { markerLine, wordsAfter } from "../github/marker.ts";
import { jsonOrNull } from "../json/json-or-null.ts";
import { memberAt } from "../json/object.ts";
import { isOf } from "../json/shape.ts";
import { base64Bytes } from "../text/base64.ts";
import { utf8 } from "../text/utf8.ts";
import { wholeSeconds } from "../tuf/metadata/expiry.ts";
import type { DueDate } from "./due-date.ts";

export interface Remembered {
  readonly id: string;
  readonly at: Date;
  /** Of the document that had this date. */
  readonly version: number;
}

export interface Memory {
  /** The dates that the issue is open for; empty in a closed one. */
  readonly due: readonly Remembered[];
  /** Null where nothing was due. */
  readonly step: number | null;
  /** Since when nothing can be read; null while it can. */
  readonly blindSince: Date | null;
}

export const noMemory: Memory = { due: [], step: null, blindSince: null };

/** More would make the hidden line longer than the text. */
const MAX_REMEMBERED = 50;
const ID = /^(?:root|root-key\/[0-9a-f]{64}|(?:prod-targets|wave)\/[A-Za-z0-9_.+-]{1,128})$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const moment = v.pipe(
  v.string(),
  v.regex(TIME),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);
const escalation = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const remembered = v.tuple([v.pipe(v.string(), v.regex(ID)), moment, v.pipe(v.number(), v.safeInteger())]);
/** One that cannot be understood is passed over, and the others count. */
const entries = v.array(v.unknown());

export function remindMarker(factory: string): readonly string[] {
  return ["remind", factory];
}

/** The first line of the issue. */
export function memoryLine(factory: string, { due, step, blindSince }: Memory): string {
  const blind = blindSince && { blind: wholeSeconds(blindSince) };
  const value = {
    step,
    ...blind,
    due: due.slice(0, MAX_REMEMBERED).map(({ id, at, version }) => [id, wholeSeconds(at), version]),
  };
  return markerLine(...remindMarker(factory), Buffer.from(JSON.stringify(value)).toString("base64"));
}

/** What the first line says, as far as it can be understood. */
export function memoryIn(body: string, factory: string): Memory {
  const [encoded = ""] = wordsAfter(body, ...remindMarker(factory)) ?? [];
  const bytes = base64Bytes(encoded);
  const value = jsonOrNull(bytes && utf8(bytes));
  const [due, step, blind] = ["due", "step", "blind"].map((name) => memberAt(value, name));
  return {
    due: isOf(entries, due) ? due.slice(0, MAX_REMEMBERED).flatMap(rememberedIn) : [],
    step: isOf(escalation, step) ? step : null,
    blindSince: isOf(moment, blind) ? new Date(blind) : null,
  };
}

export function remember(dates: readonly DueDate[]): readonly Remembered[] {
  return dates.map(({ id, at, version }) => ({ id, at, version }));
}

/**
 * The remembered dates that nothing verified has replaced: the document is not there, or an older version of it is. A
 * Wave, or a root key, that is gone has nothing left to end.
 */
export function unresolved(due: readonly Remembered[], dates: readonly DueDate[]): readonly Remembered[] {
  return due.filter(({ id, version }) => {
    const now = dates.find((date) => date.id === id);
    return now ? now.version < version : !/^(?:wave|root-key)\//.test(id);
  });
}

function rememberedIn(entry: unknown): Remembered[] {
  if (!isOf(remembered, entry)) return [];
  const [id, at, version] = entry;
  return [{ id, at: new Date(at), version }];
}
