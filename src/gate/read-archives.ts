// The key archives that a person gives for review: which keys are in them, and how they lie on the disk. No private
// byte leaves this file, and an encrypted archive stays closed.
import { access, stat } from "node:fs/promises";
import { basename, dirname, resolve, sep } from "node:path";
import type { Place } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { type Git, gitIn } from "../files/git.ts";
import { readAgeHeader } from "../keys/age/age-header.ts";
import { readArchive } from "../keys/archive/read-archive.ts";
import { unpackArchive } from "../keys/archive/unpack-archive.ts";
import { readKeyInput } from "../keys/sources/input-form.ts";
import { readKeyFile, readWorkspaceKeyFile } from "../keys/sources/read-input.ts";
import type { ReviewedArchive } from "../review/engine/snapshot.ts";
import type { UnreadInputs } from "./unread-inputs.ts";

/** Those that cannot be read at all are noted in `unread`. */
export async function readArchives(
  paths: readonly string[],
  place: Place,
  unread: UnreadInputs,
): Promise<ReviewedArchive[]> {
  const archives = await Promise.all(
    paths.map((path) =>
      unread.orNote(`archive/${basename(path)}#`, reviewedArchive(resolve(place.folder, path), place)),
    ),
  );
  return archives.filter((archive) => archive !== undefined);
}

async function reviewedArchive(path: string, place: Place): Promise<ReviewedArchive> {
  const bytes = await (place.isWorkspace ? readWorkspaceKeyFile(path, place.top) : readKeyFile(path, place.signal));
  const git = gitIn(dirname(path), place);
  const [content, { mode }, lies, leftoverTemp] = await Promise.all([
    contentOf(bytes),
    stat(path),
    placeInGit(git, path),
    exists(`${path}.tmp`),
  ]);
  const inWorkspace = place.workspace !== null && path.startsWith(resolve(place.workspace) + sep);
  return { name: basename(path), ...content, mode: mode & 0o777, ...lies, inWorkspace, leftoverTemp };
}

type Content = Pick<ReviewedArchive, "keys" | "malformed" | "encryption">;

async function contentOf(bytes: Uint8Array): Promise<Content> {
  let encryption: Content["encryption"] = "none";
  try {
    const input = readKeyInput(bytes, "The archive");
    if (input.form === "age") {
      encryption = readAgeHeader(input.bytes).scrypt ? "passphrase" : "recipients";
      return { keys: null, malformed: null, encryption };
    }
    const { keys } = await readArchive(input.bytes);
    await refusePrivatePub(input.bytes);
    const listed = keys.map(({ keyid, name, signer }) => ({ keyid, entry: name, hasPrivate: signer !== null }));
    return { keys: listed, malformed: null, encryption };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { keys: null, malformed: error.happened.replace(/\.$/, ""), encryption };
  }
}

/** A public file that holds a private half is handed out by whoever believes its name. */
async function refusePrivatePub(packed: Uint8Array): Promise<void> {
  for (const [name, content] of (await unpackArchive(packed)).files) {
    if (!name.endsWith(".pub") || !/"private"/.test(content.toString("utf8"))) continue;
    throw new ToolError("keys-malformed", {
      happened: `The archive holds a private key in ${basename(name)}, a file for public ones.`,
      next: "Take the archive from a backup.",
    });
  }
}

async function placeInGit(git: Git, path: string): Promise<Pick<ReviewedArchive, "tracked" | "exposedInWorkTree">> {
  const inside = (await git(["rev-parse", "--is-inside-work-tree"])).stdout.toString("utf8").trim() === "true";
  if (!inside) return { tracked: false, exposedInWorkTree: false };
  const name = basename(path);
  const [listed, ignored] = await Promise.all([
    git(["ls-files", "--error-unmatch", "--", `:(literal)${name}`]),
    git(["check-ignore", "--quiet", "--", `./${name}`]),
  ]);
  return { tracked: listed.status === 0, exposedInWorkTree: ignored.status !== 0 };
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
