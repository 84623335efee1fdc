import {
  DEFAULT_GROUP
} from "./chunk-BMETVMER.js";
import {
  invalid,
  plainNumber
} from "./chunk-QOMCUFQC.js";
import "./chunk-D5YE3V6X.js";
import "./chunk-KVN2EDBT.js";
import "./chunk-SD3QO3PR.js";
import "./chunk-QW2ZIKRZ.js";
import {
  CLIENT_NAMES
} from "./chunk-YQ2IHKUQ.js";
import "./chunk-4VHKGA67.js";
import "./chunk-4OPBGUIS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-5NDZ2B7I.js";
import "./chunk-T3ZYKYZQ.js";
import "./chunk-ZB5ZM2CC.js";
import "./chunk-2OQ5M6FN.js";
import "./chunk-XZWJ3NC3.js";
import "./chunk-BZLGDXI2.js";
import "./chunk-IAASVYQS.js";
import "./chunk-73X3T6A5.js";

// src/emulator/devices/device-text.ts
var EXAMPLE = "us-east=10,online=80%,pace=3/min,fail=0%", GROUP_NAME = /^(?!\.{1,2}$)[A-Za-z0-9_.+ -]{1,128}$/, TAG = /^(?!\.{1,2}$)[A-Za-z0-9_.+-]{1,100}$/, MAX_DEVICES = 1e5, MAX_PACE = 1e5;
function parseDevices(text) {
  let [head = "", ...parts] = text.split(",").map((part) => part.trim()), [name, count] = halves(head);
  if (!GROUP_NAME.test(name)) throw fail(text, "does not begin with the name of a group");
  let devices = /^\d{1,6}$/.test(count) ? Number(count) : -1;
  if (devices < 1 || devices > MAX_DEVICES) throw fail(text, `names no number of devices from 1 to ${MAX_DEVICES}`);
  let group = { name, devices };
  for (let part of parts) {
    let [key, value] = readPart(text, part);
    if (key in group) throw fail(text, `says ${part.split("=")[0]} twice`);
    group[key] = value;
  }
  return { ...DEFAULT_GROUP, ...group };
}
function readPart(text, part) {
  let [name, value] = halves(part);
  switch (name) {
    case "online":
      return ["online", share(text, part, value)];
    case "fail":
      return ["failRate", share(text, part, value)];
    case "pace": {
      let pace = value.endsWith("/min") ? plainNumber(value.slice(0, -4), MAX_PACE) : null;
      if (pace === null) throw fail(text, `says ${part}, where a pace such as 3/min belongs`);
      return ["pacePerMinute", pace];
    }
    case "tag":
      if (!TAG.test(value)) throw fail(text, `says ${part}, where a tag belongs`);
      return ["tag", value];
    case "client":
      if (!CLIENT_NAMES.some((client) => client === value))
        throw fail(text, `says ${part}, where one of ${CLIENT_NAMES.join(", ")} belongs`);
      return ["client", value];
    default:
      throw fail(text, `has the unknown part ${part}`);
  }
}
function share(text, part, value) {
  let percent = value.endsWith("%") ? plainNumber(value.slice(0, -1), 100) : null;
  if (percent === null) throw fail(text, `says ${part}, where a share from 0% to 100% belongs`);
  return percent / 100;
}
function halves(part) {
  let at = part.indexOf("=");
  return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
}
function fail(text, why) {
  return invalid("devices", text, why, EXAMPLE);
}
export {
  parseDevices
};
