import {
  readArchive,
  skippedWarning
} from "./chunk-VXTZ7NFP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  readArchive,
  skippedWarning
};
