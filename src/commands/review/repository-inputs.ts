// What a repository says about its own review: trusted root, pins, policy, waivers. In a pull request or merge queue
// all of it is the base commit's; what the proposal has instead is only compared (T15).

import { waiverContext } from "../../review/engine.ts";
import type { PinChange, Unavailable } from "../../review/snapshot.ts";
import { noWaivers, readWaivers, type WaiverFile } from "../../review/waivers.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { Doc, RootSigned } from "../../tuf/metadata.ts";
import type { Pins } from "../../tuf/pins.ts";
import type { Context } from "../command.ts";
import { parsePins } from "../setup/pins-file.ts";
import { noPolicy, parsePolicy, parseYaml, type RepositoryPolicy } from "../setup/policy-file.ts";
import {
  type ConfigText,
  PINS_FILE,
  POLICY_FILE,
  parsed,
  parseTrustedRoot,
  readConfigFile,
  TRUSTED_ROOT_FILE,
} from "../setup/repository.ts";
import { openBase, type RemoteFile } from "./base-files.ts";
import { gitIn } from "./git.ts";
import { baseCommit, isProposal } from "./pull-request.ts";

export const WAIVERS_FILE = ".factory-tuf/waivers.yml";

/** Files that were named; the others have their usual place, and may be missing. */
export interface NamedInputs {
  readonly trustedRoot?: string | undefined;
  readonly pins?: string | undefined;
  readonly policy?: string | undefined;
  readonly waivers?: string | undefined;
}

export interface RepositoryInputs {
  readonly trustedRoot: Doc<RootSigned> | null;
  readonly pins: Pins | null;
  readonly policy: RepositoryPolicy;
  readonly waivers: WaiverFile;
  /** Null outside pull requests and merge queues. */
  readonly pinChange: PinChange | null;
  readonly unavailable: readonly Unavailable[];
}

const MAX_BYTES = 1024 * 1024;

/** @throws {ToolError} `config-invalid` for a file that is there and cannot be understood; not for waivers. */
export async function readInputs(
  ctx: Pick<Context, "place" | "trust" | "now" | "factory">,
  named: NamedInputs,
  remote: RemoteFile | null,
  now: Date,
): Promise<RepositoryInputs> {
  if (isProposal(ctx.place)) return readProposal(ctx, named, remote, now);
  const read = (path: string | undefined, byDefault: string) =>
    readConfigFile(ctx.place.folder, path, byDefault, MAX_BYTES);
  const [policy, waivers] = await Promise.all([read(named.policy, POLICY_FILE), read(named.waivers, WAIVERS_FILE)]);
  return {
    trustedRoot: ctx.trust.root,
    pins: ctx.trust.pins,
    policy: await policyIn(policy),
    waivers: await waiversIn(waivers, now),
    pinChange: null,
    unavailable: [],
  };
}

async function readProposal(
  { place, trust, factory }: Pick<Context, "place" | "trust" | "factory">,
  named: NamedInputs,
  remote: RemoteFile | null,
  now: Date,
): Promise<RepositoryInputs> {
  try {
    const base = await openBase(await baseCommit(place), place.folder, gitIn(place.folder, place), remote);
    const [root, pins, policy, waivers] = await Promise.all([
      base(named.trustedRoot ?? TRUSTED_ROOT_FILE, MAX_BYTES),
      base(named.pins ?? PINS_FILE, MAX_BYTES),
      base(named.policy ?? POLICY_FILE, MAX_BYTES),
      base(named.waivers ?? WAIVERS_FILE, MAX_BYTES),
    ]);
    const baseRoot = root && parseTrustedRoot(root);
    const basePins = pins && parsePins(parsed(pins.text, pins.where).value, pins.where, factory.factory);
    return {
      trustedRoot: baseRoot,
      pins: basePins,
      policy: await policyIn(policy),
      waivers: await waiversIn(waivers, now),
      pinChange: { baseRoot, basePins, headRoot: trust.root, headPins: trust.pins },
      unavailable: [],
    };
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== "review-incomplete") throw error;
    // Nobody's word counts then: no policy, no waiver, no pin.
    const why = error.happened.replace(/\.$/, "");
    const unavailable = [{ subject: "base-commit#", why }];
    return { trustedRoot: null, pins: null, policy: noPolicy, waivers: noWaivers, pinChange: null, unavailable };
  }
}

async function policyIn(file: ConfigText | null): Promise<RepositoryPolicy> {
  return file ? parsePolicy(file.text, file.where) : noPolicy;
}

async function waiversIn(file: ConfigText | null, now: Date): Promise<WaiverFile> {
  if (!file) return noWaivers;
  try {
    return readWaivers(await parseYaml(file.text, file.where), waiverContext(now));
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const says = error.happened.replace(`${file.where} `, "").replace(/\.$/, "");
    return { waivers: [], problems: [{ subject: "waivers#", id: null, says }] };
  }
}
