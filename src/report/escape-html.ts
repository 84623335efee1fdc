// The one escaper between text from outside and HTML (T21): whatever stands in the text, it is shown as that
// text, in element content and in double-quoted attributes alike.
import { encodeText } from "./encode-text.ts";

export function escapeHtml(text: string): string {
  return encodeText(text).replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);
}
