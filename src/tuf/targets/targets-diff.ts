// What a release changes, for the person who approves it (T25): added, changed and pruned first, then kept.
import { sameJson } from "../../json/difference.ts";
import { own } from "../../json/object.ts";
import { appsOf, hardwareIdsOf, writtenText } from "../metadata/custom.ts";
import type { TargetFile, TargetsSigned } from "../metadata/metadata.ts";
import { plainVersion } from "../metadata/version.ts";

export interface TargetLine {
  readonly name: string;
  /** As written in `custom.version`; empty when there is none. */
  readonly version: string;
  readonly hardwareIds: readonly string[];
}

export interface HardwareChange {
  readonly hardwareId: string;
  /** Highest version before and after; null when there was or is none. */
  readonly from: number | null;
  readonly to: number | null;
  /** Names of apps whose digest changes between these two versions. */
  readonly apps: readonly AppChange[];
}

export interface AppChange {
  readonly app: string;
  /** The app's URI before and after; null where it is new or gone. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface TargetsDiff {
  readonly added: readonly TargetLine[];
  readonly changed: readonly TargetLine[];
  readonly pruned: readonly TargetLine[];
  readonly kept: readonly TargetLine[];
  readonly hardware: readonly HardwareChange[];
}

type Targets = TargetsSigned["targets"];

/** @param before verified production targets, or null before the first release. */
export function diffTargets(before: Targets | null, after: Targets): TargetsDiff {
  const old = before ?? {};
  const names = Object.keys(after).sort();
  const line = (name: string) => targetLine(name, own(after, name) ?? own(old, name)!);
  const isNew = (name: string) => own(old, name) === undefined;
  const isSame = (name: string) => !isNew(name) && sameJson(own(old, name), own(after, name));
  return {
    added: names.filter(isNew).map(line),
    changed: names.filter((name) => !isNew(name) && !isSame(name)).map(line),
    pruned: Object.keys(old)
      .sort()
      .filter((name) => own(after, name) === undefined)
      .map(line),
    kept: names.filter(isSame).map(line),
    hardware: hardwareChanges(old, after),
  };
}

function targetLine(name: string, { custom }: TargetFile): TargetLine {
  return { name, version: writtenText(custom?.version), hardwareIds: hardwareIdsOf(custom) };
}

function hardwareChanges(before: Targets, after: Targets): HardwareChange[] {
  const [old, fresh] = [newestPerHardware(before), newestPerHardware(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].sort().map((hardwareId) => {
    const [from, to] = [old.get(hardwareId) ?? null, fresh.get(hardwareId) ?? null];
    const apps = distinct((to?.files ?? [undefined]).flatMap((file) => appChanges(from?.files[0], file)));
    return { hardwareId, from: from?.version ?? null, to: to?.version ?? null, apps };
  });
}

interface Newest {
  readonly version: number;
  /** Usually one; with several a device may take any, so each counts. */
  readonly files: TargetFile[];
}

function newestPerHardware(targets: Targets): Map<string, Newest> {
  const newest = new Map<string, Newest>();
  for (const file of Object.values(targets)) {
    const version = plainVersion(file.custom?.version);
    if (version === null) continue;
    for (const hardwareId of new Set(hardwareIdsOf(file.custom))) {
      const known = newest.get(hardwareId);
      if (version > (known?.version ?? -1)) newest.set(hardwareId, { version, files: [file] });
      else if (version === known?.version) known.files.push(file);
    }
  }
  return newest;
}

function distinct(changes: readonly AppChange[]): AppChange[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

function appChanges(before: TargetFile | undefined, after: TargetFile | undefined): AppChange[] {
  const [old, fresh] = [appUris(before), appUris(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .sort()
    .map((app) => ({ app, from: old.get(app) ?? null, to: fresh.get(app) ?? null }))
    .filter(({ from, to }) => from !== to);
}

function appUris(file: TargetFile | undefined): Map<string, string> {
  return new Map(appsOf(file?.custom).map(({ app, uri }) => [app, writtenText(uri)]));
}
