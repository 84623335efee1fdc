import {
  readArchive,
  skippedWarning
} from "./chunk-WG52Q5JZ.js";
import "./chunk-YNPEI3KN.js";
import "./chunk-6G67XOES.js";
import "./chunk-AKDGY34P.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  readArchive,
  skippedWarning
};
