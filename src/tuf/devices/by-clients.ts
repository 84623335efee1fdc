// The same question to several clients, and their answers as sentences that name them.
import { listOf } from "../../text/sentence.ts";
import type { ClientRefusal } from "./client-refusals.ts";
import type { DeviceClient } from "./clients.ts";

/** One reason, and whose it is. */
export interface NamedRefusal extends ClientRefusal {
  readonly clients: readonly string[];
}

/** Reasons that several clients share are one. */
export function refusedBy(
  clients: readonly DeviceClient[],
  judge: (client: DeviceClient) => readonly ClientRefusal[],
): readonly NamedRefusal[] {
  const found = new Map<string, { refusal: ClientRefusal; clients: string[] }>();
  for (const client of clients) {
    for (const refusal of judge(client)) {
      const key = `${refusal.pointer} ${refusal.says}`;
      const known = found.get(key) ?? { refusal, clients: [] };
      known.clients.push(client.name);
      found.set(key, known);
    }
  }
  return [...found.values()].map(({ refusal, clients: names }) => ({ ...refusal, clients: names }));
}

/** Completes "a document ...": `would be refused by fiotuf and fioup: it has ...`. */
export function refusedText({ clients, says }: NamedRefusal): string {
  return `would be refused by ${listOf(clients)}: it ${says}`;
}

/** One sentence about all of them, each client with its first reason. Completes "a document ..."; null where nobody refuses. */
export function refusedNote(refusals: readonly NamedRefusal[]): string | null {
  const seen = new Set<string>();
  const parts = refusals.flatMap((refusal) => {
    const clients = refusal.clients.filter((name) => !seen.has(name));
    for (const name of clients) seen.add(name);
    return clients.length === 0 ? [] : [`${listOf(clients)} (it ${refusal.says})`];
  });
  return parts.length === 0 ? null : `would be refused by ${listOf(parts)}`;
}
