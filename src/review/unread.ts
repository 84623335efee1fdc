// Absent and unread are told apart: only what the Factory says it does not have is missing.
import type { Snapshot } from "./snapshot.ts";

/** Could this subject, or the answer it would have come in, not be read? Another rule says so then. */
export function wasUnread({ factoryWasRead, unavailable }: Snapshot, subject: string): boolean {
  const answer = subject.startsWith("prod-targets/") ? "prod-targets/#" : subject;
  return !factoryWasRead || unavailable.some((one) => one.subject === subject || one.subject === answer);
}
