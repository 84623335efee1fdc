import {
  DEFAULT_GROUP,
  chosenClock,
  notOfOption,
  parseBuilds,
  parseFault,
  plainNumber,
  privateJson,
  readKeyPair,
  startFactory
} from "./chunk-FZO6VVUU.js";
import {
  lockFile
} from "./chunk-D5JPR6S5.js";
import "./chunk-XH6H6DKE.js";
import "./chunk-2GIU4SI3.js";
import "./chunk-YNPEI3KN.js";
import {
  CLIENT_NAMES,
  ToolError,
  array,
  codeOf,
  custom,
  diskFailed,
  isObject,
  isOf,
  jsonOrNull,
  number,
  object,
  plainVersion,
  readRegularFile,
  sameJson,
  sha256Hex,
  string,
  tuple,
  unknown,
  wholeSeconds,
  writeFileWhole
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/emulator/data/data-folder.ts
import { mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

// src/emulator/data/state-text.ts
import { KeyObject } from "node:crypto";
var FORMAT = 1, KIND = "factory-tuf emulate";
function stateText(factory) {
  let documents = [], numbers = /* @__PURE__ */ new Map(), numberOf = (document) => {
    let known = numbers.get(document) ?? documents.push(document) - 1;
    return numbers.set(document, known), known;
  }, stored = JSON.stringify(factory, (_name, value) => value instanceof Map ? { $map: [...value] } : isKeyPair(value) ? { $key: privateJson(value) } : isDocument(value) ? { $document: numberOf(value) } : hasMarkedName(value) ? { $object: Object.entries(value) } : value), body = `{"documents":${JSON.stringify(documents)},"factory":${stored}}`;
  return `${JSON.stringify({ kind: KIND, format: FORMAT, sha256: sha256Hex(body) })}
${body}
`;
}
function readStateText(text) {
  let [first = "", body = ""] = text.split(`
`), head = jsonOrNull(first);
  if (!isObject(head) || head.kind !== KIND || typeof head.format != "number") return { kind: "damaged" };
  if (head.format !== FORMAT) return { kind: "other-format", format: head.format };
  if (head.sha256 !== sha256Hex(body)) return { kind: "damaged" };
  let { documents, factory } = checked(storedBody, JSON.parse(body));
  return { kind: "read", factory: revived(factory, documents) };
}
var privateKey = object({ keytype: string(), keyval: object({ private: string() }) }), storedBody = object({ documents: array(custom(isDocument)), factory: unknown() }), pairs = array(tuple([unknown(), unknown()])), members = array(tuple([string(), unknown()]));
function checked(schema, value) {
  if (isOf(schema, value)) return value;
  throw new TypeError("the state has a form that nothing writes");
}
function revived(value, documents) {
  let again = (item) => revived(item, documents);
  if (Array.isArray(value)) return value.map(again);
  if (!isObject(value)) return value;
  if ("$document" in value) return documents[checked(number(), value.$document)];
  if ("$key" in value) return readKeyPair(checked(privateKey, value.$key));
  if ("$map" in value) return new Map(checked(pairs, value.$map).map(([name, item]) => [again(name), again(item)]));
  let named = "$object" in value ? checked(members, value.$object) : Object.entries(value);
  return Object.fromEntries(named.map(([name, member]) => [name, again(member)]));
}
function hasMarkedName(value) {
  return isObject(value) && Object.keys(value).some((name) => name.startsWith("$"));
}
function isKeyPair(value) {
  return isObject(value) && value.privateKey instanceof KeyObject;
}
function isDocument(value) {
  return isObject(value) && Array.isArray(value.signatures) && isObject(value.signed);
}

// src/emulator/data/data-folder.ts
var FILE = "factory.json", MAX_BYTES = 256 * 1024 * 1024, CLOCK_MS = 6e4;
async function openDataFolder(path) {
  await made(path);
  let file = join(path, FILE), lock = await lockFile(file, (who, lockPath) => inUse(path, who, lockPath));
  try {
    return await removeParts(path), folderOver(file, await readStored(file), lock.release);
  } catch (error) {
    throw await lock.release(), error;
  }
}
async function made(path) {
  try {
    await mkdir(path, { recursive: !0, mode: 448 });
  } catch (error) {
    let reason = codeOf(error) === "EEXIST" ? Object.assign(new Error("no folder"), { code: "ENOTDIR" }) : error;
    throw diskFailed(reason, `The folder ${path} could not be made`, "Name a folder where this user may write.");
  }
}
function folderOver(file, found, close) {
  let last = found, writing = null, write = async (factory) => {
    let chosenBy = { kind: "workspace", top: dirname(file) };
    await writeFileWhole(file, stateText(factory), { chosenBy, mode: 384, folders: !1 }), last = factory;
  };
  return {
    found,
    async keep(current) {
      if (!isKept(last, current()))
        do
          writing ??= write(current()).finally(() => {
            writing = null;
          }), await writing;
        while (last?.state !== current().state);
    },
    close
  };
}
function isKept(last, { state, nowMs, ownClock }) {
  return last?.state === state && last.ownClock === ownClock && (!ownClock || nowMs - last.nowMs < CLOCK_MS);
}
async function readStored(file) {
  let read = await readRegularFile(file, null, MAX_BYTES);
  if (read.kind === "missing") return null;
  if (read.kind === "refused") throw refused(`${file} ${read.why}.`);
  let reading = readStateText(Buffer.from(read.bytes).toString());
  if (reading.kind === "read") return reading.factory;
  throw refused(
    reading.kind === "damaged" ? `${file} is damaged, was edited, or is no state of an emulated Factory.` : `${file} was written by another version of factory-tuf (format ${reading.format}).`
  );
}
async function removeParts(path) {
  let parts = (await readdir(path)).filter((name) => name.startsWith(`.${FILE}.`) && name.endsWith(".part"));
  await Promise.all(parts.map((name) => rm(join(path, name), { force: !0 })));
}
function inUse(path, who, lockPath) {
  return new ToolError("emulator-data-in-use", {
    happened: `Another emulate is using ${path}${who}.`,
    next: `Stop that one, or name another folder. If it is not running any more, remove ${lockPath}.`
  });
}
function refused(happened) {
  return new ToolError("emulator-data-refused", {
    happened,
    next: "Name another folder with --data, or remove this one to begin anew. Its keys protect nothing."
  });
}

// src/emulator/devices/device-text.ts
var EXAMPLE = "us-east=10,online=80%,pace=3/min,fail=0%", GROUP_NAME = /^(?!\.{1,2}$)[A-Za-z0-9_.+ -]{1,128}$/, TAG = /^(?!\.{1,2}$)[A-Za-z0-9_.+-]{1,100}$/, MAX_GROUP_DEVICES = 1e5, MAX_PACE = 1e5;
function parseDevices(text) {
  let [head = "", ...parts] = text.split(",").map((part) => part.trim()), [name, count] = halves(head);
  if (!GROUP_NAME.test(name)) throw fail(text, "does not begin with the name of a group");
  let devices = /^\d{1,6}$/.test(count) ? Number(count) : -1;
  if (devices < 1 || devices > MAX_GROUP_DEVICES)
    throw fail(text, `names no number of devices from 1 to ${MAX_GROUP_DEVICES}`);
  let group = { name, devices };
  for (let part of parts) {
    let read = readPart(text, part);
    if (Object.keys(read).some((key) => key in group)) throw fail(text, `says ${part.split("=")[0]} twice`);
    group = { ...group, ...read };
  }
  return { ...DEFAULT_GROUP, ...group };
}
function readPart(text, part) {
  let [name, value] = halves(part);
  switch (name) {
    case "online":
      return { online: share(text, part, value) };
    case "fail":
      return failing(text, part, value);
    case "pace": {
      let pace = value.endsWith("/min") ? plainNumber(value.slice(0, -4), MAX_PACE) : null;
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
function failing(text, part, value) {
  let at = value.indexOf("@");
  if (at < 0) return { failRate: share(text, part, value) };
  let failVersion = plainVersion(value.slice(at + 1));
  if (failVersion === null) throw fail(text, `says ${part}, where a version belongs after the @`);
  return { failRate: share(text, part, value.slice(0, at)), failVersion };
}
function clientNamed(text, part, value) {
  let known = CLIENT_NAMES.find((client) => client === value);
  if (known === void 0) throw fail(text, `says ${part}, where one of ${CLIENT_NAMES.join(", ")} belongs`);
  return known;
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
  return notOfOption("devices", text, why, EXAMPLE);
}

// src/commands/emulate/start.ts
async function start(options, data) {
  let groups = joinedGroups(options.devices ?? []).map(parseDevices), faults = (options.fault ?? []).map(parseFault), buildEveryMs = options.builds === void 0 ? {} : { buildEveryMs: parseBuilds(options.builds) }, folder = data === null ? null : await openDataFolder(data);
  try {
    let found = folder?.found ?? null;
    found && requireSame(found, options, groups, data);
    let from = options.now ?? (found?.ownClock ? new Date(found.nowMs) : null), { clock, isOwn } = chosenClock({ from, speed: options.speed }), lost = Promise.withResolvers();
    lost.promise.catch(() => {
    });
    let factory = await startFactory({
      port: options.port,
      clock,
      faults,
      ...buildEveryMs,
      ...options.seed === void 0 ? {} : { seed: options.seed },
      ...options.state === void 0 ? {} : { state: options.state },
      ...groups.length > 0 ? { devices: groups } : {},
      ...folder && { storage: storageIn(folder, { clock, isOwn }, lost.reject) }
    }), close = async () => {
      await factory.close().finally(() => folder?.close());
    };
    return { factory, wentOn: found !== null, lost: lost.promise, close };
  } catch (error) {
    throw await folder?.close(), error;
  }
}
function storageIn(folder, { clock, isOwn }, failed) {
  return {
    found: folder.found,
    async keep(current) {
      try {
        await folder.keep(() => ({ ...current(), nowMs: clock().getTime(), ownClock: isOwn }));
      } catch (error) {
        throw failed(error), error;
      }
    }
  };
}
function requireSame({ start: begunAs, state, nowMs }, { seed, state: wanted, now }, groups, data) {
  let differs = (option, is) => new ToolError("options-conflict", {
    happened: `The Factory in ${data} ${is}, so this value of --${option} does not fit.`,
    next: `Leave --${option} out to use that Factory, or name another folder with --data.`
  });
  if (seed !== void 0 && seed !== state.seed) throw differs("seed", `has the seed ${JSON.stringify(state.seed)}`);
  if (wanted !== void 0 && wanted !== begunAs) throw differs("state", `began as ${begunAs}`);
  if (groups.length > 0 && !sameJson(groups, state.groups)) throw differs("devices", "has other devices");
  if (now && now.getTime() < nowMs) throw differs("now", `has got to ${wholeSeconds(new Date(nowMs))}`);
}
function joinedGroups(parts) {
  let groups = [];
  for (let part of parts)
    groups.length > 0 && /^\s*(?:online|pace|fail|tag|client)=/.test(part) ? groups.push(`${groups.pop()},${part}`) : groups.push(part);
  return groups;
}
export {
  start
};
