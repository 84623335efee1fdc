// `keys backup`: the ways in which an offline key survives its machine (copies, the key alone, paper), and the proof at
// any later time that one of them still holds it. Asks before anything is written.

import type { BackupFile, BackupResult } from "../../custody/backup/backup-result.ts";
import { chooseWay } from "../../custody/backup/choose-way.ts";
import { copyArchive } from "../../custody/backup/copy-archive.ts";
import { keepKey } from "../../custody/backup/keep-key.ts";
import { verifyBackup } from "../../custody/backup/verify-backup.ts";
import { keyTable } from "../../custody/key-table.ts";
import type { Block, NextStep } from "../../report/document.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { counted } from "../../text/sentence.ts";
import { shellWord } from "../../text/shell-word.ts";
import { command } from "../command.ts";
import { factoryOptions, offlineOption, trustOptions } from "../options/connection-options.ts";
import { archiveOptions } from "../options/key-options.ts";

export const keysBackup = command({
  name: "keys backup",
  order: 570,
  summary: "Back up an offline key: copy the archive, extract the key, or print a page. Each backup is tested.",
  details:
    "Give exactly one of copy, extract, print and verify. Each backup is read back and opened, and its key signs; " +
    "the signature is verified with the newest verified root, expired or not. Nothing is overwritten, except an " +
    "older copy of the archive, by copy, after you agree: one that opens with the same secrets and whose private " +
    "keys are all in the archive. docs/paper-backup.md describes the printed page byte for byte, so that it can be " +
    "read without this program.",
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
      help: "Write only the active key to this new file, in the vendor's .sec format.",
      placeholder: "<file>",
    },
    print: {
      kind: "path",
      help: "Write a printable page with the active key to this new file.",
      placeholder: "<file.html>",
    },
    verify: {
      kind: "path",
      help: "Check that a backup holds the active key: a copy, an extracted file, a page, or a file with its typed or scanned text (-: type it now).",
      placeholder: "<file>",
    },
    role: {
      kind: "text",
      help: "Role of the active key. Default: root. For --copy any active key will do.",
      choices: ["root", "targets"],
    },
    ...factoryOptions,
    ...trustOptions,
    ...offlineOption,
  },
  runs: "machine",
  needs: "factory",
  confirms: "yes",
  dataHelp: [
    "`way`, `role`, `keyid`: what was done, and the active key that was proven to be in every file; null: it is not",
    "`files`: list of `{file, state, why}`; state is `written`, `replaced` (an older copy), `there already`, `failed`, `verified` or `unproven`; `why` says why it failed or what it replaced, or is null",
    "`form`: `archive`, `extracted`, `page` or `text`; `protection`: of an archive, else null",
    "`rootVersion`: the verified root that the keys were compared with",
    "`keys`: what the files hold, as in keys list; `left`: how many private keys of the archive are not in them",
  ],
  async run(ctx, options) {
    const chosen = chooseWay(options);
    const { role } = options;
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
  const first = files[0]!;
  if (way === "verify") return `${first.file} ${failed ? "does not hold" : "holds"} the active ${role} key`;
  if (way === "extract") return `The ${role} key is in ${first.file}`;
  if (way === "print") return `The page of the ${role} key is in ${first.file}`;
  if (files.length === 1 && first.state === "replaced")
    return `The archive is copied to ${first.file}, over an older copy`;
  const copies = files.filter(({ state }) => state !== "failed").length;
  if (failed) return `${copies} of ${files.length} copies were made`;
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
    lines.push(`The archive holds ${counted(left, "more private key")}. To back up the whole archive, use --copy.`);
  if (way === "print") lines.push("Print it, check the paper, and delete the file. Anyone who has it has the key.");
  return [...lines.map((line): Block => ({ kind: "paragraph", text: [line] })), ...nextSteps(nextOf(way, files[0]!))];
}

function nextOf(way: BackupResult["way"], { file }: BackupFile): readonly NextStep[] {
  if (way === "print") return [{ what: "Type the paper's lines", command: "factory-tuf keys backup --verify -" }];
  if (way === "extract") {
    return [
      {
        what: "To make an archive of it again",
        command: `factory-tuf keys restore ${shellWord(file)} --keys <archive>`,
      },
    ];
  }
  return way === "copy"
    ? [{ what: "Test it again at any time", command: `factory-tuf keys backup --verify ${shellWord(file)}` }]
    : [];
}
