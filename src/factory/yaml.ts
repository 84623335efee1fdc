// The YAML library under names that survive bundling: imported dynamically, a CommonJS package would arrive in
// dist/ as its default export alone.
export { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, Scalar, YAMLMap } from "yaml";
