// Which address a report may link to: https, of plain characters. Anything else is shown as text (T21).
const PLAIN_HTTPS = /^https:\/\/[A-Za-z0-9.-]+(?:\/[A-Za-z0-9._~/-]*)?(?:#[A-Za-z0-9._-]*)?$/;

/** The address, or null when nothing is to be linked. */
export function safeHref(href: string): string | null {
  return PLAIN_HTTPS.test(href) ? href : null;
}
