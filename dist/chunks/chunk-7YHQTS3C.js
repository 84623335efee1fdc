// src/files/program-path.ts
import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, sep } from "node:path";
var ENDING = process.platform === "win32" ? ".exe" : "", USUAL_PATH = ["/usr/local/bin", "/usr/bin", "/bin"].join(delimiter);
async function programPath(name, env, outside) {
  let path = pathIn(env) ?? USUAL_PATH, left = await realOr(outside);
  for (let folder of path.split(delimiter).filter(isAbsolute)) {
    let file = join(folder, `${name}${ENDING}`), real = await realOr(file);
    if (!(`${await realOr(folder)}${sep}`.startsWith(`${left}${sep}`) || real.startsWith(`${left}${sep}`)) && await isProgram(file))
      return file;
  }
  return null;
}
function pathIn(env) {
  return Object.entries(env).find(([variable]) => variable.toUpperCase() === "PATH")?.[1];
}
function realOr(path) {
  return realpath(path).catch(() => path);
}
async function isProgram(file) {
  try {
    return await access(file, constants.X_OK), (await stat(file)).isFile();
  } catch {
    return !1;
  }
}

export {
  programPath,
  pathIn
};
