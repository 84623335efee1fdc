import {
  commandAction,
  startOnRunner
} from "./chunks/chunk-76CUML4B.js";
import "./chunks/chunk-NQMO6KJL.js";
import "./chunks/chunk-2T4BEXM7.js";
import "./chunks/chunk-73X3T6A5.js";

// src/action/entries/plan.ts
await startOnRunner(commandAction("plan"));
