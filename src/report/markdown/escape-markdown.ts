// The one escaper between text from outside and Markdown (T21): whatever stands in the text, it is shown as
// that text. It names nobody, links nowhere, and is no HTML, table cell border, heading or list.
import { encodeText } from "../../text/encode-text.ts";

/** A character that is not there for the eye, but ends what GitHub would read as a name or a number. */
const BREAK = "&#8203;";
/** A colon only where it makes an address (`://`) or an emoji (`:word:`), so that digests and times stay legible. */
const ACTIVE = /:(?=\/\/|[\w+-]+:)|(?<=:[\w+-]+):|[!"#$&*+<=>@[\\\]^_`{|}~]/g;

/** Inline text. */
export function escapeMarkdown(text: string): string {
  return escapeStart(entities(text).replaceAll("&#64;", `&#64;${BREAK}`).replaceAll("&#35;", `&#35;${BREAK}`));
}

/** Text in `<code>`, where GitHub looks for no names, and copying gives exactly the text. */
export function markdownCode(text: string): string {
  return `<code>${entities(text)}</code>`;
}

/** Lines in `<pre>`, which no blank line ends. */
export function markdownPre(lines: readonly string[]): string {
  const escaped = lines.map((line) => encodeText(line).replace(/[&<>@]/g, (char) => `&#${char.charCodeAt(0)};`));
  return `<pre>${escaped.join("\n")}</pre>`;
}

function entities(text: string): string {
  return encodeText(text)
    .replace(ACTIVE, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/(www)\./gi, "$1&#46;");
}

/** What means something at the beginning of a line only: indented code, a list, a rule. */
function escapeStart(text: string): string {
  return text
    .replace(/^[ -]/, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/^(\d{1,9})([.)])/, (_, digits: string, mark: string) => `${digits}&#${mark.charCodeAt(0)};`);
}
