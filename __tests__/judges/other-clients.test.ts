// The rules of the clients that have no judge here, as a table (DEVICES, limits and refusals): one thing is done to what a good
// Factory serves, and who refuses it stands beside it. fiotuf's column is what its library says (agreement.test.ts).
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ClientName, deviceClients } from "../../src/tuf/devices/clients.ts";
import { alterations } from "./alterations.ts";
import { question } from "./documents.ts";
import { ourVerdict } from "./our-verdict.ts";

const COLUMNS = ["aktualizr-lite", "fiotuf", "aktualizr-nano"] as const satisfies readonly ClientName[];

/** `+` accepts, `-` refuses. */
const TABLE: Readonly<Record<string, string>> = {
  "root: a text with plain text": "+ + +",
  "root: a text with a line feed": "+ - +",
  "root: a text with a control character": "+ - +",
  "root: a text with an umlaut": "- + +",
  "targets: custom has a tab": "+ - +",
  "targets: custom has an emoji": "- + +",
  "root: written over lines": "+ + -",
  "root: with its members in another order": "+ + -",
  "targets: with its members in another order": "+ + -",
  "root: an unused RSA key of bits 2048": "+ - +",
  "root: an unused RSA key of bits 3072": "+ - +",
  "root: an unused RSA key of bits 4096": "+ - +",
  "root: an RSA key among the targets keys": "+ - +",
  "root: an unused key of an unknown type": "- + +",
  "root: a key of an unknown type in the root role": "- - +",
  'root: an absent key in the role "root"': "+ - +",
  "root: no consistent_snapshot": "+ - +",
  "root: five targets keys": "+ + +",
  "root: six targets keys": "+ + -",
  "root: ten keys": "+ + +",
  "root: eleven keys": "+ + -",
  "root: 20 KiB": "+ + -",
  "root: a root threshold of 2 with the former key": "+ + +",
  "root: a root threshold of 2 with one key": "- - -",
  "root: a root threshold of 3": "- - -",
  "root: a root threshold of 0": "- - -",
  "root: version 3": "- - -",
  "root: a repeated key id": "- - -",
  "root: a signature of an unknown method": "- + -",
  "targets: a repeated key id": "- - -",
  "targets: a signature of an unknown method": "- + -",
  "targets: a signature of nobody": "+ + -",
  "targets: a signature over something else": "- - -",
  "targets: no signature": "- - -",
  "targets: more than 16 KiB": "+ + -",
  "targets: version 2^31": "- + +",
  'targets: expires "2031-05-17T09:00:00.5Z"': "- - -",
  'targets: expires "2031-05-17T09:00:00+00:00"': "- - -",
  'targets: expires "2030-05-17T09:00:00Z"': "- - -",
  'root: expires "2030-05-17T09:00:00Z"': "- - -",
  "targets: custom has the number a fraction": "+ - +",
  "targets: custom has the number 2^53 - 1": "+ + +",
  "targets: capital letters in a hash": "+ - +",
  "targets: another algorithm beside": "+ + +",
  "targets: no custom": "+ + +",
  "snapshot: names another version": "- - -",
  "snapshot: another hash": "- - -",
  "snapshot: a smaller length": "- - -",
  "timestamp: no signature": "- - -",
  'timestamp: expires "2030-05-17T09:00:00Z"': "- - -",
};

describe("who refuses what", () => {
  for (const [what, expected] of Object.entries(TABLE)) {
    it(`${what}: ${expected}`, () => {
      const alteration = alterations.find(({ name }) => name === what);
      assert.ok(alteration, "there is such an alteration");
      const asked = question([alteration], true);
      const verdicts = COLUMNS.map((name) => ourVerdict(deviceClients.find((client) => client.name === name)!, asked));
      const told = verdicts.map(({ why }) => why.join("; ") || "accepts").join("\n");
      assert.equal(verdicts.map(({ accepts }) => (accepts ? "+" : "-")).join(" "), expected, told);
    });
  }
});
