// The part of GitHub's toolkit that this Action uses. Text reaches it encoded: no line of ours is a workflow
// command unless it is meant as one (T21).
import { encodeLogLine } from "../text/encode-text.ts";

export interface Toolkit {
  setSecret(secret: string): void;
  setOutput(name: string, value: string): void;
  error(message: string): void;
  warning(message: string): void;
  info(message: string): void;
  /** Shown where the runner's debug logging is on. */
  debug(message: string): void;
}

/** GitHub shows ten annotations of a kind for a step; the tenth says how many there are besides. */
const MAX_ANNOTATIONS = 9;
/** GitHub cuts longer ones in the middle of a word. */
const MAX_ANNOTATION_LENGTH = 4000;

export interface Annotations {
  warning(message: string): void;
  error(message: string): void;
  info(message: string): void;
  /** Only where debug logging is on. */
  readonly debug?: (message: string) => void;
  finding(level: "error" | "warning" | "note", message: string): void;
  /** Says how many of each kind were only written to the log. */
  end(): void;
}

/**
 * Of each kind the first {@link MAX_ANNOTATIONS} are annotations, the others lines of the log.
 * @param isDebug whether somebody asked the runner for debug logging.
 */
export function annotations(toolkit: Toolkit, isDebug = false): Annotations {
  const counts = { warning: 0, error: 0 };
  const annotate = (kind: "warning" | "error") => (message: string) => {
    const text = encodeLogLine(message);
    counts[kind] += 1;
    if (counts[kind] > MAX_ANNOTATIONS) toolkit.info(`${kind}: ${text}`);
    else toolkit[kind](shortened(text));
    // The log always has the whole text.
    if (counts[kind] <= MAX_ANNOTATIONS && text.length > MAX_ANNOTATION_LENGTH) toolkit.info(text);
  };
  const warning = annotate("warning");
  const error = annotate("error");
  const info = (message: string) => toolkit.info(encodeLogLine(message));
  return {
    warning,
    error,
    info,
    ...(isDebug && { debug: (message: string) => toolkit.debug(encodeLogLine(message)) }),
    finding: (level, message) => (level === "error" ? error : level === "warning" ? warning : info)(message),
    end() {
      for (const kind of ["warning", "error"] as const) {
        const more = counts[kind] - MAX_ANNOTATIONS;
        if (more > 0) toolkit[kind](`and ${more} more, in the log of this step`);
      }
    },
  };
}

function shortened(text: string): string {
  return text.length > MAX_ANNOTATION_LENGTH ? `${text.slice(0, MAX_ANNOTATION_LENGTH)}...` : text;
}
