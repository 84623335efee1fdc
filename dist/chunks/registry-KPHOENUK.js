import {
  commandNames,
  offlineCommandNames,
  registry,
  signingCommandNames
} from "./chunk-7F2IETQY.js";
import "./chunk-73X3T6A5.js";
export {
  commandNames,
  offlineCommandNames,
  registry,
  signingCommandNames
};
