// Reads the option `devices`: 'us-east=10,online=80%,pace=3/min,fail=0%,client=fiotuf'. With fail=60%@5 only
// updates to version 5 fail.

import { CLIENT_NAMES, type ClientName } from "../../tuf/devices/clients.ts";
import { plainVersion } from "../../tuf/metadata/version.ts";
import { notOfOption, plainNumber } from "../server/fault-text.ts";
import type { DeviceGroup } from "../state/state.ts";
import { DEFAULT_GROUP } from "./devices.ts";

const EXAMPLE = "us-east=10,online=80%,pace=3/min,fail=0%";
const GROUP_NAME = /^(?!\.{1,2}$)[A-Za-z0-9_.+ -]{1,128}$/;
const TAG = /^(?!\.{1,2}$)[A-Za-z0-9_.+-]{1,100}$/;
const MAX_GROUP_DEVICES = 100_000;
const MAX_PACE = 100_000;

/**
 * One group of devices; what is left out is as in the default population.
 * @throws {ToolError} `value-invalid`, saying what is wrong with which part.
 */
export function parseDevices(text: string): DeviceGroup {
  const [head = "", ...parts] = text.split(",").map((part) => part.trim());
  const [name, count] = halves(head);
  if (!GROUP_NAME.test(name)) throw fail(text, "does not begin with the name of a group");
  const devices = /^\d{1,6}$/.test(count) ? Number(count) : -1;
  if (devices < 1 || devices > MAX_GROUP_DEVICES)
    throw fail(text, `names no number of devices from 1 to ${MAX_GROUP_DEVICES}`);
  let group: Partial<DeviceGroup> = { name, devices };
  for (const part of parts) {
    const read = readPart(text, part);
    if (Object.keys(read).some((key) => key in group)) throw fail(text, `says ${part.split("=")[0]} twice`);
    group = { ...group, ...read };
  }
  return { ...DEFAULT_GROUP, ...group };
}

function readPart(text: string, part: string): Partial<DeviceGroup> {
  const [name, value] = halves(part);
  switch (name) {
    case "online":
      return { online: share(text, part, value) };
    case "fail":
      return failing(text, part, value);
    case "pace": {
      const pace = value.endsWith("/min") ? plainNumber(value.slice(0, -"/min".length), MAX_PACE) : null;
      if (pace === null) throw fail(text, `says ${part}, where a pace such as 3/min belongs`);
      return { pacePerMinute: pace };
    }
    case "tag":
      if (!TAG.test(value)) throw fail(text, `says ${part}, where a tag belongs`);
      return { tag: value };
    case "client":
      return { client: clientNamed(text, part, value) };
    default:
      throw fail(text, `has the unknown part ${part}`);
  }
}

/** `60%`, or `60%@5` for one version alone. */
function failing(text: string, part: string, value: string): Partial<DeviceGroup> {
  const at = value.indexOf("@");
  if (at < 0) return { failRate: share(text, part, value) };
  const failVersion = plainVersion(value.slice(at + 1));
  if (failVersion === null) throw fail(text, `says ${part}, where a version belongs after the @`);
  return { failRate: share(text, part, value.slice(0, at)), failVersion };
}

function clientNamed(text: string, part: string, value: string): ClientName {
  const known = CLIENT_NAMES.find((client) => client === value);
  if (known === undefined) throw fail(text, `says ${part}, where one of ${CLIENT_NAMES.join(", ")} belongs`);
  return known;
}

function share(text: string, part: string, value: string): number {
  const percent = value.endsWith("%") ? plainNumber(value.slice(0, -1), 100) : null;
  if (percent === null) throw fail(text, `says ${part}, where a share from 0% to 100% belongs`);
  return percent / 100;
}

function halves(part: string): [string, string] {
  const at = part.indexOf("=");
  return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
}

function fail(text: string, why: string) {
  return notOfOption("devices", text, why, EXAMPLE);
}
