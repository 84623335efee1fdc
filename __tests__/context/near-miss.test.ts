import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { listFolderOf, nearMiss, requireNoNearMiss } from "../../src/context/near-miss.ts";
import { ToolError } from "../../src/errors/tool-error.ts";

const KNOWN = ["root.json", "pins.json", "review.yml", "waivers.yml"];

describe("a name that looks like one that is read", () => {
  it("has another extension, another case, or one letter s more or less", () => {
    for (const [name, meant] of [
      ["review.yaml", "review.yml"],
      ["review.json", "review.yml"],
      ["review", "review.yml"],
      ["review.yml.txt", "review.yml"],
      ["Review.yml", "review.yml"],
      ["reviews.yml", "review.yml"],
      ["pins.yml", "pins.json"],
      ["pin.json", "pins.json"],
      ["PINS.JSON", "pins.json"],
      ["waivers.yaml", "waivers.yml"],
      ["waiver.yml", "waivers.yml"],
      ["waivers.yml ", "waivers.yml"],
      ["Root.json", "root.json"],
      ["root.yml", "root.json"],
      ["ｒoot.json", "root.json"],
    ] as const) {
      assert.deepEqual(nearMiss(name, KNOWN), { meant, isBackup: false }, name);
    }
  });

  it("is a backup with the endings of one", () => {
    for (const name of ["root.json.bak", "review.yml~", "pins.json.orig", "review.old", "waivers.YML.BAK"]) {
      assert.equal(nearMiss(name, KNOWN)?.isBackup, true, name);
    }
  });

  it("is none when it is read itself, or says something of its own", () => {
    for (const name of [
      ...KNOWN,
      "README.md",
      "root.json.sha256",
      "1.root.json",
      "review.eu.yml",
      ".root.json.0a1b.part",
    ])
      assert.equal(nearMiss(name, KNOWN), null, name);
  });

  it("is found in every case and with every extension, and never in the name that is right", () => {
    const inAnyCase = (text: string) =>
      fc
        .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
        .map((upper) => [...text].map((char, at) => (upper[at] ? char.toUpperCase() : char)).join(""));
    const name = fc
      .tuple(fc.constantFrom(...KNOWN), fc.stringMatching(/^[a-z]{1,6}$/))
      .chain(([known, extension]) => inAnyCase(`${known.replace(/\..*/, "")}.${extension}`));
    fc.assert(
      fc.property(name, (text) => {
        assert.equal(nearMiss(text, KNOWN) === null, KNOWN.includes(text));
      }),
    );
  });
});

describe("the folder of a repository's files", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "near-miss-"));
    await mkdir(join(folder, ".factory-tuf/review"), { recursive: true });
    await mkdir(join(folder, "elsewhere"));
    await writeFile(join(folder, "elsewhere/review.yaml"), "");
    await writeFile(join(folder, "file"), "");
  });
  after(() => rm(folder, { recursive: true }));

  const READ = [...KNOWN.map((name) => `.factory-tuf/${name}`), "elsewhere/review.yml"];
  const check = async (paths: readonly string[] = READ) => {
    const told: string[] = [];
    await requireNoNearMiss(paths, { list: listFolderOf({ folder }), log: { info: (line) => void told.push(line) } });
    return told;
  };

  it("may hold folders of any name; folders of other names may hold any file", async () => {
    assert.deepEqual(await check(), []);
    assert.deepEqual(await check(["missing/.factory-tuf/root.json", "file/.factory-tuf/root.json"]), []);
  });

  it("tells in one note of everything else: backups, dotfiles, a README", async () => {
    const others = ["root.json.bak", ".keep", "README.md", "ä", "notes.txt", "a", "b"];
    for (const name of others) await writeFile(join(folder, ".factory-tuf", name), "");
    const told = await check();
    assert.equal(told.length, 1);
    assert.match(told[0]!, /^Not read in \.factory-tuf: [^,]+, [^,]+, [^,]+, [^,]+, [^,]+ and 2 more\.$/);
    assert.match(told[0]!, /^[ -~]+$/);
    for (const name of others.slice(1)) await rm(join(folder, ".factory-tuf", name));
    assert.deepEqual(await check(), ["Not read in .factory-tuf: root.json.bak."]);
  });

  it("is refused with a near miss, a link too, unless that is the file that was named", async () => {
    await symlink("nowhere", join(folder, ".factory-tuf/review.yaml"));
    await assert.rejects(check(), (error) => {
      assert.ok(error instanceof ToolError);
      assert.equal(error.code, "config-invalid");
      assert.match(
        error.message,
        /^\.factory-tuf\/review\.yaml is not read\. .* Rename it to \.factory-tuf\/review\.yml/,
      );
      return true;
    });
    await check([...READ, ".factory-tuf/review.yaml"]);
    await writeFile(join(folder, ".factory-tuf/review.yml"), "");
    await assert.rejects(check(), /Move what it says into \.factory-tuf\/review\.yml, and remove it/);
  });
});
