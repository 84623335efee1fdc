// T11 where answers come in: the schemas only look. A member named like a part of a prototype is still there afterwards, in
// every object of every answer, for it may be signed.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import * as v from "valibot";
import * as factoryAnswers from "../../src/factory/answers.ts";
import * as gitHubAnswers from "../../src/github/answers.ts";
import { createGitHubClient } from "../../src/github/client.ts";
import { gitHubPlace } from "../../src/github/place.ts";
import { hasMembers, isObject } from "../../src/json/object.ts";
import { isOf } from "../../src/json/shape.ts";

const NAMES = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf"];
/** One of these is of any form that a schema asks for. */
const TEXTS = ["text", "a".repeat(40), `${"A".repeat(43)}=`];

const schemas = Object.entries<unknown>({ ...factoryAnswers, ...gitHubAnswers }).filter(
  (entry): entry is [string, v.GenericSchema] => isObject(entry[1]) && entry[1].kind === "schema",
);

/** The smallest whole document of a schema, as JSON text. */
function goodText(schema: v.GenericSchema): string {
  const { type, entries, item, options, wrapped, literal } = schema as v.GenericSchema & {
    entries: Record<string, v.GenericSchema>;
    item: v.GenericSchema;
    options: readonly (v.GenericSchema | string)[];
    wrapped: v.GenericSchema;
    literal: unknown;
  };
  switch (type) {
    case "object":
    case "loose_object":
      return `{${Object.entries(entries).map(([name, member]) => `${JSON.stringify(name)}:${goodText(member)}`)}}`;
    case "array":
      return `[${goodText(item)}]`;
    case "nullish":
    case "optional":
      return goodText(wrapped);
    case "union":
      return goodText(options[0] as v.GenericSchema);
    case "picklist":
      return JSON.stringify(options[0]);
    case "literal":
      return JSON.stringify(literal);
    case "unknown":
    case "custom":
      return "{}";
    default:
      return ["1", "true", ...TEXTS.map((text) => JSON.stringify(text))].find((text) =>
        v.is(schema, JSON.parse(text)),
      )!;
  }
}

/** With one more member in every object. */
function withMember(text: string, name: string, value: string): string {
  return text.replaceAll("{", `{${JSON.stringify(name)}:${value},`).replaceAll(",}", "}");
}

function objectsIn(value: unknown): object[] {
  if (!hasMembers(value)) return [];
  const below = Object.values(value).flatMap(objectsIn);
  return isObject(value) ? [value, ...below] : below;
}

describe("T11 the schemas of all answers", () => {
  it("take a whole document of theirs", () => {
    assert.ok(schemas.length > 20, `${schemas.length} schemas`);
    for (const [name, schema] of schemas) assert.equal(isOf(schema, JSON.parse(goodText(schema))), true, name);
  });

  it("take it with members named like parts of a prototype in every object, and change nothing of it", () => {
    const value = fc.constantFrom("1", '"text"', "null", "[]", "true");
    fc.assert(
      fc.property(fc.constantFrom(...schemas), fc.constantFrom(...NAMES), value, ([title, schema], name, member) => {
        const text = withMember(goodText(schema), name, member);
        const document: unknown = JSON.parse(text);
        assert.equal(isOf(schema, document), true, `${title}: ${text}`);
        assert.equal(JSON.stringify(document), text);
        for (const object of objectsIn(document)) {
          assert.ok(Object.hasOwn(object, name), `${title}: ${name}`);
          assert.equal(Object.getPrototypeOf(object), Object.prototype);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("take no member of a prototype for one of the document's: without its own it is refused", () => {
    for (const [title, schema] of schemas) {
      const document: unknown = JSON.parse(goodText(schema));
      if (!isObject(document) || Object.keys(document).length === 0) continue;
      const empty: unknown = JSON.parse(`{"__proto__":${goodText(schema)}}`);
      assert.equal(isOf(schema, empty), false, title);
    }
  });
});

describe("T11 GitHub's answers", () => {
  it("are handed on as they came, with every member of a bundle", async () => {
    const bundle = withMember('{"dsse":{"inner":{}}}', "constructor", '{"__proto__":1}');
    const answer = new TextEncoder().encode(`{"attestations":[{"bundle":${bundle}}]}`);
    const client = createGitHubClient({
      ...gitHubPlace({ GITHUB_API_URL: "http://127.0.0.1:9", GITHUB_REPOSITORY: "acme/devices" }),
      token: "gh",
      signal: new AbortController().signal,
      wait: async () => {},
      info: () => {},
      fetch: async () => new Response(answer),
    });
    const bundles = await client.attestations("acme/devices", `sha256:${"ab".repeat(32)}`, "type");
    assert.deepEqual(
      bundles.map((one) => JSON.stringify(one)),
      [bundle],
    );
  });
});
