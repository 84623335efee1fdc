// `device check`: what devices of each client say of what the Factory serves now, and what they would run.

import type { Context } from "../../context/context.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { deviceTable } from "../../report/device-table.ts";
import type { Block } from "../../report/document.ts";
import { listOf } from "../../text/sentence.ts";
import { CLIENT_NAMES, type ClientName, clientsInUse, deviceClients } from "../../tuf/devices/clients.ts";
import { type DeviceRow, oldestHeld, servedRows } from "../../tuf/devices/device-rows.ts";
import { productionTags, readDeviceRoots, readDeviceTargets } from "../../verified/served-to-devices.ts";
import { rootOutputs, showableRoots } from "../../verified/verified-roots.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";

interface TagRow extends DeviceRow {
  readonly tag: string;
  /** Does the policy list its client? */
  readonly listed: boolean;
}

export const deviceCheck = command({
  name: "device check",
  order: 190,
  summary:
    "Show whether devices accept what the Factory serves now, for each client. Exit 3 if a listed client refuses.",
  details:
    "A device starts from the root version that it holds, goes to the newest, reads timestamp, snapshot and " +
    "targets, and chooses what it runs. The policy (`clients`) says which clients your devices run; without it, " +
    "aktualizr-lite.",
  examples: ["factory-tuf device check", "factory-tuf device check --client fiotuf --from-root 2 --tag production"],
  args: [],
  options: {
    client: {
      kind: "list",
      choices: CLIENT_NAMES,
      help: "Only devices of these clients. Default: all known clients.",
      placeholder: "<client>",
    },
    tag: { kind: "tag", help: "Only production targets of this tag. Default: every tag.", placeholder: "<tag>" },
    fromRoot: {
      kind: "version",
      help: "Root version that the devices hold. Default: the policy's oldest-root, else 1.",
      placeholder: "<version>",
    },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: true,
  dataHelp: [
    "`devices`: list of `{tag, client, listed, hardwareId, fromRoot, accepts, version, why}`; `listed`: the policy names the client",
  ],
  async run(ctx, { client, tag, fromRoot: asked }) {
    const roots = await showableRoots(ctx);
    const newest = roots.prod.signed.version;
    const fromRoot = asked ?? oldestHeld(ctx.trust.policy.oldestRoot, newest);
    requireVersion(fromRoot, newest);
    const tags = tag === undefined ? await productionTags(ctx) : [tag];
    const devices = (await Promise.all(tags.map((each) => rowsOfTag(ctx, each, fromRoot, newest, client)))).flat();
    const refused = devices.filter(({ accepts, listed }) => listed && !accepts);
    return {
      status: "unchanged",
      changed: "no",
      outputs: rootOutputs(roots, ctx.now),
      data: { devices },
      ...(refused.length > 0 && { failure: refusedBy(refused) }),
    };
  },
  report: ({ data: { devices } }) => ({
    title: titleOf(devices),
    blocks: [...Map.groupBy(devices, ({ tag }) => tag)].flatMap(([tag, rows]): Block[] =>
      deviceTable(rows, `Production targets for tag ${tag}`),
    ),
  }),
});

async function rowsOfTag(
  ctx: Context,
  tag: string,
  fromRoot: number,
  newest: number,
  only: readonly ClientName[] | undefined,
): Promise<readonly TagRow[]> {
  const [roots, documents] = await Promise.all([readDeviceRoots(ctx, fromRoot, newest), readDeviceTargets(ctx, tag)]);
  const clients = deviceClients.filter(({ name }) => only === undefined || only.includes(name));
  const listed = new Set(clientsInUse(ctx.trust.policy.clients).listed.map(({ name }) => String(name)));
  return servedRows(clients, { roots, ...documents }, ctx.now).map((row) => ({
    ...row,
    tag,
    listed: listed.has(row.client),
  }));
}

function requireVersion(fromRoot: number, newest: number): void {
  if (fromRoot >= 1 && fromRoot <= newest) return;
  throw new ToolError("value-invalid", {
    happened: `The option --from-root is ${fromRoot}, and the newest production root has version ${newest}.`,
    next: `Give a version from 1 to ${newest}.`,
  });
}

function titleOf(devices: readonly TagRow[]): string {
  if (devices.length === 0) return "No tag has production targets, so there is nothing to check";
  const refused = namesOf(devices.filter(({ accepts, listed }) => listed && !accepts));
  if (refused.length > 0) return `Devices with ${listOf(refused)} refuse what is served`;
  return "Devices of every listed client accept what is served";
}

function namesOf(rows: readonly TagRow[]): readonly string[] {
  return [...new Set(rows.map(({ client }) => client))];
}

function refusedBy(rows: readonly TagRow[]): ToolError {
  const { tag, client, hardwareId, why } = rows[0]!;
  return new ToolError("gate", {
    happened: `Devices with ${listOf(namesOf(rows))} refuse what is served. ${client} on ${hardwareId}, tag ${tag}: ${why.join("; ")}.`,
    next: "Look at all of it with: factory-tuf review.",
  });
}
