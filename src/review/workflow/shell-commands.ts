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

const TOOL = /(?:^|[/\\])(fioctl|factory-tuf)(?:[-_](?:linux|darwin|windows)[\w-]*)?(?:\.exe)?(?:@[^\s/\\]*)?$/i;
const VARIABLE = /^\$\{?(FIOCTL|FACTORY_TUF)\}?$/i;
/** The bundled program, in a checkout of its repository. */
const BUNDLE = /(?:^|[/\\])[^/\\]*factory-tuf[^/\\]*[/\\](?:dist[/\\])?cli\.js$/i;

export function toolCalls(script: string): readonly ToolCall[] {
  return commandsOf(withoutExpressions(script.replaceAll("\r\n", "\n")), 0).flatMap((words) =>
    words.flatMap((word, index): ToolCall[] => {
      const tool = toolNamed(word);
      return tool ? [{ tool, words: words.slice(index + 1, index + 1 + MAX_WORDS) }] : [];
    }),
  );
}

/** Words of one call that are looked at: a text full of tool names must not cost the square of its length. */
const MAX_WORDS = 50;

function toolNamed(word: string): ToolCall["tool"] | null {
  const name = (TOOL.exec(word) ?? VARIABLE.exec(word))?.[1]?.toLowerCase().replace("_", "-");
  if (name === "fioctl" || name === "factory-tuf") return name;
  return BUNDLE.test(word) ? "factory-tuf" : null;
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
    if (words.length > 0) commands.push(words.map(({ text }) => text));
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
      else if (char === "\\" && quote === '"') text += continued(script[++index]);
      else text += char;
      continue;
    }
    if (char === "\\") {
      text += continued(script[++index]);
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

/** What a backslash leaves of the character behind it: a line that ends in one goes on. */
function continued(char: string | undefined): string {
  return char === undefined || char === "\n" || char === "\r" ? "" : char;
}
