import {
  usesKeys
} from "./chunk-7MBNBJXU.js";
import "./chunk-CMGN2NAS.js";
import "./chunk-73X3T6A5.js";
export {
  usesKeys
};
