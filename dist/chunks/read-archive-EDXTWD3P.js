import {
  readArchive,
  skippedWarning
} from "./chunk-HCJZKAG4.js";
import "./chunk-VLHIYTNZ.js";
import "./chunk-AWENUWD2.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  readArchive,
  skippedWarning
};
