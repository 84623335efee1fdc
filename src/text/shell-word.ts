// Writes a word as a shell takes it: a command that is printed is one that can be pasted.

/** As it is where no shell gives any of its characters a meaning, else in single quotes. */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return singleQuoted(word);
}

/** As POSIX shells, zsh and bash read it again, whatever is in it. */
export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
