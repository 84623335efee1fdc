import {
  parseUpdates
} from "./chunk-XWMPX42D.js";
import {
  settle
} from "./chunk-RPEV6BQJ.js";
import {
  sameJson
} from "./chunk-BGMERYWA.js";
import {
  isObject,
  own
} from "./chunk-WZUTCMIT.js";

// src/commands/root-work/put-staged.ts
async function putStaged(ctx, txid, roots, resigned = { targets: {}, waves: {} }, before = null) {
  ctx.progress("Staging the roots");
  let [ci, prod] = [bodyOf(roots.ci), bodyOf(roots.prod)], isEmpty = (map) => Object.keys(map).length === 0;
  await settle({
    what: "staging the roots",
    write: () => ctx.factory.putUpdates({
      txid,
      "ci-root": ci,
      "prod-root": prod,
      ...isEmpty(resigned.targets) ? {} : { "targets-signatures": resigned.targets },
      ...isEmpty(resigned.waves) ? {} : { "waves-signatures": resigned.waves }
    }),
    carriedOut: async () => {
      let updates = await ctx.readBack.updates();
      if (updates.status !== "STARTED") return !1;
      let staged = parseUpdates(updates);
      return !staged.prod || !isSame(staged.ci, roots.ci) || !isSame(staged.prod, roots.prod) ? !1 : before === null || !isSame(before.ci, roots.ci) || !isSame(before.prod, roots.prod) || shows(staged.ci, resigned) || shows(staged.prod, resigned);
    },
    toFindOut: "factory-tuf updates review"
  });
}
function bodyOf({ doc, beside }) {
  return { ...beside, signatures: doc.signatures, signed: doc.signed };
}
function isSame(shown, sent) {
  return sameJson(shown.doc.signed, sent.doc.signed) && sameJson(shown.doc.signatures, sent.doc.signatures);
}
function shows({ beside }, { targets, waves }) {
  let holds = (shown, sent) => Object.entries(sent).every(([name, list]) => {
    let held = isObject(shown) ? own(shown, name) : void 0;
    return Array.isArray(held) && list.every((signature) => held.some((other) => sameJson(other, signature)));
  });
  return holds(beside["targets-signatures"], targets) && holds(beside["waves-signatures"], waves);
}

export {
  putStaged
};
