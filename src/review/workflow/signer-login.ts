// How a job gets the credential of its signer, a key that lives elsewhere: the login action of the signer's provider.
// That is all that a job may run beside a checkout and this tool.
import { own } from "../../json/object.ts";
import { isCommit } from "../../text/commit.ts";
import { type Job, looksLikeOurs, type Step } from "./jobs.ts";

/** By scheme of the signer. */
const LOGINS: ReadonlyMap<string, string> = new Map([
  ["awskms", "aws-actions/configure-aws-credentials"],
  ["gcpkms", "google-github-actions/auth"],
  ["azurekms", "azure/login"],
  ["hv", "hashicorp/vault-action"],
]);

/** Is the step the login of a signer that a step of ours in the job is given, pinned by its commit? */
export function isSignerLogin(job: Job, { uses }: Step): boolean {
  const [action = "", commit = "", ...rest] = uses?.trim().split("@") ?? [];
  return rest.length === 0 && isCommit(commit) && loginsOf(job).has(action.toLowerCase());
}

/** azure/login leaves no token behind: these very lines fetch one for the vault, mask it and hand it on. */
const AZURE_TOKEN = [
  /^token="\$\(az account get-access-token --resource https:\/\/(?:vault|managedhsm)\.azure\.net --query accessToken --output tsv\)"$/,
  /^echo "::add-mask::\$token"$/,
  /^echo "AZURE_ACCESS_TOKEN=\$token" >> "\$GITHUB_ENV"$/,
];

export function isAzureToken(job: Job, { run, value }: Step): boolean {
  const shell = own(value, "shell");
  if (run === null || (shell !== undefined && shell !== "bash") || !loginsOf(job).has("azure/login")) return false;
  const lines = run.trim().split("\n");
  return lines.length === AZURE_TOKEN.length && lines.every((line, at) => AZURE_TOKEN[at]!.test(line.trim()));
}

/** Actions that log in to a signer of the job; each of them where only the run knows the signer. */
function loginsOf({ steps }: Job): ReadonlySet<string> {
  const logins = steps.flatMap(({ uses, inputs }) => {
    const signer = looksLikeOurs(uses) ? own(inputs, "signer") : undefined;
    if (typeof signer !== "string") return [];
    if (signer.trim().startsWith("${{")) return [...LOGINS.values()];
    const login = LOGINS.get(signer.trim().split(":")[0]!);
    return login === undefined ? [] : [login];
  });
  return new Set(logins);
}
