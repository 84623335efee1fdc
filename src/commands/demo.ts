// `demo`: a release from CI to production on the embedded Factory, through the built Action, and what a device
// says before and after.
import type { Block, Text } from "../report/document.ts";
import { type Context, command } from "./command.ts";
import { askAboutCi, askAboutProduction, type DeviceSays } from "./demo/device.ts";
import { type ActionRun, runAction } from "./demo/run-action.ts";
import { type Stage, setStage } from "./demo/stage.ts";
import { actionInputs } from "./options/common-options.ts";
import { optionFlag } from "./options/option-names.ts";

const TAG = "production";
const HARDWARE = "intel-corei7-64";

interface DemoStep {
  readonly title: string;
  readonly exit: number;
  readonly status: string;
  readonly says: string;
}

export const demo = command({
  name: "demo",
  summary: "Play a whole release on an embedded Factory, through the built Action, and show what a device accepts.",
  details: "Needs nothing but this program: no account, no network, no key of yours. Takes a few seconds.",
  examples: ["factory-tuf demo"],
  args: [],
  options: {},
  runs: "machine",
  needs: "nothing",
  dataHelp: [
    "`steps`: list of `{title, exit, status, says}`",
    "`before`, `ciAlone`, `after`: what the device says, `{offered, accepts, signatures, threshold, version}`",
  ],
  async run(ctx) {
    const stage = await setStage(ctx.now);
    try {
      return { status: "done", changed: "no", outputs: {}, data: await play(ctx, stage) };
    } finally {
      await stage.close();
    }
  },
  report: ({ data }) => ({
    title: "A release, from CI to production",
    blocks: [
      {
        kind: "table",
        columns: [{ title: "Step, as the runner starts it" }, { title: "Exit", align: "right" }, { title: "Status" }],
        rows: data.steps.map(({ title, exit, status }): Text[] => [title, String(exit), status]),
      },
      ...deviceTable([data.before, data.ciAlone, data.after]),
      { kind: "heading", text: "In plain words" },
      { kind: "list", items: data.steps.map(({ says }) => [says]) },
      {
        kind: "paragraph",
        tone: "good",
        text: [
          `The device ran version ${data.before.version} and now runs version ${data.after.version}, because the new targets carry two signatures: the Factory's online key and the owner's offline key. What CI alone had signed it refused.`,
        ],
      },
    ],
  }),
});

async function play(ctx: Context, stage: Stage) {
  const { factory } = stage;
  const client = await clientOf(ctx, stage);
  const declared = await declaredInputs();
  const steps: DemoStep[] = [];
  const base = { factory: factory.factory, "api-url": factory.url, token: factory.tokens.owner };
  const step = async (title: string, inputs: Record<string, string>, says: (run: ActionRun) => string) => {
    ctx.log.info(`${title} ...`);
    const { workspace, temp } = stage;
    const run = await runAction({ workspace, temp, inputs: { ...base, ...inputs }, declared, signal: ctx.signal });
    steps.push({ title, exit: run.exit, status: run.outputs.status ?? "none", says: says(run) });
    ctx.log.info(`  exit ${run.exit}, status ${run.outputs.status ?? "none"}`);
    return run.outputs;
  };
  const before = await askAboutProduction(client, TAG, HARDWARE, ctx.now);
  const ciAlone = await askAboutCi(client, HARDWARE, ctx.now);
  await step(
    "root pin",
    { command: "root pin" },
    ({ outputs }) =>
      `The root of trust (version ${outputs["root-version"]}) was verified and written to .factory-tuf/root.json, to be committed.`,
  );
  const plan = await step(
    "wave plan latest production",
    { command: "wave plan", version: "latest", tag: TAG },
    ({ outputs }) =>
      `A plan was made without any key: version ${outputs.version} (digest ${short(outputs["targets-digest"])}). This is what a person approves.`,
  );
  const promotion = {
    command: "promote",
    version: plan.version ?? "",
    tag: TAG,
    "expires-at": plan["expires-at"] ?? "",
    keys: stage.encryptedKeys,
    "keys-identity": stage.identity,
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
  const after = await askAboutProduction(client, TAG, HARDWARE, ctx.now);
  return { steps, before, ciAlone, after };
}

/** The device reads what any reader may read; the token stands in for its certificate. */
async function clientOf(ctx: Context, { factory }: Stage) {
  const { createFactoryClient } = await import("../factory/client.ts");
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

async function declaredInputs(): Promise<string[]> {
  const { registry } = await import("./registry.ts");
  const commands = await Promise.all(Object.values(registry).map((load) => load()));
  const options = [actionInputs, ...commands.filter(({ runs }) => runs === "anywhere").map(({ options }) => options)];
  const names = options.flatMap((declarations) =>
    Object.entries(declarations)
      .filter(([, { only }]) => only !== "cli")
      .map(([name]) => optionFlag(name)),
  );
  return [...new Set(names)];
}

function deviceTable(opinions: readonly DeviceSays[]): Block[] {
  return [
    { kind: "heading", text: `What a production device (${HARDWARE}) says` },
    {
      kind: "table",
      columns: [{ title: "Offered" }, { title: "Signatures", align: "right" }, { title: "Answer" }],
      rows: opinions.map(({ offered, accepts, signatures, threshold, version }, index): Text[] => [
        `${["Before", "Before", "After"][index]}: ${offered}`,
        `${signatures} of ${threshold}`,
        accepts ? { strong: `accepts, runs version ${version}`, tone: "good" } : { strong: "refuses", tone: "bad" },
      ]),
    },
  ];
}

function short(digest: string | undefined): string {
  return digest ? `${digest.slice(0, 19)}...` : "none";
}
