// The policy that init writes, and what it adds to one that is there: which clients the devices run. All else in a
// policy is its owner's.
import { parsePolicy } from "../context/policy-file.ts";
import { POLICY_FILE } from "../context/repository.ts";
import type { ClientName } from "../tuf/devices/clients.ts";
import { isUnchanged, type PlannedFile, plannedFile, withMark } from "./written-file.ts";

const WHAT = "The policy: what your devices run";

const body = (clients: readonly ClientName[]) => `#
# The policy of this repository.
version: 1
# What the devices run. A release that one of them refuses is not signed.
${clientsLine(clients)}
`;

function clientsLine(clients: readonly ClientName[]): string {
  return `clients: [${clients.join(", ")}]`;
}

/** @throws {ToolError} `config-invalid` for a policy that cannot be read. */
export async function plannedPolicy(clients: readonly ClientName[], there: string | null): Promise<PlannedFile> {
  const own = withMark(body(clients));
  if (there === null || isUnchanged(there.replaceAll("\r\n", "\n"))) return plannedFile(POLICY_FILE, WHAT, own, there);
  const { clients: named } = await parsePolicy(there, POLICY_FILE);
  return plannedFile(POLICY_FILE, WHAT, sameClients(named, clients) ? there.replaceAll("\r\n", "\n") : added(), there);

  function added(): string {
    const plain = there!.replaceAll("\r\n", "\n");
    // A list over several lines is replaced as well.
    const old = /^clients:(?:[^\n]*\n)(?:[ \t]*-[^\n]*\n|[ \t]+[^\n]*\n)*/m;
    const line = `${clientsLine(clients)}\n`;
    const ended = plain.endsWith("\n") ? plain : `${plain}\n`;
    return old.test(ended) ? ended.replace(old, line) : ended + line;
  }
}

function sameClients(some: readonly ClientName[], others: readonly ClientName[]): boolean {
  return some.length === others.length && some.every((client) => others.includes(client));
}
