// Looks at processes that a test has caused.
import { readFileSync } from "node:fs";

/** A process that has ended counts as ended although nobody has collected its exit status yet. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return process.platform !== "linux";
  }
}
