// The largest document that a device reads, and one a tenth of it.
export const LARGE_TARGETS = 5000;
export const SMALL_TARGETS = 500;

/** 8 MiB, with room for what a Wave has besides its targets. */
export const LARGE_BYTES = 8 * 1024 * 1024 - 32 * 1024;
export const SMALL_BYTES = LARGE_BYTES / 10;
