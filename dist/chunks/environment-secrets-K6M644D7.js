import {
  environmentDocument,
  planEnvironment,
  setSecrets
} from "./chunk-KYSY3CIR.js";
import "./chunk-JAKR6GES.js";
import "./chunk-CO3NENX2.js";
import "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/custody/for-action/environment-secrets.ts
async function putIntoEnvironment(ctx, client, place, secrets, keys) {
  ctx.progress("Asking GitHub");
  let plan = await planEnvironment(client, place, [...secrets.keys()]);
  warn(ctx, plan);
  let keyids = keys.map(({ keyid }) => keyid);
  await ctx.confirm(environmentDocument(plan, keyids), "Set them?"), ctx.progress("Setting the secrets");
  let set = await setSecrets(client, plan, secrets, ctx.signal);
  return { repository: plan.repository, name: plan.environment.name, secrets: set };
}
function warn({ log }, { environment, repository, weaknesses, secrets, others }) {
  weaknesses.length > 0 && log.warning(
    `THE ENVIRONMENT ${environment.name} OF ${repository} DOES NOT PROTECT ITS SECRETS: ${weaknesses.join("; ")}. Whoever can push to the repository may be able to sign releases. --unprotected was given, so this goes on.`
  );
  let opens = secrets.some(({ name }) => name !== "FACTORY_TUF_KEYS");
  opens && others.length > 0 ? log.warning(`${others.join(" and ")} of the environment will no longer open anything. Remove it there afterwards.`) : !opens && !others.includes("FACTORY_TUF_IDENTITY") && log.warning(
    "The environment has no FACTORY_TUF_IDENTITY, and this run sets none. Add the identity of one of the recipients there."
  );
}
export {
  putIntoEnvironment
};
