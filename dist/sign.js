import {
  commandAction,
  startOnRunner
} from "./chunks/chunk-6HXHH3MB.js";
import "./chunks/chunk-VXTZ7NFP.js";
import "./chunks/chunk-2T4BEXM7.js";
import "./chunks/chunk-73X3T6A5.js";

// src/action/entries/sign.ts
await startOnRunner(commandAction("sign"));
