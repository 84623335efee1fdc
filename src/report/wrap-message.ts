// Breaks a message into lines for a terminal, which would break it inside words. The message is printable ASCII.

/**
 * Lines of at most `width` characters, broken at blanks. What stands in backquotes is to be copied: it is broken only
 * where a line cannot hold it. A longer word has a line of its own, and the terminal breaks it.
 * @param indent that many characters of the first line are taken already.
 */
export function wrapMessage(message: string, width: number, indent = 0): string {
  let text = "";
  let used = indent;
  for (const { blanks, word } of wordsOf(message, width)) {
    const fits = text === "" || used + blanks.length + word.length <= width;
    text += fits ? blanks + word : `\n${word}`;
    used = (fits ? used + blanks.length : 0) + word.length;
  }
  return text;
}

/** Each with the blanks before it. */
function wordsOf(message: string, width: number): { blanks: string; word: string }[] {
  const pieces = [...message.matchAll(/( *)((?:`[^`]*`|[^ ])+)/g)];
  return pieces.flatMap(([, blanks = "", word = ""]) => {
    if (word.length <= width) return [{ blanks, word }];
    return word.split(" ").map((part, at) => ({ blanks: at === 0 ? blanks : " ", word: part }));
  });
}
