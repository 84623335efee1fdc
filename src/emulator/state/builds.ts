// New CI builds: by the clock of the Factory (`emulate --builds 1/h`), or when somebody asks for one
// (`POST /emulator/factories/F/builds/`, docs/emulator.md).
import { isInteger, isObject } from "../../json/object.ts";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "../../tuf/metadata/expiry.ts";
import { isName } from "../../tuf/metadata/names.ts";
import { MAX_VERSION, plainVersion } from "../../tuf/metadata/version.ts";
import { notOfOption, plainNumber } from "../server/fault-text.ts";
import { type Call, Refusal, type Reply, reply } from "../server/reply.ts";
import { ciVersion, type Targets } from "./ci-content.ts";
import { withCiTargets } from "./online.ts";
import type { EmbeddedState } from "./state.ts";

const UNITS: Readonly<Record<string, number>> = { min: MS_PER_MINUTE, h: MS_PER_HOUR, day: MS_PER_DAY };
const MAX_PER_UNIT = 1000;
/** After a long pause, or with a fast clock, no more are made at once. */
const MOST_AT_ONCE = 50;
/** CI forgets the oldest builds above this number that nobody has released. */
const MOST_VERSIONS = 300;

/**
 * Reads the option `builds`: `1/h`.
 * @returns milliseconds between two builds.
 * @throws {ToolError} `value-invalid`.
 */
export function parseBuilds(text: string): number {
  const [count = "", unit = "", ...more] = text.split("/");
  const perUnit = plainNumber(count, MAX_PER_UNIT);
  const unitMs = Object.hasOwn(UNITS, unit) ? UNITS[unit]! : null;
  if (perUnit && unitMs !== null && more.length === 0) return unitMs / perUnit;
  throw notOfOption("builds", text, `is no number up to ${MAX_PER_UNIT} per min, h or day`, "1/h");
}

/** The state with the builds that are due; `state` itself where none is. */
export function withDueBuilds(state: EmbeddedState, everyMs: number, now: Date): EmbeddedState {
  const due = Math.floor((now.getTime() - state.builtMs) / everyMs);
  if (due < 1) return state;
  const first = newestVersion(state) + 1;
  const versions = Array.from({ length: Math.min(due, MOST_AT_ONCE) }, (_, index) => first + index);
  const built = versions.flatMap((version) => Object.entries(ciVersion(state.factory, version)));
  return { ...withBuilds(state, Object.fromEntries(built)), builtMs: state.builtMs + due * everyMs };
}

/** As CI begins when the Factory is started: what was due while it stood still is one build. */
export function withOneBuildDue(state: EmbeddedState, everyMs: number, now: Date): EmbeddedState {
  return { ...state, builtMs: Math.max(state.builtMs, now.getTime() - everyMs) };
}

/** `POST /emulator/factories/F/builds/`: all members of the body may be left out. */
export function newBuild({ state, json, now }: Call): Reply {
  const body = json === null ? {} : json.value;
  if (!isObject(body)) throw new Refusal(400, "The body is not a JSON object");
  const newest = newestVersion(state);
  const { version = newest + 1, tags, "hardware-ids": hardwareIds, ...unknown } = body;
  const isVersion = isInteger(version, 1, MAX_VERSION);
  const areTags = tags === undefined || isListOf(tags, (tag) => isName("tag", tag));
  const areIds = hardwareIds === undefined || isListOf(hardwareIds, (id) => /^[A-Za-z0-9_.-]{1,100}$/.test(id));
  const foreign = Object.keys(unknown);
  if (!isVersion || !areTags || !areIds || foreign.length > 0) {
    throw new Refusal(400, "The build is not valid", {
      ...(isVersion ? {} : { version: "is no version" }),
      ...(areTags ? {} : { tags: "is no list of tags" }),
      ...(areIds ? {} : { "hardware-ids": "is no list of hardware ids" }),
      ...Object.fromEntries(foreign.map((name) => [name, "is not known"])),
    });
  }
  if (version <= newest) throw new Refusal(409, `CI has version ${newest} already`);
  const content = { ...(tags ? { tags } : {}), ...(hardwareIds ? { hardwareIds } : {}) };
  const built = ciVersion(state.factory, version, content);
  const next = { ...withBuilds(state, built), builtMs: now.getTime() };
  return reply(201, { version, targets: Object.keys(built) }, next);
}

function withBuilds(state: EmbeddedState, built: Targets): EmbeddedState {
  return withCiTargets(state, withoutOldest(state, { ...state.ciTargets.signed.targets, ...built }));
}

function withoutOldest(state: EmbeddedState, targets: Targets): Targets {
  const versions = [...new Set(Object.values(targets).map(versionOf))].sort((a, b) => a - b);
  const surplus = versions.length - MOST_VERSIONS;
  if (surplus <= 0) return targets;
  const released = [...state.prodTargets.values(), ...state.waves.flatMap(({ targets: own }) => own ?? [])];
  const kept = new Set(released.flatMap(({ signed }) => Object.values(signed.targets).map(versionOf)));
  const forgotten = new Set(versions.slice(0, surplus).filter((version) => !kept.has(version)));
  return Object.fromEntries(Object.entries(targets).filter(([, file]) => !forgotten.has(versionOf(file))));
}

function newestVersion({ ciTargets }: EmbeddedState): number {
  return Math.max(0, ...Object.values(ciTargets.signed.targets).map(versionOf));
}

function versionOf({ custom }: Targets[string]): number {
  return plainVersion(custom?.version) ?? 0;
}

function isListOf(value: unknown, isItem: (item: string) => boolean): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string" && isItem(item));
}
