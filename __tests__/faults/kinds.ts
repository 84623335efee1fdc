// The faults of the matrix: what each does to a read and to a write, as the protocol has it
// (INTERFACE, outcomes). Which calls they strike is found by recording a clean run.
import type { Fault } from "../../src/emulator/server/faults.ts";

/** One call of a clean run. */
export interface Call {
  readonly method: string;
  readonly path: string;
  /** Which request to that method and path it was, 1 for the first. */
  readonly n: number;
  /** Whether a write of the same run went before it. */
  readonly afterWrite: boolean;
  /** The command itself, or what reads the state back after its write. */
  readonly by: "command" | "read back";
  /** Whether the command itself asks for something after it. */
  readonly commandGoesOn: boolean;
}

export interface FaultKind {
  readonly name: string;
  readonly faults: (call: Call) => readonly Fault[];
  /** The deadline passes once the call has reached the Factory; its answer is held back. */
  readonly deadline?: true;
  /** What else is out of order once the call has reached the Factory. */
  readonly afterwards?: readonly Fault[];
  /** What becomes of a read: another attempt succeeds, or the call fails. Absent: not used on reads. */
  readonly read?: "recovers" | "fails";
  /**
   * What becomes of a write: carried out although the answer says otherwise, refused by a documented status, or
   * not known and not there. Absent: not used on writes.
   */
  readonly write?: "carried-out" | "refused" | "lost" | "untold";
}

/** Attempts that a read gets. */
const ATTEMPTS = 5;
/** Longer than any test: the answer never arrives. */
const HELD_BACK_MS = 60_000;

export const FAULT_KINDS: readonly FaultKind[] = [
  { name: "reset before", faults: once({ reset: "before" }), read: "recovers", write: "lost" },
  { name: "reset after it was carried out", faults: once({ reset: "after" }), read: "recovers", write: "carried-out" },
  { name: "500", faults: once({ status: 500 }), read: "fails", write: "lost" },
  { name: "500 after it was carried out", faults: once({ status: 500, carriedOut: true }), write: "carried-out" },
  { name: "503 with Retry-After", faults: once({ status: 503, retryAfter: 1 }), read: "recovers", write: "lost" },
  { name: "503 at every attempt", faults: everyAttempt({ status: 503, retryAfter: 1 }), read: "fails" },
  { name: "429", faults: once({ status: 429, retryAfter: 1 }), read: "recovers", write: "refused" },
  { name: "429 with an hour to wait", faults: once({ status: 429, retryAfter: 3600 }), read: "fails" },
  {
    name: "deadline",
    faults: once({ delayMs: HELD_BACK_MS }),
    deadline: true,
    read: "fails",
    write: "carried-out",
  },
  { name: "truncated body", faults: once({ body: "truncated" }), read: "recovers", write: "carried-out" },
  { name: "HTML with 200", faults: once({ body: "html" }), read: "fails", write: "carried-out" },
  {
    name: "carried out, then the Factory is gone",
    faults: once({ reset: "after" }),
    afterwards: [{ method: "*", path: "*", reset: "before" }],
    write: "untold",
  },
];

/** How a command must end when `kind` strikes `call`. */
export function expectedStatus(kind: FaultKind, call: Call): "done" | "refused" | "unknown" {
  if (call.method === "GET") {
    if (kind.read === "recovers") return "done";
    return call.afterWrite ? "unknown" : "refused";
  }
  switch (kind.write) {
    case "carried-out":
      return kind.deadline && call.commandGoesOn ? "unknown" : "done";
    case "refused":
      return call.afterWrite ? "unknown" : "refused";
    default:
      return "unknown";
  }
}

export function applies(kind: FaultKind, { method }: Call): boolean {
  return (method === "GET" ? kind.read : kind.write) !== undefined;
}

function once(how: Partial<Fault>): FaultKind["faults"] {
  return ({ method, path, n }) => [{ method, path, n, ...how }];
}

function everyAttempt(how: Partial<Fault>): FaultKind["faults"] {
  return ({ method, path, n }) =>
    Array.from({ length: ATTEMPTS }, (_, attempt) => ({ method, path, n: n + attempt, ...how }));
}
