// Everything that a device of production would fetch, read as a device does: each root version one by one, and the tag's
// timestamp, snapshot and targets. What it thinks of them is tuf/devices.
import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { FactoryClient, Fetched } from "../factory/types.ts";
import type { DeviceDocument, ServedToDevice } from "../tuf/devices/device-verdict.ts";
import {
  type Doc,
  parseOnline,
  parseRoot,
  parseTargets,
  type RootSigned,
  type SignedBase,
} from "../tuf/metadata/metadata.ts";
import { servedTags } from "./released-targets.ts";

/** Production roots from the one that the device holds to the newest; the flavours share what is older than production. */
export async function readDeviceRoots(
  { factory }: Pick<Context, "factory">,
  fromRoot: number,
  newest: number,
): Promise<ServedToDevice["roots"]> {
  const versions = Array.from({ length: newest - fromRoot + 1 }, (_, index) => fromRoot + index);
  return Promise.all(versions.map((version) => readRoot(factory, version)));
}

async function readRoot(factory: FactoryClient, version: number): Promise<DeviceDocument<RootSigned>> {
  const fetched = (await factory.root("prod", version)) ?? (await factory.root("ci", version));
  if (fetched) return documentOf(fetched, (json, where) => parseRoot(json, where), `production root ${version}`);
  throw new ToolError("root-chain-gap", {
    happened: `The Factory does not serve root version ${version}. Devices cannot pass such a gap.`,
    next: "Run this again; if that does not help, keep a copy of what is served and ask the vendor.",
  });
}

/** Timestamp, snapshot and targets of one tag. */
export async function readDeviceTargets(
  { factory }: Pick<Context, "factory">,
  tag: string,
): Promise<Omit<ServedToDevice, "roots">> {
  const [timestamp, snapshot, targets] = await Promise.all(
    (["timestamp", "snapshot", "targets"] as const).map((role) => factory.roleDocument(role, tag, "prod")),
  );
  const online = (fetched: Fetched | null | undefined, role: "timestamp" | "snapshot") =>
    fetched ? documentOf(fetched, (json, where) => parseOnline(json, role, where), `${role} for tag ${tag}`) : null;
  return {
    timestamp: online(timestamp, "timestamp"),
    snapshot: online(snapshot, "snapshot"),
    targets: targets
      ? documentOf(targets, (json, where) => parseTargets(json, where), `production targets for tag ${tag}`)
      : null,
  };
}

/** Tags that have production targets. */
export async function productionTags({ factory }: Pick<Context, "factory">): Promise<readonly string[]> {
  return [...servedTags(await factory.prodTargets([]))].sort();
}

function documentOf<S extends SignedBase>(
  fetched: Fetched,
  parse: (json: Fetched, where: string) => Doc<S>,
  where: string,
): DeviceDocument<S> & { readonly value: unknown } {
  return { doc: parse(fetched, where), value: fetched.value, sizeBytes: fetched.size };
}
