import {
  MAX_COMMAND_OUTPUT_BYTES,
  childEnvironment,
  runCommand
} from "./chunk-MQMP256A.js";
import "./chunk-IAASVYQS.js";
import "./chunk-73X3T6A5.js";
export {
  MAX_COMMAND_OUTPUT_BYTES,
  childEnvironment,
  runCommand
};
