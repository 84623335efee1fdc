// Holds requests and answers against GitHub's published OpenAPI description: an extract of it lies beside this file
// (scripts/github-description.ts). Stricter than GitHub itself: what is not described may not be sent.
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";

type Json = Record<string, unknown>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Json;
}

interface Operation {
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<Record<string, Json>>;
}

const description = nullsAsTypes(
  JSON.parse(readFileSync(new URL("./description.json", import.meta.url), "utf8")),
) as Json & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
};

const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
(formats as unknown as (ajv: Ajv) => void)(ajv);
ajv.addFormat("int64", true);
ajv.addSchema({ ...description, $id: "github" });

const TEMPLATES = Object.keys(description.paths).map((template) => ({
  template,
  // A file's path may have slashes; everything else is one segment.
  pattern: new RegExp(
    `^${template.replace(/\{(\w+)\}/g, (_, name) => (name === "path" ? "(?<path>.+)" : `(?<${name}>[^/]+)`))}$`,
  ),
}));

export interface Matched {
  readonly template: string;
  readonly method: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The described operation, or null. */
export function operationFor(method: string, path: string): Matched | null {
  for (const { template, pattern } of TEMPLATES) {
    const match = pattern.exec(path);
    if (!match || !description.paths[template]![method.toLowerCase()]) continue;
    const values = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
    return { template, method: method.toLowerCase(), values: Object.fromEntries(values) };
  }
  return null;
}

export interface SentRequest {
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Text as sent. */
  readonly body: string;
}

/** What is wrong with a request; empty when nothing is. */
export function requestProblems(operation: Matched, { query, headers, body }: SentRequest): string[] {
  const described = operationOf(operation);
  const parameters = (described.parameters ?? []).map((one) =>
    "$ref" in one ? (found(one.$ref) as unknown as Parameter) : one,
  );
  const problems: string[] = [];
  for (const [name, text] of query) {
    const parameter = parameters.find((one) => one.in === "query" && one.name === name);
    if (!parameter) problems.push(`the query has ${name}, which is not described`);
    else problems.push(...valueProblems(parameter.schema, text, `query ${name}`));
  }
  for (const [name, text] of Object.entries(operation.values)) {
    const parameter = parameters.find((one) => one.in === "path" && one.name === name);
    if (parameter) problems.push(...valueProblems(parameter.schema, text, `path ${name}`));
  }
  if (headers["accept"] !== "application/vnd.github+json") problems.push("accept is not application/vnd.github+json");
  if (headers["x-github-api-version"] !== "2022-11-28") problems.push("x-github-api-version is missing");
  if (!headers["user-agent"]) problems.push("user-agent is missing; GitHub refuses such requests");
  return [...problems, ...bodyProblems(described, headers, body)];
}

function bodyProblems({ requestBody }: Operation, headers: SentRequest["headers"], body: string): string[] {
  const named = requestBody?.content["application/json"]?.schema;
  const schema = typeof named?.["$ref"] === "string" ? found(named["$ref"]) : named;
  if (!schema) return body === "" ? [] : ["a body was sent that is not described"];
  if (headers["content-type"] !== "application/json") return ["content-type is not application/json"];
  const value = JSON.parse(body) as Json;
  const known = Object.keys((schema["properties"] ?? {}) as Json);
  const foreign = Object.keys(value).filter((name) => !known.includes(name));
  return [
    ...foreign.map((name) => `the body has ${name}, which is not described`),
    ...problemsOf(compiled(schema), value, "body"),
  ];
}

/** Statuses that any operation may answer, described or not; 404 is also what a token may not see. */
const EVERYWHERE = new Set([307, 401, 403, 404, 422, 429, 500, 502, 503, 504]);

/** What is wrong with an answer of the stand-in's own. */
export function answerProblems(operation: Matched, status: number, value: unknown): string[] {
  const described = operationOf(operation).responses[String(status)];
  if (!described) {
    if (!EVERYWHERE.has(status)) return [`status ${status} is not described`];
    return problemsOf(compiled({ $ref: "github#/components/schemas/basic-error" }), value, "answer");
  }
  const response = typeof described["$ref"] === "string" ? found(described["$ref"]) : described;
  const content = response["content"] as Readonly<Record<string, { readonly schema: Json }>> | undefined;
  const schema = content?.["application/json"]?.schema;
  if (!schema) return value === undefined ? [] : [`status ${status} has no body`];
  return problemsOf(compiled(schema), value, "answer");
}

/** A value that has everything a described object must have, with `values` in place of what was made up. */
export function sample(name: string, values: Json = {}): Json {
  return { ...(sampleOf({ $ref: `#/components/schemas/${name}` }) as Json), ...values };
}

function sampleOf(schema: Json): unknown {
  if (typeof schema["$ref"] === "string") return sampleOf(found(schema["$ref"]));
  const { type, format, properties, required, oneOf, anyOf, allOf } = schema as Record<string, never>;
  const choices = schema["enum"] as unknown[] | undefined;
  if (choices) return choices[0];
  const options = (oneOf ?? anyOf ?? allOf) as Json[] | undefined;
  if (Array.isArray(type) && (type as string[]).includes("null")) return null;
  if (options) return options.some((option) => option["type"] === "null") ? null : sampleOf(options[0]!);
  if (type === "array") return [];
  if (type === "integer" || type === "number") return 1;
  if (type === "boolean") return false;
  if (type === "string") {
    if (format === "date-time") return "2026-11-23T08:00:00Z";
    if (format === "email") return "a@example.com";
    return format === "uri" ? "https://github.example/x" : "x";
  }
  const members = (properties ?? {}) as Readonly<Record<string, Json>>;
  return Object.fromEntries(((required ?? []) as string[]).map((name) => [name, sampleOf(members[name] ?? {})]));
}

function operationOf({ template, method }: Matched): Operation {
  return description.paths[template]![method]!;
}

function found(reference: string): Json {
  const parts = reference.replace(/^#\//, "").split("/");
  return parts.reduce<Json>((value, part) => value[part] as Json, description);
}

const validators = new Map<string, ValidateFunction>();

function compiled(schema: Json): ValidateFunction {
  const key = JSON.stringify(schema);
  const known = validators.get(key) ?? ajv.compile(absolute(schema) as Json);
  validators.set(key, known);
  return known;
}

function absolute(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(absolute);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === "$ref" && typeof member === "string" ? member.replace(/^#/, "github#") : absolute(member),
    ]),
  );
}

function valueProblems(schema: Json, text: string, where: string): string[] {
  const validate = compiled(schema);
  const number = /^-?\d+$/.test(text) ? [Number(text)] : [];
  const truth = /^(?:true|false)$/.test(text) ? [text === "true"] : [];
  const readings = [text, ...number, ...truth];
  if (readings.some((reading) => validate(reading))) return [];
  return problemsOf(validate, text, where);
}

function problemsOf(validate: ValidateFunction, value: unknown, where: string): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, 5).map(({ instancePath, message }) => `${where}${instancePath} ${message}`);
}

/** OpenAPI 3.0 says `nullable: true` where JSON Schema names the type null. */
function nullsAsTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nullsAsTypes);
  if (value === null || typeof value !== "object") return value;
  const { nullable, discriminator, ...rest } = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, nullsAsTypes(member)]),
  );
  const kept: Json =
    discriminator !== undefined && typeof discriminator !== "object" ? { ...rest, discriminator } : rest;
  if (nullable !== true) return nullable === undefined ? kept : { ...kept, nullable };
  if (typeof kept["type"] === "string" && !kept["enum"]) return { ...kept, type: [kept["type"], "null"] };
  return { anyOf: [kept, { type: "null" }] };
}
