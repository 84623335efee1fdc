// Base64 that others wrote: bytes have one spelling in each form, and any other is none.

export type Base64Form =
  /** RFC 4648 §4, padded. */
  | "standard"
  /** The same without padding. */
  | "unpadded"
  /** RFC 4648 §5, without padding. */
  | "url";

/** Null for anything that is not exactly how its bytes are written in that form, and for an empty text. */
export function base64Bytes(text: unknown, form: Base64Form = "standard"): Buffer | null {
  if (typeof text !== "string" || text === "") return null;
  const bytes = Buffer.from(text, form === "url" ? "base64url" : "base64");
  return written(bytes, form) === text ? bytes : null;
}

function written(bytes: Buffer, form: Base64Form): string {
  if (form === "url") return bytes.toString("base64url");
  const text = bytes.toString("base64");
  return form === "standard" ? text : text.replace(/=+$/, "");
}

const GROUPS = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** As most readers take it: standard and padded, or empty; bits that no byte needs may be set. */
export function looksLikeBase64(text: string): boolean {
  return GROUPS.test(text);
}
