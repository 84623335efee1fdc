// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is in them is code under test
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findCommands } from "../../scripts/command-table.ts";
import { readSource } from "../../scripts/imports.ts";
import { cycles, layerViolations } from "../../scripts/layers.ts";
import { sizeViolations } from "../../scripts/sizes.ts";

const violations = (path: string, text: string) => layerViolations([{ path, text }]);

describe("the layer check", () => {
  const planted: readonly [what: string, file: string, text: string, says: RegExp][] = [
    [
      "an import upward",
      "tuf/a.ts",
      'import { x } from "../keys/x.ts";',
      /^tuf\/a\.ts:1 imports keys\/x\.ts, which lies above it$/,
    ],
    ["a type-only import upward", "keys/a.ts", 'import type { X } from "../factory/x.ts";', /lies above it/],
    ["an inline type import upward", "review/a.ts", 'export type Y = import("../commands/x.ts").X;', /lies above it/],
    ["a dynamic import upward", "report/a.ts", 'const x = await import("../commands/x.ts");', /lies above it/],
    ["a re-export upward", "factory/a.ts", 'export * from "../commands/x.ts";', /lies above it/],
    ["an import over several lines", "tuf/a.ts", 'import {\n  a,\n  b,\n} from "../report/x.ts";', /^tuf\/a\.ts:4 /],
    ["an import for its effect", "tuf/a.ts", 'import "../keys/x.ts";', /lies above it/],
    [
      "a front door in the other",
      "cli/a.ts",
      'import { x } from "../action/x.ts";',
      /one front door does not know the other/,
    ],
    ["the emulator in a command", "commands/promote.ts", 'import("../emulator/x.ts")', /only emulate and demo/],
    ["the emulator in the report", "report/a.ts", 'import { x } from "../emulator/x.ts";', /only emulate and demo/],
    ["a use case in another", "custody/a.ts", 'import { x } from "../release/x.ts";', /lies beside it/],
    [
      "a use case in a command's place",
      "release/a.ts",
      'import { x } from "../commands/wave/init.ts";',
      /lies above it/,
    ],
    ["a client in another", "github/a.ts", 'import type { X } from "../factory/x.ts";', /lies beside it/],
    ["a required file", "tuf/a.ts", 'const x = require("../keys/x.ts");', /lies above it/],
    ["a template as a specifier", "tuf/a.ts", "const x = import(`../keys/x.ts`);", /lies above it/],
    [
      "a command in another folder's",
      "commands/a.ts",
      'import { x } from "./wave/init.ts";',
      /commands do not import each other/,
    ],
    [
      "the registry of all commands in a command",
      "commands/init.ts",
      'import { registry } from "./registry.ts";',
      /commands do not import each other/,
    ],
    [
      "the table of all commands in a command",
      "commands/init.ts",
      'import { commandTable } from "./command-table.ts";',
      /commands do not import each other/,
    ],
    ["a way out of src", "cli/a.ts", 'import { x } from "../../scripts/x.ts";', /outside the layers/],
    ["a specifier without .ts", "cli/a.ts", 'import { x } from "./x";', /without \.ts/],
    ["a file in no layer", "misc.ts", "export {};", /lies in no layer/],
    ["@actions in tuf", "tuf/a.ts", 'import * as core from "@actions/core";', /into a pure layer/],
    [
      "node:fs in review",
      "review/a.ts",
      'import { readFileSync } from "node:fs";',
      /imports node:fs into a pure layer/,
    ],
    ["a builtin of Node without node:", "tuf/a.ts", 'import { get } from "http";', /imports http into a pure layer/],
    ["process in tuf", "tuf/a.ts", "const x = process.env.HOME;", /reads process/],
    ["the clock by Date.now", "review/a.ts", "const at = Date.now();", /reads the clock \(Date\.now\)/],
    ["the clock by new Date()", "tuf/a.ts", "const at = new Date();", /new Date without an argument/],
    ["the clock by new Date", "tuf/a.ts", "const at = new Date;", /new Date without an argument/],
    ["the clock inside a template", "tuf/a.ts", "const at = `${Date.now()}`;", /reads the clock/],
    ["randomness", "tuf/a.ts", "const x = Math.random();", /uses randomness/],
    ["a random key", "review/a.ts", 'import { randomBytes } from "node:crypto";', /uses randomness/],
    ["the environment in a command", "commands/a.ts", "const x = process.env.FACTORY;", /reads the environment/],
    ["the environment by an import", "commands/a.ts", 'import { env } from "node:process";', /reads the environment/],
    ["the same without node:", "gate/a.ts", 'import { env } from "process";', /reads the environment/],
    ["the environment by its name in brackets", "http/a.ts", 'const x = process["env"];', /reads the environment/],
    ["the environment taken apart", "keys/a.ts", "const { env } = process;", /reads the environment/],
  ];
  for (const [what, file, text, says] of planted) {
    it(`catches ${what}`, () => {
      const found = violations(file, text);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0]!, says);
    });
  }

  const allowed: readonly [what: string, file: string, text: string][] = [
    ["the table in the registry", "commands/registry.ts", 'import { commandTable } from "./command-table.ts";'],
    ["an import downward", "commands/a.ts", 'import { x } from "../tuf/x.ts";'],
    ["an import of the own layer", "tuf/a.ts", 'import { x } from "./x.ts";'],
    ["node:crypto in a pure layer", "tuf/a.ts", 'import { createHash } from "node:crypto";'],
    ["the emulator in its command", "commands/emulate.ts", 'import { x } from "../emulator/x.ts";'],
    ["the emulator in a part of its command", "commands/demo/setting.ts", 'import("../../emulator/x.ts")'],
    ["a date of the caller's", "tuf/a.ts", "const at = new Date(text);"],
    ["a comment that names process.env", "tuf/a.ts", "// never process.env\n/* Date.now() */"],
    ["a text that names a clock", "review/a.ts", 'const text = "Date.now()"; const other = `process`;'],
    ["the work that a rotation shares", "rotation/a.ts", 'import { x } from "../root-updates/x.ts";'],
    ["the releases that a signature from elsewhere is for", "signing-elsewhere/a.ts", 'import "../release/x.ts";'],
    ["a part of a command's own folder", "commands/demo/demo.ts", 'import { x } from "./setting.ts";'],
    ["other members of process", "http/a.ts", "const x = [process.version, process.pid];"],
    ["a front door's import of node:process", "cli/a.ts", 'import { env } from "node:process";'],
    ["the environment in a front door", "cli/a.ts", "const x = process.env.FACTORY;"],
    ["an import that stands in a comment", "tuf/a.ts", '// import { x } from "../keys/x.ts";'],
  ];
  for (const [what, file, text] of allowed) {
    it(`lets ${what} pass`, () => assert.deepEqual(violations(file, text), []));
  }

  it("tells the line of each import", () => {
    const source = 'import a from "a";\nimport type { B } from "b";\n\nconst c = await import("c");\n';
    assert.deepEqual(readSource(source, "a.ts").imports, [
      { specifier: "a", line: 1 },
      { specifier: "b", line: 2 },
      { specifier: "c", line: 4 },
    ]);
  });

  it("catches a command in another of its own folder", () => {
    const registry = { path: "commands/command-table.ts", text: 'export const a = () => import("./wave/init.ts");' };
    const other = { path: "commands/wave/sign.ts", text: 'import { x } from "./init.ts";' };
    assert.deepEqual(layerViolations([registry, other]), [
      "commands/wave/sign.ts:1 imports commands/wave/init.ts: commands do not import each other",
    ]);
  });

  it("catches a part of a command that another one needs as well, though it lies in their folder", () => {
    const registry = {
      path: "commands/command-table.ts",
      text: 'export const a = () => [import("./sign/request.ts"), import("./sign/answer.ts")];',
    };
    const request = { path: "commands/sign/request.ts", text: 'import { x } from "./subject.ts";' };
    const part = { path: "commands/sign/part.ts", text: 'import { x } from "./subject.ts";' };
    const subject = { path: "commands/sign/subject.ts", text: "export const x = 1;" };
    const answer = (text: string) => ({ path: "commands/sign/answer.ts", text });
    assert.deepEqual(layerViolations([registry, request, subject, answer("")]), []);
    assert.deepEqual(layerViolations([registry, request, part, subject, answer('import { x } from "./part.ts";')]), [
      "commands/sign/request.ts:1 imports commands/sign/subject.ts: commands/sign/request.ts and commands/sign/answer.ts need it: what commands share lies below them",
      "commands/sign/part.ts:1 imports commands/sign/subject.ts: commands/sign/request.ts and commands/sign/answer.ts need it: what commands share lies below them",
    ]);
  });

  it("gives the registry to those alone who tell of every command: whoever runs another calls its use case", async () => {
    const given = (await findCommands()).filter(({ takesRegistry }) => takesRegistry);
    assert.deepEqual(
      given.map(({ command }) => command.name),
      ["demo", "completion", "completion install"],
    );
  });

  it("finds a cycle, also one that only types make", () => {
    const files = [
      { path: "tuf/a.ts", text: 'import { b } from "./b.ts";' },
      { path: "tuf/b.ts", text: 'import type { C } from "./c.ts";' },
      { path: "tuf/c.ts", text: 'export type C = import("./a.ts").A;' },
      { path: "tuf/d.ts", text: 'import { a } from "./a.ts";' },
    ];
    assert.deepEqual(cycles(files), ["tuf/a.ts -> tuf/b.ts -> tuf/c.ts -> tuf/a.ts"]);
    assert.deepEqual(cycles(files.slice(0, 2)), []);
  });

  it("does not pass over a source that it cannot read", () => {
    assert.throws(() => violations("tuf/a.ts", "import {"), /tuf\/a\.ts does not parse/);
  });
});

describe("the sizes", () => {
  const file = (path: string, lines: number) => ({ path, text: "x\n".repeat(lines) });
  it("of a file end at 300 lines, of a folder at 25 files, of all commands at 20 %", () => {
    assert.deepEqual(sizeViolations([file("tuf/a.ts", 300)]), []);
    assert.deepEqual(sizeViolations([file("tuf/a.ts", 301)]), ["tuf/a.ts has 301 lines, more than 300"]);
    const many = Array.from({ length: 26 }, (_, at) => file(`tuf/${at}.ts`, 1));
    assert.deepEqual(sizeViolations(many.slice(1)), []);
    assert.deepEqual(sizeViolations(many), ["tuf has 26 files side by side, more than 25"]);
    assert.deepEqual(sizeViolations([file("commands/a.ts", 20), file("tuf/a.ts", 80)]), []);
    assert.match(
      sizeViolations([file("commands/a.ts", 21), file("tuf/a.ts", 79)])[0]!,
      /commands is 21 % of all lines/,
    );
  });
});
