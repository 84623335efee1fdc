// src/text/option-names.ts
function optionFlag(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
function optionName(flag) {
  return flag.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}
function spelled(name, door) {
  return door === "cli" ? `--${optionFlag(name)}` : optionFlag(name);
}
function optionWord(door) {
  return door === "cli" ? "option" : "input";
}

export {
  optionFlag,
  optionName,
  spelled,
  optionWord
};
