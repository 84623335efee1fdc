import {
  endingOfError,
  endingOfOutcome,
  failureOf
} from "./chunk-7LECAT5D.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  endingOfError,
  endingOfOutcome,
  failureOf
};
