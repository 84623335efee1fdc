import "./chunk-73X3T6A5.js";

// src/report/failure-report.ts
function failureReport(title, { code, message }) {
  return {
    title,
    blocks: [
      { kind: "paragraph", tone: "bad", text: [message] },
      { kind: "paragraph", text: ["Code: ", { code }] }
    ]
  };
}
export {
  failureReport
};
