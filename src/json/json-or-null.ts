// JSON of which nothing is lost if it is none: records of our own, hints, answers that only help a message. Repeated members
// and rounded numbers pass unseen here; what is verified or obeyed is read with parseJson.

/** Null where there is no text, for what is not JSON, and for the text `null`. */
export function jsonOrNull(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
