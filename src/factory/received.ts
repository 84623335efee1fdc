// An answer of the Factory once it is here: its JSON, held against the shape that the API has, and the document in it. What is
// asked is client.ts.
import type * as v from "valibot";
import { ToolError } from "../errors/tool-error.ts";
import type { Answer } from "../http/http.ts";
import { bodyError } from "../http/http-errors.ts";
import { type ParsedJson, parseJson } from "../json/json.ts";
import { isOf, type ShapeOf } from "../json/shape.ts";
import { foreignText } from "../text/encode-text.ts";
import { problemsBelow } from "../tuf/metadata/metadata.ts";
import * as answers from "./answers.ts";
import type * as t from "./types.ts";

export interface Received extends ParsedJson {
  readonly answer: Answer;
}

/** The JSON of an answer; null for a write's empty body. */
export function received(answer: Answer): Received {
  const { text } = answer;
  if (text === "" && answer.effect !== "read") return { value: null, problems: [], answer };
  if (/^\s*</.test(text)) {
    throw bodyError(
      answer,
      answer.status,
      "response-not-json",
      "with a web page instead of JSON, such as the login page of a proxy",
      "Check the API's address and what stands between here and it.",
    );
  }
  try {
    return { ...parseJson(text, answer.where), answer };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const what = text === "" ? "with an empty body instead of JSON" : "its body is not JSON";
    throw bodyError(
      answer,
      answer.status,
      "response-not-json",
      what,
      "Run this again; if that does not help, ask the vendor.",
    );
  }
}

/** The answer itself, once it is of the schema's shape. */
export function shaped<S extends v.GenericSchema>({ value, answer }: Received, schema: S): ShapeOf<S> {
  if (isOf(schema, value)) return value;
  throw bodyError(
    answer,
    answer.status,
    "response-malformed",
    `its body ${answers.shapeProblem(schema, value)}`,
    "Check the API's address; if it is right, the API has changed and this program must too.",
  );
}

/** Whoever signs, completes or cancels by name must have looked at that very Wave (T7). */
export function anotherWave({ answer }: Received, name: string): ToolError {
  const what = `its body is another Wave, "${foreignText(name, 128)}"`;
  return bodyError(
    answer,
    answer.status,
    "response-malformed",
    what,
    "Run this again; if that does not help, ask the vendor.",
  );
}

export const fetched = ({ answer, ...json }: Received): t.Fetched => ({ ...json, size: answer.size });

/** The signed document of a Wave, with the problems of its text relative to it. */
export function targetsWithin({ problems, text, answer }: Received, targets: unknown, rest: object): t.Fetched {
  if (targets === undefined || targets === null) {
    const what = "its body has no readable `targets`";
    throw bodyError(answer, answer.status, "response-malformed", what, "Ask the vendor.");
  }
  const around = Buffer.byteLength(JSON.stringify({ ...rest, targets: 0 })) - 1;
  const within = { problems: problemsBelow(problems, "/targets"), text: text?.member("targets") ?? null };
  return { value: targets, ...within, size: Math.max(0, answer.size - around) };
}
