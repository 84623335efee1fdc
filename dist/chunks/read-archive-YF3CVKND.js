import {
  readArchive,
  skippedWarning
} from "./chunk-377P6WUB.js";
import "./chunk-YNPEI3KN.js";
import "./chunk-Y2FCZTTI.js";
import "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  readArchive,
  skippedWarning
};
