import {
  MAX_COMMAND_OUTPUT_BYTES,
  childEnvironment,
  runCommand
} from "./chunk-SMBWV4ES.js";
import "./chunk-V3CS4ZDM.js";
import "./chunk-73X3T6A5.js";
export {
  MAX_COMMAND_OUTPUT_BYTES,
  childEnvironment,
  runCommand
};
