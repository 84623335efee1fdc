// Finds calls of factory-tuf and fioctl in the shell text of a workflow step. No shell: it errs on the side of
// finding a call, and takes time linear in the text.
import { expressionsIn } from "./expressions.ts";

/** One call of a tool, as far as its words stand in the text. */
export interface ToolCall {
  readonly tool: "fioctl" | "factory-tuf";
  /** What follows the tool's name, up to the end of the command. */
  readonly words: readonly string[];
}

/** In place of `${{ … }}`, which may hold quotes and operators of its own. */
const EXPRESSION = "EXPRESSION";

/** By its name, in a folder, or as a package, an image or a commit with what says which one. */
const TOOL =
  /(?:^|[/\\])(fioctl|factory-tuf)(?:[-_](?:linux|darwin|windows)[\w-]*)?(?:\.(?:exe|cmd|ps1))?(?:[@:#][^\s/\\]*)?$/i;
/** The bundled program, in a checkout of its repository. */
const BUNDLE = /(?:^|[/\\])[^/\\]*factory-tuf[^/\\]*[/\\](?:dist[/\\])?cli\.js$/i;

/** @param env of the step: what its variables stand for, where that is a text. */
export function toolCalls(script: string, env: Readonly<Record<string, unknown>> = {}): readonly ToolCall[] {
  const commands = commandsOf(withoutExpressions(script.replaceAll("\r\n", "\n")), 0);
  // The first value counts: what is quoted follows whole, then word by word.
  const variables = new Map([...textsOf(env), ...commands.flat().flatMap(assignedBy).reverse()]);
  return commands.flatMap((words) => {
    const meanings = words.map((word) => wordsFor(word, variables));
    return meanings.flatMap((meant, index): ToolCall[] => {
      const at = meant.findIndex((one) => toolNamed(one) !== null);
      const tool = at < 0 ? null : toolNamed(meant[at]!);
      if (tool === null) return [];
      const behind = meanings.slice(index + 1, index + 1 + MAX_WORDS).flat();
      return [{ tool, words: [...meant.slice(at + 1), ...behind].slice(0, MAX_WORDS).map(withoutBackslashes) }];
    });
  });
}

/** Words of one call that are looked at: a text full of tool names must not cost the square of its length. */
const MAX_WORDS = 50;
/** Words that a variable can stand for. */
const MAX_VALUE_WORDS = 8;

type Variable = readonly [name: string, value: string];

function textsOf(env: Readonly<Record<string, unknown>>): readonly Variable[] {
  return Object.entries(env).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
}

/** `NAME=value`, whoever exports it. */
function assignedBy(word: string): readonly Variable[] {
  const [, name, value] = /^([a-z_]\w*)=(.+)$/is.exec(word) ?? [];
  return name === undefined || value === undefined ? [] : [[name, value]];
}

/** `$NAME`, `${NAME}`, or with what stands where it has no value: `${NAME:-value}`. */
const VARIABLE = /^\$(?:(\w+)|\{(\w+)(?::?[-=]([^}]*))?\})$/;
/** Variables that people name the tool by, whatever they are given: a path of another name, or what a command prints. */
const USUAL = /^(?:FIOCTL|FACTORY_TUF)$/i;

/** The words that a word stands for: its own, but for a variable. */
function wordsFor(word: string, variables: ReadonlyMap<string, string>): readonly string[] {
  const [, plain, braced, otherwise] = (word.startsWith("$") && VARIABLE.exec(word)) || [];
  const name = plain ?? braced;
  if (name === undefined) return [word];
  const meant = (variables.get(name) ?? otherwise ?? word).split(/\s+/).slice(0, MAX_VALUE_WORDS);
  const isUsual = USUAL.test(name) && !meant.some((one) => toolNamed(one) !== null);
  return isUsual ? [name.toLowerCase().replace("_", "-")] : meant;
}

function toolNamed(word: string): ToolCall["tool"] | null {
  const name = (TOOL.exec(word) ?? TOOL.exec(withoutBackslashes(word)))?.[1]?.toLowerCase();
  if (name === "fioctl" || name === "factory-tuf") return name;
  return BUNDLE.test(word) ? "factory-tuf" : null;
}

/** As a shell has a word in which a backslash was kept for the sake of Windows: `fio\ctl` is `fioctl` to it. */
function withoutBackslashes(word: string): string {
  return word.replaceAll("\\", "");
}

function withoutExpressions(script: string): string {
  const kept: string[] = [];
  let from = 0;
  for (const { start, end } of expressionsIn(script)) {
    kept.push(script.slice(from, start), EXPRESSION);
    from = end;
  }
  return kept.join("") + script.slice(from);
}

/** Quoted text may hold quoted commands (`bash -c "…"`), but hardly ever deeper than this. */
const MAX_QUOTED = 3;

/** The simple commands of a script, those inside its quoted words included. */
function commandsOf(script: string, depth: number): string[][] {
  const commands: string[][] = [];
  let words: Word[] = [];
  const end = () => {
    if (words.length > 0) commands.push(words.map(withoutRedirection));
    if (depth < MAX_QUOTED) commands.push(...quotedCommands(words, depth));
    words = [];
  };
  for (const word of wordsOf(script)) {
    if (word) words.push(word);
    else end();
  }
  end();
  return commands.filter(([first]) => !isPrinting(first));
}

function quotedCommands(words: readonly Word[], depth: number): string[][] {
  const isSaid = isPrinting(words[0]?.text);
  return words
    .filter(({ text, quoted }) => quoted && /\s/.test(text) && (!isSaid || /\$\(|`/.test(text)))
    .flatMap(({ text }) => commandsOf(text, depth + 1));
}

/** `apply>log` is the word `apply`. */
function withoutRedirection({ text, quoted }: Word): string {
  return quoted ? text : text.replace(/(?<=[a-z])[<>].*$/is, "");
}

/** Says something, and runs none of it. */
function isPrinting(command: string | undefined): boolean {
  return command === "echo" || command === "printf";
}

interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

const SEPARATORS = ";|()`\n";

/** Words in order; null where a command ends. Comments are left out. */
function* wordsOf(script: string): Generator<Word | null> {
  let text = "";
  let quoted = false;
  let quote: string | null = null;
  let isComment = false;
  const isWord = () => text !== "" || quoted;
  for (let index = 0; index < script.length; index++) {
    const char = script[index]!;
    if (isComment && char !== "\n") continue;
    isComment = false;
    if (quote !== null) {
      if (char === quote) quote = null;
      else if (char === "\\" && quote === '"') text += unescaped(script[++index]);
      else text += char;
      continue;
    }
    if (char === "\\") {
      text += unescaped(script[++index]);
    } else if (char === '"' || char === "'") {
      quote = char;
      quoted = true;
    } else if (char === "#" && !isWord()) {
      isComment = true;
    } else if (SEPARATORS.includes(char) || (char === "&" && !text.endsWith(">"))) {
      if (isWord()) yield { text, quoted };
      yield null;
      [text, quoted] = ["", false];
    } else if (char === " " || char === "\t" || char === "\r") {
      if (isWord()) yield { text, quoted };
      [text, quoted] = ["", false];
    } else text += char;
  }
  if (isWord()) yield { text, quoted };
}

/**
 * What a backslash leaves of the character behind it: a line that ends in one goes on, and before the name of a folder or file
 * it stays, for Windows separates them so.
 */
function unescaped(char: string | undefined): string {
  if (char === undefined || char === "\n" || char === "\r") return "";
  return /[\w.]/.test(char) ? `\\${char}` : char;
}
