import {
  commandAction,
  startOnRunner
} from "./chunks/chunk-7K5QO4VN.js";
import "./chunks/chunk-GGFBBAGH.js";
import "./chunks/chunk-2T4BEXM7.js";
import "./chunks/chunk-73X3T6A5.js";

// src/action/entries/plan.ts
await startOnRunner(commandAction("plan"));
