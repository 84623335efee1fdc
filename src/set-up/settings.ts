// What the set-up is for: found in the options, else in what is there already, else asked for.
import type { Context } from "../context/context.ts";
import { parsePolicy } from "../context/policy-file.ts";
import { POLICY_FILE } from "../context/repository.ts";
import { ToolError } from "../errors/tool-error.ts";
import { DEFAULT_API_URL } from "../factory/endpoint.ts";
import { isEnvironmentName } from "../github/types.ts";
import { parseSignerUri } from "../keys/signers/remote/signer-uri.ts";
import { quoted } from "../text/quoted.ts";
import { CLIENT_NAMES, type ClientName } from "../tuf/devices/clients.ts";
import { tagsOf } from "../tuf/metadata/custom.ts";
import { describeName, isTag } from "../tuf/metadata/names.ts";
import { readAllTargets } from "../verified/all-targets.ts";
import type { PresentFiles } from "./present-files.ts";
import type { ReleaseCommit } from "./release-commit.ts";
import { type SetUpSettings, workflowPath } from "./workflows.ts";

export interface ChoiceOptions {
  readonly tag?: string | undefined;
  readonly clients?: readonly ClientName[] | undefined;
  readonly environment?: string | undefined;
  readonly signer?: string | undefined;
  readonly signerKeyid?: string | undefined;
}

export interface KnownTags {
  readonly production: readonly string[];
  readonly ci: readonly string[];
}

/** What does not verify is told by `doctor` at the end, and hinders no set-up: then no tags are known. */
export async function readTags(ctx: Context): Promise<KnownTags> {
  try {
    const { production, ci } = await readAllTargets(ctx);
    const inCi = new Set(Object.values(ci.signed.targets).flatMap(({ custom }) => tagsOf(custom)));
    return { production: [...production.keys()], ci: [...inCi].filter(isTag).sort() };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    ctx.log.warning(`The tags could not be read. ${error.happened}`);
    return { production: [], ci: [] };
  }
}

/** @throws {ToolError} `value-invalid`, and `declined` where somebody was asked. */
export async function chooseSettings(
  ctx: Context,
  options: ChoiceOptions,
  there: PresentFiles,
  known: { readonly tags: KnownTags; readonly isPublic: boolean | null; readonly release: ReleaseCommit },
): Promise<SetUpSettings> {
  const { given } = there.workflows.promote;
  const tag = options.tag ?? tagThere(given) ?? (await askedTag(ctx, known.tags));
  const clients = options.clients ?? (await clientsThere(there)) ?? (await askedClients(ctx));
  const environment = options.environment ?? textOf(given.environment) ?? (await askedEnvironment(ctx));
  if (!isEnvironmentName(environment)) {
    throw new ToolError("value-invalid", {
      happened: `The environment is ${quoted(environment)}, which is not a valid name for a GitHub environment.`,
      next: "Give its name as the repository's settings show it.",
    });
  }
  const isPublic = known.isPublic === true;
  const switched = (value: unknown) => (typeof value === "boolean" ? value : isPublic);
  return {
    factory: ctx.factory.factory,
    tag,
    newTag: given["new-tag"] === tag || !known.tags.production.includes(tag),
    clients,
    environment,
    // An archive takes the place of a signer that the workflow names.
    signer: ctx.keys ? null : chosenSigner(options, given),
    apiUrl: ctx.apiUrl === DEFAULT_API_URL ? null : ctx.apiUrl,
    // In a private repository it depends on what was bought: whoever has it says so in the workflow.
    uploadSarif: switched(there.workflows.review.given["upload-sarif"]),
    attest: switched(given["attest"]),
    release: known.release,
  };
}

/** A signer without its key id was refused before. */
function chosenSigner(
  { signer, signerKeyid }: ChoiceOptions,
  given: Readonly<Record<string, unknown>>,
): SetUpSettings["signer"] {
  if (signer !== undefined && signerKeyid !== undefined) return { uri: signer, keyid: signerKeyid };
  const [uri, keyid] = [textOf(given["signer"]), textOf(given["signer-keyid"])];
  if (uri === undefined || keyid === undefined) return null;
  try {
    parseSignerUri(uri);
  } catch (error) {
    throw error instanceof ToolError ? error.extended({ before: `${PROMOTE} names a signer.` }) : error;
  }
  if (/^[0-9a-f]{64}$/.test(keyid)) return { uri, keyid };
  throw notUsable("signer-keyid", "64 hex digits");
}

/** What stands in the file becomes part of other files, and of commands that are printed to be pasted. */
function tagThere(given: Readonly<Record<string, unknown>>): string | undefined {
  const tag = textOf(given["tag"]);
  if (tag === undefined || isTag(tag)) return tag;
  throw notUsable("tag", describeName("tag"));
}

function notUsable(input: string, wanted: string): ToolError {
  return new ToolError("value-invalid", {
    happened: `${PROMOTE} has a value for ${input} that is not ${wanted}.`,
    next: `Correct it there, or give --${input}.`,
  });
}

const PROMOTE = workflowPath({ name: "promote" });

/** The first of them. */
const STANDARD_CLIENT = CLIENT_NAMES[0];
const USUAL = "production";

async function askedTag({ ask }: Context, { production, ci }: KnownTags): Promise<string> {
  const byDefault = production.length === 1 ? production[0]! : USUAL;
  if (!ask) return byDefault;
  const listed = (tags: readonly string[]) => (tags.length > 0 ? tags.slice(0, 8).join(", ") : "none");
  const question = `Tag whose devices get the releases (in production: ${listed(production)}; of CI: ${listed(ci)}):`;
  const problem = (typed: string) => (isTag(typed) ? null : `Type ${describeName("tag")}.`);
  return ask(question, { byDefault, problem });
}

async function clientsThere({ policy }: PresentFiles): Promise<readonly ClientName[] | null> {
  const { clients } = policy === null ? { clients: [] } : await parsePolicy(policy, POLICY_FILE);
  return clients.length > 0 ? clients : null;
}

async function askedClients({ ask }: Context): Promise<readonly ClientName[]> {
  if (!ask) return [STANDARD_CLIENT];
  const question = `What your devices run, separated by commas (${CLIENT_NAMES.join(", ")}):`;
  const problem = (typed: string) =>
    clientsIn(typed) === null ? `Type one or more of ${CLIENT_NAMES.join(", ")}.` : null;
  return clientsIn(await ask(question, { byDefault: STANDARD_CLIENT, problem })) ?? [STANDARD_CLIENT];
}

function clientsIn(text: string): readonly ClientName[] | null {
  const names = text.split(/[\s,]+/).filter(Boolean);
  const clients = CLIENT_NAMES.filter((client) => names.includes(client));
  return clients.length > 0 && clients.length === new Set(names).size ? clients : null;
}

async function askedEnvironment({ ask }: Context): Promise<string> {
  if (!ask) return USUAL;
  const problem = (typed: string) => (isEnvironmentName(typed) ? null : "Type the name of an environment.");
  return ask("GitHub environment whose reviewers approve releases:", { byDefault: USUAL, problem });
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
