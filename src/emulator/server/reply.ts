// What goes into a handler of the embedded Factory and what comes out. A handler decides; it does no I/O.
import type { User } from "../../factory/types.ts";
import type { ParsedJson } from "../../json/json.ts";
import { isObject } from "../../json/object.ts";
import type { EmbeddedState } from "../state/state.ts";

/** One authorised request. */
export interface Call {
  readonly state: EmbeddedState;
  readonly now: Date;
  readonly user: User;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Null when there is no body. */
  readonly json: ParsedJson | null;
}

export interface Reply {
  readonly status: number;
  /** JSON text; null for an empty body. */
  readonly body: string | null;
  /** The state after a write; absent when nothing changed. */
  readonly state?: EmbeddedState;
}

export type Handler = (call: Call) => Reply;

export function ok(value: unknown, state?: EmbeddedState): Reply {
  return reply(200, value, state);
}

export function reply(status: number, value: unknown, state?: EmbeddedState): Reply {
  const body = value === null ? null : JSON.stringify(value);
  return state ? { status, body, state } : { status, body };
}

/** A request that is turned down, in the documented form: `message` and perhaps `errors` (PROTOCOL §3). */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly errors: readonly string[] | Readonly<Record<string, string>> | null;
  /** State to keep although the request failed; null for none. */
  readonly state: EmbeddedState | null;

  constructor(status: number, message: string, errors: Refusal["errors"] = null, state: EmbeddedState | null = null) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.state = state;
  }

  toReply(): Reply {
    const answer = reply(this.status, { message: this.message, ...(this.errors ? { errors: this.errors } : {}) });
    return this.state ? { ...answer, state: this.state } : answer;
  }
}

/** @throws {Refusal} 400 unless the body is a JSON object. */
export function bodyObject({ json }: Call): Record<string, unknown> {
  if (json === null || !isObject(json.value)) throw new Refusal(400, "The body is not a JSON object");
  return json.value;
}

/** @throws {Refusal} 400 when `errors` names anything. */
export function refuseInvalid(message: string, errors: Readonly<Record<string, string>>): void {
  if (Object.keys(errors).length > 0) throw new Refusal(400, message, errors);
}
