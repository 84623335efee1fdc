// Which commit of this project the written workflows call: the release that is running. A commit cannot name itself, so
// the release workflow writes it into the package (`release.json`); in a clone git knows it; else a person says it.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Place } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { gitIn } from "../files/git.ts";
import { readRegularFile } from "../files/read-file.ts";
import { jsonOrNull } from "../json/json-or-null.ts";
import { isObject, own } from "../json/object.ts";
import { isCommit } from "../text/commit.ts";
import { OUR_REPOSITORY } from "../text/our-repository.ts";
import { quoted } from "../text/quoted.ts";
import { utf8 } from "../text/utf8.ts";
import { headOf } from "./checkout.ts";

export interface ReleaseCommit {
  readonly commit: string;
  /** Of the release; null where the commit is none, or nobody knows. */
  readonly version: string | null;
  /** Who says so, in words. */
  readonly from: string;
}

const MAX_BYTES = 1024 * 1024;
/** Of a commit where this project is published: GitHub keeps it with SHA-1. */
const ID_LENGTH = 40;

/**
 * @param given the option `action-ref`.
 * @param pinned what the workflows that are there call.
 * @param folder of this program; by default where it runs from.
 * @throws {ToolError} `value-invalid` for a name that is no commit, `value-missing` where nobody knows one.
 */
export async function releaseCommit(
  given: string | undefined,
  pinned: string | null,
  place: Pick<Place, "childEnvironment">,
  folder: string | null = null,
): Promise<ReleaseCommit> {
  if (given !== undefined) {
    if (isCommit(given) && given.length === ID_LENGTH) return { commit: given, version: null, from: "as given" };
    throw new ToolError("value-invalid", {
      happened: `--action-ref is ${quoted(given)}, which is not a full commit. Tags and branches can be moved.`,
      next: `Give the 40 characters of a commit, as https://github.com/${OUR_REPOSITORY}/releases shows them.`,
    });
  }
  const home = folder ?? (await packageFolder());
  const released = home && (await releasedIn(home));
  if (released) return released;
  const head = home && (await headOf(home, gitIn(home, place)));
  if (head) return { commit: head, version: null, from: "the clone that this program runs from" };
  if (pinned !== null) return { commit: pinned, version: null, from: "the workflows that are there" };
  throw new ToolError("value-missing", {
    happened: "The workflows call factory-tuf at a commit, but this program does not know its own commit.",
    next: `Name the release's commit: --action-ref <commit>. https://github.com/${OUR_REPOSITORY}/releases shows it.`,
  });
}

/** The nearest folder upward that is this package's. */
async function packageFolder(): Promise<string | null> {
  for (let at = dirname(fileURLToPath(import.meta.url)); dirname(at) !== at; at = dirname(at)) {
    const manifest = await jsonIn(join(at, "package.json"));
    if (manifest) return own(manifest, "name") === "factory-tuf" ? at : null;
  }
  return null;
}

async function releasedIn(folder: string): Promise<ReleaseCommit | null> {
  const release = await jsonIn(join(folder, "release.json"));
  const [commit, version] = [release && own(release, "commit"), release && own(release, "version")];
  if (typeof commit !== "string" || !isCommit(commit)) return null;
  const known = typeof version === "string" && /^\d[\w.+-]{0,40}$/.test(version) ? version : null;
  return { commit, version: known, from: `release ${known ?? "of this package"}` };
}

async function jsonIn(path: string): Promise<Record<string, unknown> | null> {
  const read = await readRegularFile(path, null, MAX_BYTES);
  const value = read.kind === "read" ? jsonOrNull(utf8(read.bytes)) : null;
  return isObject(value) ? value : null;
}
