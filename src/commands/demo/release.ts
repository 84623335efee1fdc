// The second chapter: a release from CI to production, through the built Action exactly as the runner starts it, and
// what a device says before and after.
import * as v from "valibot";
import type { LocalContext } from "../../context/context.ts";
import { pathIn } from "../../files/program-path.ts";
import { isOf } from "../../json/shape.ts";
import { optionFlag } from "../../text/option-names.ts";
import { listOf } from "../../text/sentence.ts";
import { allOf, type Registry } from "../command.ts";
import { actionInputs } from "../options/door-options.ts";
import { askAboutCi, askAboutProduction, type DeviceSays } from "./device.ts";
import type { ActionSecrets } from "./own-keys.ts";
import { type ActionRun, startAction } from "./run-action.ts";
import { type DemoSetting, type DemoStep, short } from "./setting.ts";

const TAG = "production";
export const HARDWARE = "intel-corei7-64";
/** What the devices run at first. */
const FIRST = "3";

export interface DemoRelease {
  readonly steps: readonly DemoStep[];
  readonly before: DeviceSays;
  readonly ciAlone: DeviceSays;
  readonly after: DeviceSays;
}

export async function releaseToProduction(
  ctx: LocalContext,
  setting: DemoSetting,
  secrets: ActionSecrets,
  registry: Registry,
): Promise<DemoRelease> {
  const { factory } = setting;
  const client = await clientOf(ctx, setting);
  const declared = await declaredInputs(registry);
  const path = pathIn(ctx.place.childEnvironment) ?? "";
  const steps: DemoStep[] = [];
  const base = { factory: factory.factory, "api-url": factory.url, token: factory.tokens.owner };
  const step = async (title: string, inputs: Record<string, string>, says: (run: ActionRun) => string) => {
    ctx.log.info(`${title} ...`);
    const { workspace, temp } = setting;
    const job = { workspace, temp, path, declared, signal: ctx.signal };
    const run = await startAction({ ...job, inputs: { ...base, ...inputs } });
    steps.push({ title, exit: run.exit, status: run.outputs.status ?? "none", says: says(run) });
    ctx.log.info(`  exit ${run.exit}, status ${run.outputs.status ?? "none"}`);
    return run.outputs;
  };
  const keys = { keys: secrets.keys, "keys-identity": secrets.identity };
  await step(
    "root pin",
    { command: "root pin" },
    ({ outputs }) =>
      `The root of trust (version ${outputs["root-version"]}) was verified and written to .factory-tuf/root.json, to be committed.`,
  );
  await step(
    `promote ${FIRST} ${TAG}`,
    { command: "promote", version: FIRST, tag: TAG, "new-tag": TAG, ...keys },
    ({ outputs }) => `The first release: version ${outputs.version} became production.`,
  );
  const before = await askAboutProduction(client, TAG, HARDWARE, ctx.now);
  const ciAlone = await askAboutCi(client, HARDWARE, ctx.now);
  const plan = await step(
    `wave plan latest ${TAG}`,
    { command: "wave plan", version: "latest", tag: TAG },
    ({ outputs }) =>
      `A plan was made without any key: version ${outputs.version} (digest ${short(outputs["targets-digest"])}). This is what a person approves.`,
  );
  const promotion = {
    command: "promote",
    version: plan.version ?? "",
    tag: TAG,
    "expires-at": plan["expires-at"] ?? "",
    ...keys,
  };
  await step(
    "promote, with another digest than the approved one",
    { ...promotion, "expect-digest": `sha256:${"0".repeat(64)}` },
    () => "Asked to sign anything but the approved digest, it refused before the key was decrypted.",
  );
  const approved = { ...promotion, "expect-digest": plan["targets-digest"] ?? "" };
  await step(
    "promote, as approved",
    approved,
    ({ outputs }) =>
      `Everything the Factory sent was verified, then signed: Wave ${outputs.wave} has ${outputs.signatures} of ${outputs.threshold} signatures and became production.`,
  );
  await step("promote, run again", approved, () => "The same step run again found its work done and changed nothing.");
  await step("device check", { command: "device check" }, ({ outputs }) => saysOfDevices(outputs.result));
  const after = await askAboutProduction(client, TAG, HARDWARE, ctx.now);
  return { steps, before, ciAlone, after };
}

const deviceCheck = v.object({
  data: v.object({ devices: v.array(v.object({ client: v.string(), accepts: v.boolean() })) }),
});

/** Which clients accept what is served now, and which refuse. @param result of `device check`. */
function saysOfDevices(result: string | undefined): string {
  const document: unknown = JSON.parse(result ?? "{}");
  if (!isOf(deviceCheck, document)) throw new Error("the demo's step device check answered with something else");
  const { devices } = document.data;
  const clientsThat = (accepts: boolean) => [
    ...new Set(devices.filter((row) => row.accepts === accepts).map(({ client }) => client)),
  ];
  const [accepting, refusing] = [clientsThat(true), clientsThat(false)];
  const others = refusing.length === 0 ? "" : ` ${listOf(refusing)} would refuse it.`;
  return `Devices with ${listOf(accepting)} accept what is served now.${others}`;
}

/** The device reads what any reader may read; the token stands in for its certificate. */
async function clientOf(ctx: LocalContext, { factory }: DemoSetting) {
  const { createFactoryClient } = await import("../../factory/client.ts");
  return createFactoryClient({
    factory: factory.factory,
    apiUrl: factory.url,
    oauthUrl: `${factory.url}/oauth`,
    credentials: { kind: "token", origin: "given", token: factory.tokens.owner },
    signal: ctx.signal,
    wait: ctx.wait,
    now: ctx.now,
  });
}

async function declaredInputs(registry: Registry): Promise<string[]> {
  const commands = await allOf(registry);
  const options = [actionInputs, ...commands.filter(({ runs }) => runs === "anywhere").map(({ options }) => options)];
  const names = options.flatMap((declarations) =>
    Object.entries(declarations)
      .filter(([, { only }]) => only !== "cli")
      .map(([name]) => optionFlag(name)),
  );
  return [...new Set(names)];
}
