import {
  commandAction,
  startOnRunner
} from "./chunks/chunk-75YUP3S5.js";
import "./chunks/chunk-VNGMR44M.js";
import "./chunks/chunk-2T4BEXM7.js";
import "./chunks/chunk-73X3T6A5.js";

// src/action/entries/promote.ts
await startOnRunner(commandAction("promote"));
