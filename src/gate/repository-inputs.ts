// What a repository says about its own review: trusted root, pins, policy, waivers. Where the checkout may be a stranger's
// all of it is the base commit's; what the proposal has instead is only compared (T15).

import { join } from "node:path";
import type { Context } from "../context/context.ts";
import { requireNoNearMiss } from "../context/near-miss.ts";
import { parsePins } from "../context/pins-file.ts";
import { noPolicy, parseYaml, type RepositoryPolicy } from "../context/policy-file.ts";
import {
  type ConfigText,
  type FileLayout,
  type FilePlace,
  layoutOf,
  PINS_FILE,
  POLICY_FILE,
  parsed,
  parseTrustedRoot,
  pathsOf,
  policyOf,
  readAt,
  TRUSTED_ROOT_FILE,
  WAIVERS_FILE,
} from "../context/repository.ts";
import { ToolError } from "../errors/tool-error.ts";
import { gitIn } from "../files/git.ts";
import { waiverContext } from "../review/engine/engine.ts";
import type { PinChange, Unavailable } from "../review/engine/snapshot.ts";
import { noWaivers, readWaivers, type WaiverFile } from "../review/waivers/waivers.ts";
import { parsedWorkflows } from "../review/workflow/jobs.ts";
import type { Doc, RootSigned } from "../tuf/metadata/metadata.ts";
import type { Pins } from "../tuf/metadata/pins.ts";
import { type BaseCommit, openBase, type RemoteFiles } from "./base-files.ts";
import { admitted, type GivenByBase, givenByBase, otherFactory, type ScopeInputs } from "./given-by-base.ts";
import { baseCommit, isAboutMerge, isProposal } from "./pull-request.ts";
import { WORKFLOWS_FOLDER, workflowNames, workflowOf } from "./read-workflows.ts";

export interface RepositoryInputs<S extends ScopeInputs> {
  /** What was asked for, without what a proposal may not ask for. */
  readonly request: S;
  readonly trustedRoot: Doc<RootSigned> | null;
  readonly pins: Pins | null;
  readonly policy: RepositoryPolicy;
  readonly waivers: WaiverFile;
  /** The authorities whose certificates count; null where the repository keeps none. */
  readonly sigstoreRoot: ConfigText | null;
  /** Null where the checkout is the repository's own. */
  readonly pinChange: PinChange | null;
  /** What the base commit's workflows give; null where the checkout is the repository's own. */
  readonly given: GivenByBase | null;
  readonly unavailable: readonly Unavailable[];
}

type InputPorts = Pick<Context, "place" | "trust" | "factory" | "log">;

const MAX_BYTES = 1024 * 1024;
/** The base's workflows are read to see what they give; more are not looked into. */
const MAX_WORKFLOWS = 200;

const DEFAULTS = {
  trustedRoot: TRUSTED_ROOT_FILE,
  pins: PINS_FILE,
  policy: POLICY_FILE,
  waivers: WAIVERS_FILE,
  workflows: WORKFLOWS_FOLDER,
};

/** @throws {ToolError} `config-invalid` for a file that is there and cannot be understood; not for waivers. */
export async function readInputs<S extends ScopeInputs>(
  ctx: InputPorts,
  asked: S,
  remote: RemoteFiles | null,
  now: Date,
): Promise<RepositoryInputs<S>> {
  if (isProposal(ctx.place)) return readProposal(ctx, asked, remote, now);
  const { policies, waivers, sigstoreRoot } = layoutOf(ctx.place, asked);
  const read = (file: FilePlace) => readAt(ctx.place, file, MAX_BYTES);
  const [waiversText, roots, ...policy] = await Promise.all([read(waivers), read(sigstoreRoot), ...policies.map(read)]);
  return {
    request: asked,
    trustedRoot: ctx.trust.root,
    pins: ctx.trust.pins,
    policy: await policyOf(policy),
    waivers: await waiversIn(waiversText, now),
    sigstoreRoot: roots,
    pinChange: null,
    given: null,
    unavailable: [],
  };
}

async function readProposal<S extends ScopeInputs>(
  ctx: InputPorts,
  asked: S,
  remote: RemoteFiles | null,
  now: Date,
): Promise<RepositoryInputs<S>> {
  const { place, factory, log } = ctx;
  try {
    const base = await openBase(await baseCommit(place), place.folder, gitIn(place.folder, place), remote);
    const given = givenByBase(await baseWorkflows(base, place.workflow), factory.factory);
    const { apiUrl } = factory;
    const elsewhere = otherFactory(given, { factory: factory.factory, apiUrl, oauthUrl: asked.oauthUrl });
    for (const why of elsewhere)
      log.warning(`${why}: what it was told does not count, and the review is not complete.`);
    const request = admitted(asked, given, DEFAULTS, log);
    const layout = layoutOf(place, request);
    const list = (within: string) => base.namesIn(within);
    await requireNoNearMiss(pathsOf(layout), { list, of: " of the base commit", log });
    const read = (file: FilePlace) => readBase(base, file);
    const [root, pins, waivers, sigstoreRoot, ...policy] = await Promise.all([
      read(layout.trustedRoot),
      read(layout.pins),
      read(layout.waivers),
      read(layout.sigstoreRoot),
      ...layout.policies.map(read),
    ]);
    const baseRoot = root && parseTrustedRoot(root);
    const basePins = pins && pinsIn(pins, factory.factory);
    return {
      request,
      trustedRoot: baseRoot,
      pins: basePins,
      policy: await policyOf(policy),
      waivers: await waiversIn(waivers, now),
      sigstoreRoot,
      // On a comment or a finished check there may be no checkout at all: nothing is proposed then.
      pinChange:
        base.isCheckedOut || isAboutMerge(place)
          ? { baseRoot, basePins, ...(await headOf(ctx, asked, request, layout)) }
          : null,
      given,
      unavailable: elsewhere.map((why) => ({ subject: "factory#", why })),
    };
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== "review-incomplete") throw error;
    // Nobody's word counts then: no policy, no waiver, no pin.
    const why = error.happened.replace(/\.$/, "");
    const unavailable = [{ subject: "base-commit#", why }];
    const nothing = { trustedRoot: null, pins: null, policy: noPolicy, waivers: noWaivers };
    const unseen = { sigstoreRoot: null, pinChange: null };
    return { request: asked, ...nothing, ...unseen, given: givenByBase([], factory.factory), unavailable };
  }
}

/** A file that the base lacks is lacking, named or not. */
async function readBase(base: BaseCommit, { named, usual }: FilePlace): Promise<ConfigText | null> {
  for (const path of named === undefined ? usual : [named]) {
    const file = await base.read(path, MAX_BYTES);
    if (file) return file;
  }
  return null;
}

/** What the base's workflows give; where each is a question over the network, what the workflow of this run gives there. */
async function baseWorkflows(base: BaseCommit, running: string | null) {
  const listed = base.isRemote ? [] : await base.namesIn(join(base.top, WORKFLOWS_FOLDER));
  const names = workflowNames(listed).map((name) => `${WORKFLOWS_FOLDER}/${name}`);
  const paths = base.isRemote && running ? [running] : names;
  const files = await Promise.all(
    paths.slice(0, MAX_WORKFLOWS).map(async (path) => {
      try {
        const file = await base.read(join(base.top, path), MAX_BYTES);
        return file ? [await workflowOf(path, file.text)] : [];
      } catch (error) {
        // One that cannot be read gives nothing.
        if (error instanceof ToolError && error.code === "config-invalid") return [];
        throw error;
      }
    }),
  );
  return parsedWorkflows(files.flat());
}

/** The proposal's root and pins at the same places: what a run was prepared with lies elsewhere where a path was ignored. */
async function headOf(
  { place, trust, factory }: InputPorts,
  asked: ScopeInputs,
  request: ScopeInputs,
  { trustedRoot, pins }: FileLayout,
): Promise<Pick<PinChange, "headRoot" | "headPins">> {
  const same = (["trustedRoot", "pins", "policy", "waivers"] as const).every((file) => asked[file] === request[file]);
  if (same) {
    return { headRoot: trust.root, headPins: trust.pins };
  }
  const read = ({ named, usual }: FilePlace) =>
    readAt(place, { named: undefined, usual: named === undefined ? usual : [named] }, MAX_BYTES);
  const [root, pinsText] = await Promise.all([read(trustedRoot), read(pins)]);
  return { headRoot: root && parseTrustedRoot(root), headPins: pinsText && pinsIn(pinsText, factory.factory) };
}

function pinsIn(file: ConfigText, factory: string): Pins {
  return parsePins(parsed(file.text, file.where).value, file.where, factory);
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
