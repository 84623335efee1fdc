// Where two JSON values part: for messages that must name the place.
import { pointerTo, rawNumber } from "./json.ts";
import { isObject } from "./object.ts";

/** Pointer of the first difference in canonical order, or null when the values are equal as JSON. */
export function differingPointer(a: unknown, b: unknown, pointer = ""): string | null {
  // Most of what is compared is the very same object: a release keeps nearly all targets.
  if (typeof a === "object" && a === b) return null;
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < Math.max(a.length, b.length); index++) {
      const found = differingPointer(a[index], b[index], pointerTo(pointer, index));
      if (found !== null) return found;
    }
    return null;
  }
  if (rawNumber(a) !== null || rawNumber(b) !== null) return rawNumber(a) === rawNumber(b) ? null : pointer || "/";
  if (isObject(a) && isObject(b)) {
    for (const key of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
      const mine = Object.hasOwn(a, key) ? a[key] : undefined;
      const theirs = Object.hasOwn(b, key) ? b[key] : undefined;
      const found = differingPointer(mine, theirs, pointerTo(pointer, key));
      if (found !== null) return found;
    }
    return null;
  }
  return Object.is(a, b) ? null : pointer || "/";
}

export function sameJson(a: unknown, b: unknown): boolean {
  return differingPointer(a, b) === null;
}
