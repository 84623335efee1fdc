// Every form in which a secret could come to light, derived here without the code that masks them.

/** A form, and what it is a form of. */
export interface SecretForm {
  readonly of: string;
  readonly form: string;
}

const MIN_LENGTH = 8;
const PEM_DELIMITER = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/;

/** @param secrets texts or bytes by what they are. Forms shorter than eight characters tell nothing and are left out. */
export function secretForms(secrets: Readonly<Record<string, string | Uint8Array>>): SecretForm[] {
  const found = new Map<string, string>();
  for (const [of, secret] of Object.entries(secrets)) {
    for (const form of formsOf(secret)) if (isTelling(form)) found.set(form, of);
  }
  return [...found].map(([form, of]) => ({ of, form }));
}

/** What of the secrets stands in `text`, by what it is; empty when nothing does. */
export function leaksIn(text: string, forms: readonly SecretForm[]): string[] {
  return [...new Set(forms.filter(({ form }) => text.includes(form)).map(({ of }) => of))];
}

/** What 8 characters in a row of a secret stand in `text`; empty when nothing does. */
export function windowsIn(text: string, secret: string): string[] {
  const windows = Array.from({ length: Math.max(0, secret.length - 7) }, (_, at) => secret.slice(at, at + 8));
  return windows.filter((window) => text.includes(window));
}

function formsOf(secret: string | Uint8Array): string[] {
  if (typeof secret !== "string") return encodings(Buffer.from(secret));
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  const escaped = JSON.stringify(secret).slice(1, -1);
  const forms = [secret, secret.trim(), ...lines, escaped, JSON.stringify(escaped).slice(1, -1)];
  forms.push(encodeURIComponent(secret), secret.toLowerCase(), secret.toUpperCase(), ...encodings(Buffer.from(secret)));
  if (/^(?:[0-9a-f]{2}){16,}$/i.test(secret)) forms.push(...encodings(Buffer.from(secret, "hex")));
  if (PEM_DELIMITER.test(lines[0] ?? "")) {
    const body = lines.filter((line) => !PEM_DELIMITER.test(line)).join("");
    forms.push(body, ...encodings(Buffer.from(body, "base64")));
  }
  return forms;
}

/** The bytes themselves, hex in both cases, and base64 in both alphabets as it stands alone and inside a longer text. */
function encodings(bytes: Buffer): string[] {
  const hex = bytes.toString("hex");
  const whole = [0, 1, 2].map((skipped) => {
    const inner = bytes.subarray(skipped, bytes.length - ((bytes.length - skipped) % 3));
    return inner.toString("base64");
  });
  return [
    bytes.toString("latin1"),
    hex,
    hex.toUpperCase(),
    ...whole,
    ...whole.map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
  ];
}

function isTelling(form: string): boolean {
  return form.length >= MIN_LENGTH && !PEM_DELIMITER.test(form);
}
