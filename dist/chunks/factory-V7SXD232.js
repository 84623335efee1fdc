import {
  startFactory
} from "./chunk-7TQ37JNI.js";
import "./chunk-25GREYLZ.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  startFactory
};
