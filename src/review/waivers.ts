// Decides which findings a repository has accepted for a while, and which of its waivers no longer hold. Strict: a
// waiver that is not understood hides nothing.
import { isObject } from "../tuf/metadata.ts";
import { refusesWaiver } from "./non-waivable.ts";
import type { Finding, FindingProperties, Level } from "./rule.ts";

export interface Waiver {
  /** Place in the file, from 0. */
  readonly index: number;
  readonly id: string;
  readonly rule: string;
  readonly subject: string;
  /** Compared with a finding's properties; null: not compared. */
  readonly match: Readonly<Record<string, string | number>> | null;
  readonly maxLevel: Level;
  readonly justification: string;
  readonly owner: string;
  readonly ticket: string | null;
  /** `2026-11-20`. */
  readonly created: string;
  /** Covers through this day, UTC. */
  readonly expires: string;
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

const FIELDS = ["id", "rule", "subject", "match", "maxLevel", "justification", "owner", "ticket", "created", "expires"];
const REQUIRED = ["id", "rule", "subject", "maxLevel", "justification", "owner", "created", "expires"] as const;
const MIN_JUSTIFICATION = 20;
const MAX_TEXT = 2000;
const MAX_WAIVERS = 1000;
const DAY = 86_400_000;
/** Days from `created` to `expires` that a waiver of a level may last. */
const MAX_LIFE: Readonly<Record<Level, number>> = { error: 30, warning: 90, note: 365 };
const RANK: Readonly<Record<Level, number>> = { note: 0, warning: 1, error: 2 };

export interface WaiverContext {
  /** Ids and levels of the catalogue. */
  readonly rules: ReadonlyMap<string, readonly Level[]>;
  readonly now: Date;
}

/** @param value the parsed file. Whatever is wrong with it is in `problems`; what is right in it still counts. */
export function readWaivers(value: unknown, context: WaiverContext): WaiverFile {
  const file = (says: string): WaiverFile => ({ waivers: [], problems: [{ subject: "waivers#", id: null, says }] });
  if (!isObject(value)) return file("is not a map with version and waivers");
  const unknown = Object.keys(value).find((member) => member !== "version" && member !== "waivers");
  if (unknown !== undefined) return file(`has the unknown member ${quote(unknown)}`);
  if (value.version !== 1) return file("has no `version: 1`, the only layout that is known");
  if (!Array.isArray(value.waivers)) return file("has no list of waivers");
  if (value.waivers.length > MAX_WAIVERS) return file(`has more than ${MAX_WAIVERS} waivers`);
  const counts = Map.groupBy(value.waivers, (entry) => (isObject(entry) ? entry.id : undefined));
  const waivers: Waiver[] = [];
  const problems: WaiverProblem[] = [];
  for (const [index, entry] of value.waivers.entries()) {
    const id = isObject(entry) && typeof entry.id === "string" ? entry.id : null;
    const says =
      id !== null && counts.get(id)!.length > 1 ? "shares its id with another one" : problemOf(entry, context);
    if (says === null) waivers.push(waiverOf(entry as Readonly<Record<string, unknown>>, index));
    else problems.push({ subject: `waivers#/waivers/${index}`, id, says: id === null ? `at ${index}: ${says}` : says });
  }
  return { waivers, problems };
}

/** Null when the entry is a waiver that may be applied. */
function problemOf(entry: unknown, { rules, now }: WaiverContext): string | null {
  if (!isObject(entry)) return "is not a map of fields";
  const unknown = Object.keys(entry).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) return `has the unknown field ${quote(unknown)}`;
  for (const field of REQUIRED) {
    const text = entry[field];
    if (text === undefined) return `lacks ${field}`;
    if (typeof text !== "string" || text.trim() === "" || text.length > MAX_TEXT) {
      return `has ${field}: ${quote(text)}, not a text of 1 to ${MAX_TEXT} characters`;
    }
  }
  const waiver = waiverOf(entry, 0);
  const levels = rules.get(waiver.rule);
  if (!levels) return `names ${quote(waiver.rule)}, which is no rule`;
  if (!Object.hasOwn(RANK, waiver.maxLevel))
    return `has maxLevel: ${quote(waiver.maxLevel)}, not note, warning or error`;
  if (!/^[^#]+#/.test(waiver.subject)) return `has subject: ${quote(waiver.subject)}, not <document>#<pointer>`;
  if (entry.ticket !== undefined && !isShortText(entry.ticket)) return "has a ticket that is not a text";
  const reached = levels.filter((level) => RANK[level] <= RANK[waiver.maxLevel]);
  // A rule that cannot be waived at its mildest cannot be waived at all.
  if (["note" as const, ...reached].some((level) => refusesWaiver(waiver.rule, level))) {
    return `is for ${waiver.rule} up to ${waiver.maxLevel}, which cannot be waived`;
  }
  if (waiver.justification.trim().length < MIN_JUSTIFICATION) {
    return `has a justification under ${MIN_JUSTIFICATION} characters`;
  }
  return problemOfMatch(entry.match) ?? problemOfLife(waiver, now);
}

function problemOfMatch(match: unknown): string | null {
  if (match === undefined) return null;
  if (!isObject(match) || Object.keys(match).length === 0) return "has a match that is not a map of properties";
  const bad = Object.entries(match).find(([, value]) => !isShortText(value) && !Number.isSafeInteger(value));
  return bad ? `has match/${bad[0].slice(0, 40)} that is neither a text nor a number` : null;
}

function problemOfLife({ created, expires, maxLevel }: Waiver, now: Date): string | null {
  const [from, to] = [dayOf(created), dayOf(expires)];
  if (from === null) return `has created: ${quote(created)}, not a day like 2026-11-20`;
  if (to === null) return `has expires: ${quote(expires)}, not a day like 2026-11-20`;
  // A day of grace: where it was written, tomorrow may have begun.
  if (from > now.getTime() + DAY) return `was created on ${created}, a day that has not come`;
  if (to < from) return "expires before it was created";
  const days = (to - from) / DAY;
  if (days <= MAX_LIFE[maxLevel]) return null;
  return `lasts ${days} days; one up to ${maxLevel} may last ${MAX_LIFE[maxLevel]}`;
}

function waiverOf(entry: Readonly<Record<string, unknown>>, index: number): Waiver {
  const text = (field: string) => entry[field] as string;
  return {
    index,
    id: text("id"),
    rule: text("rule"),
    subject: text("subject"),
    match: (entry.match as Waiver["match"] | undefined) ?? null,
    maxLevel: text("maxLevel") as Level,
    justification: text("justification"),
    owner: text("owner"),
    ticket: (entry.ticket as string | undefined) ?? null,
    created: text("created"),
    expires: text("expires"),
  };
}

/** Does the waiver name this finding? Whether it covers its level is another question. */
export function names({ rule, subject, match }: Waiver, finding: Finding): boolean {
  if (rule !== finding.rule || subject !== finding.subject) return false;
  return match === null || Object.entries(match).every(([name, value]) => hasProperty(finding.properties, name, value));
}

export function covers(waiver: Waiver, finding: Finding): boolean {
  return names(waiver, finding) && RANK[finding.level] <= RANK[waiver.maxLevel];
}

export function isOver({ expires }: Waiver, now: Date): boolean {
  return now.getTime() >= (dayOf(expires) ?? 0) + DAY;
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

function isShortText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= MAX_TEXT;
}

function quote(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 60);
}
