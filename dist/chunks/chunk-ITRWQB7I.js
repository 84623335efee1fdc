import {
  codeOf,
  diskFailed,
  systemDisk
} from "./chunk-KXSCOQVB.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/keys/archive-lock.ts
import { hostname } from "node:os";
import { resolve } from "node:path";
async function lockArchive(path, disk = systemDisk) {
  let file = `${resolve(path)}.lock`, mine = `${process.pid} ${hostname()}
`;
  try {
    if (!await created(file, mine, disk) && (await clearStale(file, disk), !await created(file, mine, disk)))
      throw inUse(file, await holderOf(file, disk));
  } catch (error) {
    throw error instanceof ToolError ? error : diskFailed(error, `The lock ${file} could not be made`, "Check that this user may write to its folder.");
  }
  return { release: () => disk.remove(file).catch(() => {
  }) };
}
async function created(file, text, disk) {
  try {
    let handle = await disk.create(file);
    try {
      await handle.write(Buffer.from(text));
    } finally {
      await handle.close();
    }
    return !0;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return !1;
    throw error;
  }
}
async function clearStale(file, disk) {
  let holder = await holderOf(file, disk);
  if (holder === null) return;
  if (holder.alive) throw inUse(file, holder);
  let aside = `${file}.${process.pid}`;
  await disk.rename(file, aside).catch((error) => {
    if (codeOf(error) !== "ENOENT") throw error;
  });
  let moved = await holderOf(aside, disk);
  if (moved?.alive)
    throw await disk.rename(aside, file), inUse(file, moved);
  moved && await disk.remove(aside);
}
async function holderOf(file, disk) {
  let bytes = await disk.read(file);
  if (!bytes) return null;
  let [, pid = "0", host = ""] = /^([1-9]\d{0,9}) (\S{1,255})\n$/.exec(Buffer.from(bytes).toString("latin1")) ?? [];
  return { pid: Number(pid), host, alive: host !== hostname() || runs(Number(pid)) };
}
function runs(pid) {
  try {
    return process.kill(pid, 0), !0;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}
function inUse(file, holder) {
  let who = holder?.pid ? ` (process ${holder.pid} on ${JSON.stringify(holder.host.slice(0, 80))})` : "";
  return new ToolError("keys-in-use", {
    happened: `Another run is working with this archive${who}.`,
    next: `Wait until it has ended. If it is not running any more, remove ${file}.`
  });
}

export {
  lockArchive
};
