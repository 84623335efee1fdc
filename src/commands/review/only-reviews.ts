// Does this job only review? Then its token needs no more than to read.
import type { ReviewedWorkflow } from "../../review/snapshot.ts";
import { isObject, own } from "../../tuf/metadata.ts";
import type { Place } from "../command.ts";

const READING = /^(?:review|remind)$/;

/** False outside GitHub Actions, and where the job's own text shows another command of ours. */
export function onlyReviews(
  { event, workflow, job }: Pick<Place, "event" | "workflow" | "job">,
  workflows: readonly ReviewedWorkflow[] | null,
): boolean {
  if (event === null) return false;
  const value = workflows?.find(({ path }) => path === workflow)?.value;
  const jobs = isObject(value) ? value.jobs : undefined;
  const found = isObject(jobs) && job !== null ? own(jobs, job) : undefined;
  const steps = isObject(found) && Array.isArray(found.steps) ? found.steps : [];
  return steps.every((step: unknown) => {
    const inputs = isObject(step) ? step.with : undefined;
    const command = isObject(inputs) ? inputs.command : undefined;
    return typeof command !== "string" || READING.test(command.trim());
  });
}
