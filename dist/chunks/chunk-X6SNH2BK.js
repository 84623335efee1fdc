import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/factory/credentials.ts
var MAX_CREDENTIAL_LENGTH = 16384, HOW_TO_GIVE = "Give an API token (Action input `token`; on the command line FACTORY_TOKEN or --token-file), or `client-id` with its client secret.";
function chooseCredentials({ given, environment, config }) {
  for (let [origin, texts] of [
    ["given", given],
    ["environment", environment]
  ]) {
    let token = texts.token?.trim() ?? "", clientSecret = texts.clientSecret?.trim() ?? "";
    if (token !== "" && clientSecret !== "")
      throw new ToolError("options-conflict", {
        happened: "Both an API token and a client secret were given, so it is not clear who is to sign in.",
        next: "Give one of the two."
      });
    if (token !== "") return { kind: "token", origin, token: checkedSecret(token, "The API token") };
    if (clientSecret !== "") {
      let clientId = given.clientId?.trim() || environment.clientId?.trim() || "";
      return { kind: "oauth", origin, ...checkedClient(clientId, clientSecret, "was given"), tokens: null };
    }
  }
  let stored = config && fromConfig(config);
  if (stored) return stored;
  let half = given.clientId?.trim() || environment.clientId?.trim();
  throw new ToolError("credentials-missing", {
    happened: half ? "A client id was given without its client secret." : "No credentials for the Factory's API were given.",
    next: HOW_TO_GIVE
  });
}
function fromConfig(config) {
  if (config.token !== null)
    return {
      kind: "token",
      origin: "config",
      token: checkedSecret(config.token, "The token in fioctl's configuration")
    };
  if (config.oauth === null) return null;
  let { clientId, clientSecret, tokens } = config.oauth;
  for (let [what, text] of [
    ["access_token", tokens?.accessToken],
    ["refresh_token", tokens?.refreshToken]
  ])
    text && checkedSecret(text, `The ${what} in fioctl's configuration`);
  return {
    kind: "oauth",
    origin: "config",
    ...checkedClient(clientId, clientSecret, "stands in fioctl's configuration"),
    tokens
  };
}
function checkedClient(clientId, clientSecret, where) {
  if (clientId === "" || clientSecret === "") {
    let [there, missing] = clientId === "" ? ["client secret", "client id"] : ["client id", "client secret"];
    throw new ToolError("credentials-missing", {
      happened: `A ${there} ${where} without its ${missing}.`,
      next: HOW_TO_GIVE
    });
  }
  return {
    clientId: checkedSecret(clientId, "The client id"),
    clientSecret: checkedSecret(clientSecret, "The client secret")
  };
}
function checkedSecret(text, what) {
  if (/^[\x21-\x7e]+$/.test(text) && text.length <= MAX_CREDENTIAL_LENGTH) return text;
  throw new ToolError("credentials-malformed", {
    happened: `${what} is not one line of visible ASCII characters${text.length > MAX_CREDENTIAL_LENGTH ? ", or far too long" : ""}.`,
    next: "Copy it again, without quotes, blanks or line breaks around or inside it."
  });
}

export {
  MAX_CREDENTIAL_LENGTH,
  chooseCredentials,
  checkedSecret
};
