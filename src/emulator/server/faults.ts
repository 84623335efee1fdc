// Faults on demand: which of the coming requests fail, and how. Deciding is here, breaking is server.ts.

import type { OnlineFault } from "../state/online-faults.ts";

export interface Fault {
  /** `*` for every method. */
  readonly method: string;
  /** Glob over the path with its query; `*` stands for anything, slashes included. */
  readonly path: string;
  /** Which matching request fails, 1 for the first; every one when absent. */
  readonly n?: number;
  /** Answers this status. The request is not carried out unless `carriedOut` says so. */
  readonly status?: number;
  readonly carriedOut?: boolean;
  /** Value of `Retry-After`, in seconds. */
  readonly retryAfter?: number;
  /** Cuts the connection before the request is carried out, or after. */
  readonly reset?: "before" | "after";
  /** Holds the answer back; the request is carried out at once. */
  readonly delayMs?: number;
  /** The announced length with half of the bytes, or an HTML login page with 200; both carried out. */
  readonly body?: "truncated" | "html";
  /** Serves the other flavour of what is asked for. */
  readonly flavourSwap?: boolean;
  /** A snapshot or timestamp that no device takes: unsigned, expired, of a foreign key, or naming another document. */
  readonly online?: OnlineFault;
}

export interface FaultList {
  add(fault: Fault): void;
  clear(): void;
  /** The fault of this request, or null. Counts the request for every fault whose pattern it matches. */
  take(method: string, path: string): Fault | null;
}

export function faultList(): FaultList {
  let entries: { fault: Fault; pattern: RegExp; seen: number }[] = [];
  return {
    add(fault) {
      entries.push({ fault, pattern: globPattern(fault.path), seen: 0 });
    },
    clear() {
      entries = [];
    },
    take(method, path) {
      let taken: Fault | null = null;
      for (const entry of entries) {
        const { fault, pattern } = entry;
        if ((fault.method !== "*" && fault.method !== method) || !pattern.test(path)) continue;
        entry.seen++;
        if (fault.n === undefined || fault.n === entry.seen) taken ??= fault;
      }
      return taken;
    },
  };
}

/** `*` matches any text, everything else itself. */
export function globPattern(glob: string): RegExp {
  const literal = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${glob.split("*").map(literal).join(".*")}$`, "s");
}
