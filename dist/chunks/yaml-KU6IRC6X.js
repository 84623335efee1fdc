import {
  require_dist
} from "./chunk-JEHFXB5B.js";
import "./chunk-HMSB676U.js";
import {
  __toESM
} from "./chunk-73X3T6A5.js";

// src/factory/yaml.ts
var import_yaml = __toESM(require_dist(), 1);
var export_LineCounter = import_yaml.LineCounter;
var export_Scalar = import_yaml.Scalar;
var export_YAMLMap = import_yaml.YAMLMap;
var export_isAlias = import_yaml.isAlias;
var export_isMap = import_yaml.isMap;
var export_isNode = import_yaml.isNode;
var export_isScalar = import_yaml.isScalar;
var export_isSeq = import_yaml.isSeq;
var export_parseDocument = import_yaml.parseDocument;
export {
  export_LineCounter as LineCounter,
  export_Scalar as Scalar,
  export_YAMLMap as YAMLMap,
  export_isAlias as isAlias,
  export_isMap as isMap,
  export_isNode as isNode,
  export_isScalar as isScalar,
  export_isSeq as isSeq,
  export_parseDocument as parseDocument
};
