// What the parts of the stand-in have in common: who asks, how an answer looks, how a list is cut into pages.
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Token {
  readonly login: string;
  /** A job's or another app's: it may not ask GET /user. */
  readonly app: boolean;
  readonly issues: "write" | "read";
  /** May it see the secrets of environments, or set them? A job's own may do neither. */
  readonly environments?: "write" | "read";
  /** May it make environments, and see and set the repository's own secrets? */
  readonly administration?: "write";
  readonly secrets?: "write";
}

export function refusal(status: number, message: string): Reply {
  return { status, body: { message, documentation_url: "https://docs.example/rest", status: String(status) } };
}

export function page<T>(items: readonly T[], query: URLSearchParams): T[] {
  const size = Number(query.get("per_page") ?? 30);
  const from = (Number(query.get("page") ?? 1) - 1) * size;
  return items.slice(from, from + size);
}
