import {
  dropUnusedKeys,
  productionOfRoot,
  unsigned
} from "./chunk-XWMPX42D.js";

// src/commands/root-work/stage-roots.ts
function stageRoots(work, edited, threshold = work.prod.doc.signed.roles.targets.threshold) {
  let signed = dropUnusedKeys(edited);
  return {
    ci: { doc: unsigned(work.ci.doc.where, signed), beside: work.ci.beside },
    prod: { doc: unsigned(work.prod.doc.where, productionOfRoot(signed, threshold)), beside: work.prod.beside }
  };
}

export {
  stageRoots
};
