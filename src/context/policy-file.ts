// Decides what `.factory-tuf/review.yml` says (DESIGN, files a repository keeps).

import * as v from "valibot";
import { own } from "../json/object.ts";
import { mapOf, membersOf, type ShapeOf } from "../json/shape.ts";
import { CLIENT_NAMES } from "../tuf/devices/clients.ts";
import { MAX_ROOT_VERSIONS } from "../tuf/devices/limits.ts";
import { isTag } from "../tuf/metadata/names.ts";
import { MAX_VERSION } from "../tuf/metadata/version.ts";
import { configInvalid, requireShape, VERSION_SAYS } from "./config-file.ts";
import type { Policy } from "./context.ts";

export interface RepositoryPolicy extends Policy {
  /** A ref that is not protected is an error for commands that use keys, not a warning (T14). */
  readonly requireProtectedRef: boolean;
  readonly failOn: string | null;
  readonly onMissingToken: string | null;
  /** polis-ids of the people who may own keys. */
  readonly owners: readonly string[];
  /** By tag: the version from which on its production document must have a record. */
  readonly attestedFrom: Readonly<Record<string, number>>;
  /** The workflow whose records count. */
  readonly attestedBy: {
    readonly repository: string;
    /** GitHub's number of it; null where the name alone counts. */
    readonly repositoryId: number | null;
    readonly workflow: string;
    readonly ref: string;
  } | null;
  /** Days or counts by rule id. */
  readonly limits: Readonly<
    Record<string, { readonly warning?: number | undefined; readonly error?: number | undefined }>
  >;
}

/** What holds where a repository keeps no policy. */
export const noPolicy: RepositoryPolicy = {
  requirePlan: false,
  requireProtectedRef: false,
  failOn: null,
  onMissingToken: null,
  owners: [],
  clients: [],
  oldestRoot: null,
  appHosts: [],
  attestedFrom: {},
  attestedBy: null,
  limits: {},
};

const flag = v.optional(v.boolean("has {at}: {value}, not true or false"));
const WORD_SAYS = "has {at}: {value}, not a word";
const word = v.optional(v.pipe(v.string(WORD_SAYS), v.regex(/^[a-z-]{1,40}$/, WORD_SAYS)));

const texts = (name: string) => {
  const says = `has ${name} that is not a list of texts`;
  return v.optional(v.array(v.pipe(v.string(says), v.nonEmpty(says)), says));
};

const CLIENTS_SAY = `has clients that are not a list of ${CLIENT_NAMES.join(", ")}`;

const OLDEST_SAYS = `has {at}: {value}, not a version of the root from 1 to ${MAX_ROOT_VERSIONS}`;

const WORKFLOW_PATH = /^\.github\/workflows\/[A-Za-z0-9_. -]{1,100}\.ya?ml$/;
const FROM_SAYS = `has {at}: {value}, not a version from 1 to ${MAX_VERSION}`;
const attestedFrom = v.optional(
  mapOf(
    v.pipe(v.number(FROM_SAYS), v.integer(FROM_SAYS), v.minValue(1, FROM_SAYS), v.maxValue(MAX_VERSION, FROM_SAYS)),
    "has attested-from that is not a map of tags",
    (tag) => (isTag(tag) ? null : "has attested-from for {value}, no tag"),
  ),
);

const named = (what: string, pattern: RegExp) => {
  const says = `has {at}: {value}, not ${what}`;
  return v.pipe(v.string(says), v.regex(pattern, says));
};
const NAME = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9_.-]{1,100}";
const ID_SAYS = "has {at}: {value}, not the number of a repository";
const attestedBy = v.optional(
  membersOf(
    {
      repository: named("owner/name", new RegExp(`^${NAME}/${NAME}$`)),
      workflow: named("the path of a workflow, as .github/workflows/factory-promote.yml", WORKFLOW_PATH),
      "repository-id": v.optional(
        v.pipe(
          v.number(ID_SAYS),
          v.integer(ID_SAYS),
          v.minValue(1, ID_SAYS),
          v.maxValue(Number.MAX_SAFE_INTEGER, ID_SAYS),
        ),
      ),
      ref: named("a whole ref, as refs/heads/main", /^refs\/(?:heads|tags)\/[^\s\p{C}]{1,200}$/u),
    },
    "has attested-by that is not a map of repository, workflow and ref",
  ),
);

const LIMIT_SAYS = "has {at}: {value}, not a number";
const limit = v.optional(v.pipe(v.number(LIMIT_SAYS), v.finite(LIMIT_SAYS), v.minValue(0, LIMIT_SAYS)));

const schema = membersOf(
  {
    version: v.literal(1, VERSION_SAYS),
    "fail-on": word,
    "on-missing-token": word,
    "require-plan": flag,
    "require-protected-ref": flag,
    owners: texts("owners"),
    clients: v.optional(v.array(v.picklist(CLIENT_NAMES, CLIENTS_SAY), CLIENTS_SAY)),
    "app-hosts": texts("app-hosts"),
    "oldest-root": v.optional(
      v.pipe(
        v.number(OLDEST_SAYS),
        v.integer(OLDEST_SAYS),
        v.minValue(1, OLDEST_SAYS),
        v.maxValue(MAX_ROOT_VERSIONS, OLDEST_SAYS),
      ),
    ),
    "attested-from": attestedFrom,
    "attested-by": attestedBy,
    limits: v.optional(
      mapOf(
        membersOf({ warning: limit, error: limit }, "has {at} that is not a map"),
        "has limits that are not a map of rules",
        (rule) => (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(rule) ? null : "has a limit for {value}, no rule"),
      ),
    ),
  },
  "is not a map of members",
);

/** @throws {ToolError} `config-invalid`. */
export async function parsePolicy(text: string, where: string): Promise<RepositoryPolicy> {
  const value = await parseYaml(text, where);
  requireShape(schema, value, where);
  return {
    requirePlan: value["require-plan"] ?? noPolicy.requirePlan,
    requireProtectedRef: value["require-protected-ref"] ?? noPolicy.requireProtectedRef,
    failOn: value["fail-on"] ?? noPolicy.failOn,
    onMissingToken: value["on-missing-token"] ?? noPolicy.onMissingToken,
    owners: value.owners ?? noPolicy.owners,
    clients: value.clients ?? noPolicy.clients,
    oldestRoot: value["oldest-root"] ?? noPolicy.oldestRoot,
    appHosts: value["app-hosts"] ?? noPolicy.appHosts,
    attestedFrom: value["attested-from"] ?? noPolicy.attestedFrom,
    attestedBy: value["attested-by"] ? attestedByOf(value["attested-by"]) : noPolicy.attestedBy,
    limits: value.limits ?? noPolicy.limits,
  };
}

function attestedByOf({ "repository-id": id, ...named }: ShapeOf<typeof attestedBy> & object) {
  return { ...named, repositoryId: id ?? null };
}

/** Rules whose limit is a time that is left: there the larger one is the tighter. */
const LEFT: ReadonlySet<string> = new Set(["root-expiring", "prod-targets-expiring", "online-role-expiring"]);
const STRICTEST_FIRST = ["note", "warning", "error", "never"];

/**
 * Two policies that hold at once: a switch is on if either has it on, a limit is the tighter one, whose keys, apps and
 * records count is the nearer one's to say.
 */
export function combinedPolicy(nearer: RepositoryPolicy, top: RepositoryPolicy): RepositoryPolicy {
  const rules = [...new Set([...Object.keys(nearer.limits), ...Object.keys(top.limits)])];
  return {
    requirePlan: nearer.requirePlan || top.requirePlan,
    requireProtectedRef: nearer.requireProtectedRef || top.requireProtectedRef,
    failOn: stricterWord(nearer.failOn, top.failOn, STRICTEST_FIRST),
    onMissingToken: stricterWord(nearer.onMissingToken, top.onMissingToken, ["fail", "pass"]),
    owners: nearer.owners.length > 0 ? nearer.owners : top.owners,
    clients: [...new Set([...nearer.clients, ...top.clients])],
    oldestRoot: lower(nearer.oldestRoot, top.oldestRoot),
    appHosts: nearer.appHosts.length > 0 ? nearer.appHosts : top.appHosts,
    attestedFrom: Object.keys(nearer.attestedFrom).length > 0 ? nearer.attestedFrom : top.attestedFrom,
    attestedBy: nearer.attestedBy ?? top.attestedBy,
    limits: Object.fromEntries(
      rules.map((rule) => [rule, tighterLimits(rule, own(nearer.limits, rule), own(top.limits, rule))]),
    ),
  };
}

function lower(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/** A word that means nothing stays, so that it is complained about. */
function stricterWord(a: string | null, b: string | null, strictestFirst: readonly string[]): string | null {
  if (a === null || b === null) return a ?? b;
  return strictestFirst.indexOf(a) <= strictestFirst.indexOf(b) ? a : b;
}

type Limits = RepositoryPolicy["limits"][string];

function tighterLimits(rule: string, a: Limits = {}, b: Limits = {}): Limits {
  const choose = LEFT.has(rule) ? Math.max : Math.min;
  const tighter = (x: number | undefined, y: number | undefined) =>
    x === undefined || y === undefined ? (x ?? y) : choose(x, y);
  return { warning: tighter(a.warning, b.warning), error: tighter(a.error, b.error) };
}

/** @throws {ToolError} `config-invalid`; YAML's aliases are not read. */
export async function parseYaml(text: string, where: string): Promise<unknown> {
  const { parseDocument } = await import("../factory/yaml.ts");
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: true, logLevel: "error" });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    const line = problem.linePos?.[0].line;
    throw configInvalid(where, `is not valid YAML${line === undefined ? "" : ` in line ${line}`}`);
  }
  try {
    // No aliases: a policy needs none, and a few of them can unfold into gigabytes.
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw configInvalid(where, "uses YAML aliases, which are not read here");
  }
}
