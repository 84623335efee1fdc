// `root download --for-update-server`: what the self-hosted server would not take is refused before anything is written.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { sharedBench } from "../kit/shared-bench.ts";
import { newKey, publishAsIs, withKey, withRole } from "../review/rules/factory-edits.ts";

const bench = sharedBench();

const MOVE = { archive: "roots.tgz", "for-update-server": "true", keys: "root.tgz" };
async function refused(says: RegExp, raw = {}, code = "update-server-refuses" as const): Promise<void> {
  const { message } = await bench.refused("root download", { ...MOVE, ...raw }, code, says);
  assert.match(message, /Nothing was changed\./);
  assert.equal(existsSync(join(bench.folder, "roots.tgz")), false);
}

describe("the move to the self-hosted server", () => {
  it("is ready with a root threshold of 1 and a plain archive of the active root key; what ends is said", async () => {
    const { data, text, warnings } = await bench.run("root download", MOVE);
    assert.deepEqual(warnings, []);
    assert.match(data.afterwards.join(" "), /all thresholds at 1/);
    assert.match(text, /Do not rotate a key of this Factory after this download/);
  });

  it("warns that nobody looked at an archive that was not given", async () => {
    const { warnings } = await bench.run("root download", { archive: "roots.tgz", "for-update-server": "true" });
    assert.match(warnings.join(), /The archive of the root key was not checked/);
  });

  it("is refused with a root threshold of 2", async () => {
    const second = newKey("second");
    publishAsIs(
      bench.factory,
      (signed) => {
        const both = withKey(signed, "root", second.public);
        return withRole(both, "root", both.roles.root.keyids, 2);
      },
      [bench.factory.offlineKeys.root!, second],
    );
    await refused(/The root needs 2 signatures, .* only a root threshold of 1/);
  });

  it("is refused while a transaction is open", async () => {
    await bench.run("updates init", { changelog: "a test" });
    await refused(/A transaction of root updates is open/);
  });

  it("is refused with an expired root", async () => {
    bench.clock.set(new Date("2028-11-23T08:00:00Z"));
    await refused(/The root expired at/);
  });

  it("is refused with an encrypted archive, which nobody has to open for that", async () => {
    await bench.run("keys encrypt", { keys: "root.tgz", to: "root.age", "new-identity": "id.txt" });
    await refused(/is encrypted, but the self-hosted server reads only plain ones.*keys decrypt plain\.tgz --keys /, {
      keys: "root.age",
    });
  });

  it("is refused with an archive that lacks the active root key: of targets alone, or outdated", async () => {
    await bench.refused("root download", { ...MOVE, keys: "targets.tgz" }, "keys-none-active", /active root key/);
    const old = bench.factory.archives.root!;
    await bench.run("keys rotate", { role: "root", keys: "root.tgz" });
    bench.file("old.tgz", old);
    await bench.refused("root download", { ...MOVE, keys: "old.tgz" }, "keys-none-active", /active root key/);
  });
});
