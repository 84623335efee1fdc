// A production device of the demo: it takes only targets that its root accepts, and runs the newest version
// that is for its hardware.
import type { FactoryClient } from "../../factory/types.ts";
import { type DeviceView, deviceView } from "../../tuf/devices/device-view.ts";
import { hardwareIdsOf } from "../../tuf/metadata/custom.ts";
import { type Doc, parseRoot, parseTargets, type RootSigned } from "../../tuf/metadata/metadata.ts";
import { plainVersion } from "../../tuf/metadata/version.ts";
import { productionOf, type SizedTargets } from "../../verified/released-targets.ts";

export interface DeviceSays {
  /** What was offered, in words. */
  readonly offered: string;
  readonly accepts: boolean;
  readonly signatures: number;
  readonly threshold: number;
  /** Version it would run; null when it refuses or finds nothing for its hardware. */
  readonly version: number | null;
}

/** Asks the device about the production targets of a tag. */
export async function askAboutProduction(
  client: FactoryClient,
  tag: string,
  hardwareId: string,
  now: Date,
): Promise<DeviceSays> {
  const [root, production] = [await productionRoot(client), productionOf(await client.prodTargets([tag]), tag)];
  return opinion(`production targets for tag ${tag}`, production!, root, hardwareId, now);
}

/** Asks the device about what CI alone has signed. */
export async function askAboutCi(client: FactoryClient, hardwareId: string, now: Date): Promise<DeviceSays> {
  const fetched = await client.ciTargets();
  const ci = { doc: parseTargets(fetched, "CI targets"), sizeBytes: fetched.size };
  return opinion("targets signed by CI alone", ci, await productionRoot(client), hardwareId, now);
}

async function productionRoot(client: FactoryClient): Promise<Doc<RootSigned>> {
  return parseRoot((await client.root("prod"))!, "production root");
}

function opinion(
  offered: string,
  { doc, sizeBytes }: SizedTargets,
  root: Doc<RootSigned>,
  hardwareId: string,
  now: Date,
): DeviceSays {
  const view: DeviceView = deviceView(doc, sizeBytes, root, now);
  const versions = Object.values(doc.signed.targets)
    .filter(({ custom }) => hardwareIdsOf(custom).includes(hardwareId))
    .map(({ custom }) => plainVersion(custom?.version) ?? 0);
  return {
    offered,
    accepts: view.accepts,
    signatures: view.tally.signedBy.length,
    threshold: view.tally.threshold,
    version: view.accepts && versions.length ? Math.max(...versions) : null,
  };
}
