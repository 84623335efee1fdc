// A failure as a report: the same three sentences everywhere.
import type { ReportDocument } from "./document.ts";

export interface FailureSays {
  readonly code: string;
  readonly message: string;
}

export function failureReport(title: string, { code, message }: FailureSays): ReportDocument {
  return {
    title,
    blocks: [
      { kind: "paragraph", tone: "bad", text: [message] },
      { kind: "paragraph", text: ["Code: ", { code }] },
    ],
  };
}
