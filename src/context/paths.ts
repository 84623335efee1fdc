// Who chose a path that a run was given, which decides how far links are followed there (T29): a person at a keyboard
// follows their own; a default path, and everything in the Action, does not.
import { lstat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { byPerson, type ChosenBy, isWithin } from "../files/target.ts";
import type { Place } from "./context.ts";

/** @param named as typed; undefined, or the same as `byDefault`, where nobody typed one. */
export function chosenBy(place: Place, named: string | undefined, byDefault?: string): ChosenBy {
  const typed = named !== undefined && named !== byDefault;
  return typed && !place.isWorkspace ? byPerson : workspaceOf(place, named ?? byDefault);
}

/** For files in a folder that somebody named: nobody named those, so no link in it is followed. */
export function chosenWithin(place: Place, named: string | undefined, folder: string): ChosenBy {
  const by = chosenBy(place, named, place.outputFolder ?? undefined);
  return by.kind === "person" ? { kind: "workspace", top: folder } : by;
}

/** The folder that a path must not leave: the runner's own for what is written there, else the workspace. */
function workspaceOf({ top, folder, outputFolder }: Place, path: string | undefined): ChosenBy {
  const inOutput = outputFolder !== null && path !== undefined && isWithin(resolve(folder, path), outputFolder);
  return { kind: "workspace", top: inOutput ? outputFolder : top };
}

/** The nearest folder from `folder` upward that holds `.git`; null outside of a checkout. */
export async function checkoutTop(folder: string): Promise<string | null> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if ((await lstat(join(at, ".git")).catch(() => null)) !== null) return at;
    if (dirname(at) === at) return null;
  }
}
