// Which `run:` steps can do nothing but look at their variables, complain and stop: the guard before a signature.
// An allow-list, for whatever else runs beside keys could change what signs with them.
import { own } from "../../tuf/metadata.ts";
import type { Step } from "./jobs.ts";

const TEST = String.raw`\[ (?:!\s)?(?:-[nz] )?"[$]\w+"(?: (?:=|!=) (?:"[$]?\w*"|\w+))? \]`;
const LINES: readonly RegExp[] = [
  new RegExp(`^if ${TEST}(?: (?:\\|\\||&&) ${TEST})*; then$`),
  /^(?:else|fi|exit [0-9]{1,3}|set -[eu]{1,2})$/,
  /^echo "(?:::(?:error|warning|notice)::)?(?:[A-Za-z0-9 .,'/-]|:(?!:))*"$/,
];

export function isHarmlessScript({ run, value }: Step): boolean {
  const shell = own(value, "shell");
  if (run === null || (shell !== undefined && shell !== "bash" && shell !== "sh")) return false;
  return run
    .split("\n")
    .map((line) => line.trim())
    .every((line) => line === "" || line.startsWith("#") || LINES.some((form) => form.test(line)));
}
