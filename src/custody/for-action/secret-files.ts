// The secrets for the Action as files instead of on the screen: each in a new file that only its owner can read, to be handed to
// GitHub's own tool and then deleted.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../../context/context.ts";
import { pathOf, requireNothingThere } from "../../context/key-files.ts";
import { diskFailed } from "../../files/disk.ts";
import { writeNewFile } from "../../files/write-new-file.ts";
import type { NextStep } from "../../report/document.ts";
import { shellWord } from "../../text/shell-word.ts";

const OWNER_ALONE = 0o700;

/**
 * @returns the path of each by its name.
 * @throws {ToolError} `file-exists`, `file-unwritable`. No file is written over.
 */
export async function writeSecretFiles(
  ctx: Context,
  output: string,
  secrets: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const folder = pathOf(ctx, output);
  const files = Object.entries(secrets).map(([name, value]) => ({ name, value, path: join(folder, name) }));
  for (const { path } of files) await requireNothingThere(path);
  try {
    await mkdir(folder, { recursive: true, mode: OWNER_ALONE });
  } catch (error) {
    throw diskFailed(error, `The folder ${folder} could not be made`, "Name another folder with --output.");
  }
  for (const { path, value } of files) await writeNewFile(path, Buffer.from(value));
  return Object.fromEntries(files.map(({ name, path }) => [name, path]));
}

/** From the files to a protected environment, and then away with them. */
export function secretFileSteps(files: Readonly<Record<string, string>>): readonly NextStep[] {
  const all = Object.entries(files);
  return [
    ...all.map(([name, path]) => ({
      what: `Put ${name} into a protected environment`,
      command: `gh secret set ${name} --env <environment> --repo <owner/name> < ${shellWord(path)}`,
    })),
    { what: "Delete the files", command: `rm ${all.map(([, path]) => shellWord(path)).join(" ")}` },
  ];
}
