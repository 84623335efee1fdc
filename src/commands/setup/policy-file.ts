// Decides what `.factory-tuf/review.yml` says (DESIGN, files a repository keeps). Strict: a misspelt member
// would be a policy that silently does not hold.
import { isObject } from "../../tuf/metadata.ts";
import type { Policy } from "../command.ts";
import { configInvalid, quote, requireMembers } from "./pins-file.ts";

export interface RepositoryPolicy extends Policy {
  /** A ref that is not protected is an error for commands that use keys, not a warning (T14). */
  readonly requireProtectedRef: boolean;
  readonly failOn: string | null;
  readonly onMissingToken: string | null;
  /** polis-ids of the people who may own keys. */
  readonly owners: readonly string[];
  /** Days or counts by rule id. */
  readonly limits: Readonly<Record<string, { readonly warning?: number; readonly error?: number }>>;
}

/** What holds where a repository keeps no policy. */
export const noPolicy: RepositoryPolicy = {
  requirePlan: false,
  requireProtectedRef: false,
  failOn: null,
  onMissingToken: null,
  owners: [],
  clients: [],
  appHosts: [],
  limits: {},
};

const MEMBERS = [
  "version",
  "fail-on",
  "on-missing-token",
  "require-plan",
  "require-protected-ref",
  "owners",
  "clients",
  "app-hosts",
  "limits",
];

/** @throws {ToolError} `config-invalid`. */
export async function parsePolicy(text: string, where: string): Promise<RepositoryPolicy> {
  const value = await parseYaml(text, where);
  if (!isObject(value)) throw configInvalid(where, "is not a map of members");
  requireMembers(value, MEMBERS, where, "");
  if (value.version !== 1) throw configInvalid(where, "has no `version: 1`, the only layout this program knows");
  return {
    requirePlan: flag(value, "require-plan", where),
    requireProtectedRef: flag(value, "require-protected-ref", where),
    failOn: word(value, "fail-on", where),
    onMissingToken: word(value, "on-missing-token", where),
    owners: texts(value, "owners", where),
    clients: texts(value, "clients", where),
    appHosts: texts(value, "app-hosts", where),
    limits: limits(value.limits, where),
  };
}

/** @throws {ToolError} `config-invalid`; YAML's aliases are not read. */
export async function parseYaml(text: string, where: string): Promise<unknown> {
  const { parseDocument } = await import("../../factory/yaml.ts");
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: true, logLevel: "silent" });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    const line = problem.linePos?.[0].line;
    throw configInvalid(where, `is not valid YAML${line === undefined ? "" : ` in line ${line}`}`);
  }
  try {
    // No aliases: a policy needs none, and a few of them can unfold into gigabytes.
    return document.toJS({ maxAliasCount: 0 }) as unknown;
  } catch {
    throw configInvalid(where, "uses YAML aliases, which are not read here");
  }
}

type Members = Readonly<Record<string, unknown>>;

function flag(members: Members, name: string, where: string): boolean {
  const value = members[name];
  if (value === undefined) return false;
  if (typeof value !== "boolean") throw configInvalid(where, `has ${name}: ${quote(value)}, not true or false`);
  return value;
}

function word(members: Members, name: string, where: string): string | null {
  const value = members[name];
  if (value === undefined) return null;
  if (typeof value !== "string" || !/^[a-z-]{1,40}$/.test(value)) {
    throw configInvalid(where, `has ${name}: ${quote(value)}, not a word`);
  }
  return value;
}

function texts(members: Members, name: string, where: string): readonly string[] {
  const value = members[name];
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.some((item) => typeof item !== "string" || item === "")) {
    throw configInvalid(where, `has ${name} that is not a list of texts`);
  }
  return value as string[];
}

function limits(value: unknown, where: string): RepositoryPolicy["limits"] {
  if (value === undefined) return {};
  if (!isObject(value)) throw configInvalid(where, "has limits that are not a map of rules");
  const read: Record<string, { warning?: number; error?: number }> = {};
  for (const [rule, limit] of Object.entries(value)) {
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(rule)) throw configInvalid(where, `has a limit for ${quote(rule)}, no rule`);
    if (!isObject(limit)) throw configInvalid(where, `has a limit for ${rule} that is not a map`);
    requireMembers(limit, ["warning", "error"], where, `limits/${rule}/`);
    for (const [level, number] of Object.entries(limit)) {
      if (typeof number !== "number" || !Number.isFinite(number) || number < 0) {
        throw configInvalid(where, `has limits/${rule}/${level}: ${quote(number)}, not a number`);
      }
    }
    read[rule] = limit as { warning?: number; error?: number };
  }
  return read;
}
