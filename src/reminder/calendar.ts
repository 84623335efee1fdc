// The dates as a calendar file (RFC 5545): one event a document, the same event when its date moves.
import { sha256Hex } from "../text/sha256.ts";
import { wholeSeconds } from "../tuf/metadata/expiry.ts";
import type { DueDate } from "./due-date.ts";

/** Days before an event at which a calendar is asked to remind. */
const ALARM_DAYS = [60, 14, 1] as const;
const MAX_LINE_OCTETS = 75;
const MAX_EVENTS = 1000;

/** @param now when the file is made (DTSTAMP). */
export function calendar(factory: string, dates: readonly DueDate[], now: Date): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//factory-tuf//remind//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(`Factory ${factory}: what expires`)}`,
    ...dates.slice(0, MAX_EVENTS).flatMap((date) => eventLines(factory, date, now)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function eventLines(factory: string, { id, at, version, what, consequence, commands }: DueDate, now: Date): string[] {
  const summary = `${factory}: ${what}`;
  return [
    "BEGIN:VEVENT",
    `UID:${uid(factory, id)}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(at)}`,
    // A calendar takes a changed event only when its number has grown.
    `SEQUENCE:${version}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(`${consequence}\n${commands.join("\n")}`)}`,
    "TRANSP:TRANSPARENT",
    ...ALARM_DAYS.flatMap((days) => [
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      `DESCRIPTION:${escaped(summary)}`,
      `TRIGGER:-P${days}D`,
      "END:VALARM",
    ]),
    "END:VEVENT",
  ];
}

/** By what it is about, not by version or date: a new root moves the event of the old one. */
function uid(factory: string, id: string): string {
  return `${sha256Hex(`${factory}\n${id}`).slice(0, 32)}@factory-tuf`;
}

/** `20270101T051731Z` */
function stamp(at: Date): string {
  return wholeSeconds(at).replace(/[-:]/g, "");
}

/** TEXT of RFC 5545, 3.3.11; control characters have no place in it. */
export function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, (char) => `\\${char}`)
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/[\p{Cc}\u2028\u2029]/gu, " ");
}

/** Lines of at most 75 octets, the later ones begun by a blank; no character is torn apart (RFC 5545, 3.1). */
export function folded(line: string): string {
  const lines: string[] = [];
  let current = "";
  let octets = 0;
  for (const char of line) {
    const size = Buffer.byteLength(char);
    if (octets + size > MAX_LINE_OCTETS) {
      lines.push(current);
      current = " ";
      octets = 1;
    }
    current += char;
    octets += size;
  }
  return [...lines, current].join("\r\n");
}
