// What Node calls an error: `ENOENT`, `ERR_BUFFER_TOO_LARGE`, `ABORT_ERR`. Text that libraries write is not looked at.

/** Undefined where `error` has none. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The same for a sentence. */
export function codeOf(error: unknown): string {
  return errorCode(error) ?? "unknown reason";
}
