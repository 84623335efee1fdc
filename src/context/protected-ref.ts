// What holds where a run uses keys, or publishes, on a ref that is not protected (T14): a branch that anybody with write
// access may push could drop the policy, so that the default branch's policy holds there too.
import { relative, resolve, sep } from "node:path";
import { ToolError } from "../errors/tool-error.ts";
import type { GitHubPort } from "../github/port.ts";
import { memberAt } from "../json/object.ts";
import type { Environment } from "../text/environment.ts";
import type { Log, Place } from "./context.ts";
import { readEvent } from "./event-file.ts";
import { requireNoNearMiss } from "./near-miss.ts";
import { checkoutTop } from "./paths.ts";
import { combinedPolicy, type RepositoryPolicy } from "./policy-file.ts";
import { configTextOf, layoutOf, MAX_POLICY_BYTES, type NamedFiles, POLICY_FILE, policyOf } from "./repository.ts";

export interface RefPorts {
  readonly env: Environment;
  readonly place: Pick<Place, "folder" | "top" | "eventFile">;
  readonly github: GitHubPort;
  readonly log: Pick<Log, "warning" | "info">;
}

/**
 * The policy that binds a run: on a protected ref, and on the default branch, that of the checkout; elsewhere the
 * stricter of it and the default branch's, member by member. An unprotected ref is a warning.
 * @param named the files that this run was given, which say where its policies lie.
 * @throws {ToolError} `ref-unprotected` where one of them has `require-protected-ref`, and where the default branch's
 *   cannot be read.
 */
export async function policyOnRef(
  checkedOut: RepositoryPolicy,
  named: NamedFiles,
  { env, place, github, log }: RefPorts,
): Promise<RepositoryPolicy> {
  if (env.GITHUB_REF_PROTECTED === "true") return checkedOut;
  const ref = env.GITHUB_REF ? ` ${env.GITHUB_REF.slice(0, 200)}` : "";
  const happened = `The ref${ref} is not protected, so anyone with write access can change the code that runs with the key.`;
  const next = "Protect it with a branch or tag rule, and run releases from there.";
  if (checkedOut.requireProtectedRef) throw new ToolError("ref-unprotected", { happened, next });
  const policy = (await isDefaultBranch(env, place))
    ? checkedOut
    : combinedPolicy(
        checkedOut,
        await policyOfDefaultBranch(await policyPaths(place, named), { github, log }, happened),
      );
  if (policy.requireProtectedRef) {
    const why = `${happened} The policy of the default branch has require-protected-ref: true.`;
    throw new ToolError("ref-unprotected", { happened: why, next });
  }
  log.warning(`${happened} ${next}`);
  return policy;
}

async function isDefaultBranch({ GITHUB_REF }: Environment, { eventFile }: RefPorts["place"]): Promise<boolean> {
  const payload = eventFile ? await readEvent(eventFile) : null;
  const name = memberAt(payload, "repository", "default_branch");
  return typeof name === "string" && GITHUB_REF === `refs/heads/${name}`;
}

/** Where the policies of this run lie in the repository, the one at its top among them. */
async function policyPaths(place: RefPorts["place"], named: NamedFiles): Promise<readonly string[]> {
  const checkout = (await checkoutTop(place.folder)) ?? place.top;
  const all = layoutOf(place, named).policies.flatMap(({ named: own, usual }) => [...usual, ...(own ? [own] : [])]);
  const within = all.map((path) => relative(checkout, resolve(place.folder, path)).split(sep).join("/"));
  return [...new Set([...within, POLICY_FILE])].filter((path) => !path.startsWith(".."));
}

async function policyOfDefaultBranch(
  paths: readonly string[],
  { github, log }: Pick<RefPorts, "github" | "log">,
  unprotected: string,
): Promise<RepositoryPolicy> {
  try {
    const client = await github.connect();
    const commit = await client.branchHead((await client.repositoryFacts()).defaultBranch);
    const list = (folder: string) => client.filesIn(commit, folder);
    await requireNoNearMiss(paths, { list, of: " of the default branch", log });
    const files = await Promise.all(paths.map((path) => client.fileAt(commit, path, MAX_POLICY_BYTES)));
    return await policyOf(
      files.map((bytes, at) => bytes && configTextOf(bytes, `${paths[at]} of the default branch`, MAX_POLICY_BYTES)),
    );
  } catch (error) {
    if (!(error instanceof ToolError) || error.code === "deadline-exceeded") throw error;
    throw new ToolError("ref-unprotected", {
      happened: `${unprotected} The policy of the default branch, which may allow that, could not be read. ${error.happened}`,
      next: "Protect the ref with a branch or tag rule, or give the job `permissions: contents: read` and a github-token.",
    });
  }
}
