import {
  startFactory
} from "./chunk-KNAID5FR.js";
import "./chunk-NQMO6KJL.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  startFactory
};
