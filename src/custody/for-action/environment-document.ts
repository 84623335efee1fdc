// What a person sees before the secrets of an environment are set: where they go, what protects them there, and which
// are overwritten. Never a value.

import type { Block, ReportDocument, Text } from "../../report/document.ts";
import { counted } from "../../text/sentence.ts";
import type { EnvironmentPlan } from "./environment-plan.ts";

type Fact = { readonly label: string; readonly value: Text };

/** @param keyids of the keys that the archive holds. */
export function environmentDocument(plan: EnvironmentPlan, keyids: readonly string[]): ReportDocument {
  const { repository, environment, secrets, weaknesses } = plan;
  return {
    title: `Set ${counted(secrets.length, "secret")} of the environment ${environment.name} of ${repository}`,
    blocks: [
      { kind: "facts", facts: [...placeFacts(plan), ...keyids.map(keyFact), ...secretFacts(plan)] },
      ...weaknesses.map((why): Block => ({ kind: "paragraph", tone: "bad", text: [`Not protected: ${why}.`] })),
    ],
  };
}

function placeFacts({ repository, isPublic, environment, refs }: EnvironmentPlan): Fact[] {
  const { name, approvers, selfApproval } = environment;
  const approved = `by ${approvers.length > 1 ? "one of " : ""}${approvers.join(", ")}${selfApproval ? "; whoever starts a job may be that one" : "; never by whoever started the job"}`;
  return [
    { label: "Repository", value: `${repository}, ${isPublic ? "public" : "not public"}` },
    { label: "Environment", value: name },
    { label: "Approval", value: approvers.length > 0 ? approved : { strong: "none is needed", tone: "bad" } },
    { label: "Branches", value: refs },
  ];
}

function keyFact(keyid: string): Fact {
  return { label: "Key", value: { code: keyid } };
}

function secretFacts({ secrets, others }: EnvironmentPlan): Fact[] {
  return [
    ...secrets.map(({ name, since }) => ({
      label: name,
      value: since === null ? "will be created" : `will be overwritten (set ${since})`,
    })),
    ...others.map((name) => ({ label: name, value: "is there and stays as it is" })),
  ];
}
