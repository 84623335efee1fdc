// Where a program is that is called by its name alone. The system would also look into the folder that it is run in (Windows
// does so first), and into whatever PATH names relative to it: there lies a checkout, which may be a stranger's.
import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, sep } from "node:path";

const ENDING = process.platform === "win32" ? ".exe" : "";

/** Where the system looks if nobody says where. */
const USUAL_PATH = ["/usr/local/bin", "/usr/bin", "/bin"].join(delimiter);

/**
 * @param outside no program that lies in this folder counts: `npx` puts a checkout's own programs first in PATH.
 * @returns its path; null where there is none.
 */
export async function programPath(
  name: string,
  env: Readonly<Record<string, string>>,
  outside: string,
): Promise<string | null> {
  const path = pathIn(env) ?? USUAL_PATH;
  const left = await realOr(outside);
  for (const folder of path.split(delimiter).filter(isAbsolute)) {
    const file = join(folder, `${name}${ENDING}`);
    const real = await realOr(file);
    if (`${await realOr(folder)}${sep}`.startsWith(`${left}${sep}`) || real.startsWith(`${left}${sep}`)) continue;
    if (await isProgram(file)) return file;
  }
  return null;
}

/** The variable PATH, which Windows spells in its own way. */
export function pathIn(env: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(env).find(([variable]) => variable.toUpperCase() === "PATH")?.[1];
}

function realOr(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
