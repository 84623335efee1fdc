import {
  commandNames,
  offlineCommandNames,
  registry,
  signingCommandNames
} from "./chunk-5WMJ5PJF.js";
import "./chunk-73X3T6A5.js";
export {
  commandNames,
  offlineCommandNames,
  registry,
  signingCommandNames
};
