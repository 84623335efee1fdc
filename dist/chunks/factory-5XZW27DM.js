import {
  startFactory
} from "./chunk-MT2NLKFQ.js";
import "./chunk-KUNAB7YK.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  startFactory
};
