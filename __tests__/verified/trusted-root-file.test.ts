import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { byPerson } from "../../src/files/target.ts";
import { heldRoot } from "../../src/verified/trusted-root-file.ts";
import type { VerifiedRoots } from "../../src/verified/verified-roots.ts";
import { rejected } from "../kit/refusal.ts";

describe("the file of a trusted root", () => {
  const folder = mkdtempSync(join(tmpdir(), "root-file-"));
  after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "root.json");
  const roots = { chain: [] } as unknown as VerifiedRoots;

  it("is null where there is none", async () => {
    assert.equal(await heldRoot(file, byPerson, roots), null);
  });

  it("is not replaced when it is no UTF-8: bytes that are wrong are not read as other ones", async () => {
    writeFileSync(file, Buffer.from('{"signed":{"_type":"Root","note":"Zo\xeb"}}', "latin1"));
    const error = await rejected(heldRoot(file, byPerson, roots));
    assert.equal(error.code, "value-invalid");
    assert.match(error.message, /root\.json is not UTF-8 text, so it was not replaced/);
  });
});
