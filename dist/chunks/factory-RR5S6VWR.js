import {
  startFactory
} from "./chunk-3YJK25XQ.js";
import "./chunk-HENCTC7T.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  startFactory
};
