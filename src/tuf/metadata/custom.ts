// What a target's `custom` says to devices. It is signed and yet foreign: a member may be missing or of any shape, and is
// then as good as none.
import { isObject, own } from "../../json/object.ts";
import type { TargetCustom } from "./metadata.ts";

type Custom = TargetCustom | null | undefined;

/** Tags of a target; a missing or malformed list is no tag at all. */
export function tagsOf(custom: Custom): readonly string[] {
  return textsOf(custom?.tags);
}

/** The hardware that a target is for; a missing or malformed list is none. */
export function hardwareIdsOf(custom: Custom): readonly string[] {
  return textsOf(custom?.hardwareIds);
}

/** An app of a target. Its `uri` may be anything. */
export interface TargetApp {
  readonly app: string;
  readonly uri: unknown;
}

/** The apps of a target; what is no object of apps has none here, which the rule `target-app-unpinned` reports. */
export function appsOf(custom: Custom): readonly TargetApp[] {
  const apps: unknown = custom?.docker_compose_apps;
  if (!isObject(apps)) return [];
  return Object.entries(apps).map(([app, entry]) => ({ app, uri: isObject(entry) ? own(entry, "uri") : undefined }));
}

/** A foreign value as text: what is none is shown as the JSON it is, for objects may refuse to become text. */
export function writtenText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value ?? undefined) ?? "");
}

function textsOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}
