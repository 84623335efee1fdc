// Inline text and drawings in HTML: roles as elements, tones as classes.
import { filled, type Meter, plainText, type Text, type Tone } from "../document.ts";
import { escapeHtml, safeHref } from "./escape-html.ts";

export function htmlText(texts: readonly Text[]): string {
  return texts.map(inline).join("");
}

function inline(text: Text): string {
  if (typeof text === "string") return withTimes(escapeHtml(text));
  if ("code" in text || "keyid" in text) return `<code>${escapeHtml(plainText(text))}</code>`;
  if ("badge" in text) return badge(text.badge, text.tone);
  if ("strong" in text) return `<strong${toneClass(text.tone)}>${withTimes(escapeHtml(text.strong))}</strong>`;
  const href = safeHref(text.href);
  const shown = escapeHtml(plainText(text));
  return href ? `<a href="${href}" rel="noreferrer">${shown}</a>` : shown;
}

const TIME = /\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?\b/g;

/** A date is not broken over two lines. */
function withTimes(html: string): string {
  return html.replace(TIME, "<time>$&</time>");
}

export function badge(text: string, tone: Tone): string {
  return `<span class="badge ${tone}">${escapeHtml(text)}</span>`;
}

function toneClass(tone: Tone | undefined): string {
  return tone && tone !== "neutral" ? ` class="${tone}"` : "";
}

/** A bar, or one field a step where the steps are few. The words beside it say the same. */
export function bar(meter: Meter): string {
  return meter.inSteps && meter.max >= 1 && meter.max <= MAX_STEPS ? steps(meter) : plainBar(meter);
}

const MAX_STEPS = 12;

function steps({ value, max, tone }: Meter): string {
  const fields = Array.from({ length: max }, (_, step) => {
    const x = step * 22 + 1;
    return `<rect class="${step < value ? "fill" : "track"}" x="${x}" y="1" width="18" height="8" rx="4"/>`;
  });
  return `<svg class="steps ${tone}" width="${max * 22}" height="10" aria-hidden="true">${fields.join("")}</svg>`;
}

function plainBar(meter: Meter): string {
  const width = (filled(meter) * 100).toFixed(1);
  return (
    `<svg class="bar ${meter.tone}" width="100%" height="8" aria-hidden="true">` +
    `<rect class="track" width="100%" height="8" rx="4"/><rect class="fill" width="${width}%" height="8" rx="4"/></svg>`
  );
}

const ICON_PATHS: Readonly<Record<Tone, string>> = {
  good: "M7 12.5l3.5 3.5L17 9",
  bad: "M8 8l8 8M16 8l-8 8",
  warning: "M12 6.5v7M12 17v.5",
  neutral: "M12 10.5v7M12 6.5v.5",
};

export function icon(tone: Tone): string {
  return `<svg class="icon ${tone}" width="44" height="44" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11"/><path d="${ICON_PATHS[tone]}"/></svg>`;
}
