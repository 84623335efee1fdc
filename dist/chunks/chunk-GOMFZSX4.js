// src/action/inputs.ts
var PREFIX = "INPUT_";
function givenInputs(env) {
  return Object.keys(env).filter((variable) => variable.startsWith(PREFIX) && env[variable] !== "" && env[variable] !== void 0).map((variable) => variable.slice(PREFIX.length).toLowerCase());
}
function rawInput(env, name) {
  return env[PREFIX + name.replaceAll(" ", "_").toUpperCase()] ?? "";
}
function textInput(env, name) {
  return rawInput(env, name).trim();
}

export {
  givenInputs,
  rawInput,
  textInput
};
