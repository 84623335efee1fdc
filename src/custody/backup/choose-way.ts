// Which of the four things `keys backup` was asked for.
import { ToolError } from "../../errors/tool-error.ts";

export interface WayOptions {
  readonly copy?: readonly string[] | undefined;
  readonly extract?: string | undefined;
  readonly print?: string | undefined;
  readonly verify?: string | undefined;
}

export type Way =
  | { readonly way: "copy"; readonly folders: readonly string[] }
  | { readonly way: "extract" | "print" | "verify"; readonly path: string };

/** @throws {ToolError} `value-missing` or `options-conflict`. */
export function chooseWay({ copy, extract, print, verify }: WayOptions): Way {
  const ways: Way[] = [];
  if (copy) ways.push({ way: "copy", folders: copy });
  if (extract !== undefined) ways.push({ way: "extract", path: extract });
  if (print !== undefined) ways.push({ way: "print", path: print });
  if (verify !== undefined) ways.push({ way: "verify", path: verify });
  const [chosen, other] = ways;
  if (!chosen) {
    throw new ToolError("value-missing", {
      happened: "No kind of backup was given.",
      next: "Give one of --copy <folder>, --extract <file>, --print <file.html> and --verify <file>.",
    });
  }
  if (other) {
    throw new ToolError("options-conflict", {
      happened: `--${chosen.way} and --${other.way} cannot be used together.`,
      next: "Run keys backup once for each.",
    });
  }
  return chosen;
}
