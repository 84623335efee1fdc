// What devices say, as a table for a person: a row for each client and hardware id.

import type { DeviceRow } from "../tuf/devices/device-rows.ts";
import type { Block, Text } from "./document.ts";

export const deviceRowsHelp =
  "`deviceVerdicts`: list of `{client, hardwareId, fromRoot, accepts, version, why}`: what devices of the policy's clients would say";

/** @param heading empty where the report is about nothing else. */
export function deviceTable(rows: readonly DeviceRow[], heading = "What devices would say"): Block[] {
  if (rows.length === 0) return [];
  // Where every device accepts there is nothing to explain.
  const hasReasons = rows.some(({ why }) => why.length > 0);
  return [
    ...(heading === "" ? [] : [{ kind: "heading" as const, text: heading }]),
    {
      kind: "table",
      columns: [
        { title: "Client" },
        { title: "Hardware id" },
        { title: "From root", align: "right" },
        { title: "Says" },
        { title: "Runs", align: "right" },
        ...(hasReasons ? [{ title: "Why" }] : []),
      ],
      rows: rows.map(({ client, hardwareId, fromRoot, accepts, version, why }): Text[] => [
        client,
        { code: hardwareId },
        String(fromRoot),
        accepts ? { badge: "accepts", tone: "good" } : { badge: "refuses", tone: "bad" },
        version === null ? "nothing" : String(version),
        ...(hasReasons ? [why.join("; ")] : []),
      ]),
    },
  ];
}
