import {
  deployingRefs
} from "./chunk-JAKR6GES.js";
import {
  isLost
} from "./chunk-CO3NENX2.js";
import {
  ToolError,
  counted,
  nearest
} from "./chunk-VNGMR44M.js";

// src/custody/for-action/environment-plan.ts
var OPENERS = ["FACTORY_TUF_IDENTITY", "FACTORY_TUF_PASSPHRASE"];
async function planEnvironment(client, { environment: name, unprotected }, names) {
  try {
    let [{ isPublic }, environment] = await Promise.all([client.repositoryFacts(), client.environment(name)]);
    if (!environment) throw await missing(client, name);
    let { refs, open } = await deployingRefs(client, environment), { approvers } = environment, weaknesses = [...approvers.length === 0 ? ["jobs that use it need no approval"] : [], ...open];
    if (weaknesses.length > 0 && !unprotected) {
      let found = [
        ...approvers.length > 0 ? [`the approval of ${approvers.join(" or ")}`] : [],
        ...open.length === 0 ? [`deployment from ${refs} alone`] : []
      ];
      throw isUnprotected(`${name} of ${client.repository}`, weaknesses, found);
    }
    let [there, key] = await Promise.all([client.secrets(name), client.secretsKey(name)]), secrets = names.map((secret) => ({ name: secret, since: there.get(secret) ?? null })), others = OPENERS.filter((secret) => there.has(secret) && !secrets.some((set) => set.name === secret));
    return { repository: client.repository, isPublic, environment, refs, weaknesses, secrets, others, key };
  } catch (error) {
    throw explained(error);
  }
}
async function missing(client, name) {
  let names = (await client.environments()).items.map((one) => one.name), near = nearest(name, names), there = names.length > 0 ? `It has ${names.slice(0, 10).join(", ")}.` : "It has none.";
  return new ToolError("environment-missing", {
    happened: `The repository ${client.repository} has no environment ${JSON.stringify(name)} that this token may see. ${there}`,
    next: near ? `Did you mean ${near}?` : "Make it in the repository's settings, below Environments: with required reviewers, and for protected or selected branches only."
  });
}
function isUnprotected(which, weaknesses, found) {
  let only = found.length > 0 ? `It has ${found.join(" and ")}, which is not enough.` : "Nothing else protects it.";
  return new ToolError("environment-unprotected", {
    happened: `The environment ${which} does not protect its secrets: ${weaknesses.join("; ")}. ${only}`,
    next: "In the repository's settings, below Environments, give it required reviewers and allow only protected or selected branches to deploy. Or give --unprotected, if you know who can reach it."
  });
}
var TOKEN = "GITHUB_TOKEN must be a token of yours that may write there: a fine-grained one for this repository with Environments: write, Actions: read and Contents: read, or a classic one with the scope repo. A job's own token may not.", NEXT = {
  "http-unauthorized": "Check that GITHUB_TOKEN is complete, not expired and not revoked.",
  "http-forbidden": TOKEN,
  "http-not-found": `Check the names of the repository and the environment. ${TOKEN}`
};
function explained(error) {
  let next = error instanceof ToolError ? NEXT[error.code] : void 0;
  if (!(error instanceof ToolError) || next === void 0) return error;
  let { code, happened, changed } = error;
  return new ToolError(code, { happened, changed, next }, { cause: error });
}

// src/custody/for-action/environment-document.ts
function environmentDocument(plan, keyids) {
  let { repository, environment, secrets, weaknesses } = plan;
  return {
    title: `Set ${counted(secrets.length, "secret")} of the environment ${environment.name} of ${repository}`,
    blocks: [
      { kind: "facts", facts: [...placeFacts(plan), ...keyids.map(keyFact), ...secretFacts(plan)] },
      ...weaknesses.map((why) => ({ kind: "paragraph", tone: "bad", text: [`Not protected: ${why}.`] }))
    ]
  };
}
function placeFacts({ repository, isPublic, environment, refs }) {
  let { name, approvers, selfApproval } = environment, approved = `by ${approvers.length > 1 ? "one of " : ""}${approvers.join(", ")}${selfApproval ? "; whoever starts a job may be that one" : "; never by whoever started the job"}`;
  return [
    { label: "Repository", value: `${repository}, ${isPublic ? "public" : "not public"}` },
    { label: "Environment", value: name },
    { label: "Approval", value: approvers.length > 0 ? approved : { strong: "none is needed", tone: "bad" } },
    { label: "Branches", value: refs }
  ];
}
function keyFact(keyid) {
  return { label: "Key", value: { code: keyid } };
}
function secretFacts({ secrets, others }) {
  return [
    ...secrets.map(({ name, since }) => ({
      label: name,
      value: since === null ? "will be created" : `will be overwritten (set ${since})`
    })),
    ...others.map((name) => ({ label: name, value: "is there and stays as it is" }))
  ];
}

// src/custody/for-action/set-secrets.ts
async function setSecrets(client, { environment, key }, values, signal) {
  let sealed = await sealAll(values, key.key), done = [];
  for (let [name, box] of sealed) {
    if (signal.aborted) throw stopped(signal.reason, done, name, !1);
    try {
      let how = await client.setSecret(environment?.name ?? null, name, { keyId: key.id, sealed: box });
      done.push({ name, how });
    } catch (error) {
      throw stopped(error, done, name, signal.aborted || isLost(error));
    }
  }
  return done;
}
async function sealAll(values, recipient) {
  let { sealedBox } = await import("./sealed-box-JUURWYAM.js");
  try {
    return [...values].sort(([a], [b]) => +(a === "FACTORY_TUF_KEYS") - +(b === "FACTORY_TUF_KEYS")).map(([name, value]) => [name, sealedBox(Buffer.from(value, "utf8"), recipient)]);
  } catch {
    throw new ToolError("response-malformed", {
      happened: "GitHub's public key for the environment is not valid, so no secret can be encrypted.",
      next: "Check GITHUB_API_URL; something between here and GitHub may have answered."
    });
  }
}
function stopped(error, done, name, lost) {
  let trouble = explained(error);
  if (!(trouble instanceof ToolError) || done.length === 0 && !lost) return trouble;
  let set = `${done.map((one) => one.name).join(", ")} had been set by then`, open = lost ? "" : `, and ${name} was not`;
  return trouble.extended({
    after: done.length > 0 ? `${set}${open}.` : "",
    changed: lost ? "unknown" : "yes",
    what: `${name} of the environment`,
    next: `${trouble.next} Then run the same command again: it sets all of them. Until then, a job may not be able to open the archive.`,
    cause: error
  });
}

export {
  OPENERS,
  planEnvironment,
  environmentDocument,
  setSecrets
};
