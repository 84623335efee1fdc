// `FACTORY_TUF_CLOCK=factory`: a run takes its time from the Factory, so that a rotation can be rehearsed in another year
// (T28). It counts for a Factory on this machine alone: whoever is asked decides what time it is.

import { ToolError } from "../errors/tool-error.ts";
import { apiAddress, DEFAULT_API_URL, factoryBaseUrl } from "../factory/endpoint.ts";
import { LOOPBACK_HOSTS } from "../http/base-url.ts";
import { type Fetch, nodeFetch } from "../http/fetch.ts";
import { httpDateMs } from "../http/retry.ts";
import type { Environment } from "../text/environment.ts";
import type { Door } from "../text/option-names.ts";
import { quoted } from "../text/quoted.ts";
import { readConnectionConfig } from "./connection.ts";
import type { CommandNeeds } from "./declaration.ts";

const VARIABLE = "FACTORY_TUF_CLOCK";
const WAIT_MS = 10_000;

export interface ClockInput {
  /** What the machine's clock says. */
  readonly now: Date;
  readonly env: Environment;
  readonly door: Door;
  readonly command: Pick<CommandNeeds, "needs">;
  /** The option as given, unread. */
  readonly apiUrl: string | undefined;
  readonly fetch?: Fetch;
}

/** Is the time of a run the Factory's? {@link timeOfRun} has refused where that may not be. */
export function isRehearsal(env: Environment): boolean {
  return env[VARIABLE] === "factory";
}

/**
 * The time of a run: the machine's, or that of the first answer in a rehearsal. Carries no credentials.
 * @throws {ToolError} `config-invalid` where the variable may not count; `network-failed`, `response-malformed`.
 */
export async function timeOfRun({ now, env, door, command, apiUrl, fetch = nodeFetch({}) }: ClockInput): Promise<Date> {
  const wanted = env[VARIABLE] ?? "";
  if (wanted === "" || command.needs === "nothing") return now;
  if (wanted !== "factory") {
    throw new ToolError("config-invalid", {
      happened: `${VARIABLE} is ${quoted(wanted)}, but its only valid value is factory.`,
      next: `Unset ${VARIABLE}, or set it to factory to rehearse with the time of \`factory-tuf emulate\`.`,
    });
  }
  const given = apiAddress(apiUrl, env, door);
  const config = given || door === "action" ? null : await readConnectionConfig(env, AbortSignal.timeout(WAIT_MS));
  const address = factoryBaseUrl(given?.url || config?.serverUrl || DEFAULT_API_URL, "api-url");
  const { host, hostname } = new URL(address);
  if (!LOOPBACK_HOSTS.has(hostname)) {
    throw new ToolError("config-invalid", {
      happened: `${VARIABLE}=factory takes the time from the server. That is only for a Factory on this machine (127.0.0.1, [::1], localhost), but this run would contact ${host}.`,
      next: `Unset ${VARIABLE}. To rehearse, give the address that \`factory-tuf emulate\` printed as api-url.`,
    });
  }
  return timeOf(address, fetch);
}

async function timeOf(address: string, fetch: Fetch): Promise<Date> {
  let date: string | null;
  try {
    const answer = await fetch(`${address}/`, { redirect: "manual", signal: AbortSignal.timeout(WAIT_MS) });
    date = answer.headers.get("date");
    await answer.body?.cancel();
  } catch (cause) {
    throw new ToolError(
      "network-failed",
      {
        happened: `${VARIABLE}=factory is set, but ${address} did not say its time.`,
        next: "Is `factory-tuf emulate` running there? Start it, or unset the variable.",
      },
      { cause },
    );
  }
  const at = new Date(httpDateMs(date));
  if (!Number.isNaN(at.getTime())) return at;
  throw new ToolError("response-malformed", {
    happened: `${VARIABLE}=factory is set, but the answer of ${address} has no readable Date.`,
    next: "Unset the variable.",
  });
}
