// Decides which findings a repository has accepted for a while, and which of its waivers no longer hold. Strict: a
// waiver that is not understood hides nothing.
import * as v from "valibot";
import { isObject } from "../../json/object.ts";
import { isOf, mapOf, membersOf, problemIn, type ShapeOf } from "../../json/shape.ts";
import { quoted } from "../../text/quoted.ts";
import { MS_PER_DAY } from "../../tuf/metadata/expiry.ts";
import type { Finding, FindingProperties, Level, RuleFacts } from "../engine/rule.ts";
import { RANK } from "../engine/rule.ts";
import { refusesWaiver } from "./waivability.ts";

const MIN_JUSTIFICATION = 20;
const MAX_TEXT = 2000;

const TEXT_SAYS = `has {at}: {value}, not a text of 1 to ${MAX_TEXT} characters`;
const required = v.pipe(
  v.string(({ input }) => (input === undefined ? "lacks {at}" : TEXT_SAYS)),
  v.maxLength(MAX_TEXT, TEXT_SAYS),
  v.check((text) => text.trim() !== "", TEXT_SAYS),
);
const shortText = (says: string) => v.pipe(v.string(says), v.nonEmpty(says), v.maxLength(MAX_TEXT, says));

const MATCH_SAYS = "has {at} that is neither a text nor a number";
const match = v.pipe(
  mapOf(
    v.union([shortText(MATCH_SAYS), v.pipe(v.number(), v.safeInteger())], MATCH_SAYS),
    "has a match that is not a map of properties",
  ),
  v.check((properties) => Object.keys(properties).length > 0, "has a match that is not a map of properties"),
);

const waiverEntry = membersOf(
  {
    id: required,
    rule: required,
    subject: v.pipe(required, v.regex(/^[^#]+#/, "has {at}: {value}, not <document>#<pointer>")),
    match: v.optional(match),
    maxLevel: v.picklist(["note", "warning", "error"], ({ input }) =>
      input === undefined ? "lacks {at}" : "has {at}: {value}, not note, warning or error",
    ),
    justification: required,
    owner: required,
    ticket: v.optional(shortText("has a ticket that is not a text")),
    /** `2026-11-20`. */
    created: required,
    /** Covers through this day, UTC. */
    expires: required,
  },
  "is not a map of fields",
);

type WaiverEntry = ShapeOf<typeof waiverEntry>;

export interface Waiver extends Omit<WaiverEntry, "match" | "ticket"> {
  /** Place in the file, from 0. */
  readonly index: number;
  /** Compared with a finding's properties; null: not compared. */
  readonly match: NonNullable<WaiverEntry["match"]> | null;
  readonly ticket: string | null;
}

export interface WaiverProblem {
  /** `waivers#/waivers/0/expires`. */
  readonly subject: string;
  /** Null when no waiver can be named. */
  readonly id: string | null;
  /** Completes "Waiver W-1 …", or "The waivers file …" without an id. */
  readonly says: string;
}

export interface WaiverFile {
  readonly waivers: readonly Waiver[];
  readonly problems: readonly WaiverProblem[];
}

/** What became of one waiver in a review. */
export interface WaiverState {
  readonly waiver: Waiver;
  readonly expired: boolean;
  /** It names a finding, covered or not. */
  readonly matched: boolean;
  /** Its rule looked. */
  readonly ran: boolean;
}

export const noWaivers: WaiverFile = { waivers: [], problems: [] };

const MAX_WAIVERS = 1000;
/** Days from `created` to `expires` that a waiver of a level may last. */
const MAX_LIFE: Readonly<Record<Level, number>> = { error: 30, warning: 90, note: 365 };

export interface WaiverContext {
  /** The catalogue, by id. */
  readonly rules: ReadonlyMap<string, RuleFacts>;
  readonly now: Date;
}

/** @param value the parsed file. Whatever is wrong with it is in `problems`; what is right in it still counts. */
export function readWaivers(value: unknown, context: WaiverContext): WaiverFile {
  const file = (says: string): WaiverFile => ({ waivers: [], problems: [{ subject: "waivers#", id: null, says }] });
  if (!isObject(value)) return file("is not a map with version and waivers");
  const unknown = Object.keys(value).find((member) => member !== "version" && member !== "waivers");
  if (unknown !== undefined) return file(`has the unknown member ${quoted(unknown)}`);
  if (value.version !== 1) return file("has no `version: 1`, the only layout that is known");
  if (!Array.isArray(value.waivers)) return file("has no list of waivers");
  if (value.waivers.length > MAX_WAIVERS) return file(`has more than ${MAX_WAIVERS} waivers`);
  const counts = Map.groupBy(value.waivers, (entry) => (isObject(entry) ? entry.id : undefined));
  const waivers: Waiver[] = [];
  const problems: WaiverProblem[] = [];
  for (const [index, entry] of value.waivers.entries()) {
    const id = isObject(entry) && typeof entry.id === "string" ? entry.id : null;
    const shared = id !== null && counts.get(id)!.length > 1;
    const says = shared ? "shares its id with another one" : problemOf(entry, context);
    if (says !== null) {
      problems.push({ subject: `waivers#/waivers/${index}`, id, says: id === null ? `at ${index}: ${says}` : says });
    } else if (isOf(waiverEntry, entry)) {
      waivers.push({ ...entry, index, match: entry.match ?? null, ticket: entry.ticket ?? null });
    }
  }
  return { waivers, problems };
}

/** Null when the entry is a waiver that may be applied. */
function problemOf(entry: unknown, { rules, now }: WaiverContext): string | null {
  if (!isOf(waiverEntry, entry)) return problemIn(waiverEntry, entry);
  const rule = rules.get(entry.rule);
  if (!rule) return `names ${quoted(entry.rule)}, which is no rule`;
  const reached = [rule.level, ...(rule.raised ?? [])].filter((level) => RANK[level] <= RANK[entry.maxLevel]);
  // A rule that cannot be waived at its mildest cannot be waived at all.
  if (["note" as const, ...reached].some((level) => refusesWaiver(rule, level))) {
    return `is for ${entry.rule} up to ${entry.maxLevel}, which cannot be waived`;
  }
  if (entry.justification.trim().length < MIN_JUSTIFICATION) {
    return `has a justification under ${MIN_JUSTIFICATION} characters`;
  }
  return problemOfLife(entry, now);
}

function problemOfLife({ created, expires, maxLevel }: WaiverEntry, now: Date): string | null {
  const [from, to] = [dayOf(created), dayOf(expires)];
  if (from === null) return `has created: ${quoted(created)}, not a day like 2026-11-20`;
  if (to === null) return `has expires: ${quoted(expires)}, not a day like 2026-11-20`;
  // A day of grace: where it was written, tomorrow may have begun.
  if (from > now.getTime() + MS_PER_DAY) return `has a creation date in the future: ${created}`;
  if (to < from) return "expires before it was created";
  const days = (to - from) / MS_PER_DAY;
  if (days <= MAX_LIFE[maxLevel]) return null;
  return `lasts ${days} days; one up to ${maxLevel} may last ${MAX_LIFE[maxLevel]}`;
}

/** Does the waiver name this finding? Whether it covers its level is another question. */
export function names({ rule, subject, match }: Waiver, finding: Finding): boolean {
  if (rule !== finding.rule || subject !== finding.subject) return false;
  // A finding that stands for many is another one as soon as these are others.
  const members = finding.properties?.["members"];
  if (members !== undefined && match?.["members"] !== members) return false;
  return match === null || Object.entries(match).every(([name, value]) => hasProperty(finding.properties, name, value));
}

export function covers(waiver: Waiver, finding: Finding): boolean {
  return names(waiver, finding) && RANK[finding.level] <= RANK[waiver.maxLevel];
}

export function isOver({ expires }: Waiver, now: Date): boolean {
  return now.getTime() >= (dayOf(expires) ?? 0) + MS_PER_DAY;
}

function hasProperty(properties: FindingProperties | undefined, name: string, value: string | number): boolean {
  const found = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (typeof found === "string" || typeof found === "number") return String(found) === String(value);
  return found?.length === 1 && found[0] === String(value);
}

/** Midnight UTC in milliseconds; null for a day that is none. */
function dayOf(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? at.getTime() : null;
}
