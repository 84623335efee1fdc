// `keys backup`: the ways in which an offline key survives its machine (copies, the key alone, paper), and the proof at
// any later time that one of them still holds it. Asks before anything is written.
import type { Block } from "../report/document.ts";
import { archiveOptions } from "./archives/archive-options.ts";
import { keyTable } from "./archives/key-table.ts";
import type { BackupFile, BackupResult } from "./backups/backup-result.ts";
import { chooseWay } from "./backups/choose-way.ts";
import { copyArchive } from "./backups/copy-archive.ts";
import { keepKey } from "./backups/keep-key.ts";
import { verifyBackup } from "./backups/verify-backup.ts";
import { command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";

export const keysBackup = command({
  name: "keys backup",
  summary: "Back an offline key up: copies of the archive, the key alone, or a page for a safe; each is proven.",
  details:
    "Takes exactly one of copy, extract, print and verify. What is written is read back, opened, and its key signs and is verified against the newest verified root, expired or not. Nothing is ever overwritten, save an older copy of the archive, by copy, once you have agreed: one that opens with the same secrets and whose private keys are all in the archive. " +
    "A printed page is described byte for byte in docs/paper-backup.md, for the day on which this program is gone.",
  examples: [
    "factory-tuf keys backup --keys root.keys.tgz --copy /media/usb1 --copy /media/usb2",
    "factory-tuf keys backup --keys root.keys.tgz --print root-key.html",
    "factory-tuf keys backup --verify /media/usb1/root.keys.tgz",
  ],
  args: [],
  options: {
    ...archiveOptions,
    copy: { kind: "list", help: "Copy the archive, as it is, into each of these folders.", placeholder: "<folder>" },
    extract: {
      kind: "path",
      help: "Write the active key alone to this new file, as the vendor's .sec.",
      placeholder: "<file>",
    },
    print: {
      kind: "path",
      help: "Write a page with the active key, to be printed, to this new file.",
      placeholder: "<file.html>",
    },
    verify: {
      kind: "path",
      help: "A copy, an extracted file, a page, or a file with its typed or scanned text (-: typed now): prove that it holds the active key.",
      placeholder: "<file>",
    },
    role: {
      kind: "text",
      help: "Whose active key: root, unless it says otherwise; a copy takes any archive with an active key.",
      choices: ["root", "targets"],
    },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "machine",
  needs: "factory",
  dataHelp: [
    "`way`, `role`, `keyid`: what was done, and the active key that was proven to be in every file; null: it is not",
    "`files`: list of `{file, state, why}`; state is `written`, `replaced` (an older copy), `there already`, `failed`, `verified` or `unproven`; `why` says why it failed or what it replaced, or is null",
    "`form`: `archive`, `extracted`, `page` or `text`; `protection`: of an archive, else null",
    "`rootVersion`: the verified root that the keys were compared with",
    "`keys`: what the files hold, as in keys list; `left`: how many private keys of the archive are not in them",
  ],
  async run(ctx, options) {
    const chosen = chooseWay(options);
    const role = options.role as "root" | "targets" | undefined;
    if (chosen.way === "copy") return copyArchive(ctx, chosen.folders, role ?? null);
    if (chosen.way === "verify") return verifyBackup(ctx, chosen.path, role ?? "root");
    return keepKey(ctx, chosen.way, chosen.path, role ?? "root");
  },
  report: ({ data, failure }) => ({
    title: titleOf(data, failure !== undefined),
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Form", value: data.protection ? `${FORMS[data.form]}, ${data.protection}` : FORMS[data.form] },
          { label: "Compared with", value: `root version ${data.rootVersion}` },
        ],
      },
      ...(data.files.length > 1 || failure || data.files[0]?.state === "replaced" ? [fileTable(data.files)] : []),
      keyTable(data.keys),
      ...advice(data),
    ],
  }),
});

const FORMS = {
  archive: "archive",
  extracted: "the key alone, not encrypted",
  page: "page to be printed",
  text: "typed or scanned text",
};

function titleOf({ way, files, role }: BackupResult, failed: boolean): string {
  const [first] = files as readonly [BackupFile, ...BackupFile[]];
  if (way === "verify") return `${first.file} ${failed ? "does not hold" : "holds"} the active ${role} key`;
  if (way === "extract") return `The ${role} key lies in ${first.file}`;
  if (way === "print") return `The page of the ${role} key lies in ${first.file}`;
  if (files.length === 1 && first.state === "replaced")
    return `The archive is copied to ${first.file}, over an older copy`;
  const copies = files.filter(({ state }) => state !== "failed").length;
  if (failed) return `${copies} of ${files.length} copies are there`;
  return files.length === 1
    ? `The archive is copied to ${first.file}`
    : `The archive is copied to ${files.length} places`;
}

function fileTable(files: readonly BackupFile[]): Block {
  return {
    kind: "table",
    columns: [{ title: "File" }, { title: "State" }],
    rows: files.map(({ file, state, why }) => [file, state === "replaced" ? `${state}: ${why}` : state]),
  };
}

function advice({ way, files, left }: BackupResult): Block[] {
  const lines: string[] = [];
  if (left > 0)
    lines.push(`The archive holds ${left} more private ${left === 1 ? "key" : "keys"}; copies of it hold all.`);
  if (way === "print") {
    lines.push(
      "Print it, check the paper (factory-tuf keys backup --verify - asks for its lines), and delete the file: it is the key.",
    );
  }
  if (way === "extract") lines.push(`To make an archive of it again: factory-tuf keys restore ${files[0]!.file}`);
  return lines.map((line) => ({ kind: "paragraph", text: [line] }));
}
