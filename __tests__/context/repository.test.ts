import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { noPolicy } from "../../src/context/policy-file.ts";
import { type NamedFiles, readRepositoryFiles } from "../../src/context/repository.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { endless } from "../kit/endless.ts";
import { rejected } from "../kit/refusal.ts";

const state = JSON.parse(await readFile("__tests__/vectors/waves/state/02.json", "utf8")) as { "ci-roots": unknown[] };
const root = state["ci-roots"].at(-1);
const HASH = "ab".repeat(32);
const pins = {
  version: 1,
  factory: "acme",
  firstRoot: HASH,
  docs: { "ci-root": { version: 3, sha256: HASH }, "prod-targets/production": { version: 42, sha256: HASH } },
};

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "repository-test-"));
});
after(() => rm(folder, { recursive: true }));

interface Files {
  readonly root?: unknown;
  readonly pins?: unknown;
  readonly policy?: string;
}

let repositories = 0;
async function read({ root, pins, policy }: Files, named: NamedFiles = {}) {
  const base = join(folder, String(repositories++));
  await mkdir(join(base, ".factory-tuf"), { recursive: true });
  const put = (name: string, content: unknown) =>
    content === undefined
      ? undefined
      : writeFile(join(base, ".factory-tuf", name), typeof content === "string" ? content : JSON.stringify(content));
  await Promise.all([put("root.json", root), put("pins.json", pins), put("review.yml", policy)]);
  return readRepositoryFiles({ folder: base, top: base, isWorkspace: false, signal: endless }, named, "acme");
}

async function refused(files: Files, named: NamedFiles = {}): Promise<string> {
  const error = await rejected(read(files, named), "config-invalid");
  assert.match(error.next, /Correct the file/);
  return error.message;
}

describe("the files a repository keeps", () => {
  it("are all optional", async () => {
    assert.deepEqual(await read({}), { root: null, pins: null, policy: noPolicy });
  });

  it("are read as root, pins and policy", async () => {
    const files = await read({
      root,
      pins,
      policy:
        "version: 1\nrequire-plan: true\nrequire-protected-ref: true\nfail-on: error\nowners: [a]\nclients: [fiotuf]\noldest-root: 3\napp-hosts: [hub.foundries.io]\nattested-from: { production: 42 }\nattested-by: { repository: acme/devices, repository-id: 1234567, workflow: .github/workflows/promote.yml, ref: refs/heads/main }\nlimits:\n  root-expiring: { warning: 60, error: 30 }\n",
    });
    assert.equal(files.root?.signed.version, 3);
    assert.deepEqual(files.pins, pins);
    assert.deepEqual(files.policy, {
      requirePlan: true,
      requireProtectedRef: true,
      failOn: "error",
      onMissingToken: null,
      owners: ["a"],
      clients: ["fiotuf"],
      oldestRoot: 3,
      appHosts: ["hub.foundries.io"],
      attestedFrom: { production: 42 },
      attestedBy: {
        repository: "acme/devices",
        repositoryId: 1234567,
        workflow: ".github/workflows/promote.yml",
        ref: "refs/heads/main",
      },
      limits: { "root-expiring": { warning: 60, error: 30 } },
    });
  });

  it("must exist when they are named", async () => {
    assert.match(await refused({}, { trustedRoot: "my-root.json" }), /my-root\.json does not exist\./);
    assert.match(await refused({}, { pins: ".factory-tuf" }), /\.factory-tuf (is not a regular file|cannot be read)\./);
  });
});

describe("two Factories in one repository", () => {
  /** A checkout with these files by path, and what a run in it reads. */
  async function readIn(files: Readonly<Record<string, unknown>>, named: NamedFiles = {}, working = ".") {
    const base = join(folder, String(repositories++));
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(base, name)), { recursive: true });
      await writeFile(join(base, name), typeof content === "string" ? content : JSON.stringify(content));
    }
    await mkdir(join(base, working), { recursive: true });
    return readRepositoryFiles(
      { folder: join(base, working), top: base, isWorkspace: false, signal: endless },
      named,
      "acme",
    );
  }
  const policy = (lines: string) => `version: 1\n${lines}\n`;
  const TOP = ".factory-tuf/review.yml";
  const elsewhere = { trustedRoot: "src/.factory-tuf/root.json" };
  const apart = { "src/.factory-tuf/root.json": root };

  it("follows the trusted root to its folder: the policy beside it counts", async () => {
    const beside = { ...apart, "src/.factory-tuf/review.yml": policy("require-plan: true") };
    assert.equal((await readIn(beside, elsewhere)).policy.requirePlan, true);
    assert.equal((await readIn(beside)).policy.requirePlan, false);
  });

  it("reads a policy that is named in place of the one beside the trusted root; the one at the top counts as well", async () => {
    const files = {
      ...apart,
      "src/.factory-tuf/review.yml": policy("require-plan: true\nowners: [beside]"),
      "ci/strict.yml": policy("owners: [named]"),
      [TOP]: policy("fail-on: warning"),
    };
    const { policy: read } = await readIn(files, { ...elsewhere, policy: "ci/strict.yml" });
    assert.deepEqual([read.requirePlan, read.owners, read.failOn], [false, ["named"], "warning"]);
    await rejected(readIn(apart, { policy: "ci/none.yml" }), "config-invalid");
  });

  it("has a switch on if either policy has it on", async () => {
    const files = {
      ...apart,
      "src/.factory-tuf/review.yml": policy("require-plan: true\nrequire-protected-ref: false\nfail-on: never"),
      [TOP]: policy("require-protected-ref: true\nfail-on: warning\non-missing-token: pass"),
    };
    const { requirePlan, requireProtectedRef, failOn, onMissingToken } = (await readIn(files, elsewhere)).policy;
    assert.deepEqual([requirePlan, requireProtectedRef, failOn, onMissingToken], [true, true, "warning", "pass"]);
  });

  it("has the clients of both, the nearer one's owners and apps, and the tighter limits", async () => {
    const files = {
      ...apart,
      "src/.factory-tuf/review.yml": policy(
        "clients: [fioup]\noldest-root: 4\nowners: [near]\nattested-from: { production: 9 }\nlimits: { root-expiring: { warning: 30, error: 20 }, wave-stale: { warning: 9 } }",
      ),
      [TOP]: policy(
        "clients: [fiotuf]\noldest-root: 2\nattested-from: { production: 1, qa: 1 }\nattested-by: { repository: a/b, workflow: .github/workflows/p.yml, ref: refs/heads/main }\nowners: [top]\napp-hosts: [hub.example.com]\nlimits: { root-expiring: { warning: 90 }, wave-stale: { warning: 20 } }",
      ),
    };
    const { clients, oldestRoot, owners, appHosts, attestedFrom, attestedBy, limits } = (await readIn(files, elsewhere))
      .policy;
    assert.deepEqual([attestedFrom, attestedBy?.repository], [{ production: 9 }, "a/b"]);
    assert.deepEqual([clients, owners, appHosts], [["fioup", "fiotuf"], ["near"], ["hub.example.com"]]);
    assert.equal(oldestRoot, 2, "the lower: a device that holds it may be anybody's");
    // Days that are left: more of them is tighter. Days that have passed: fewer.
    assert.deepEqual(limits["root-expiring"], { warning: 90, error: 20 });
    assert.equal(limits["wave-stale"]?.warning, 9);
  });

  it("has pins beside the trusted root alone: those at the top are another Factory's", async () => {
    const files = { ...apart, ".factory-tuf/pins.json": { ...pins, factory: "other" } };
    assert.equal((await readIn(files, elsewhere)).pins, null);
    assert.deepEqual((await readIn({ ...files, "src/.factory-tuf/pins.json": pins }, elsewhere)).pins, pins);
  });

  it("is the folder of any file that was named; the trusted root may still lie at the top", async () => {
    const files = {
      ".factory-tuf/root.json": root,
      "acme/pins.json": pins,
      "acme/review.yml": policy("require-plan: true"),
    };
    const read = await readIn(files, { pins: "acme/pins.json" });
    assert.deepEqual([read.root?.signed.version, read.pins, read.policy.requirePlan], [3, pins, true]);
  });

  it("obeys the policy at the top of the checkout from a folder below it", async () => {
    assert.equal((await readIn({ [TOP]: policy("require-plan: true") }, {}, "deep/below")).policy.requirePlan, true);
  });
});

describe("trusted root", () => {
  const REFUSED: readonly (readonly [what: string, content: unknown, says: RegExp])[] = [
    ["that is not JSON", "{", /trusted root \.factory-tuf\/root\.json is not valid JSON/],
    ["that is no root", { signed: { _type: "Targets" }, signatures: [] }, /signed\._type is "Targets", not root/],
    [
      "with a repeated member",
      '{"signed":{},"signed":{},"signatures":[]}',
      /ambiguous: at \/signed, the member name occurs twice/,
    ],
    ["over 1 MiB", " ".repeat(1_048_577), /has more than 1048576 bytes/],
    ["that is not text", Buffer.from([0xff, 0xfe]).toString("latin1"), /is not valid JSON/],
  ];
  for (const [what, content, says] of REFUSED) {
    it(`refuses one ${what}`, async () => {
      assert.match(await refused({ root: content }), says);
    });
  }

  it("is refused when its bytes are not UTF-8", async () => {
    const path = join(folder, "latin1.json");
    await writeFile(path, Buffer.from([0x7b, 0xff, 0x7d]));
    assert.match(await refused({}, { trustedRoot: path }), /latin1\.json is not UTF-8 text/);
  });
});

describe("pins", () => {
  const REFUSED: readonly (readonly [what: string, content: unknown, says: RegExp])[] = [
    ["of another Factory", { ...pins, factory: "other" }, /is about the Factory "other", but this run is about "acme"/],
    ["of another layout", { ...pins, version: 2 }, /has no `version: 1`/],
    [
      "with an unknown member",
      { ...pins, doc: {} },
      /unknown member "doc"; known are version, factory, firstRoot, docs/,
    ],
    [
      "with an unknown document",
      { ...pins, docs: { "ci-rot": { version: 1, sha256: HASH } } },
      /pins "ci-rot"; it may pin/,
    ],
    [
      "of a tag that is none",
      { ...pins, docs: { "prod-targets/a/b": { version: 1, sha256: HASH } } },
      /pins "prod-targets\/a\/b"/,
    ],
    ["with half a pin", { ...pins, docs: { "ci-root": { version: 1 } } }, /docs\/ci-root\/sha256 that is not 64/],
    [
      "with a version that is text",
      { ...pins, docs: { "ci-root": { version: "1", sha256: HASH } } },
      /docs\/ci-root\/version: "1", not a whole number/,
    ],
    [
      "with more in a pin",
      { ...pins, docs: { "ci-root": { version: 1, sha256: HASH, x: 1 } } },
      /unknown member "docs\/ci-root\/x"/,
    ],
    ["without the first root", { ...pins, firstRoot: "" }, /firstRoot that is not 64/],
    [
      "that pin a prototype",
      `{"version":1,"factory":"acme","firstRoot":"${HASH}","docs":{"__proto__":{"version":1,"sha256":"${HASH}"}}}`,
      /pins "__proto__"/,
    ],
    ["with a repeated pin", '{"version":1,"version":1}', /is ambiguous: at \/version, the member name occurs twice/],
    ["that are a list", [], /is not an object/],
  ];
  for (const [what, content, says] of REFUSED) {
    it(`refuses pins ${what}`, async () => {
      assert.match(await refused({ pins: content }), says);
    });
  }
});

describe("policy", () => {
  const REFUSED: readonly (readonly [what: string, policy: string, says: RegExp])[] = [
    ["a misspelt member", "version: 1\nrequire-plans: true\n", /unknown member "require-plans"/],
    [
      "a switch that is a word",
      "version: 1\nrequire-plan: yes please\n",
      /has require-plan: "yes please", not true or false/,
    ],
    ["YAML 1.1's yes", "version: 1\nrequire-plan: yes\n", /has require-plan: "yes", not true or false/],
    ["no version", "require-plan: true\n", /has no `version: 1`/],
    ["a member twice", "version: 1\nrequire-plan: true\nrequire-plan: false\n", /is not valid YAML in line 3/],
    ["broken YAML", "version: [1\n", /is not valid YAML/],
    ["aliases", "version: 1\nowners: &a [x]\nclients: *a\n", /uses YAML aliases/],
    ["a list that is a word", "version: 1\nowners: me\n", /owners that is not a list of texts/],
    [
      "limits that are words",
      "version: 1\nlimits: { root-expiring: { warning: soon } }\n",
      /limits\/root-expiring\/warning: "soon", not a number/,
    ],
    [
      "limits of a level that is none",
      "version: 1\nlimits: { root-expiring: { fatal: 1 } }\n",
      /unknown member "limits\/root-expiring\/fatal"/,
    ],
    [
      "records from a version that is none",
      "version: 1\nattested-from: { production: latest }\n",
      /attested-from\/production: "latest", not a version from 1/,
    ],
    ["records of a tag that is none", "version: 1\nattested-from: { a/b: 1 }\n", /attested-from for "a\/b", no tag/],
    [
      "records of a repository with a number that is none",
      "version: 1\nattested-by: { repository: a/b, repository-id: x1, workflow: .github/workflows/p.yml, ref: refs/heads/main }\n",
      /repository-id: "x1", not the number of a repository/,
    ],
    [
      "records of half a repository",
      "version: 1\nattested-by: { repository: devices, workflow: .github/workflows/p.yml, ref: refs/heads/main }\n",
      /repository: "devices", not owner\/name/,
    ],
    [
      "records of a workflow elsewhere",
      "version: 1\nattested-by: { repository: a/b, workflow: p.yml, ref: refs/heads/main }\n",
      /workflow: "p\.yml", not the path of a workflow/,
    ],
    [
      "records of a branch's short name",
      "version: 1\nattested-by: { repository: a/b, workflow: .github/workflows/p.yml, ref: main }\n",
      /ref: "main", not a whole ref/,
    ],
    ["an empty file", "", /is not a map of members/],
    ["a second document", "version: 1\n---\nversion: 1\nrequire-plan: true\n", /is not valid YAML/],
  ];
  for (const [what, policy, says] of REFUSED) {
    it(`refuses ${what}`, async () => {
      assert.match(await refused({ policy }), says);
    });
  }

  it("ends in a policy or in config-invalid, whatever the file holds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `version: 1\n${text}`),
        ),
        async (policy) => {
          try {
            await read({ policy });
          } catch (error) {
            assert.ok(error instanceof ToolError);
            assert.equal(error.code, "config-invalid");
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
