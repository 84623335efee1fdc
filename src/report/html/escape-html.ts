// The one escaper between text from outside and HTML (T21): whatever stands in the text, it is shown as that
// text, in element content and in double-quoted attributes alike.
import { encodeText } from "../../text/encode-text.ts";

export function escapeHtml(text: string): string {
  return encodeText(text).replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);
}

// Which address a report may link to: https, of plain characters. Anything else is shown as text (T21).
const PLAIN_HTTPS = /^https:\/\/[A-Za-z0-9.-]+(?:\/[A-Za-z0-9._~/-]*)?(?:#[A-Za-z0-9._-]*)?$/;

/** The address, or null when nothing is to be linked. */
export function safeHref(href: string): string | null {
  return PLAIN_HTTPS.test(href) ? href : null;
}
