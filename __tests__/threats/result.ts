// What a step says of how it ended, read from its output `result`.

export interface StepResult {
  readonly result: {
    readonly command?: string;
    readonly status?: string;
    readonly changed?: string;
    readonly data?: unknown;
    readonly error?: { readonly code: string; readonly message: string; readonly next: string };
  };
  /** Why it was refused: the code, or those of all blockers. Empty for a success. */
  readonly codes: readonly string[];
  readonly message: string;
}

export function blockerCodes({ error }: StepResult["result"]): string[] {
  if (!error) return [];
  if (!/^There are \d+ blockers\./.test(error.message)) return [error.code];
  return [...error.message.matchAll(/\(\d+\) ([a-z]+(?:-[a-z]+)*): /g)].map(([, code]) => code!);
}
