import {
  ToolError,
  codeOf,
  diskFailed,
  quoted,
  systemDisk
} from "./chunk-VNGMR44M.js";

// src/keys/archive/archive-lock.ts
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { basename as basename2, dirname as dirname2, resolve as resolve2 } from "node:path";

// src/files/real-path.ts
import { realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
async function realPath(path) {
  let named = resolve(path);
  try {
    return await realpath(named);
  } catch {
    let folder = await realpath(dirname(named)).catch(() => dirname(named));
    return join(folder, basename(named));
  }
}

// src/keys/archive/archive-lock.ts
function lockArchive(path, disk = systemDisk) {
  return lockFile(path, archiveInUse, disk);
}
async function hasLock(path, disk = systemDisk) {
  let file = await lockName(path);
  return (await disk.list(dirname2(file)).catch(() => [])).some((name) => name === basename2(file) || name.startsWith(`${basename2(file)}.`));
}
async function lockFile(path, inUse, disk = systemDisk) {
  let file = await lockName(path), mine = `${process.pid} ${hostname()} ${processSpace()}
`;
  try {
    if (!await created(file, mine, disk) && (await clearStale(file, inUse, disk), !await created(file, mine, disk)))
      throw inUse(whoOf(await holderOf(file, disk)), file);
  } catch (error) {
    throw error instanceof ToolError ? error : diskFailed(error, `The lock ${file} could not be made`, "Check that this user may write to its folder.");
  }
  return await tidy(file, disk), { release: () => removeIfMine(file, mine, disk).catch(() => {
  }) };
}
async function removeIfMine(file, mine, disk) {
  let there = await disk.read(file);
  there && Buffer.from(there).toString() === mine && await disk.remove(file);
}
async function tidy(file, disk) {
  let start = `${basename2(file)}.`, names = await disk.list(dirname2(file)).catch(() => []);
  for (let name of names) {
    let pid = name.startsWith(start) ? /^([1-9]\d{0,9})\.(?:\d+|old)$/.exec(name.slice(start.length))?.[1] : void 0;
    if (!pid || runs(Number(pid))) continue;
    let left = resolve2(dirname2(file), name), holder = await holderOf(left, disk).catch(() => null);
    (!holder?.pid || !holder.alive) && await disk.remove(left).catch(() => {
    });
  }
}
async function lockName(path) {
  let real = await realPath(path), beside = /\.(?:new|part|tmp|lock|rotation)$/.exec(real)?.[0];
  if (!beside) return `${real}.lock`;
  throw new ToolError("value-invalid", {
    happened: `${path} ends with ${beside}, like a temporary file of this program or of the vendor's tool.`,
    next: "Give the archive another name; `factory-tuf keys list --keys <file>` reads such a file, and `keys resume` takes its keys into its archive."
  });
}
async function created(file, text, disk) {
  let whole = `${file}.${process.pid}.${attempts++}`;
  await disk.remove(whole).catch(() => {
  }), await written(whole, text, disk);
  try {
    return await disk.link(whole, file), !0;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return !1;
    if (!NO_LINKS.has(codeOf(error))) throw error;
  } finally {
    await disk.remove(whole).catch(() => {
    });
  }
  return written(file, text, disk).then(
    () => !0,
    (error) => {
      if (codeOf(error) === "EEXIST") return !1;
      throw error;
    }
  );
}
var attempts = 0, NO_LINKS = /* @__PURE__ */ new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL"]);
async function written(file, text, disk) {
  let handle = await disk.create(file);
  try {
    await handle.write(Buffer.from(text));
  } finally {
    await handle.close();
  }
}
async function clearStale(file, inUse, disk) {
  let holder = await holderOf(file, disk);
  if (holder === null) return;
  if (holder.alive) throw inUse(whoOf(holder), file);
  let aside = `${file}.${process.pid}.old`;
  await disk.rename(file, aside).catch((error) => {
    if (codeOf(error) !== "ENOENT") throw error;
  });
  let moved = await holderOf(aside, disk);
  if (moved?.alive)
    throw await disk.link(aside, file).catch(() => {
    }), await disk.remove(aside), inUse(whoOf(moved), file);
  moved && await disk.remove(aside);
}
async function holderOf(file, disk) {
  let bytes = await disk.read(file);
  if (!bytes) return null;
  let text = Buffer.from(bytes).toString("latin1"), [, pid = "0", host = "", space2 = processSpace()] = /^([1-9]\d{0,9}) (\S{1,255})(?: (\S{1,255}))?\n$/.exec(text) ?? [], isHere = host === hostname() && space2 === processSpace();
  return { pid: Number(pid), host, alive: !isHere || runs(Number(pid)) };
}
function processSpace() {
  return space ??= [namespace(), machine()].join(",").replace(/[^\x21-\x7e]/g, "?").slice(0, 200), space;
}
var space;
function namespace() {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "-";
  }
}
function machine() {
  try {
    return readFileSync("/etc/machine-id", "utf8").trim() || "-";
  } catch {
    return "-";
  }
}
function runs(pid) {
  try {
    return process.kill(pid, 0), !0;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}
function whoOf(holder) {
  return holder?.pid ? ` (process ${holder.pid} on ${quoted(holder.host)})` : "";
}
function archiveInUse(who, file) {
  return new ToolError("keys-in-use", {
    happened: `Another run is working with this archive${who}.`,
    next: `Wait until it has ended. If it is no longer running, remove ${file}.`
  });
}

export {
  realPath,
  lockArchive,
  hasLock,
  lockFile
};
