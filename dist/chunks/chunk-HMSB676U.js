import {
  __commonJS
} from "./chunk-73X3T6A5.js";

// required-builtin:node:process
var require_node_process = __commonJS({
  "required-builtin:node:process"(exports, module) {
    module.exports = process;
  }
});

export {
  require_node_process
};
