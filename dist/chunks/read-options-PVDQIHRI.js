import {
  requireKeyEvent
} from "./chunk-RMTOQLXZ.js";
import {
  parseOptions,
  requireKnownOptions
} from "./chunk-BLTGQREZ.js";
import {
  optionFlag,
  optionName
} from "./chunk-IALWGVBG.js";
import {
  usesKeys
} from "./chunk-7MBNBJXU.js";
import "./chunk-PY7Z66HZ.js";
import {
  givenInputs,
  rawInput,
  textInput
} from "./chunk-GOMFZSX4.js";
import "./chunk-C5A4MCYL.js";
import "./chunk-OZ52CGQM.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import {
  actionInputs,
  isSecretOption,
  keyMaterialNames,
  secretOptions
} from "./chunk-CMGN2NAS.js";
import "./chunk-73X3T6A5.js";

// src/action/read-options.ts
async function readOptions(command, env, now, mask) {
  let given = givenInputs(env).filter((input) => !isOwnInput(input));
  requireKnownOptions(command.options, given, "action"), usesKeys(command, namesOnly(given, env)) && requireKeyEvent(env.GITHUB_EVENT_NAME, command.name);
  let read = usesKeys(command, namesOnly(given, env)) ? given : given.filter((input) => !isKeyMaterial(input));
  await maskSecrets([...read, optionFlag("githubToken")], env, mask);
  let raw = Object.fromEntries(read.map((input) => [input, inputValue(env, input)]));
  return parseOptions(command.options, raw, "action", now);
}
function isOwnInput(input) {
  return Object.hasOwn(actionInputs, optionName(input));
}
function isKeyMaterial(input) {
  return keyMaterialNames.includes(optionName(input));
}
function namesOnly(given, env) {
  return Object.fromEntries(
    given.map((input) => [optionName(input), input === "dry-run" ? textInput(env, input) : "given"])
  );
}
async function maskSecrets(inputs, env, mask) {
  let secrets = inputs.filter((input) => isSecretOption(optionName(input), "action")).map((input) => rawInput(env, input));
  if (!secrets.some((secret) => secret !== "")) return;
  let { maskForms } = await import("./masks-JJR7JCLM.js");
  for (let secret of secrets) for (let form of maskForms(secret)) mask(form);
}
function inputValue(env, input) {
  return secretOptions.has(optionName(input)) ? rawInput(env, input) : textInput(env, input);
}
export {
  readOptions
};
