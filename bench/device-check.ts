// The question to the device clients alone, cold as a process asks it: what a plan adds to say what devices would do with
// it. Arguments: the file with the targets, and the clients that a policy lists. Prints the processor time in microseconds.
import { readFileSync } from "node:fs";
import { parseJson } from "../src/json/json.ts";
import { checkClients } from "../src/release/client-checks.ts";
import { canonicalBytes } from "../src/tuf/canonical/canonical.ts";
import { judgedAs } from "../src/tuf/devices/client-refusals.ts";
import { CLIENT_NAMES, clientsInUse } from "../src/tuf/devices/clients.ts";
import { plannedRows } from "../src/tuf/devices/device-rows.ts";
import type { TargetsSigned } from "../src/tuf/metadata/metadata.ts";
import { Checks } from "../src/verified/checks.ts";

const [file = "", ...named] = process.argv.slice(2);
const clients = CLIENT_NAMES.filter((name) => named.includes(name));
const targets = parseJson(readFileSync(file, "utf8"), file).value as TargetsSigned["targets"];
const signed: TargetsSigned = { _type: "Targets", version: 1, expires: "2027-11-27T00:00:00Z", targets };
const bytes = canonicalBytes(signed, file);
const policy = { clients, oldestRoot: null, requirePlan: false, appHosts: [] };
const root = { signed: { version: 1 } };
const before = process.cpuUsage();
checkClients(
  { trust: { root: null, pins: null, onFirstUse: false, policy } },
  { wave: "w", signed, bytes, signatures: 2, before: {} },
  new Checks(),
);
const document = judgedAs({ role: "targets", signed }, { sizeBytes: bytes.length, canonical: bytes });
const rows = plannedRows(clientsInUse(clients).listed, [{ doc: root as never, sizeBytes: 0 }], document);
const { user, system } = process.cpuUsage(before);
if (rows.length === 0) throw new Error("no device was asked");
console.log(user + system);
