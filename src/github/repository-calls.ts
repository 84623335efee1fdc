// How one repository is asked through GitHub's API: a path and the shape that its answer must have. What is asked stands in
// the files beside.
import type * as v from "valibot";
import { isOf, type ShapeOf } from "../json/shape.ts";
import { unreadable } from "./errors.ts";
import type { AskGitHub, GitHubAnswer, GitHubCall } from "./http.ts";

type Query = Readonly<Record<string, string | number>>;

/** Paths begin below the repository's own. */
export interface RepositoryCalls {
  get<S extends v.GenericSchema>(path: string, schema: S, query?: Query): Promise<ShapeOf<S>>;
  /** The same for a path that begins at the API's own. */
  find<S extends v.GenericSchema>(path: string, schema: S): Promise<ShapeOf<S>>;
  /** @returns the status. */
  put(path: string, body: object): Promise<number>;
  post<S extends v.GenericSchema>(path: string, body: object, schema: S): Promise<ShapeOf<S>>;
  patch<S extends v.GenericSchema>(path: string, body: object, schema: S): Promise<ShapeOf<S>>;
  /** For a call whose answer says all by its status. */
  call(method: GitHubCall["method"], path: string): Promise<GitHubAnswer>;
}

/** @param url of the repository, below that of the API. */
export function repositoryCalls(askGitHub: AskGitHub, apiUrl: string, url: string): RepositoryCalls {
  const ask = async <S extends v.GenericSchema>(call: GitHubCall, schema: S): Promise<ShapeOf<S>> =>
    shapedAnswer(call, await askGitHub(call), schema);
  return {
    get: (path, schema, query = {}) => ask({ method: "GET", url: url + path + queryText(query) }, schema),
    find: (path, schema) => ask({ method: "GET", url: apiUrl + path }, schema),
    put: async (path, body) => (await askGitHub({ method: "PUT", url: url + path, body })).status,
    post: (path, body, schema) => ask({ method: "POST", url: url + path, body }, schema),
    patch: (path, body, schema) => ask({ method: "PATCH", url: url + path, body }, schema),
    call: (method, path) => askGitHub({ method, url: url + path }),
  };
}

/** The answer itself, once it is of the schema's shape. */
export function shapedAnswer<S extends v.GenericSchema>(
  call: GitHubCall,
  { value, status }: GitHubAnswer,
  schema: S,
): ShapeOf<S> {
  if (isOf(schema, value)) return value;
  throw unreadable(`${call.method} ${new URL(call.url).pathname}`, status);
}

function queryText(query: Query): string {
  const text = new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, `${value}`]));
  return text.size === 0 ? "" : `?${text}`;
}
