// Holds a parsed value against a valibot schema. The schema only checks. What a program goes on with is the value as it
// was parsed: `v.record` drops members named `__proto__`, `constructor` and `prototype` without a word (T11).
import * as v from "valibot";
import { quoted } from "../text/quoted.ts";
import { isObject, own } from "./object.ts";

/** A schema that checks and changes nothing. */
export type Shape<T> = v.GenericSchema<T, T>;

/** What a value of the schema is, before any of the schema's own copies. */
export type ShapeOf<S extends v.GenericSchema> = v.InferInput<S>;

type Members<E extends v.ObjectEntries> = Readonly<v.InferInput<v.StrictObjectSchema<E, undefined>>>;

/**
 * An object with these members alone. One that is missing is said in the words of its schema.
 * @param says for anything that is no object; see {@link problemIn} for the marks in it.
 */
export function membersOf<const E extends v.ObjectEntries>(entries: E, says: string): Shape<Members<E>> {
  const names = Object.keys(entries);
  return object(says, (value) => {
    const foreign = Object.keys(value).find((name) => !names.includes(name));
    if (foreign !== undefined) {
      return {
        message: `has the unknown member {name}; known are ${names.join(", ")}`,
        input: foreign,
        path: [foreign],
      };
    }
    return firstIssue(names, (name) => issueAt(name, entries[name]!, own(value, name)));
  });
}

/**
 * A map with foreign names. Every own member is looked at, whatever its name.
 * @param problemOfName what is wrong with a member's name, or null.
 */
export function mapOf<S extends v.GenericSchema>(
  member: S,
  says: string,
  problemOfName: (name: string) => string | null = () => null,
): Shape<Readonly<Record<string, ShapeOf<S>>>> {
  return object(says, (value) =>
    firstIssue(Object.keys(value), (name) => {
      const message = problemOfName(name);
      return message === null ? issueAt(name, member, value[name]) : { message, input: name, path: [name] };
    }),
  );
}

interface Issue {
  readonly message: string;
  readonly input: unknown;
  readonly path: readonly string[];
}

/** An object of which `issueOf` finds nothing wrong. valibot's own look through prototypes. */
function object<T>(says: string, issueOf: (value: Readonly<Record<string, unknown>>) => Issue | null): Shape<T> {
  return v.pipe(
    v.custom<T>(isObject, says),
    v.rawCheck(({ dataset, addIssue }) => {
      const issue = isObject(dataset.value) ? issueOf(dataset.value) : null;
      if (issue) addIssue({ ...issue, path: pathOf(issue.path) });
    }),
  );
}

function firstIssue(names: readonly string[], issueOf: (name: string) => Issue | null): Issue | null {
  for (const name of names) {
    const issue = issueOf(name);
    if (issue) return issue;
  }
  return null;
}

function issueAt(name: string, schema: v.GenericSchema, value: unknown): Issue | null {
  const issue = v.safeParse(schema, value, { abortEarly: true }).issues?.[0];
  return issue ? { ...issue, path: [name, ...namesOf(issue)] } : null;
}

function namesOf(issue: v.BaseIssue<unknown>): string[] {
  return (issue.path ?? []).map(({ key }) => String(key));
}

function pathOf([first, ...rest]: readonly string[]): [v.IssuePathItem, ...v.IssuePathItem[]] {
  const item = (key = ""): v.IssuePathItem => ({ type: "unknown", origin: "value", input: null, key, value: null });
  return [item(first), ...rest.map(item)];
}

/**
 * What is wrong with `value`, completing "the file …": the schema's words, with `{at}` for the place (`limits/a/error`),
 * `{name}` for the place in quotes, and `{value}` for the value that stands there, cut. Null where nothing is: then it is
 * of the schema's shape.
 */
export function problemIn(schema: v.GenericSchema, value: unknown): string | null {
  const issue = v.safeParse(schema, value, { abortEarly: true }).issues?.[0];
  if (!issue) return null;
  const at = namesOf(issue).join("/");
  const marks: Readonly<Record<string, string>> = {
    "{at}": PLAIN_PLACE.test(at) ? at : quoted(at),
    "{name}": quoted(at),
    "{value}": quoted(issue.input),
  };
  return issue.message.replace(/\{(?:at|name|value)\}/g, (mark) => marks[mark]!);
}

/** As {@link problemIn}, for the compiler: true where there is none. */
export function isOf<S extends v.GenericSchema>(schema: S, value: unknown): value is ShapeOf<S> {
  return v.is(schema, value);
}

const PLAIN_PLACE = /^[a-zA-Z0-9/-]{1,80}$/;
