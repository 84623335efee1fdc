import {
  commandNames,
  offlineCommandNames,
  registry
} from "./chunk-5OSTQCLO.js";
import "./chunk-73X3T6A5.js";
export {
  commandNames,
  offlineCommandNames,
  registry
};
