// The one error class of the project and its closed set of codes. What a person reads is three sentences: what happened,
// what was changed (where something could have been), what to do next.

/** Codes that mean "the caller asked for something we do not offer": exit status 2. */
const USAGE_CODES = [
  "usage",
  "unknown-command",
  "unknown-option",
  "value-invalid",
  "value-missing",
  "options-conflict",
  "config-invalid",
] as const;

const KEY_CODES = [
  "keys-missing",
  "keys-empty",
  "keys-encoding",
  "keys-not-age",
  "keys-plain",
  "keys-public",
  "keys-secret-missing",
  "keys-secret-unused",
  "keys-wrong-passphrase",
  "keys-wrong-identity",
  "keys-identity-malformed",
  "keys-passphrase-weak",
  "keys-scrypt-too-costly",
  "keys-truncated",
  "keys-too-large",
  "keys-entry-refused",
  "keys-malformed",
  "keys-halves-differ",
  "keys-orphan",
  "keys-key-unusable",
  "keys-none-active",
  "keys-several-active",
  "keys-root-present",
  "keys-command-failed",
  "keys-file-unreadable",
  "keys-changed-meanwhile",
  "keys-in-use",
  "keys-leftover",
  "keys-recipients-unknown",
  "keys-recipient-malformed",
  "keys-recipients-mixed",
  "keys-write-unproven",
  "backup-mistyped",
  "backup-unproven",
  "signature-self-check",
  "signer-failed",
  "signer-too-small",
] as const;

const METADATA_CODES = [
  "metadata-malformed",
  "metadata-ambiguous",
  "metadata-not-portable",
  "metadata-member-refused",
  "metadata-too-large",
  "metadata-expired",
  "metadata-rollback",
  "metadata-equivocation",
  "keyid-mismatch",
  "root-untrusted",
  "root-chain-gap",
  "root-chain-broken",
  "root-expired",
  "expiry-shortened",
  "flavour-swapped",
  "flavour-content-diverges",
  "threshold-not-met",
  "online-key-unlisted",
  "production-missing",
  "staged-root-differs",
] as const;

const FACTORY_CODES = [
  "credentials-missing",
  "offline",
  "credentials-misplaced",
  "credentials-malformed",
  "connection-insecure",
  "http-bad-request",
  "http-unauthorized",
  "http-forbidden",
  "http-not-found",
  "http-conflict",
  "http-too-large",
  "http-unprocessable",
  "http-locked",
  "http-rate-limited",
  "http-redirect",
  "http-server-error",
  "http-unexpected",
  "response-not-json",
  "response-too-large",
  "response-malformed",
  "network-failed",
  "deadline-exceeded",
  "write-unknown",
] as const;

const RELEASE_CODES = [
  "event-refused",
  "offline-command-in-ci",
  "machine-command-in-ci",
  "trusted-root-missing",
  "plan-required",
  "ref-unprotected",
  "update-server-refuses",
  "bundle-refused",
  "confirmation-needed",
  "declined",
  "interrupted",
  "digest-mismatch",
  "version-not-found",
  "version-not-integer",
  "version-not-above-production",
  "target-exists",
  "target-refused",
  "prune-refused",
  "tag-mismatch",
  "tag-new",
  "wave-not-found",
  "wave-not-active",
  "wave-differs",
  "wave-canceled",
  "wave-active-for-tag",
  "wave-not-signed-by-us",
  "wave-content-unverified",
  "rollout-needs-again",
  "rollout-over-limit",
  "rollout-needs-scope",
  "threshold-unreachable",
  "clock-wrong",
  "transaction-missing",
  "transaction-open",
  "transaction-busy",
  "key-proof-invalid",
  "device-would-refuse",
  "plan-too-large",
  "not-unique",
  "file-unwritable",
  "folder-missing",
  "blocked",
  "gate",
  "review-incomplete",
  "github-token-missing",
  "emulator-data-in-use",
  "emulator-data-refused",
  "checkout-missing",
  "environment-missing",
  "environment-unprotected",
  "issues-disabled",
] as const;

export type ErrorCode =
  | (typeof USAGE_CODES)[number]
  | (typeof KEY_CODES)[number]
  | (typeof METADATA_CODES)[number]
  | (typeof FACTORY_CODES)[number]
  | (typeof RELEASE_CODES)[number];

/** What is known about the Factory (and the user's files) after the error. */
export type Changed = "no" | "yes" | "unknown";

const CHANGED_SENTENCE: Readonly<Record<Changed, (what: string) => string>> = {
  no: () => "Nothing was changed.",
  yes: () => "Part of the work was done.",
  unknown: (what) => `Whether ${what} was changed is not known.`,
};

export interface Says {
  readonly happened: string;
  readonly changed?: Changed;
  /** What may have been changed, where that is not the Factory. */
  readonly what?: string | undefined;
  readonly next: string;
}

/** What is known of a failure where it passes, and was not where it arose. */
export interface Extension {
  /** In front of what happened, e.g. `Wave w1 was created, but reading it back failed:`. */
  readonly before?: string;
  /** Sentences after what happened; empty adds nothing. */
  readonly after?: string;
  /** Instead of what the error says: the work had got further than the failed step knows. */
  readonly changed?: Changed;
  readonly what?: string;
  /** Instead of what the error advises. To add to that, begin with its own `next`. */
  readonly next?: string;
  /** Only where the failure now means something else to the caller. */
  readonly code?: ErrorCode;
  /** Instead of the error itself: what was found when somebody looked after it. */
  readonly cause?: unknown;
}

/** Every failure that we foresee. Anything else that is thrown is a bug and is printed as one. */
export class ToolError extends Error {
  override readonly name = "ToolError";
  readonly code: ErrorCode;
  readonly changed: Changed;
  readonly happened: string;
  readonly next: string;
  readonly #what: string | undefined;

  constructor(code: ErrorCode, says: Says, options?: ErrorOptions) {
    const changed = says.changed ?? "no";
    // After a typing error nobody asks what was changed.
    const isTypingError = changed === "no" && isUsageCode(code);
    const sentence = isTypingError ? null : CHANGED_SENTENCE[changed](says.what ?? "the Factory");
    super([says.happened, sentence, says.next].filter((part) => part !== null).join(" "), options);
    this.code = code;
    this.changed = changed;
    this.happened = says.happened;
    this.next = says.next;
    this.#what = says.what;
  }

  /** The message for a command that only reads: it leaves out that nothing was changed. */
  get messageOfReading(): string {
    return this.changed === "no" ? `${this.happened} ${this.next}` : this.message;
  }

  /**
   * The same failure with what is known of it further up: how far the work had got, what became of the rest.
   * What `more` does not name stays: the code, whether anything was changed, what happened and the advice.
   * @returns a new error with this one as its cause. This one is not changed.
   */
  extended(more: Extension): ToolError {
    return new ToolError(
      more.code ?? this.code,
      {
        happened: [more.before, this.happened, more.after].filter(Boolean).join(" "),
        changed: more.changed ?? this.changed,
        what: more.what ?? this.#what,
        next: more.next ?? this.next,
      },
      { cause: more.cause ?? this },
    );
  }
}

const usageCodes: ReadonlySet<string> = new Set(USAGE_CODES);

/** True for the codes whose exit status is 2 (INTERFACE, outcomes). */
export function isUsageCode(code: ErrorCode): boolean {
  return usageCodes.has(code);
}
