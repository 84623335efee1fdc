// Every root version in one archive: the files and documents that the vendor's tool put into its own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { RecordedState } from "../../../src/emulator/server/recorded.ts";
import { archiveEntries, recordedStateAfter } from "../../emulator/recordings.ts";
import { workbench } from "../../kit/workbench.ts";

describe("root download", () => {
  for (const scenario of ["rotations", "rotations-rsa"]) {
    for (const [prod, recorded] of [
      ["false", "06-roots.tgz"],
      ["true", "07-prod-roots.tgz"],
    ] as const) {
      it(`${scenario}: holds what the recorded ${recorded} holds`, async () => {
        const load = recordedStateAfter(scenario, 3) as RecordedState;
        const bench = await workbench({ load, unpinned: true });
        try {
          bench.file(".factory-tuf/root.json", JSON.stringify(load["ci-roots"][0]));
          await bench.run("root download", { archive: "roots.tgz", prod });
          const theirs = new URL(`../../vectors/${scenario}/archives/${recorded}`, import.meta.url);
          assert.deepEqual(rootsIn(join(bench.folder, "roots.tgz")), rootsIn(theirs));
        } finally {
          await bench.close();
        }
      });
    }
  }
});

function rootsIn(archive: string | URL): Record<string, unknown> {
  const entries = archiveEntries(readFileSync(archive)).filter(({ content }) => content !== "");
  return Object.fromEntries(entries.map(({ name, content }) => [name.split("/").at(-1)!, JSON.parse(content)]));
}
