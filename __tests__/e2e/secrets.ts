// Looks for secrets where none may stand: every form in which one could turn up, made here without the program's
// own list of forms, and every window of it that is long enough to be worth something.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { StepResult } from "./runner.ts";
import type { Workspace } from "./workspace.ts";

/** Shorter pieces of a secret occur by chance. */
const WINDOW = 12;

/** What a key archive keeps secret: itself, and the private half in each of its entries. */
export function secretsOfArchive(archive: Uint8Array): (string | Uint8Array)[] {
  const tar = gunzipSync(archive);
  const privateHalves = [...tar.toString("latin1").matchAll(/"private":"((?:[^"\\]|\\.)*)"/g)];
  assert.ok(privateHalves.length > 0, "the archive holds no private half");
  return [archive, ...privateHalves.map(([, text]) => JSON.parse(`"${text}"`) as string)];
}

export class Secrets {
  readonly #windows = new Map<string, string>();
  /** Digests of texts that were searched: a job's files are looked at after each of its steps. */
  readonly #clean = new Set<string>();

  /** @param secrets by a name for messages; each is at least {@link WINDOW} characters. */
  constructor(secrets: Readonly<Record<string, string | Uint8Array | readonly (string | Uint8Array)[]>>) {
    for (const [name, some] of Object.entries(secrets)) {
      for (const secret of typeof some === "string" || some instanceof Uint8Array ? [some] : some) {
        for (const form of formsOf(secret)) this.#add(name, form);
      }
    }
  }

  /** Fails when a window of any form of any secret stands in `text`; bytes come as latin1. */
  assertAbsent(text: string, where: string): void {
    const digest = createHash("sha256").update(text).digest("hex");
    if (this.#clean.has(digest)) return;
    for (let at = 0; at + WINDOW <= text.length; at++) {
      const found = this.#windows.get(text.slice(at, at + WINDOW));
      if (found) assert.fail(`${where} holds a part of ${found}: ...${text.slice(Math.max(0, at - 60), at)}...`);
    }
    this.#clean.add(digest);
  }

  #add(name: string, form: string): void {
    for (let at = 0; at + WINDOW <= form.length; at++) {
      const window = form.slice(at, at + WINDOW);
      // A row of zeros is nobody's secret.
      if (new Set(window).size > 3) this.#windows.set(window, name);
    }
  }
}

/**
 * Fails when a secret stands in what a step left behind: log (mask commands consumed), annotations, outputs,
 * summary, and the files under workspace and temp, save those the test put there.
 */
export async function assertNoSecretLeft(
  secrets: Secrets,
  steps: readonly StepResult[],
  workspace: Workspace,
  putThere: readonly string[] = [],
): Promise<void> {
  for (const { log, outputs, summary } of steps) {
    secrets.assertAbsent(log.shown.join("\n"), "the log");
    secrets.assertAbsent(JSON.stringify(log.annotations), "an annotation");
    secrets.assertAbsent(summary, "the summary");
    for (const [name, value] of Object.entries(outputs)) secrets.assertAbsent(value, `the output ${name}`);
  }
  for (const [path, content] of await workspace.files()) {
    if (putThere.some((known) => path.endsWith(known))) continue;
    secrets.assertAbsent(content.toString("latin1"), path);
  }
}

function formsOf(secret: string | Uint8Array): string[] {
  const bytes = Buffer.from(secret);
  const forms = [bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")];
  forms.push(bytes.toString("hex").toUpperCase());
  // A secret inside a larger text that is encoded as a whole stands at any of three offsets.
  for (const shift of [1, 2]) forms.push(bytes.subarray(shift).toString("base64").slice(0, -4));
  if (typeof secret !== "string") return [...forms, bytes.toString("latin1")];
  // That an identity begins so is no secret, and messages say it.
  const text = secret.trim().replace(/^AGE-SECRET-KEY-1/, "");
  forms.push(text, text.toLowerCase(), text.toUpperCase(), JSON.stringify(text).slice(1, -1), encodeURIComponent(text));
  if (/^[0-9a-f]{64,128}$/.test(text)) forms.push(...formsOf(Buffer.from(text, "hex")));
  return forms.filter((form) => !/^-----[A-Z ]+-----$/.test(form));
}
