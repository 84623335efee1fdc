// src/report/next-steps.ts
function nextSteps(steps) {
  return steps.length === 0 ? [] : [{ kind: "next", steps }];
}
var NEXT_TITLE = "Next";

export {
  nextSteps,
  NEXT_TITLE
};
