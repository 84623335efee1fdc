// Does the tracer see everything? The operating system is asked, where strace(1) is there.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { KillBench } from "./kill-bench.ts";
import { rotations } from "./rotations.ts";

const strace = spawnSync("strace", ["-f", "-o", "/dev/null", "true"]).status === 0;

describe("the tracer", { skip: strace ? false : "strace(1) is not installed, or may not trace" }, () => {
  it("finds every write, flush, rename, link and removal that the system sees below the archives' folder", async () => {
    const bench = await KillBench.open(rotations.targets);
    try {
      bench.reset();
      const file = join(bench.folder, "..", "strace.txt");
      const { exit, stderr, steps } = await bench.traced(rotations.targets.words, -1, "kill", [
        "strace",
        "-ff",
        "-y",
        "-qq",
        "-o",
        file,
        "-e",
        "trace=write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat",
      ]);
      assert.equal(exit, 0, stderr);
      // One file a thread.
      const folder = dirname(file);
      const files = readdirSync(folder).filter((name) => name.startsWith("strace.txt."));
      const seen = files
        .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))
        .filter((line) => line.includes(bench.folder) && !line.includes("= -1 ENOENT"));
      const count = (list: readonly string[], pattern: RegExp) => list.filter((line) => pattern.test(line)).length;
      const counts = (list: readonly string[], patterns: readonly RegExp[]) => patterns.map((one) => count(list, one));
      // The tracer's own unlink of a lock that is not there is no removal.
      const absent = count(steps, /^remove .*\.lock\.\d+\.\d+$/) / 2;
      const [writes, flushes, renames, links, removals] = counts(steps, [
        /^write /,
        /^flush /,
        /^rename /,
        /^link /,
        /^remove /,
      ]);
      assert.deepEqual(counts(seen, [/^p?write(?:64|v)?\(/, /^f(?:data)?sync\(/, /^rename/, /^link/, /^unlink/]), [
        writes,
        flushes,
        renames,
        links,
        removals! - absent,
      ]);
    } finally {
      await bench.close();
    }
  });
});
