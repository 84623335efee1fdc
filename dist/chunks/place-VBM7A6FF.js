import {
  isRepositoryName
} from "./chunk-INBHILQB.js";
import {
  ToolError,
  checkedBaseUrl,
  quoted
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/github/place.ts
var DEFAULT_API_URL = "https://api.github.com";
function gitHubPlace(env, repository) {
  requireCertificateChecks(env);
  let apiUrl = apiAddress(env.GITHUB_API_URL || DEFAULT_API_URL);
  return {
    apiUrl,
    graphqlUrl: graphqlAddress(apiUrl),
    repository: repositoryName(repository ?? env.GITHUB_REPOSITORY)
  };
}
function apiAddress(text) {
  try {
    return checkedBaseUrl(text, "GITHUB_API_URL", { credentials: "the token is given as `GITHUB_TOKEN`" });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    let next = `Correct GITHUB_API_URL: https, as in ${DEFAULT_API_URL}, without a user name.`;
    throw error.extended({ next });
  }
}
function graphqlAddress(apiUrl) {
  return apiUrl.endsWith("/api/v3") ? `${apiUrl.slice(0, -3)}/graphql` : `${apiUrl}/graphql`;
}
function repositoryName(text) {
  if (!text)
    throw new ToolError("value-missing", {
      happened: "No repository is named.",
      next: "Set GITHUB_REPOSITORY to owner/name; a GitHub Actions job has it."
    });
  if (isRepositoryName(text)) return text;
  throw new ToolError("value-invalid", {
    happened: `The repository is ${quoted(text)}, which is not owner/name.`,
    next: "Give it as owner/name."
  });
}
function requireCertificateChecks(env) {
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === "0")
    throw new ToolError("connection-insecure", {
      happened: "NODE_TLS_REJECT_UNAUTHORIZED=0 switches the check of the server's certificate off, so anybody on the way could take the token.",
      next: "Remove it; a private authority is trusted by NODE_EXTRA_CA_CERTS."
    });
}
export {
  gitHubPlace
};
