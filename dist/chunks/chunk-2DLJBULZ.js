import {
  __commonJS
} from "./chunk-73X3T6A5.js";

// required-builtin:node:process
import builtin from "node:process";
var require_node_process = __commonJS({
  "required-builtin:node:process"(exports, module) {
    module.exports = builtin;
  }
});

export {
  require_node_process
};
