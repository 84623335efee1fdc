import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { killedEverywhere } from "./killing.ts";
import { renewalByKeyElsewhere, toKeyElsewhere } from "./rotations.ts";

const folder = mkdtempSync(join(tmpdir(), "killed-signer-"));
after(() => rmSync(folder, { recursive: true }));

killedEverywhere(toKeyElsewhere(folder), { by: "process" });
killedEverywhere(renewalByKeyElsewhere(folder), { by: "process" });
