import {
  pathIn
} from "./chunk-7YHQTS3C.js";
import {
  ToolError,
  actionInputs,
  allOf,
  array,
  boolean,
  deviceView,
  hardwareIdsOf,
  isOf,
  listOf,
  number,
  object,
  optionFlag,
  optional,
  parseRoot,
  parseTargets,
  plainVersion,
  productionOf,
  string,
  unknown
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/demo/own-keys.ts
import { rm as rm2 } from "node:fs/promises";
import { join as join2 } from "node:path";

// src/commands/demo/run-cli.ts
import { spawn } from "node:child_process";

// src/commands/demo/built-file.ts
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
function builtFile(name) {
  let found = [`./${name}`, `../${name}`, `../../../dist/${name}`].map((place) => fileURLToPath(new URL(place, import.meta.url))).find((path) => existsSync(path));
  if (found) return found;
  throw new ToolError("usage", {
    happened: `The built file dist/${name} is missing.`,
    next: "Run `npm run build` first."
  });
}

// src/commands/demo/run-cli.ts
var documentShape = object({
  status: string(),
  data: unknown(),
  error: optional(object({ message: string() }))
});
async function startCli({ words, folder, env, signal }) {
  let child = spawn(process.execPath, [builtFile("cli.js"), ...words, "--yes", "--json"], {
    cwd: folder,
    env: { HOME: folder, ...env },
    signal,
    stdio: ["ignore", "pipe", "ignore"]
  }), chunks = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  let exit = await new Promise((resolve, reject) => {
    child.once("error", reject), child.once("close", (code) => resolve(code ?? 1));
  }), document = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  if (isOf(documentShape, document)) return { exit, document };
  throw new Error(`${words.join(" ")} answered with no document`);
}

// src/commands/demo/setting.ts
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
async function openSetting(now) {
  let { startFactory } = await import("./factory-37VMM5HD.js"), factory = await startFactory({ state: "fresh", seed: "demo", now, deviceVersion: 3 }), folder = await mkdtemp(join(tmpdir(), "factory-tuf-demo-")), [owner, drawer, workspace, temp] = ["owner", "drawer", "repository", "temp"].map((name) => join(folder, name));
  return await Promise.all([owner, drawer, workspace, temp].map((path) => mkdir(path))), {
    factory,
    owner,
    drawer,
    workspace,
    temp,
    async close() {
      await factory.close(), await rm(folder, { recursive: !0, force: !0 });
    }
  };
}
function short(text) {
  return text ? `${text.slice(0, text.startsWith("sha256:") ? 19 : 12)}...` : "none";
}

// src/commands/demo/own-keys.ts
var rotation = object({ version: number(), keys: array(object({ keyid: string() })) }), proof = object({ keyid: string() }), forAction = object({
  secrets: object({ FACTORY_TUF_KEYS: string(), FACTORY_TUF_IDENTITY: string() })
}), ROOT = ["--keys", "root.keys.tgz"];
async function ownTheKeys(ctx, setting) {
  let { factory, owner, drawer } = setting, env = {
    PATH: pathIn(ctx.place.childEnvironment) ?? "",
    FACTORY: factory.factory,
    FACTORY_TOKEN: factory.tokens.owner
  }, steps = [], step = async (words, shape, says) => {
    let title = words.map((word) => word.startsWith(drawer) ? word.replace(drawer, "drawer") : word).join(" ");
    ctx.log.info(`${title} ...`);
    let call = { words: [...words, "--api-url", factory.url], folder: owner, env, signal: ctx.signal }, { exit, document } = await startCli(call);
    if (ctx.log.info(`  exit ${exit}, status ${document.status}`), exit !== 0) throw new Error(`the demo's step ${title} failed: ${document.error?.message}`);
    let { data } = document;
    if (!isOf(shape, data)) throw new Error(`the demo's step ${title} answered with something else`);
    return steps.push({ title, exit, status: document.status, says: says(data) }), data;
  }, rotated = await step(
    ["keys", "rotate", "--role", "root", "--first-time", ...ROOT],
    rotation,
    ({ version, keys }) => `The vendor's root key was taken offline and replaced by the owner's own (${short(keys[0]?.keyid)}): root ${version}.`
  );
  await step(
    ["root", "pin"],
    unknown(),
    () => "The root of trust was verified and written to .factory-tuf/root.json: whatever signs from now on starts from it."
  ), await step(
    ["keys", "rotate", "--role", "targets", ...ROOT, "--targets-keys", "targets.keys.tgz"],
    rotation,
    ({ version }) => `From root ${version} on, production needs two signatures: the Factory's, and the owner's.`
  ), await step(
    ["keys", "backup", ...ROOT, "--copy", drawer],
    unknown(),
    () => "The archive was copied, and the copy was proven."
  ), await step(
    ["keys", "backup", ...ROOT, "--print", join2(drawer, "root-key.html")],
    unknown(),
    () => "The root key was put on a page to be printed: a QR code, and text that a person can type."
  ), await rm2(join2(owner, "root.keys.tgz")), await step(
    ["keys", "restore", join2(drawer, "root-key.html"), ...ROOT],
    unknown(),
    () => "Then the archive was lost. From the page it was made again, and the key signed and was verified against the live root."
  ), await step(
    ["keys", "backup", "--verify", join2(drawer, "root.keys.tgz")],
    proof,
    ({ keyid }) => keyid === rotated.keys[0]?.keyid ? "The copy in the drawer was tried as well: it holds the active root key." : "The copy in the drawer holds another key."
  );
  let { secrets } = await step(
    ["keys", "encrypt", "--keys", "targets.keys.tgz", "--for-action"],
    forAction,
    () => "The targets key alone, encrypted, and what opens it, became two secrets for CI. No root key goes there."
  );
  return { steps, secrets: { keys: secrets.FACTORY_TUF_KEYS, identity: secrets.FACTORY_TUF_IDENTITY } };
}

// src/commands/demo/device.ts
async function askAboutProduction(client, tag, hardwareId, now) {
  let [root, production] = [await productionRoot(client), productionOf(await client.prodTargets([tag]), tag)];
  return opinion(`production targets for tag ${tag}`, production, root, hardwareId, now);
}
async function askAboutCi(client, hardwareId, now) {
  let fetched = await client.ciTargets(), ci = { doc: parseTargets(fetched, "CI targets"), sizeBytes: fetched.size };
  return opinion("targets signed by CI alone", ci, await productionRoot(client), hardwareId, now);
}
async function productionRoot(client) {
  return parseRoot(await client.root("prod"), "production root");
}
function opinion(offered, { doc, sizeBytes }, root, hardwareId, now) {
  let view = deviceView(doc, sizeBytes, root, now), versions = Object.values(doc.signed.targets).filter(({ custom }) => hardwareIdsOf(custom).includes(hardwareId)).map(({ custom }) => plainVersion(custom?.version) ?? 0);
  return {
    offered,
    accepts: view.accepts,
    signatures: view.tally.signedBy.length,
    threshold: view.tally.threshold,
    version: view.accepts && versions.length ? Math.max(...versions) : null
  };
}

// src/commands/demo/run-action.ts
import { spawn as spawn2 } from "node:child_process";
import { mkdtemp as mkdtemp2, readFile, writeFile } from "node:fs/promises";
import { join as join3 } from "node:path";
async function startAction({ workspace, temp, path, inputs, declared, signal }) {
  let files = await mkdtemp2(join3(temp, "step-")), [output, summary, event] = ["output", "summary", "event.json"].map((name) => join3(files, name));
  await Promise.all([writeFile(output, ""), writeFile(summary, ""), writeFile(event, "{}")]);
  let env = {
    PATH: path,
    ...Object.fromEntries(declared.map((name) => [inputVariable(name), inputs[name] ?? ""])),
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: "workflow_dispatch",
    GITHUB_EVENT_PATH: event,
    GITHUB_REF: "refs/heads/main",
    GITHUB_REF_PROTECTED: "true",
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: temp
  }, child = spawn2(process.execPath, [builtFile("main.js")], {
    cwd: workspace,
    env,
    signal,
    stdio: ["ignore", "pipe", "pipe"]
  }), chunks = [];
  return child.stdout.on("data", (chunk) => chunks.push(chunk)), child.stderr.on("data", (chunk) => chunks.push(chunk)), {
    exit: await new Promise((resolve, reject) => {
      child.once("error", reject), child.once("close", (code) => resolve(code ?? 1));
    }),
    outputs: parseOutputs(await readFile(output, "utf8")),
    summary: await readFile(summary, "utf8"),
    log: masked(Buffer.concat(chunks).toString("utf8"))
  };
}
function inputVariable(name) {
  return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}
function parseOutputs(text) {
  let outputs = {}, lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    let start = /^([^<=]+)<<(.+)$/.exec(lines[at]);
    if (!start) continue;
    let end = lines.indexOf(start[2], at + 1);
    outputs[start[1]] = lines.slice(at + 1, end).join(`
`), at = end;
  }
  return outputs;
}
function masked(log) {
  let masks = [], shown = [];
  for (let line of log.split(/\r?\n/)) {
    let mask = /^::add-mask::(.*)$/.exec(line)?.[1];
    mask !== void 0 ? masks.push(mask) : shown.push(masks.reduce((text, secret) => text.replaceAll(secret, "***"), line));
  }
  return shown.join(`
`);
}

// src/commands/demo/release.ts
var TAG = "production", HARDWARE = "intel-corei7-64", FIRST = "3";
async function releaseToProduction(ctx, setting, secrets, registry) {
  let { factory } = setting, client = await clientOf(ctx, setting), declared = await declaredInputs(registry), path = pathIn(ctx.place.childEnvironment) ?? "", steps = [], base = { factory: factory.factory, "api-url": factory.url, token: factory.tokens.owner }, step = async (title, inputs, says) => {
    ctx.log.info(`${title} ...`);
    let { workspace, temp } = setting, job = { workspace, temp, path, declared, signal: ctx.signal }, run = await startAction({ ...job, inputs: { ...base, ...inputs } });
    return steps.push({ title, exit: run.exit, status: run.outputs.status ?? "none", says: says(run) }), ctx.log.info(`  exit ${run.exit}, status ${run.outputs.status ?? "none"}`), run.outputs;
  }, keys = { keys: secrets.keys, "keys-identity": secrets.identity };
  await step(
    "root pin",
    { command: "root pin" },
    ({ outputs }) => `The root of trust (version ${outputs["root-version"]}) was verified and written to .factory-tuf/root.json, to be committed.`
  ), await step(
    `promote ${FIRST} ${TAG}`,
    { command: "promote", version: FIRST, tag: TAG, "new-tag": TAG, ...keys },
    ({ outputs }) => `The first release: version ${outputs.version} became production.`
  );
  let before = await askAboutProduction(client, TAG, HARDWARE, ctx.now), ciAlone = await askAboutCi(client, HARDWARE, ctx.now), plan = await step(
    `wave plan latest ${TAG}`,
    { command: "wave plan", version: "latest", tag: TAG },
    ({ outputs }) => `A plan was made without any key: version ${outputs.version} (digest ${short(outputs["targets-digest"])}). This is what a person approves.`
  ), promotion = {
    command: "promote",
    version: plan.version ?? "",
    tag: TAG,
    "expires-at": plan["expires-at"] ?? "",
    ...keys
  };
  await step(
    "promote, with another digest than the approved one",
    { ...promotion, "expect-digest": `sha256:${"0".repeat(64)}` },
    () => "Asked to sign anything but the approved digest, it refused before the key was decrypted."
  );
  let approved = { ...promotion, "expect-digest": plan["targets-digest"] ?? "" };
  await step(
    "promote, as approved",
    approved,
    ({ outputs }) => `Everything the Factory sent was verified, then signed: Wave ${outputs.wave} has ${outputs.signatures} of ${outputs.threshold} signatures and became production.`
  ), await step("promote, run again", approved, () => "The same step run again found its work done and changed nothing."), await step("device check", { command: "device check" }, ({ outputs }) => saysOfDevices(outputs.result));
  let after = await askAboutProduction(client, TAG, HARDWARE, ctx.now);
  return { steps, before, ciAlone, after };
}
var deviceCheck = object({
  data: object({ devices: array(object({ client: string(), accepts: boolean() })) })
});
function saysOfDevices(result) {
  let document = JSON.parse(result ?? "{}");
  if (!isOf(deviceCheck, document)) throw new Error("the demo's step device check answered with something else");
  let { devices } = document.data, clientsThat = (accepts) => [
    ...new Set(devices.filter((row) => row.accepts === accepts).map(({ client }) => client))
  ], [accepting, refusing] = [clientsThat(!0), clientsThat(!1)], others = refusing.length === 0 ? "" : ` ${listOf(refusing)} would refuse it.`;
  return `Devices with ${listOf(accepting)} accept what is served now.${others}`;
}
async function clientOf(ctx, { factory }) {
  let { createFactoryClient } = await import("./client-DVDMUFSD.js");
  return createFactoryClient({
    factory: factory.factory,
    apiUrl: factory.url,
    oauthUrl: `${factory.url}/oauth`,
    credentials: { kind: "token", origin: "given", token: factory.tokens.owner },
    signal: ctx.signal,
    wait: ctx.wait,
    now: ctx.now
  });
}
async function declaredInputs(registry) {
  let commands = await allOf(registry), names = [actionInputs, ...commands.filter(({ runs }) => runs === "anywhere").map(({ options: options2 }) => options2)].flatMap(
    (declarations) => Object.entries(declarations).filter(([, { only }]) => only !== "cli").map(([name]) => optionFlag(name))
  );
  return [...new Set(names)];
}

// src/commands/demo/demo.ts
var demoOf = (registry) => ({
  name: "demo",
  order: 600,
  summary: "Take over a Factory, release to production, and show what a device accepts.",
  details: "It uses an embedded Factory. The owner's part runs the command line tool, the release runs the Action. You need no account, no network and no key. It takes a few seconds.",
  examples: ["factory-tuf demo"],
  args: [],
  options: {},
  runs: "machine",
  needs: "nothing",
  dataHelp: [
    "`owned`, `released`: lists of `{title, exit, status, says}`",
    "`before`, `ciAlone`, `after`: what the device says, `{offered, accepts, signatures, threshold, version}`"
  ],
  async run(ctx) {
    let setting = await openSetting(ctx.now);
    try {
      let { steps: owned, secrets } = await ownTheKeys(ctx, setting), { steps: released, ...says } = await releaseToProduction(ctx, setting, secrets, registry);
      return { status: "done", changed: "no", outputs: {}, data: { owned, released, ...says } };
    } finally {
      await setting.close();
    }
  },
  report: ({ data }) => ({
    title: "A fresh Factory, from its keys to production",
    blocks: [
      ...chapter("Own the keys", "On the owner's machine", data.owned),
      ...chapter("Release", "As the runner starts it", data.released),
      ...deviceTable([data.before, data.ciAlone, data.after]),
      {
        kind: "paragraph",
        tone: "good",
        text: [
          `The device ran version ${data.before.version} and now runs version ${data.after.version}, because the new targets carry two signatures: the Factory's online key and the owner's offline key. What CI alone had signed it refused.`
        ]
      }
    ]
  })
});
function chapter(title, column, steps) {
  return [
    { kind: "heading", text: title },
    {
      kind: "table",
      columns: [{ title: column }, { title: "Exit", align: "right" }, { title: "Status" }],
      rows: steps.map(({ title: step, exit, status }) => [step, String(exit), status])
    },
    { kind: "list", items: steps.map(({ says }) => [says]) }
  ];
}
function deviceTable(opinions) {
  return [
    { kind: "heading", text: `What a production device (${HARDWARE}) says` },
    {
      kind: "table",
      columns: [{ title: "Offered" }, { title: "Signatures", align: "right" }, { title: "Answer" }],
      rows: opinions.map(({ offered, accepts, signatures, threshold, version }, index) => [
        `${["Before", "Before", "After"][index]}: ${offered}`,
        `${signatures} of ${threshold}`,
        accepts ? { strong: `accepts, runs version ${version}`, tone: "good" } : { strong: "refuses", tone: "bad" }
      ])
    }
  ];
}
export {
  demoOf
};
