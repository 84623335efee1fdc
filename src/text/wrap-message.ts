// Breaks a message into lines for a terminal, which would break it inside words. The message is printable ASCII.

/**
 * Lines of at most `width` characters, broken at blanks. What stands in backquotes is to be copied: it is broken only
 * where a line cannot hold it. A longer word, or a command of ours, has a line of its own, and the terminal breaks it: a
 * command that is pasted with a line end in it would be two.
 * @param indent that many characters of the first line are taken already.
 */
export function wrapMessage(message: string, width: number, indent = 0): string {
  let text = "";
  let used = indent;
  for (const { blanks, word } of wordsOf(message.replace(COMMAND, joined), width)) {
    const fits = text === "" || used + blanks.length + word.length <= width;
    text += fits ? blanks + word : `\n${word}`;
    used = (fits ? used + blanks.length : 0) + word.length;
  }
  return text.replaceAll(JOINT, " ");
}

/** Name, options with their values, blanks to be filled in, and arguments that are no word of prose. */
const COMMAND =
  /factory-tuf [a-z]+(?: [a-z][a-z-]*)?(?: (?:--[a-z-]+(?:[ =](?:<[^<>]+>|[^\s<-][^\s<]*))?|<[^<>]+>|[^\s<`]*[\d/][^\s<]*))*/g;

/** Stands for a blank that no line is broken at; no message holds it. */
const JOINT = "\u0000";

function joined(command: string): string {
  return command.replaceAll(" ", JOINT);
}

/** Each with the blanks before it. */
function wordsOf(message: string, width: number): { blanks: string; word: string }[] {
  const pieces = [...message.matchAll(/( *)((?:`[^`]*`|[^ ])+)/g)];
  return pieces.flatMap(([, blanks = "", word = ""]) => {
    if (word.length <= width) return [{ blanks, word }];
    return word.split(" ").map((part, at) => ({ blanks: at === 0 ? blanks : " ", word: part }));
  });
}
