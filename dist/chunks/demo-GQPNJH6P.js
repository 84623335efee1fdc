import {
  optionFlag
} from "./chunk-5ZVEK4HE.js";
import {
  productionOf
} from "./chunk-YHXDA2EU.js";
import "./chunk-NUFRM6SI.js";
import {
  actionInputs
} from "./chunk-GUWTI7C7.js";
import {
  plainVersion
} from "./chunk-LIRAP5S5.js";
import {
  deviceView
} from "./chunk-QAG6OVZM.js";
import "./chunk-TSMURSMV.js";
import "./chunk-UBBXCGIT.js";
import "./chunk-2T4BEXM7.js";
import {
  parseRoot,
  parseTargets
} from "./chunk-WLXACK2J.js";
import "./chunk-PNLIBCLW.js";
import {
  ToolError
} from "./chunk-V3CS4ZDM.js";
import "./chunk-73X3T6A5.js";

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
  let view = deviceView(doc, sizeBytes, root, now), versions = Object.values(doc.signed.targets).filter(({ custom }) => custom?.hardwareIds?.includes(hardwareId)).map(({ custom }) => plainVersion(custom?.version) ?? 0);
  return {
    offered,
    accepts: view.accepts,
    signatures: view.tally.signedBy.length,
    threshold: view.tally.threshold,
    version: view.accepts && versions.length ? Math.max(...versions) : null
  };
}

// src/commands/demo/run-action.ts
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execPath, env as ownEnvironment } from "node:process";
import { fileURLToPath } from "node:url";
async function runAction({ workspace, temp, inputs, declared, signal }) {
  let files = await mkdtemp(join(temp, "step-")), [output, summary, event] = ["output", "summary", "event.json"].map((name) => join(files, name));
  await Promise.all([writeFile(output, ""), writeFile(summary, ""), writeFile(event, "{}")]);
  let env = {
    PATH: ownEnvironment.PATH ?? "",
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
  }, child = spawn(execPath, [builtAction()], { cwd: workspace, env, signal, stdio: ["ignore", "pipe", "pipe"] }), chunks = [];
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
function builtAction() {
  let found = ["./main.js", "../main.js", "../../../dist/main.js"].map((place) => fileURLToPath(new URL(place, import.meta.url))).find((path) => existsSync(path));
  if (found) return found;
  throw new ToolError("usage", {
    happened: "The built Action, dist/main.js, is missing.",
    next: "Run `npm run build` first."
  });
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

// src/commands/demo/stage.ts
import { mkdir, mkdtemp as mkdtemp2, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join2 } from "node:path";
async function setStage(now) {
  let [{ startFactory }, age] = await Promise.all([import("./factory-XKFHCGOL.js"), import("./dist-P67YTDPG.js")]), factory = await startFactory({ state: "released", seed: "demo", now }), folder = await mkdtemp2(join2(tmpdir(), "factory-tuf-demo-")), [workspace, temp] = [join2(folder, "repository"), join2(folder, "temp")];
  await Promise.all([mkdir(workspace), mkdir(temp)]);
  let identity = await age.generateX25519Identity(), encrypter = new age.Encrypter();
  encrypter.addRecipient(await age.identityToRecipient(identity));
  let encryptedKeys = age.armor.encode(await encrypter.encrypt(factory.archives.targets));
  return {
    factory,
    workspace,
    temp,
    encryptedKeys,
    identity,
    async close() {
      await factory.close(), await rm(folder, { recursive: !0, force: !0 });
    }
  };
}

// src/commands/demo.ts
var TAG = "production", HARDWARE = "intel-corei7-64", demo = {
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
    "`before`, `ciAlone`, `after`: what the device says, `{offered, accepts, signatures, threshold, version}`"
  ],
  async run(ctx) {
    let stage = await setStage(ctx.now);
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
        rows: data.steps.map(({ title, exit, status }) => [title, String(exit), status])
      },
      ...deviceTable([data.before, data.ciAlone, data.after]),
      { kind: "heading", text: "In plain words" },
      { kind: "list", items: data.steps.map(({ says }) => [says]) },
      {
        kind: "paragraph",
        tone: "good",
        text: [
          `The device ran version ${data.before.version} and now runs version ${data.after.version}, because the new targets carry two signatures: the Factory's online key and the owner's offline key. What CI alone had signed it refused.`
        ]
      }
    ]
  })
};
async function play(ctx, stage) {
  let { factory } = stage, client = await clientOf(ctx, stage), declared = await declaredInputs(), steps = [], base = { factory: factory.factory, "api-url": factory.url, token: factory.tokens.owner }, step = async (title, inputs, says) => {
    ctx.log.info(`${title} ...`);
    let { workspace, temp } = stage, run = await runAction({ workspace, temp, inputs: { ...base, ...inputs }, declared, signal: ctx.signal });
    return steps.push({ title, exit: run.exit, status: run.outputs.status ?? "none", says: says(run) }), ctx.log.info(`  exit ${run.exit}, status ${run.outputs.status ?? "none"}`), run.outputs;
  }, before = await askAboutProduction(client, TAG, HARDWARE, ctx.now), ciAlone = await askAboutCi(client, HARDWARE, ctx.now);
  await step(
    "root pin",
    { command: "root pin" },
    ({ outputs }) => `The root of trust (version ${outputs["root-version"]}) was verified and written to .factory-tuf/root.json, to be committed.`
  );
  let plan = await step(
    "wave plan latest production",
    { command: "wave plan", version: "latest", tag: TAG },
    ({ outputs }) => `A plan was made without any key: version ${outputs.version} (digest ${short(outputs["targets-digest"])}). This is what a person approves.`
  ), promotion = {
    command: "promote",
    version: plan.version ?? "",
    tag: TAG,
    "expires-at": plan["expires-at"] ?? "",
    keys: stage.encryptedKeys,
    "keys-identity": stage.identity
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
  ), await step("promote, run again", approved, () => "The same step run again found its work done and changed nothing.");
  let after = await askAboutProduction(client, TAG, HARDWARE, ctx.now);
  return { steps, before, ciAlone, after };
}
async function clientOf(ctx, { factory }) {
  let { createFactoryClient } = await import("./client-KA6OAX4L.js");
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
async function declaredInputs() {
  let { registry } = await import("./registry-EG2RIKC5.js"), commands = await Promise.all(Object.values(registry).map((load) => load())), names = [actionInputs, ...commands.filter(({ runs }) => runs === "anywhere").map(({ options: options2 }) => options2)].flatMap(
    (declarations) => Object.entries(declarations).filter(([, { only }]) => only !== "cli").map(([name]) => optionFlag(name))
  );
  return [...new Set(names)];
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
function short(digest) {
  return digest ? `${digest.slice(0, 19)}...` : "none";
}
export {
  demo
};
