// The secrets of a set-up: the encrypted archive with the one active targets key, what opens it, and two API tokens: one
// that may only read, for every job, and one that may release, for the environment alone. Neither token is the owner's
// own: each is typed for its secret, and goes nowhere else.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Context } from "../context/context.ts";
import { actionSecrets, type SecretName } from "../custody/for-action/action-secrets.ts";
import { environmentDocument } from "../custody/for-action/environment-document.ts";
import { OPENERS, planEnvironment } from "../custody/for-action/environment-plan.ts";
import { setSecrets } from "../custody/for-action/set-secrets.ts";
import { newProtection } from "../custody/new-protection.ts";
import { targetsKeyForCi } from "../custody/targets-key.ts";
import { ToolError } from "../errors/tool-error.ts";
import { readCredentialFile } from "../factory/secret-file.ts";
import type { GitHubClient } from "../github/types.ts";
import { openArchiveFile } from "../keys/archive/archive-file.ts";
import { keyFileOf } from "../keys/archive/key-file.ts";
import type { ArchiveKey, KeyArchive } from "../keys/types.ts";
import type { ReportDocument } from "../report/document.ts";
import type { Steps } from "./steps.ts";
import { READING_TOKEN, RELEASING_TOKEN, TOKENS_PAGE, type TokenUse } from "./tokens.ts";

export interface SecretRequest {
  readonly environment: string;
  readonly unprotected: boolean;
  /** Files that hold the tokens; without one somebody is asked. */
  readonly readTokenFile?: string | undefined;
  readonly releaseTokenFile?: string | undefined;
  /** The key lives elsewhere: there is no archive to hand over. */
  readonly hasSigner: boolean;
}

export type Secrets = ReadonlyMap<SecretName, string>;

interface CiArchive {
  readonly secrets: Secrets;
  readonly key: ArchiveKey;
}

/** Opened at most once; the check at the end uses it as well. */
export interface OfferedArchive {
  /** Null where none was named. */
  readonly open: () => Promise<KeyArchive | null>;
  /** What was opened until now. */
  readonly used: () => KeyArchive | null;
  /** As it was typed when it was asked for; null where the option named it. */
  readonly typedPath: () => string | null;
}

const QUESTION = "Path of the archive with the offline targets key (empty: later; in a KMS or HSM: --signer):";

/** The archive of `keys`, else one that a person names now. */
export function offeredArchive(ctx: Context): OfferedArchive {
  const problem = (typed: string) =>
    typed === "" || existsSync(resolve(ctx.cwd, typed)) ? null : "There is no such file.";
  const opened = async () => {
    const file = ctx.keys && keyFileOf(ctx.keys);
    if (file) return (await openArchiveFile(file.path, file.secrets)).archive;
    const path = ctx.ask ? await ctx.ask(QUESTION, { problem }) : "";
    if (path === "") return null;
    typedPath = path;
    return (await openArchiveFile(resolve(ctx.cwd, path), await ctx.unlock())).archive;
  };
  let once: Promise<KeyArchive | null> | undefined;
  let used: KeyArchive | null = null;
  let typedPath: string | null = null;
  return {
    open: async () => {
      once ??= opened();
      used = await once;
      return used;
    },
    used: () => used,
    typedPath: () => typedPath,
  };
}

/** Encrypts the active targets key to an identity that is made now. Null where there is no archive. */
export async function archiveForCi(ctx: Context, { open }: OfferedArchive): Promise<CiArchive | null> {
  const archive = await open();
  if (!archive) return null;
  const key = await targetsKeyForCi(ctx, archive);
  const protection = await newProtection(ctx, { forAction: true }, undefined);
  return { key, secrets: await actionSecrets([key], protection) };
}

const ARCHIVE = ["FACTORY_TUF_KEYS", "FACTORY_TUF_IDENTITY"] as const;

/**
 * Puts what is missing into the environment.
 * @param isThere is there such an environment?
 * @returns the token that may release, where this run was given one.
 */
export async function fillEnvironment(
  ctx: Context,
  client: GitHubClient,
  request: SecretRequest,
  archive: OfferedArchive,
  steps: Steps,
  isThere: boolean,
): Promise<string | null> {
  const { environment } = request;
  const there = isThere ? await client.secrets(environment) : new Map<string, string>();
  const values = new Map<SecretName, string>();
  let key: ArchiveKey | null = null;
  const has = (names: readonly string[]) => names.some((name) => there.has(name));
  const of = `of ${environment}`;
  if (request.hasSigner) leaveLogin(steps);
  else if (has(["FACTORY_TUF_KEYS"]) && has(OPENERS)) steps.record(`keys ${of}`, "unchanged", "there already");
  else if (steps.isDry) steps.record(`keys ${of}`, "planned", "would be set");
  else if (isThere) {
    const made = await archiveForCi(ctx, archive);
    if (made) key = made.key;
    else
      steps.leave(`keys ${of}`, "no archive was named", "Run init again with --keys <archive> to add the targets key.");
    for (const [name, value] of made?.secrets ?? []) values.set(name, value);
  }
  if (has(["FACTORY_TOKEN"])) steps.record(`FACTORY_TOKEN ${of}`, "unchanged", "there already");
  else if (steps.isDry) steps.record(`FACTORY_TOKEN ${of}`, "planned", "would be asked for and set");
  else if (isThere) {
    const token = await tokenFor(ctx, RELEASING_TOKEN, request.releaseTokenFile);
    if (token) values.set("FACTORY_TOKEN", token);
    else steps.leave(`FACTORY_TOKEN ${of}`, "no token was given", RELEASING_TOKEN.todo(client.repository, environment));
  }
  const releasing = values.get("FACTORY_TOKEN") ?? null;
  if (values.size === 0) return releasing;
  const plan = await planEnvironment(client, request, [...values.keys()]);
  const what = [...values.keys()].map((name) => (ARCHIVE.some((one) => one === name) ? "keys" : name));
  const named = `${[...new Set(what)].join(" and ")} ${of}`;
  if (!(await steps.agreed(environmentDocument(plan, key ? [key.keyid] : []), "Set them?"))) {
    steps.refused(named, "Run init again to set the secrets of the environment.");
    return releasing;
  }
  ctx.progress("Setting the secrets");
  await setSecrets(client, plan, values, ctx.signal);
  steps.record(named, "done", "set");
  return releasing;
}

/** Rights of a job cannot depend on an input, so the called workflow logs in nowhere. */
export function leaveLogin(steps: Steps): void {
  steps.leave(
    "login of the signing job",
    "a signer signs",
    "Let the signing job log in to the signer: on a runner of your own that is logged in, or in a copy of docs/promote-workflow.yml with the login step of your service. docs/signers/README.md shows both.",
  );
}

/**
 * The token for jobs that only read, which the whole repository may have.
 * @param releasing the one that may release, where it is known.
 */
export async function fillRepository(
  ctx: Context,
  client: GitHubClient,
  { readTokenFile }: Pick<SecretRequest, "readTokenFile">,
  steps: Steps,
  releasing: string | null,
): Promise<void> {
  const what = "FACTORY_TOKEN of the repository";
  if ((await client.secrets(null)).has("FACTORY_TOKEN")) return steps.record(what, "unchanged", "there already");
  if (steps.isDry) return steps.record(what, "planned", "would be asked for and set");
  const token = await tokenFor(ctx, READING_TOKEN, readTokenFile, releasing);
  const todo = READING_TOKEN.todo(client.repository, "");
  if (!token) return steps.leave(what, "no token was given", todo);
  if (!(await steps.agreed(repositorySecret(client.repository), "Set FACTORY_TOKEN?")))
    return steps.refused(what, todo);
  const key = await client.secretsKey(null);
  await setSecrets(client, { environment: null, key }, new Map([["FACTORY_TOKEN", token]]), ctx.signal);
  steps.record(what, "done", "set");
}

/** @param other the token that it may not be: what one job may not do, it could by that one. */
async function tokenFor(
  ctx: Context,
  use: TokenUse,
  file: string | undefined,
  other: string | null = null,
): Promise<string | null> {
  if (file !== undefined) {
    const token = await tokenIn(ctx, use, file);
    if (token === other) throw oneToken();
    return token;
  }
  if (!ctx.askSecret) return null;
  ctx.log.info(use.needs(ctx.factory.factory));
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const token = (await ctx.askSecret(use.question)).trim();
    if (token === "" || token !== other) return token || null;
    ctx.log.warning("This is the release token. Every job of the repository could use it. Type another one.");
  }
  return null;
}

const MAX_TRIES = 3;

function tokenIn(ctx: Context, { option }: TokenUse, file: string): Promise<string> {
  return readCredentialFile(resolve(ctx.cwd, file), `The file of ${option}`, ctx.signal);
}

/**
 * Before anything is looked at.
 * @throws {ToolError} `value-invalid` where both files hold the same token; what reading them throws.
 */
export async function requireTwoTokens(
  ctx: Context,
  { readTokenFile, releaseTokenFile }: Pick<SecretRequest, "readTokenFile" | "releaseTokenFile">,
): Promise<void> {
  if (readTokenFile === undefined || releaseTokenFile === undefined) return;
  const reading = await tokenIn(ctx, READING_TOKEN, readTokenFile);
  if (reading === (await tokenIn(ctx, RELEASING_TOKEN, releaseTokenFile))) throw oneToken();
}

function oneToken(): ToolError {
  return new ToolError("value-invalid", {
    happened: "The read-only token and the release token are the same, so every job of the repository could release.",
    next: `Make two tokens with the scopes that docs/getting-started.md names, at ${TOKENS_PAGE}.`,
  });
}

function repositorySecret(repository: string): ReportDocument {
  return {
    title: `Set 1 secret of ${repository}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "FACTORY_TOKEN", value: "will be created: the read-only token" },
          {
            label: "Who gets it",
            value: "every job of this repository, for example plan, review and reminder",
          },
        ],
      },
    ],
  };
}
