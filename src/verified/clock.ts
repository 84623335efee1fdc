// Holds this machine's clock against the Factory's before anything is asked, opened or signed (T28). What the answers
// say is collected as they come; here use cases say what else bears a time, and what a wrong clock means to them.
import type { Context } from "../context/context.ts";
import type { RootUpdates, Wave } from "../factory/types.ts";
import type { Doc, RootSigned } from "../tuf/metadata/metadata.ts";
import type { Checks } from "./checks.ts";

/** What a use case has read that bears a time of the Factory. */
export interface Timed {
  readonly roots?: { readonly chain: readonly Doc<RootSigned>[] } | undefined;
  readonly updates?: RootUpdates | null | undefined;
  readonly waves?: readonly (Wave | null | undefined)[] | undefined;
}

/** For whoever will sign or publish: a clock that is an hour off is a blocker. What else is wrong is a warning. */
export function checkClock({ clock }: Context, checks: Checks, read: Timed): void {
  note(clock, read);
  const error = clock.error();
  if (error) checks.block(error);
  else warn(clock, checks);
}

/** For whoever only looks: nothing is a blocker. */
export function warnOfClock({ clock }: Context, checks: Pick<Checks, "warn">, read: Timed): void {
  note(clock, read);
  warn(clock, checks);
}

/**
 * For whoever goes on with work that was begun, before anything of its own is read: roots and transaction, in one
 * round trip. What cannot be read is no matter here; whoever needs it will say so.
 * @throws {ToolError} `clock-wrong`.
 */
export async function lookAtClock({ factory, clock, log }: Context): Promise<void> {
  if (!clock.isTold) {
    const [, updates] = await Promise.allSettled([factory.root("ci"), factory.updates()]);
    note(clock, updates.status === "fulfilled" ? { updates: updates.value } : {});
  }
  const error = clock.error();
  if (error) throw error;
  warn(clock, { warn: (message) => log.warning(message) });
}

function warn(clock: Context["clock"], checks: Pick<Checks, "warn">): void {
  const warning = clock.warning();
  if (warning !== null) checks.warn(warning);
}

function note(clock: Context["clock"], { roots, updates, waves = [] }: Timed): void {
  for (const { signed } of roots?.chain ?? [])
    clock.recorded(`Root ${signed.version}`, signed["x-changelog"]?.timestamp);
  clock.recorded("The open transaction of root updates", updates?.["change-meta"]?.["created-at"]);
  for (const wave of waves) if (wave) clock.recorded(`Wave ${wave.name}`, wave["change-meta"]["created-at"]);
}
