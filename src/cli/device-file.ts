// Lists of devices on the command line: `@file` reads one from a file (T22: the Action never does this), and what
// separates devices for the vendor's tool does so here.
import path from "node:path";
import type { RawOptions } from "../commands/options/options.ts";
import type { OptionDeclarations } from "../context/declaration.ts";
import { ToolError } from "../errors/tool-error.ts";
import { readNamed } from "../files/read-file.ts";
import { optionFlag } from "../text/option-names.ts";

/** 10,000 names of 60 characters, with room for line ends. */
const MAX_BYTES = 1024 * 1024;

/**
 * Replaces `@file` by the file's text in every option that takes a list of devices.
 * @throws {ToolError} `value-invalid` when the file cannot be read, or is larger than any list may be.
 */
export async function withDeviceFiles(
  raw: RawOptions,
  declarations: OptionDeclarations,
  cwd: string,
  signal: AbortSignal,
): Promise<RawOptions> {
  const entries = Object.entries(raw).map(async ([name, value]) => {
    if (declarations[name]?.kind !== "uuids" || typeof value === "boolean") return [name, value] as const;
    const texts = typeof value === "string" ? [value] : value;
    const read = texts.map((text) =>
      text.startsWith("@") ? fileText(name, path.resolve(cwd, text.slice(1)), signal) : text,
    );
    return [name, (await Promise.all(read)).map(withCommas)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** A comma for each separator that fioctl knows: semicolon, bar, blanks, line ends. Two in a row name an empty device. */
function withCommas(text: string): string {
  return text.trim().replaceAll(/\s*[,;|]\s*|\s+/g, ",");
}

async function fileText(name: string, file: string, signal: AbortSignal): Promise<string> {
  const read = await readNamed(file, MAX_BYTES, signal);
  if (read.kind === "read") return Buffer.from(read.bytes).toString("utf8");
  throw unreadable(
    name,
    file,
    read.kind === "too large" ? `has more than ${MAX_BYTES} bytes` : "cannot be read",
    read.cause,
  );
}

function unreadable(name: string, file: string, why: string, cause: unknown): ToolError {
  return new ToolError(
    "value-invalid",
    {
      happened: `The file ${file}, given to --${optionFlag(name)}, ${why}.`,
      next: "Name a file with one device uuid a line.",
    },
    { cause },
  );
}
