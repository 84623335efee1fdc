// The YAML library under names that survive bundling: imported dynamically, a CommonJS package would arrive in
// dist/ as its default export alone.
export { isMap, LineCounter, parseDocument, Scalar, YAMLMap } from "yaml";
