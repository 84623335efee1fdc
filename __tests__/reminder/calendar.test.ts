import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import { calendar, escaped, folded } from "../../src/reminder/calendar.ts";
import type { DueDate } from "../../src/reminder/due-date.ts";
import { remindBench } from "../commands/remind/remind-bench.ts";
import { anyText } from "../kit/any-text.ts";

const NOW = new Date("2026-11-23T08:00:00Z");
const date = (changes: Partial<DueDate> = {}): DueDate => ({
  id: "root",
  at: new Date("2027-11-23T08:00:00Z"),
  daysLeft: 365,
  version: 3,
  what: "The production root (version 3) expires",
  consequence: "Devices then refuse every update, all of them; at once.",
  role: "root",
  holders: [],
  commands: ["factory-tuf keys rotate --role root --keys <root.tgz>"],
  ...changes,
});
/** The lines as a reader unfolds them. */
const lines = (ics: string) => ics.replaceAll("\r\n ", "").split("\r\n");

describe("the calendar (RFC 5545)", () => {
  it("has CRLF at the end of each line, and no line of more than 75 octets", () => {
    const ics = calendar("acme", [date(), date({ id: "wave/w", what: "ö".repeat(100) })], NOW);
    assert.ok(ics.endsWith("END:VCALENDAR\r\n"));
    assert.doesNotMatch(ics.replaceAll("\r\n", ""), /[\r\n]/);
    for (const line of ics.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
  });

  it("has one event a document, at its time in UTC, with what to do and alarms before", () => {
    const read = lines(calendar("acme", [date()], NOW));
    for (const line of [
      "DTSTAMP:20261123T080000Z",
      "DTSTART:20271123T080000Z",
      "SEQUENCE:3",
      "SUMMARY:acme: The production root (version 3) expires",
      "DESCRIPTION:Devices then refuse every update\\, all of them\\; at once.\\nfactory-tuf keys rotate --role root --keys <root.tgz>",
      "TRIGGER:-P60D",
      "TRIGGER:-P14D",
      "TRIGGER:-P1D",
    ]) {
      assert.ok(read.includes(line), line);
    }
    assert.equal(read.filter((line) => line === "BEGIN:VEVENT").length, 1);
  });

  it("keeps the UID of an event when version and date move, and has another for another document or Factory", () => {
    const uid = (factory: string, changes: Partial<DueDate>) =>
      lines(calendar(factory, [date(changes)], NOW)).find((line) => line.startsWith("UID:"));
    const root = uid("acme", {});
    assert.equal(uid("acme", { version: 4, at: new Date("2028-11-23T08:00:00Z") }), root);
    assert.notEqual(uid("acme", { id: "prod-targets/production" }), root);
    assert.notEqual(uid("other", {}), root);
  });

  it("no text leaves its line or becomes another property", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const safe = escaped(text);
        assert.doesNotMatch(safe, /[\r\n\u0000-\u001f\u007f]/);
        assert.equal(folded(`SUMMARY:${safe}`).replaceAll("\r\n ", ""), `SUMMARY:${safe}`);
        for (const line of folded(`SUMMARY:${safe}`).split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75);
      }),
    );
  });

  it("is written where `ics` says, and its path is the output", async (t) => {
    const { remind, bench } = await remindBench(t);
    const { outputs, data } = await remind({ ics: "out/dates.ics" });
    assert.equal(outputs.ics, `${bench.folder}/out/dates.ics`);
    const events = lines(readFileSync(String(outputs.ics), "utf8")).filter((line) => line === "BEGIN:VEVENT");
    assert.equal(events.length, data.dates.length);
  });
});
