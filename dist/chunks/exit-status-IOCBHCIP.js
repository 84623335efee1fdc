import {
  endingOfError,
  endingOfOutcome,
  failureOf
} from "./chunk-BTHQM4E7.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  endingOfError,
  endingOfOutcome,
  failureOf
};
