// Which rules cannot look in this review, or not at everything, and why: that a rule did not run is always said.
import { own } from "../tuf/metadata.ts";
import type { Snapshot } from "./snapshot.ts";

export interface NotRunReason {
  /** Sentence without a full stop. */
  readonly why: string;
  readonly partly: boolean;
}

type Condition = (snapshot: Snapshot) => NotRunReason | null;

/** Null when the rule looks at all that it is for. */
export function notRunReason(rule: string, group: string, snapshot: Snapshot): NotRunReason | null {
  const condition = own(CONDITIONS, rule) ?? own(GROUP_CONDITIONS, group);
  return condition?.(snapshot) ?? null;
}

const not = (why: string): NotRunReason => ({ why, partly: false });
const partly = (why: string): NotRunReason => ({ why, partly: true });

const factoryRead: Condition = ({ factoryWasRead }) =>
  factoryWasRead ? null : not("the Factory was not asked, for there is no token");

const updatesRead: Condition = (snapshot) =>
  factoryRead(snapshot) ?? (snapshot.updates ? null : not("the TUF updates transaction could not be read"));

const rootsRead: Condition = (snapshot) =>
  factoryRead(snapshot) ?? (isUnread(snapshot, "ci-root", "prod-root") ? not("not all roots could be read") : null);

const pinned: Condition = (snapshot) =>
  factoryRead(snapshot) ??
  (snapshot.pins ? null : partly("there are no pins, so only what is served now was compared with itself"));

const workflowsRead: Condition = ({ workflows }) => (workflows ? null : not("no workflows were looked at"));

/** By group. */
const GROUP_CONDITIONS: Readonly<Record<string, Condition>> = {
  ...Object.fromEntries([..."ABCDEFGHIJKL"].map((group) => [group, factoryRead])),
  M: updatesRead,
  N: ({ archives }) => (archives.length > 0 ? null : not("no key archive was given")),
  O: workflowsRead,
};

/** By rule, in place of that of its group. */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  "flavour-version-skew": rootsRead,
  "metadata-rollback": pinned,
  "metadata-equivocation": pinned,
  "root-unreviewed-change": (snapshot) => factoryRead(snapshot) ?? (snapshot.pins ? null : not("there are no pins")),
  "pin-not-chained": ({ pinChange }) => (pinChange ? null : not("this is no pull request")),
  "prod-target-provenance": (snapshot) =>
    factoryRead(snapshot) ?? (snapshot.ciTargets ? null : not("the CI targets could not be read")),
  "wave-revivable": (snapshot) =>
    factoryRead(snapshot) ?? (isUnread(snapshot, "prod-targets/") ? not("production could not be read") : null),
  "workflow-no-approval": (snapshot) =>
    workflowsRead(snapshot) ??
    (snapshot.github?.environments ? null : partly("GitHub was not asked about environments")),
  "reminder-silent": ({ github }) =>
    github && github.lastRemindRun !== undefined ? null : not("GitHub was not asked about past runs"),
  "token-overprivileged": (snapshot) => {
    if (!snapshot.readOnlyJob) return not("this is no job that only reviews");
    return factoryRead(snapshot) ?? (snapshot.user ? null : not("the token may not see who it is"));
  },
};

function isUnread({ unavailable }: Snapshot, ...documents: readonly string[]): boolean {
  return unavailable.some(({ subject }) => documents.some((document) => subject.startsWith(document)));
}
