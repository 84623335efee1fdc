// Objects whose members have foreign names, looked at without ever touching a prototype.

/** A member of an object keyed by foreign names, never one of its prototype's (T11). */
export function own<V>(object: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The same of an object whose members have types of their own: what a foreign name finds there may be anything. */
export function ownOf(object: object, key: string): unknown {
  return hasMembers(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** What lies at the end of a path of own members; undefined where one of them is missing or no object. */
export function memberAt(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((object, name) => (isObject(object) ? own(object, name) : undefined), value);
}

/** A whole number that JavaScript holds exactly, from `min` to `max`. */
export function isInteger(
  value: unknown,
  min = Number.MIN_SAFE_INTEGER,
  max = Number.MAX_SAFE_INTEGER,
): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max;
}

/** An object or an array: its members may be anything. */
export function hasMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object";
}

/** An object with named members: neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** One that `JSON.parse` or a literal made: no number kept verbatim, no instance of a class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
}
