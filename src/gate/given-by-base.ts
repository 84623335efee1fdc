// What the base commit's workflows give a review of this Factory, and what of a proposal's own inputs therefore counts
// (T15). Pure: the workflows have been read.
import { posix } from "node:path";
import type { Log } from "../context/context.ts";
import type { NamedFiles } from "../context/repository.ts";
import { API_URL_VARIABLE, DEFAULT_API_URL } from "../factory/endpoint.ts";
import { isObject, own } from "../json/object.ts";
import { isOurAction, type Workflow } from "../review/workflow/jobs.ts";
import { commandOf } from "../review/workflow/tool-use.ts";
import { optionFlag } from "../text/option-names.ts";

/** Inputs that name what a review trusts or looks at. */
export interface ScopeInputs extends NamedFiles {
  readonly tags?: readonly string[] | undefined;
  readonly workflows?: string | undefined;
  /** What will be done next. */
  readonly stage?: string | undefined;
  readonly oauthUrl?: string | undefined;
}

/** The uses of this program in the base's workflows that may be about this Factory. */
export interface GivenByBase {
  readonly paths: Readonly<Record<PathInput, readonly string[]>>;
  /** Of each review: its tags, null for all of them. */
  readonly tags: readonly (readonly string[] | null)[];
  readonly onMissingToken: readonly string[];
  /** Factories that the base's reviews name; null where one of them may be about any. */
  readonly factories: readonly string[] | null;
  /** Of each review: what it says comes next. */
  readonly stages: readonly string[];
  /** Addresses at which the base's workflows ask this Factory; null where an expression names one. */
  readonly addresses: Readonly<Record<AddressInput, readonly string[] | null>>;
}

type AddressInput = "apiUrl" | "oauthUrl";

const PATH_INPUTS = ["trustedRoot", "pins", "policy", "waivers", "workflows"] as const;
type PathInput = (typeof PATH_INPUTS)[number];

type Inputs = ReadonlyMap<string, string>;

/** An expression may be about any Factory, but it names no file and no tag. */
export function givenByBase(workflows: readonly Workflow[], factory: string): GivenByBase {
  const all = workflows.flatMap(usesIn);
  const uses = all.filter(
    ({ inputs }) => isExpression(inputs.get("factory") ?? "${{") || inputs.get("factory") === factory,
  );
  const reviews = uses.filter(({ isReview }) => isReview);
  const literals = (from: typeof uses, name: string) => [
    ...new Set(from.flatMap(({ inputs }) => inputs.get(name) ?? []).filter((text) => !isExpression(text))),
  ];
  const pathsOf = (input: PathInput) => literals(input === "workflows" ? reviews : uses, optionFlag(input)).map(tidied);
  return {
    paths: {
      trustedRoot: pathsOf("trustedRoot"),
      pins: pathsOf("pins"),
      policy: pathsOf("policy"),
      waivers: pathsOf("waivers"),
      workflows: pathsOf("workflows"),
    },
    tags: reviews
      .map(({ inputs }) => inputs.get("tags") ?? "")
      .filter((tags) => !isExpression(tags))
      .map((tags) => (tags === "" ? null : tags.split(/[\s,]+/))),
    onMissingToken: literals(reviews, "on-missing-token"),
    factories: factoriesOf(all.filter(({ isReview }) => isReview)),
    addresses: { apiUrl: addressesIn(uses, "api-url"), oauthUrl: addressesIn(uses, "oauth-url") },
    stages: reviews.map(({ inputs }) => inputs.get("stage") || "steady").filter((stage) => !isExpression(stage)),
  };
}

function factoriesOf(reviews: readonly Use[]): readonly string[] | null {
  const named = reviews.map(({ inputs }) => inputs.get("factory") ?? "${{");
  return named.length === 0 || named.some(isExpression) ? null : [...new Set(named)];
}

const USUAL: Readonly<Record<string, string>> = { "api-url": DEFAULT_API_URL, "oauth-url": "" };

/** Where nothing is said it is the usual one. */
function addressesIn(uses: readonly Use[], name: string): readonly string[] | null {
  const named = uses.length === 0 ? [""] : uses.map(({ inputs }) => inputs.get(name) ?? "");
  if (named.some(isExpression)) return null;
  return [...new Set(named.map((address) => (address || USUAL[name]!).replace(/\/+$/, "")))];
}

/**
 * Why what this run was served is not what the base's gate is about: another Factory, or the same name at another address,
 * which is another Factory too. Whoever proposes that chooses what the gate gets to see, and a copy of older documents is
 * green (T15). Sentences without a full stop.
 */
export function otherFactory(
  { factories, addresses }: GivenByBase,
  asked: { readonly factory: string; readonly apiUrl: string | null; readonly oauthUrl: string | undefined },
): string[] {
  const { factory } = asked;
  const isNamed = factories === null || factories.includes(factory);
  const named = isNamed
    ? []
    : [
        `This run reviews Factory ${factory}; the base commit's workflows review ${factories.join(", ")}, of which it says nothing`,
      ];
  const elsewhere = (input: AddressInput, address: string | null | undefined) => {
    const given = addresses[input];
    if (!address || given === null || given.includes(address.replace(/\/+$/, ""))) return [];
    const known = given.filter((one) => one !== "").join(", ") || "none";
    return `${input === "apiUrl" ? "api-url" : "oauth-url"} is ${address}, and the base commit's workflows give ${known} for Factory ${factory}`;
  };
  return [...named, elsewhere("apiUrl", asked.apiUrl), elsewhere("oauthUrl", asked.oauthUrl)].flat();
}

const STAGES_STRICTEST_FIRST = ["apply", "sign", "steady"];

/** What comes next may be more than the base's workflows say, never less. */
function admittedStage(
  asked: string | undefined,
  { stages }: GivenByBase,
  log: Pick<Log, "warning">,
): string | undefined {
  const rank = (stage: string) => STAGES_STRICTEST_FIRST.indexOf(stage);
  const mildest = stages.toSorted((a, b) => rank(b) - rank(a))[0];
  if (asked === undefined || mildest === undefined || rank(asked) <= rank(mildest)) return asked;
  log.warning(`stage: ${asked} is ignored, and ${mildest} is used, as the base commit's workflows have it.`);
  return mildest;
}

/** @param defaults of the paths. @returns the inputs that count: in place of each that was ignored the base's own. */
export function admitted<S extends ScopeInputs>(
  asked: S,
  given: GivenByBase,
  defaults: Readonly<Record<PathInput, string>>,
  log: Pick<Log, "warning">,
): S {
  const paths = Object.fromEntries(
    PATH_INPUTS.map((input) => {
      const [path, known] = [asked[input], given.paths[input]];
      const isKnown = path === undefined || [...known, defaults[input]].includes(tidied(path));
      if (isKnown) return [input, path];
      const [only, ...others] = known;
      const instead = others.length === 0 ? only : undefined;
      const used = instead ?? `the default, ${defaults[input]},`;
      const why = "neither the default nor what the base commit's workflows give for this Factory";
      log.warning(`${optionFlag(input)}: ${path} is ignored, and ${used} is used: it is ${why}.`);
      return [input, instead];
    }),
  );
  const stage = admittedStage(asked.stage, given, log);
  return { ...asked, ...paths, ...(stage !== undefined && { stage }), tags: admittedTags(asked.tags, given, log) };
}

function admittedTags(
  asked: readonly string[] | undefined,
  { tags }: GivenByBase,
  log: Pick<Log, "warning">,
): readonly string[] | undefined {
  if (asked === undefined || tags.some((base) => base?.every((tag) => asked.includes(tag)))) return asked;
  log.warning(
    `tags: ${asked.join(",")} is ignored, and all tags are reviewed: the base commit's workflows do not limit this Factory's review to these.`,
  );
  return undefined;
}

interface Use {
  readonly isReview: boolean;
  readonly inputs: Inputs;
}

/** Steps and called workflows of ours, or of the repository itself, and commands in `run`. */
function usesIn({ jobs, env }: Workflow): Use[] {
  return jobs.flatMap((job) => [
    ...(isOurs(job.uses)
      ? [{ isReview: /\/review\.ya?ml(?:@|$)/i.test(job.uses), inputs: inputsIn(own(job.value, "with")) }]
      : []),
    ...job.steps.flatMap(({ uses, inputs, calls, value }) => [
      ...(isOurs(uses) ? [{ isReview: commandOf({ uses, inputs }) === "review", inputs: inputsIn(inputs) }] : []),
      ...calls
        .filter(({ tool }) => tool === "factory-tuf")
        .map(({ words }) => ({
          isReview: words.includes("review"),
          inputs: new Map([...addressIn(env, job.value.env, value.env), ...optionsIn(words)]),
        })),
    ]),
  ]);
}

/** What a `run` step takes from its environment; of several the last. */
function addressIn(...environments: readonly unknown[]): Inputs {
  const named = environments.flatMap((env) => (isObject(env) ? (own(env, API_URL_VARIABLE) ?? []) : []));
  const last = named.at(-1);
  return new Map(typeof last === "string" ? [["api-url", last.trim()]] : []);
}

function isOurs(uses: string | null): uses is string {
  return uses !== null && (isOurAction(uses) || uses.startsWith("./"));
}

function inputsIn(value: unknown): Inputs {
  const entries = isObject(value) ? Object.entries(value) : [];
  return new Map(
    entries.filter(([, input]) => typeof input === "string").map(([name, input]) => [name, `${input}`.trim()]),
  );
}

/** `--name value`, `--name=value`. */
function optionsIn(words: readonly string[]): Inputs {
  return new Map(
    words.flatMap((word, index): [string, string][] => {
      const [, name, value] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
      return name === undefined ? [] : [[name, value ?? words[index + 1] ?? ""]];
    }),
  );
}

function isExpression(text: string): boolean {
  return text.includes("${{") || text.includes("EXPRESSION") || text.includes("$");
}

function tidied(path: string): string {
  return posix.normalize(path.replaceAll("\\", "/")).replace(/\/$/, "");
}
