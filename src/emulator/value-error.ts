// The one way in which the emulator's two small option languages say that a text is not of theirs.
import { ToolError } from "../tuf/errors.ts";

export function invalid(option: string, text: string, why: string, example: string): ToolError {
  return new ToolError("value-invalid", {
    happened: `The option ${option} has the value ${JSON.stringify(text.slice(0, 120))}, which ${why}.`,
    next: `Write it like ${JSON.stringify(example)}.`,
  });
}

/** @returns null unless `text` is a plain decimal number, at most `max`. */
export function plainNumber(text: string, max: number): number | null {
  return /^\d{1,9}(?:\.\d{1,6})?$/.test(text) && Number(text) <= max ? Number(text) : null;
}
