// The roles whose keys the Factory holds and signs with by itself.
import type { RoleName } from "./metadata.ts";

export const ONLINE_ROLES = ["targets", "snapshot", "timestamp"] as const satisfies readonly RoleName[];
export type OnlineRole = (typeof ONLINE_ROLES)[number];
