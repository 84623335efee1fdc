import {
  actionInputs,
  cliOptions,
  digestOption,
  factoryOptions,
  isSecretOption,
  keyInputNames,
  keyMaterialNames,
  keyOptions,
  secretOptions,
  trustOptions
} from "./chunk-FK2E7ONT.js";
import "./chunk-73X3T6A5.js";
export {
  actionInputs,
  cliOptions,
  digestOption,
  factoryOptions,
  isSecretOption,
  keyInputNames,
  keyMaterialNames,
  keyOptions,
  secretOptions,
  trustOptions
};
