import {
  commandAction,
  startOnRunner
} from "./chunks/chunk-AS4HP3AR.js";
import "./chunks/chunk-JKM7C2Y5.js";
import "./chunks/chunk-2T4BEXM7.js";
import "./chunks/chunk-73X3T6A5.js";

// src/action/entries/plan.ts
await startOnRunner(commandAction("plan"));
