// Reads the option `devices`: 'us-east=10,online=80%,pace=3/min,fail=0%,client=fiotuf'.

import { CLIENT_NAMES } from "../../tuf/devices/clients.ts";
import { invalid, plainNumber } from "../server/fault-text.ts";
import type { DeviceGroup } from "../state/state.ts";
import { DEFAULT_GROUP } from "./devices.ts";

const EXAMPLE = "us-east=10,online=80%,pace=3/min,fail=0%";
const GROUP_NAME = /^(?!\.{1,2}$)[A-Za-z0-9_.+ -]{1,128}$/;
const TAG = /^(?!\.{1,2}$)[A-Za-z0-9_.+-]{1,100}$/;
const MAX_DEVICES = 100_000;
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
  if (devices < 1 || devices > MAX_DEVICES) throw fail(text, `names no number of devices from 1 to ${MAX_DEVICES}`);
  const group: Record<string, unknown> = { name, devices };
  for (const part of parts) {
    const [key, value] = readPart(text, part);
    if (key in group) throw fail(text, `says ${part.split("=")[0]} twice`);
    group[key] = value;
  }
  return { ...DEFAULT_GROUP, ...group } as DeviceGroup;
}

function readPart(text: string, part: string): [keyof DeviceGroup, unknown] {
  const [name, value] = halves(part);
  switch (name) {
    case "online":
      return ["online", share(text, part, value)];
    case "fail":
      return ["failRate", share(text, part, value)];
    case "pace": {
      const pace = value.endsWith("/min") ? plainNumber(value.slice(0, -"/min".length), MAX_PACE) : null;
      if (pace === null) throw fail(text, `says ${part}, where a pace such as 3/min belongs`);
      return ["pacePerMinute", pace];
    }
    case "tag":
      if (!TAG.test(value)) throw fail(text, `says ${part}, where a tag belongs`);
      return ["tag", value];
    case "client":
      if (!CLIENT_NAMES.some((client) => client === value)) {
        throw fail(text, `says ${part}, where one of ${CLIENT_NAMES.join(", ")} belongs`);
      }
      return ["client", value];
    default:
      throw fail(text, `has the unknown part ${part}`);
  }
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
  return invalid("devices", text, why, EXAMPLE);
}
