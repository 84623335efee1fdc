import {
  commandAction,
  startOnRunner
} from "./chunks/chunk-TQ76KWUJ.js";
import "./chunks/chunk-47I2CIEI.js";
import "./chunks/chunk-2T4BEXM7.js";
import "./chunks/chunk-73X3T6A5.js";

// src/action/entries/review.ts
await startOnRunner(commandAction("review"));
