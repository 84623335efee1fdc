import {
  ToolError
} from "./chunk-V3CS4ZDM.js";

// src/emulator/value-error.ts
function invalid(option, text, why, example) {
  return new ToolError("value-invalid", {
    happened: `The option ${option} has the value ${JSON.stringify(text.slice(0, 120))}, which ${why}.`,
    next: `Write it like ${JSON.stringify(example)}.`
  });
}
function plainNumber(text, max) {
  return /^\d{1,9}(?:\.\d{1,6})?$/.test(text) && Number(text) <= max ? Number(text) : null;
}

export {
  invalid,
  plainNumber
};
