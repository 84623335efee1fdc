// src/report/device-table.ts
var deviceRowsHelp = "`deviceVerdicts`: list of `{client, hardwareId, fromRoot, accepts, version, why}`: what devices of the policy's clients would say";
function deviceTable(rows, heading = "What devices would say") {
  if (rows.length === 0) return [];
  let hasReasons = rows.some(({ why }) => why.length > 0);
  return [
    ...heading === "" ? [] : [{ kind: "heading", text: heading }],
    {
      kind: "table",
      columns: [
        { title: "Client" },
        { title: "Hardware id" },
        { title: "From root", align: "right" },
        { title: "Says" },
        { title: "Runs", align: "right" },
        ...hasReasons ? [{ title: "Why" }] : []
      ],
      rows: rows.map(({ client, hardwareId, fromRoot, accepts, version, why }) => [
        client,
        { code: hardwareId },
        String(fromRoot),
        accepts ? { badge: "accepts", tone: "good" } : { badge: "refuses", tone: "bad" },
        version === null ? "nothing" : String(version),
        ...hasReasons ? [why.join("; ")] : []
      ])
    }
  ];
}

export {
  deviceRowsHelp,
  deviceTable
};
