// One step of the demo as it is told afterwards.

export interface DemoStep {
  readonly title: string;
  readonly exit: number;
  readonly status: string;
  readonly says: string;
}

/** A digest or key id, short enough for a sentence. */
export function short(text: string | undefined): string {
  return text ? `${text.slice(0, text.startsWith("sha256:") ? 19 : 12)}...` : "none";
}
