import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { factoryOptions, trustOptions } from "../../../src/commands/options/connection-options.ts";
import { keyOptions } from "../../../src/commands/options/key-options.ts";
import { parseOptions, type RawOptions } from "../../../src/commands/options/options.ts";
import { digestOption } from "../../../src/commands/options/release-options.ts";
import { usesKeys } from "../../../src/context/secret-options.ts";
import type { ToolError } from "../../../src/errors/tool-error.ts";
import { editDistance, nearest } from "../../../src/text/nearest.ts";
import { optionFlag, optionName } from "../../../src/text/option-names.ts";
import { thrown } from "../../kit/refusal.ts";

const NOW = new Date("2026-11-23T08:00:00Z");

const declarations = {
  wave: { kind: "wave", help: "The Wave." },
  version: { kind: "version-or-latest", help: "The version.", required: true },
  tag: { kind: "tag", help: "The tag." },
  group: { kind: "group", help: "The group." },
  plain: { kind: "version", help: "A version." },
  sourceTag: { kind: "tag", help: "Only targets with this tag." },
  prune: { kind: "list", help: "Versions to drop." },
  uuids: { kind: "uuids", help: "Devices." },
  limit: { kind: "limit", help: "How many." },
  expiresDays: { kind: "integer", help: "Days.", default: 365, min: 1, max: 3650 },
  expiresAt: { kind: "time", help: "When." },
  now: { kind: "time", help: "Where a clock starts." },
  dryRun: { kind: "switch", help: "Show only." },
  keyType: { kind: "text", help: "Type.", choices: ["ed25519", "rsa"] },
  ...digestOption,
  ...factoryOptions,
  ...trustOptions,
  ...keyOptions,
} as const;

type Door = "cli" | "action";

function parse(raw: RawOptions, door: Door = "cli") {
  return parseOptions(declarations, { version: "42", ...raw }, door, NOW);
}

function refused(raw: RawOptions, door: Door = "cli"): ToolError {
  return thrown(() => parse(raw, door));
}

describe("options", () => {
  it("gives defaults, leaves the rest undefined, and a switch is always there", () => {
    const options = parse({});
    assert.equal(options.expiresDays, 365);
    assert.equal(options.timeout, "5m");
    assert.equal(options.dryRun, false);
    assert.equal(options.trustOnFirstUse, false);
    assert.equal(options.tag, undefined);
  });

  it("takes both spellings of a name: as typed and as declared", () => {
    assert.equal(parse({ "source-tag": "qa" }).sourceTag, "qa");
    assert.equal(parse({ sourceTag: "qa" }).sourceTag, "qa");
    for (const name of Object.keys(declarations)) assert.equal(optionName(optionFlag(name)), name);
  });

  it("reads every kind", () => {
    const options = parse({
      wave: "w-42.a+b",
      version: "latest",
      group: "us east",
      plain: "2147483647",
      limit: "10%",
      uuids: "a1,b2\nc3\n",
      prune: ["1,2", "3"],
      "expires-at": "2031-05-17T09:00:00Z",
      "dry-run": true,
      "key-type": "rsa",
      "expect-digest": `sha256:${"0a".repeat(32)}`,
    });
    assert.equal(options.version, "latest");
    assert.equal(options.plain, 2147483647);
    assert.deepEqual(options.limit, { percent: 10 });
    assert.deepEqual(parse({ limit: "10000" }).limit, { devices: 10000 });
    assert.deepEqual(options.uuids, ["a1", "b2", "c3"]);
    assert.deepEqual(options.prune, ["1", "2", "3"]);
    assert.deepEqual(options.expiresAt, new Date("2031-05-17T09:00:00Z"));
    assert.equal(options.dryRun, true);
  });

  const REFUSED: readonly (readonly [name: string, value: string, says: RegExp])[] = [
    ["wave", "a/b", /--wave is "a\/b", which is not 1 to 128 of the characters/],
    ["wave", "..", /--wave is "\.\."/],
    ["tag", "a,b", /--tag is "a,b", which is not 1 to 100 of the characters/],
    ["tag", "a".repeat(101), /--tag is "a{80}\.\.\."/],
    ["group", "a\tb", /--group is "a\\tb"/],
    ["factory", "Acme", /--factory is "Acme", which is not 1 to 63/],
    ["plain", "010", /--plain is "010", which is not a plain integer from 0 to 2147483647/],
    ["plain", "2147483648", /not a plain integer from 0 to 2147483647/],
    ["version", "newest", /which is not a plain integer from 0 to 2147483647 or latest/],
    ["limit", "0", /not a number of devices from 1 to 10000, or a percentage from 1% to 100%/],
    ["limit", "10001", /not a number of devices/],
    ["limit", "101%", /not a number of devices/],
    ["limit", "1.5", /not a number of devices/],
    ["expires-days", "0", /not a whole number from 1 to 3650/],
    ["expires-days", "1e2", /not a whole number from 1 to 3650/],
    ["expires-days", "-1", /not a whole number from 1 to 3650/],
    ["expires-at", "2031-05-17T09:00:00.000Z", /not a UTC time in whole seconds like 2031-05-17T09:00:00Z/],
    ["expires-at", "2031-05-17T09:00:00+00:00", /not a UTC time in whole seconds/],
    ["expires-at", "2031-02-30T09:00:00Z", /not a UTC time in whole seconds/],
    ["expires-at", "2026-11-23T08:00:00Z", /not a time in the future \(it is 2026-11-23T08:00:00Z\)/],
    ["expect-digest", `sha256:${"0A".repeat(32)}`, /not sha256: and 64 of the characters/],
    ["expect-digest", "0a".repeat(32), /not sha256:/],
    ["key-type", "dsa", /not one of ed25519, rsa/],
    ["prune", "1,,2", /not items separated by commas or lines, none of them empty/],
    ["prune", "\n", /none of them empty/],
    ["uuids", "@devices.txt", /1 to 60 of the characters/],
    ["trusted-root", "a\nb", /not a path/],
    ["tag", "", /--tag is "", which/],
  ];
  for (const [name, value, says] of REFUSED) {
    it(`refuses --${name} ${JSON.stringify(value).slice(0, 40)}`, () => {
      const error = refused({ [name]: value });
      assert.equal(error.code, "value-invalid");
      assert.match(error.message, says);
      assert.doesNotMatch(error.message, /Nothing was changed/, "nobody asks after a typing error");
    });
  }

  it("lets a clock start in the past: only expires-at must be ahead", () => {
    assert.deepEqual(parse({ now: "2020-01-01T00:00:00Z" }).now, new Date("2020-01-01T00:00:00Z"));
  });

  it("takes an expiry one second ahead", () => {
    assert.deepEqual(parse({ "expires-at": "2026-11-23T08:00:01Z" }).expiresAt, new Date("2026-11-23T08:00:01Z"));
  });

  it("refuses more than 10000 devices", () => {
    const devices = (count: number) => Array.from({ length: count }, (_, index) => `d${index}`);
    assert.equal(parse({ uuids: devices(10_000) }).uuids?.length, 10_000);
    assert.match(refused({ uuids: devices(10_001) }).message, /10001 devices/);
  });

  it("refuses a value that is missing, twice there, or not there at all", () => {
    assert.match(refused({ tag: true }).message, /The option --tag needs a value\./);
    assert.match(refused({ tag: ["a", "b"] }).message, /The option --tag was given 2 times\./);
    const missing = refused({ version: "" }, "action");
    assert.equal(missing.code, "value-missing");
    assert.match(missing.message, /The input version is missing\./);
  });
});

describe("switches in the Action", () => {
  it("are true or false, and '' is unset", () => {
    assert.equal(parse({ "dry-run": "true" }, "action").dryRun, true);
    assert.equal(parse({ "dry-run": "false" }, "action").dryRun, false);
    assert.equal(parse({ "dry-run": "" }, "action").dryRun, false);
  });

  it("are nothing else", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("True", "TRUE", "yes", "1", "on", " true", "false\n")),
        (text) => {
          fc.pre(text !== "true" && text !== "false");
          assert.equal(refused({ "dry-run": text }, "action").code, "value-invalid");
        },
      ),
    );
  });
});

describe("names", () => {
  it("proposes the nearest option in the user's own spelling", () => {
    const error = refused({ "soruce-tag": "qa" });
    assert.equal(error.code, "unknown-option");
    assert.match(error.message, /no option "soruce-tag"\. Did you mean --source-tag\?/);
    assert.match(
      refused({ expect_digest: "x" }, "action").message,
      /no input "expect_digest".* Did you mean expect-digest\?/,
    );
  });

  it("lists what there is where nothing is near", () => {
    assert.match(refused({ zzzzzzzzzz: "1" }).message, /It takes --wave, --version, --tag, /);
  });

  it("never proposes what the door does not offer", () => {
    assert.doesNotMatch(refused({ tokn: "x" }).message, /--token\?/);
    assert.match(refused({ tokn: "x" }, "action").message, /Did you mean token\?/);
  });

  it("explains an option of the other door: a token is no flag", () => {
    const error = refused({ token: "s3cret-t0ken-value" });
    assert.equal(error.code, "unknown-option");
    assert.match(error.message, /exists only in the Action\..*FACTORY_TOKEN, --token-file/);
    assert.doesNotMatch(error.message, /s3cret/);
    assert.match(refused({ "token-file": "t" }, "action").message, /exists only on the command line/);
  });

  it("is not fooled by names of Object's prototype", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      assert.equal(refused(JSON.parse(`{"${name}":"x"}`) as RawOptions).code, "unknown-option");
    }
  });

  it("measures swaps, insertions, deletions and replacements as one edit each", () => {
    assert.equal(editDistance("soruce", "source"), 1);
    assert.equal(editDistance("sorce", "source"), 1);
    assert.equal(editDistance("kitten", "sitting"), 3);
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        assert.equal(editDistance(a, b), editDistance(b, a));
        assert.equal(editDistance(a, b) === 0, a === b);
        assert.ok(editDistance(a, b) <= Math.max(a.length, b.length));
      }),
    );
    assert.equal(nearest("WAVE", ["wave", "waves"]), "wave");
  });
});

describe("options that exclude each other", () => {
  it("refuses two of keys, keys-file and keys-command", () => {
    const error = refused({ keys: "a", "keys-command": "b" });
    assert.equal(error.code, "options-conflict");
    assert.match(error.message, /--keys and --keys-command cannot be used together/);
    assert.equal(refused({ keys: "a", "keys-file": "b" }, "action").code, "options-conflict");
    assert.equal(parse({ keys: "a", "keys-file": "" }, "action").keys, "a");
  });

  it("refuses an expiry in days and at a time, although days have a default", () => {
    assert.equal(refused({ "expires-days": "30", "expires-at": "2031-05-17T09:00:00Z" }).code, "options-conflict");
  });
});

describe("secrets", () => {
  it("pass as they are, white space and lines included", () => {
    const armored = "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n";
    assert.equal(parse({ keys: armored }, "action").keys, armored);
    assert.equal(parse({ "keys-passphrase": " two  blanks " }, "action").keysPassphrase, " two  blanks ");
  });

  it("are never quoted, however wrong they are", () => {
    for (const name of ["token", "client-secret", "keys", "keys-identity", "keys-passphrase"]) {
      const error = refused({ [name]: "hunter2-hunter2\0" }, "action");
      assert.equal(error.code, "value-invalid");
      assert.doesNotMatch(`${error.message}${error.stack}`, /hunter2/);
    }
  });
});

describe("the type of a value with choices", () => {
  const choosing = {
    role: { kind: "text", help: "A role.", choices: ["root", "targets"], required: true },
    formats: { kind: "list", help: "Formats.", choices: ["text", "html"], default: "html" },
    stage: { kind: "text", help: "A stage.", choices: ["sign", "apply"] },
  } as const;

  it("is that of its choices: what is written here is held by the compiler", () => {
    const values = parseOptions(choosing, { role: "root" }, "cli", NOW);
    const role: "root" | "targets" = values.role;
    const formats: readonly ("text" | "html")[] = values.formats;
    const stage: "sign" | "apply" | undefined = values.stage;
    // @ts-expect-error it may be targets
    const root: "root" = values.role;
    // @ts-expect-error it was not required, so it may not be there
    const given: "sign" | "apply" = values.stage;
    assert.deepEqual([role, formats, stage, root, given], ["root", ["html"], undefined, "root", undefined]);
  });
});

describe("which runs use keys", () => {
  it("those of a command that needs keys, save a dry run", () => {
    assert.equal(usesKeys({ needs: "keys" }, {}), true);
    assert.equal(usesKeys({ needs: "keys" }, { dryRun: true }), false);
    assert.equal(usesKeys({ needs: "keys" }, { dryRun: "true", keys: "x" }), false);
  });

  it("those of another command that is given some", () => {
    assert.equal(usesKeys({ needs: "factory" }, {}), false);
    assert.equal(usesKeys({ needs: "factory" }, { keys: "" }), false);
    assert.equal(usesKeys({ needs: "factory" }, { keysCommand: "pass show keys" }), true);
  });
});
