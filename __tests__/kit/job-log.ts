// The log of a step as the runner reads it: commands are taken out and acted on, what is left is shown.

export interface Annotation {
  readonly kind: "error" | "warning" | "notice" | "debug";
  readonly message: string;
}

export interface JobLog {
  /** What people see, one line each: without mask commands, with annotations as their text. */
  readonly shown: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
}

const COMMAND = /^::([a-z-]+)(?: [^:]*)?::(.*)$/s;

/** Takes the mask commands out, and nothing else. */
export function withoutMasks(output: string): { readonly lines: readonly string[]; readonly masks: readonly string[] } {
  const masks: string[] = [];
  const lines = output.split("\n").filter((line) => {
    const [, value] = /^\s*::add-mask::(.*)$/.exec(line) ?? [];
    if (value === undefined) return true;
    masks.push(decoded(value));
    return false;
  });
  return { lines, masks };
}

/** @throws {Error} for a command that no step of ours has a use for. */
export function readLog(output: string): JobLog {
  const shown: string[] = [];
  const annotations: Annotation[] = [];
  const { lines, masks } = withoutMasks(output);
  for (const line of lines) {
    const [, command, data = ""] = COMMAND.exec(line) ?? [];
    if (command === undefined) shown.push(line);
    else if (isKind(command)) {
      annotations.push({ kind: command, message: decoded(data) });
      shown.push(decoded(data));
    } else throw new Error(`the log holds the command ${command}`);
  }
  return { shown, annotations, masks };
}

/**
 * A file of GITHUB_OUTPUT, as the runner reads it.
 * @throws {Error} for a line that is no part of an output, and for a delimiter that is not the toolkit's random one.
 */
export function readOutputFile(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (line === "") continue;
    const [, name, delimiter] = /^([^=<]+)<<(ghadelimiter_[0-9a-f-]{36})$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`an output file holds the line ${line}`);
    const end = lines.indexOf(delimiter!, at + 1);
    if (end === -1) throw new Error(`the output ${name} does not end`);
    outputs[name] = lines.slice(at + 1, end).join("\n");
    at = end;
  }
  return outputs;
}

function isKind(command: string): command is Annotation["kind"] {
  return ["error", "warning", "notice", "debug"].includes(command);
}

function decoded(data: string): string {
  return data.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}
