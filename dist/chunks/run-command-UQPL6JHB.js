import {
  MAX_COMMAND_OUTPUT_BYTES,
  childEnvironment,
  runCommand
} from "./chunk-TL3AHUDL.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  MAX_COMMAND_OUTPUT_BYTES,
  childEnvironment,
  runCommand
};
