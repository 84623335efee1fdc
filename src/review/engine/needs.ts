// What rules need to have been read before they can look: that a rule did not run, or not at everything, is always said.
import type { Need, NotRunReason } from "./rule.ts";
import type { Snapshot } from "./snapshot.ts";

const not = (why: string): NotRunReason => ({ why, partly: false });
const partly = (why: string): NotRunReason => ({ why, partly: true });

export const factory: Need = ({ factoryWasRead }) =>
  factoryWasRead ? null : not("the Factory was not asked, for there is no token");

export const updates: Need = (snapshot) =>
  factory(snapshot) ?? (snapshot.updates ? null : not("the TUF updates transaction could not be read"));

export const allRoots: Need = (snapshot) =>
  factory(snapshot) ?? (isUnread(snapshot, "ci-root", "prod-root") ? not("not all roots could be read") : null);

export const pins: Need = (snapshot) => factory(snapshot) ?? (snapshot.pins ? null : not("there are no pins"));

export const pinsAsWell: Need = (snapshot) =>
  factory(snapshot) ??
  (snapshot.pins ? null : partly("there are no pins, so only what is served now was compared with itself"));

export const pullRequest: Need = ({ pinChange }) => (pinChange ? null : not("this is no pull request"));

export const ciTargets: Need = (snapshot) =>
  factory(snapshot) ?? (snapshot.ciTargets ? null : not("the CI targets could not be read"));

export const production: Need = (snapshot) =>
  factory(snapshot) ?? (isUnread(snapshot, "prod-targets/") ? not("production could not be read") : null);

export const records: Need = (snapshot) =>
  factory(snapshot) ?? (snapshot.records.notLooked === null ? null : not(snapshot.records.notLooked));

export const archives: Need = (snapshot) => (snapshot.archives.length > 0 ? null : not("no key archive was given"));

export const workflows: Need = (snapshot) => (snapshot.workflows ? null : not("no workflows were looked at"));

export const environments: Need = (snapshot) =>
  workflows(snapshot) ?? (snapshot.github?.environments ? null : partly("GitHub was not asked about environments"));

export const remindRuns: Need = ({ github }) =>
  github && github.lastRemindRun !== undefined ? null : not("GitHub was not asked about past runs");

export const knownToken: Need = (snapshot) => {
  if (!snapshot.readOnlyJob) return not("this job does more than review");
  return factory(snapshot) ?? (snapshot.user ? null : not("the token may not see who it is"));
};

function isUnread({ unavailable }: Snapshot, ...documents: readonly string[]): boolean {
  return unavailable.some(({ subject }) => documents.some((document) => subject.startsWith(document)));
}
