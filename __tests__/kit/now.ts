/** The moment at which tests begin: what the Factory's clock says, and the one of this machine. */
export const NOW = new Date("2026-11-23T08:00:00Z");
