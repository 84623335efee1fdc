import {
  optionFlag,
  optionName,
  optionWord,
  spelled
} from "./chunk-FI4A7YW5.js";
import "./chunk-73X3T6A5.js";
export {
  optionFlag,
  optionName,
  optionWord,
  spelled
};
