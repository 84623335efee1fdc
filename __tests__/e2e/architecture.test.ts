// What docs/architecture.md says of the way of `wave init` is what the program does: the files through which it goes to
// its requests are traced, and held against the list.
import assert from "node:assert/strict";
import { access, mkdtemp, readFile, rm } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { runAction } from "../../src/action/run.ts";
import { type EmbeddedFactory, startFactory } from "../../src/emulator/state/factory.ts";
import { itIsTakenByTheJudge, watch } from "../judges/released.ts";
import { sealedToIdentity } from "./encrypted.ts";
import { newWorkspace } from "./workspace.ts";

/** A reader keeps no more in mind. */
const MOST_FILES = 15;
const NOW = new Date("2026-11-23T08:00:00Z");

let factory: EmbeddedFactory;
let folder: string;
before(async () => {
  factory = watch(await startFactory({ state: "released", seed: "architecture", now: NOW }));
  folder = await mkdtemp(join(tmpdir(), "architecture-"));
});
after(async () => {
  await factory.close();
  await rm(folder, { recursive: true });
});

/**
 * The files of src, outside of tuf/, that wait for one of the requests of `wave init`: those between start and request, which
 * http/fetch.ts makes.
 */
async function traced(): Promise<{ readonly status: string | undefined; readonly files: ReadonlySet<string> }> {
  const workspace = await newWorkspace(factory);
  const { armored, identity } = await sealedToIdentity(factory.archives.targets!);
  const inputs = {
    command: "wave init",
    factory: factory.factory,
    "api-url": factory.url,
    token: factory.tokens.owner,
    wave: "w43",
    version: "latest",
    tag: "production",
    keys: armored,
    "keys-identity": identity,
  };
  const files = new Set<string>();
  const limit = Error.stackTraceLimit;
  const { request } = http;
  Error.stackTraceLimit = Number.POSITIVE_INFINITY;
  http.request = (...given: unknown[]) => {
    for (const [, file] of new Error().stack!.matchAll(/\/src\/((?!tuf\/|http\/fetch\.ts)[\w/.-]+\.ts):/g))
      files.add(file!);
    return Reflect.apply(request, http, given);
  };
  let status: string | undefined;
  const nothing = () => {};
  try {
    await runAction({
      env: {
        GITHUB_EVENT_NAME: "push",
        GITHUB_REF_PROTECTED: "true",
        GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
        RUNNER_TEMP: folder,
        ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      },
      cwd: workspace.path,
      now: NOW,
      clock: () => performance.now(),
      toolkit: {
        setSecret: nothing,
        setOutput: (name, value) => {
          if (name === "status") status = String(value);
        },
        error: nothing,
        warning: nothing,
        info: nothing,
        debug: nothing,
      },
      interrupted: new AbortController().signal,
    });
  } finally {
    http.request = request;
    Error.stackTraceLimit = limit;
    await workspace.delete();
  }
  return { status, files };
}

/** The files of the section about `wave init`, in its order. */
async function listed(): Promise<string[]> {
  const page = await readFile("docs/architecture.md", "utf8");
  const section = /\n## `wave init`, file by file\n(.*?)\n## /s.exec(page)?.[1] ?? "";
  return [...section.matchAll(/^\d+\. `([\w/.-]+\.ts)`/gm)].map(([, file]) => file!);
}

describe("docs/architecture.md: `wave init`, file by file", () => {
  it("names at most 15 files, each once, and none of tuf/", async () => {
    const files = await listed();
    assert.ok(files.length > 0 && files.length <= MOST_FILES, `${files.length} files`);
    assert.equal(new Set(files).size, files.length);
    for (const file of files) {
      assert.ok(!file.startsWith("tuf/"), file);
      await access(join("src", file));
    }
  });

  it("names every file that stands between the start of `wave init` and one of its requests", async () => {
    const known = await listed();
    const { status, files } = await traced();
    assert.equal(status, "done");
    assert.ok(files.has("commands/wave/init.ts") && files.has("http/http.ts"), [...files].join(", "));
    assert.deepEqual(
      [...files].filter((file) => !known.includes(file)),
      [],
    );
  });
});

itIsTakenByTheJudge();
