import {
  childEnvironment
} from "./chunk-MQMP256A.js";
import {
  keyInputNames,
  publishes,
  usesKeys
} from "./chunk-SUGFOXMG.js";
import {
  openWithTyped,
  parseIdentities,
  rememberKeyFile,
  requireNoSecretFor,
  requireRootOffline,
  requireStrongPassphrase,
  requireTrustedRoot,
  startsFromTrust,
  trimPassphrase
} from "./chunk-TR2ADAIJ.js";
import {
  listFolderOf,
  readEvent,
  requireKeyEvent,
  requireNoNearMiss
} from "./chunk-6OFCVHMT.js";
import {
  mixedWarning,
  readAgeHeader,
  readKeyFile,
  readKeyInput,
  readSecretFile,
  readWorkspaceKeyFile
} from "./chunk-J76ILIXD.js";
import {
  networkFault,
  nodeFetch
} from "./chunk-3STWAPOI.js";
import {
  archiveMasks,
  connect,
  maskForms,
  nameFactory,
  readConnectionConfig,
  startDeadline,
  textOf,
  waitFor
} from "./chunk-T44ACDSX.js";
import {
  asciiJson
} from "./chunk-TDW22WYI.js";
import {
  checkoutTop,
  requestsSent
} from "./chunk-IIK4X4CT.js";
import {
  anyCommand
} from "./chunk-BDUGV67J.js";
import {
  MAX_POLICY_BYTES,
  POLICY_FILE,
  combinedPolicy,
  configTextOf,
  layoutOf,
  pathsOf,
  policyOf,
  readRepositoryFiles
} from "./chunk-CTSPPTIG.js";
import {
  onRead
} from "./chunk-B3BO367N.js";
import {
  DEFAULT_API_URL,
  apiAddress,
  factoryBaseUrl
} from "./chunk-RBKFZL3T.js";
import {
  LOOPBACK_HOSTS
} from "./chunk-ONAKJ6LR.js";
import {
  verificationForms
} from "./chunk-XPD3U6YF.js";
import {
  wholeSeconds
} from "./chunk-XZWJ3NC3.js";
import {
  isObject,
  memberAt
} from "./chunk-RQY7G4BH.js";
import {
  ToolError,
  isUsageCode
} from "./chunk-IAASVYQS.js";

// src/commands/result/exit-status.ts
function exitStatusOfOutcome({
  status,
  changed,
  failure
}) {
  return failure ? exitStatusOfError(failure) : { exit: 0, status, changed };
}
function exitStatusOfError(error, wrote = !1) {
  if (!(error instanceof ToolError))
    return wrote ? { exit: 4, status: "unknown", changed: "unknown" } : { exit: 1, status: "refused", changed: "no" };
  let { code, changed } = error;
  return changed !== "no" ? { exit: 4, status: "unknown", changed } : isUsageCode(code) ? { exit: 2, status: "usage", changed } : code === "gate" ? { exit: 3, status: "gate", changed } : { exit: 1, status: "refused", changed };
}
function failureOf(error, wrote = !1) {
  if (error instanceof ToolError) return { code: error.code, message: error.message, next: error.next };
  let where = error instanceof Error ? error.name : typeof error, next = wrote ? "Look at the Factory with `factory-tuf wave list` and `wave show`, then report this." : "Please report this, with the command and its options but without any secret.";
  return {
    code: "bug",
    message: `This is a bug in factory-tuf (${where}${placeOf(error)}). ${wrote ? "Whether the Factory was changed is not known." : "Nothing was changed."} ${next}`,
    next
  };
}
function placeOf(error) {
  let stack = error instanceof Error ? error.stack ?? "" : "", frame = /^\s+at .*?([A-Za-z0-9_.-]+\.(?:ts|js|mjs)):(\d+):\d+\)?$/m.exec(stack);
  return frame ? ` at ${frame[1]}:${frame[2]}` : "";
}

// src/commands/command-table.ts
var commandTable = {
  "wave plan": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).wavePlan)
  },
  "wave init": {
    runs: "anywhere",
    needs: "keys",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).waveInit)
  },
  "wave sign": {
    runs: "anywhere",
    needs: "keys",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).waveSign)
  },
  "wave rollout": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).waveRollout)
  },
  "wave complete": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).waveComplete)
  },
  "wave cancel": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).waveCancel)
  },
  "wave status": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).waveStatus)
  },
  "wave list": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).waveList)
  },
  "wave show": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).waveShow)
  },
  "targets list": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).targetsList)
  },
  "device check": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).deviceCheck)
  },
  "bundle show": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).bundleShow)
  },
  "bundle sign": {
    runs: "anywhere",
    needs: "keys",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).bundleSign)
  },
  promote: {
    runs: "anywhere",
    needs: "keys",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).promote)
  },
  doctor: {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).doctor)
  },
  review: {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./review-commands-NYKQMW6X.js")).review)
  },
  "root show": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).rootShow)
  },
  "root pin": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./release-commands-NTKW6VUV.js")).rootPin)
  },
  remind: {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./review-commands-NYKQMW6X.js")).remind)
  },
  "root download": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).rootDownload)
  },
  "root resign": {
    runs: "offline",
    needs: "keys",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).rootResign)
  },
  "updates init": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).updatesInit)
  },
  "updates add-offline-key": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).updatesAddOfflineKey)
  },
  "updates delete-offline-key": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).updatesDeleteOfflineKey)
  },
  "updates rotate-offline-key": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).updatesRotateOfflineKey)
  },
  "updates rotate-online-key": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).updatesRotateOnlineKey)
  },
  "updates set-threshold": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).updatesSetThreshold)
  },
  "updates sign": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).updatesSign)
  },
  "updates sign-prod-targets": {
    runs: "offline",
    needs: "keys",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).updatesSignProdTargets)
  },
  "updates review": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).updatesReview)
  },
  "updates apply": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).updatesApply)
  },
  "updates cancel": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).updatesCancel)
  },
  "keys rotate": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).keysRotate)
  },
  "keys rotate-all": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).keysRotateAll)
  },
  "keys resume": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).keysResume)
  },
  "keys list": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).keysList)
  },
  "keys copy-targets": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).keysCopyTargets)
  },
  "keys encrypt": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).keysEncrypt)
  },
  "keys decrypt": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).keysDecrypt)
  },
  "keys backup": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).keysBackup)
  },
  "keys restore": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./owner-commands-SPURY7SU.js")).keysRestore)
  },
  demo: {
    runs: "machine",
    needs: "nothing",
    load: async (registry2) => anyCommand((await import("./demo-67TDPVMC.js")).demoOf(registry2))
  },
  emulate: {
    runs: "machine",
    needs: "nothing",
    load: async () => anyCommand((await import("./emulate-I6GT3YKV.js")).emulate)
  },
  completion: {
    runs: "machine",
    needs: "nothing",
    load: async (registry2) => anyCommand((await import("./completion-ETK2RZC3.js")).completionOf(registry2))
  },
  "completion install": {
    runs: "machine",
    needs: "nothing",
    load: async (registry2) => anyCommand((await import("./install-CEOO32GU.js")).completionInstallOf(registry2))
  }
};

// src/commands/registry.ts
var registry = Object.fromEntries(
  Object.entries(commandTable).map(([name, { load }]) => [name, () => load(registry)])
), commandNames = Object.keys(commandTable), actionCommandNames = namesOf(({ runs }) => runs === "anywhere"), offlineCommandNames = namesOf(({ runs }) => runs === "offline"), machineCommandNames = namesOf(({ runs }) => runs === "machine");
function namesOf(is) {
  return commandNames.filter((name) => is(commandTable[name]));
}

// src/context/rehearsal.ts
var VARIABLE = "FACTORY_TUF_CLOCK", WAIT_MS = 1e4;
function isRehearsal(env) {
  return env[VARIABLE] === "factory";
}
async function timeOfRun({ now, env, door, command, apiUrl, fetch = nodeFetch({}) }) {
  let wanted = env[VARIABLE] ?? "";
  if (wanted === "" || command.needs === "nothing") return now;
  if (wanted !== "factory")
    throw new ToolError("config-invalid", {
      happened: `${VARIABLE} is ${JSON.stringify(wanted.slice(0, 40))}, and the only value it can have is factory.`,
      next: `Unset ${VARIABLE}, or set it to factory to rehearse with the time of \`factory-tuf emulate\`.`
    });
  let given = apiAddress(apiUrl, env, door), config = given || door === "action" ? null : await readConnectionConfig(env, AbortSignal.timeout(WAIT_MS)), address = factoryBaseUrl(given?.url || config?.serverUrl || DEFAULT_API_URL, "api-url"), { host, hostname } = new URL(address);
  if (!LOOPBACK_HOSTS.has(hostname))
    throw new ToolError("config-invalid", {
      happened: `${VARIABLE}=factory takes the time from the server, which is for a Factory on this machine alone (127.0.0.1, [::1], localhost), and this run would ask ${host}.`,
      next: `Unset ${VARIABLE}. To rehearse, give the address that \`factory-tuf emulate\` printed as api-url.`
    });
  return timeOf(address, fetch);
}
async function timeOf(address, fetch) {
  let date;
  try {
    let answer = await fetch(`${address}/`, { redirect: "manual", signal: AbortSignal.timeout(WAIT_MS) });
    date = answer.headers.get("date"), await answer.body?.cancel();
  } catch (cause) {
    throw new ToolError(
      "network-failed",
      {
        happened: `${VARIABLE}=factory is set, and ${address} did not tell its time.`,
        next: "Is `factory-tuf emulate` running there? Start it, or unset the variable."
      },
      { cause }
    );
  }
  let at = new Date(date ?? Number.NaN);
  if (!Number.isNaN(at.getTime())) return at;
  throw new ToolError("response-malformed", {
    happened: `${VARIABLE}=factory is set, and the answer of ${address} bears no readable Date.`,
    next: "Unset the variable."
  });
}

// src/github/port.ts
function gitHubPort({ env, token, repository, ...ports }) {
  return {
    hasToken: !!token,
    async connect() {
      let [{ createGitHubClient }, { gitHubPlace }] = await Promise.all([
        import("./client-WI2OMAAY.js"),
        import("./place-AUHODJR6.js")
      ]);
      return createGitHubClient({ ...gitHubPlace(env, repository), token: token ?? "", ...ports });
    }
  };
}
function gitHubToken(env, door) {
  return (door === "action" ? env["INPUT_GITHUB-TOKEN"] : env.GITHUB_TOKEN)?.trim() || void 0;
}

// src/context/key-input.ts
import { resolve } from "node:path";

// src/keys/sources/source.ts
import { basename } from "node:path";

// src/keys/sources/command-line.ts
function parseCommandLine(text) {
  let words2 = [], word = null, quoted = !1;
  for (let at = 0; at < text.length; at++) {
    let char = text[at];
    char === "\\" && /["\\\s]/.test(text[at + 1] ?? "") ? word = (word ?? "") + text[++at] : char === '"' ? (quoted = !quoted, word ??= "") : /\s/.test(char) && !quoted ? (word !== null && words2.push(word), word = null) : word = (word ?? "") + char;
  }
  if (quoted) throw invalid("opens a double quote and does not close it");
  word !== null && words2.push(word);
  let [program, ...args] = words2;
  if (program === void 0)
    throw new ToolError("value-missing", {
      happened: "keys-command is empty.",
      next: 'Give a program and its arguments, e.g. keys-command: show-secret "release keys".'
    });
  if (program.trim() === "") throw invalid("begins with an empty word instead of a program");
  if (program.includes('"')) throw invalid("names a program with a double quote in its name");
  if (words2.some((part) => part.includes("\0"))) throw invalid("holds a NUL character");
  return { program, args };
}
function invalid(why) {
  return new ToolError("value-invalid", {
    happened: `keys-command ${why}.`,
    next: 'Write a program and its arguments; quote an argument with blanks as "...", and a quote in it as \\".'
  });
}

// src/keys/sources/source.ts
function keySource(input) {
  let masks = masker(input.mask), content = once(async () => (await masks(...identityLines(input.identity), input.passphrase), readInput(input, masks))), keyOf = async (passphrase2, scrypt) => {
    await masks(passphrase2), input.weakPassphrase === "refused" && requireStrongPassphrase(passphrase2);
    let { deriveScryptKey } = await import("./age-EJ6EA5TF.js");
    return deriveScryptKey(scrypt, passphrase2);
  }, given = trimPassphrase(input.passphrase || ""), givenKey = once((scrypt) => keyOf(given, scrypt)), archiveBytes = async ({ input: { bytes }, header }) => {
    if (!header) return bytes;
    let { decryptAge } = await import("./age-EJ6EA5TF.js"), { scrypt } = header;
    if (!scrypt) return decryptAge(bytes, { identities: parseIdentities(requireIdentity(input)) });
    if (given) return decryptAge(bytes, { scryptKey: await givenKey(scrypt) });
    let open = async (typed) => decryptAge(bytes, { scryptKey: await keyOf(typed, scrypt) }), opened = input.ask ? await openWithTyped(input.ask, archiveName(input), open) : null;
    if (opened === null) throw passphraseMissing(input);
    return opened;
  }, source = {
    prefetch() {
      content().then(async ({ header }) => {
        let key = header?.scrypt && given ? givenKey(header.scrypt) : null;
        await Promise.all([key, getReady(header)]);
      }).catch(() => {
      });
    },
    open: once(async () => {
      let read = await content();
      read.header?.mixed && input.warn?.(mixedWarning(nameOf(input.from)));
      let bytes = await archiveBytes(read);
      await masks(bytes);
      let { readArchive, skippedWarning } = await import("./read-archive-7WXVQH6K.js"), archive = await readArchive(bytes), warning2 = skippedWarning(nameOf(input.from), archive);
      warning2 && input.warn?.(warning2);
      for (let form of archiveMasks(archive)) input.mask(form);
      return archive;
    })
  }, { from, identity, passphrase, ask, warn, signal } = input;
  return "file" in from && rememberKeyFile(source, { path: from.file, secrets: { identity, passphrase, ask, warn, signal } }), source;
}
async function getReady(header) {
  await requestsSent();
  let { warmUp } = await import("./warm-up-3KWW4F56.js");
  await warmUp(header);
}
async function readInput(input, masks) {
  let { from } = input, raw = await readRaw(input);
  "file" in from || await masks(raw);
  let what = nameOf(from), found = readKeyInput(raw, what);
  if (found.form === "age") return { input: found, header: readAgeHeader(found.bytes) };
  if (input.plain === "accepted" || "command" in from)
    return !input.opensOthers && !("command" in from) && requireNoSecretFor(what, input), { input: found, header: null };
  throw new ToolError("keys-plain", {
    happened: `${what} is a plain archive: anyone who reads it can sign releases.`,
    next: "Encrypt it with age and give that, with the identity as its own secret: age-keygen -o identity.txt, then age -a -r age1... -o keys.age targets.keys.tgz. If the plain archive left your machine, rotate its key."
  });
}
function nameOf(from) {
  return "content" in from ? "The input keys" : "file" in from ? "The key file" : "The output of keys-command";
}
async function readRaw({ from, env, signal }) {
  if ("content" in from) return Buffer.from(from.content, "utf8");
  if ("file" in from) {
    let { file, workspace } = from;
    return workspace === void 0 ? readKeyFile(file, signal ?? new AbortController().signal) : readWorkspaceKeyFile(file, workspace);
  }
  let line = parseCommandLine(from.command);
  return (await import("./run-command-DGYJDQKA.js")).runCommand(line, env, signal);
}
function archiveName({ from }) {
  return "file" in from ? basename(from.file) : "the key archive";
}
function requireIdentity({ identity, passphrase }) {
  if (identity) return identity;
  throw passphrase ? new ToolError("keys-wrong-passphrase", {
    happened: "The encrypted archive opens with an age identity, not with a passphrase.",
    next: "Give the identity (AGE-SECRET-KEY-1...) as keys-identity."
  }) : secretMissing("an age identity");
}
function passphraseMissing({ identity }) {
  return identity ? new ToolError("keys-wrong-identity", {
    happened: "The encrypted archive opens with a passphrase, not with an age identity.",
    next: "Give keys-passphrase; or encrypt the archive to the identity, which opens in milliseconds."
  }) : secretMissing("a passphrase");
}
function secretMissing(what) {
  let [option, env] = what === "a passphrase" ? ["keys-passphrase", "FACTORY_TUF_PASSPHRASE"] : ["keys-identity", "FACTORY_TUF_IDENTITY"];
  return new ToolError("keys-secret-missing", {
    happened: `The encrypted archive opens with ${what}, and none was given.`,
    next: `Give it as ${option} in the Action, as --${option}-file or ${env} on the command line.`
  });
}
function identityLines(text = "") {
  return [...text.split(/\r?\n/).filter((line) => !line.startsWith("#")), ...text.match(/AGE-SECRET-KEY-[A-Z0-9-]+/gi) ?? []];
}
function masker(mask) {
  return async (...secrets) => {
    for (let secret2 of secrets) for (let form of secret2 ? maskForms(secret2) : []) mask(form);
  };
}
function once(make) {
  let made;
  return (...args) => made ??= make(...args);
}

// src/context/key-input.ts
async function keySourceOf(options, door, ports) {
  let from = origin(options, door, ports.cwd, ports.env.GITHUB_WORKSPACE || ports.cwd);
  return from ? keySource({
    from,
    ...await unlockSecretsOf(options, door, ports),
    opensOthers: textOf(options, "targetsKeys") !== void 0,
    plain: door === "action" ? "refused" : "accepted",
    weakPassphrase: door === "action" ? "refused" : "accepted",
    mask: ports.mask,
    env: ports.env,
    signal: ports.signal
  }) : null;
}
async function unlockSecretsOf(options, door, ports) {
  let [identity, passphrase] = await Promise.all([
    secret(options, "keysIdentity", "FACTORY_TUF_IDENTITY", door, ports),
    secret(options, "keysPassphrase", "FACTORY_TUF_PASSPHRASE", door, ports)
  ]);
  return { identity, passphrase, ask: ports.askPassphrase, warn: ports.warn, signal: ports.signal };
}
function origin(options, door, cwd, workspace) {
  let [keys, keysFile, keysCommand] = keyInputNames.map((name) => textOf(options, name));
  return keysCommand !== void 0 ? { command: keysCommand } : keysFile !== void 0 ? { file: resolve(cwd, keysFile), workspace } : keys === void 0 ? null : door === "action" ? { content: keys } : { file: resolve(cwd, keys) };
}
async function secret(options, name, variable, door, { env, cwd, signal }) {
  if (door === "action") return textOf(options, name);
  let file = textOf(options, `${name}File`);
  return file === void 0 ? env[variable] || void 0 : readSecretFile(resolve(cwd, file), signal);
}

// src/context/place-of-run.ts
async function placeOf2(door, env, cwd, signal) {
  let inActions = door === "action" || env.GITHUB_ACTIONS === "true", known = (value) => inActions && value || null;
  return {
    folder: cwd,
    top: known(env.GITHUB_WORKSPACE) ?? await checkoutTop(cwd) ?? cwd,
    isWorkspace: door === "action",
    signal,
    event: known(env.GITHUB_EVENT_NAME),
    eventFile: known(env.GITHUB_EVENT_PATH),
    commit: known(env.GITHUB_SHA),
    workspace: known(env.GITHUB_WORKSPACE),
    workflow: /^[^/]+\/[^/]+\/([^@]+)@/.exec(known(env.GITHUB_WORKFLOW_REF) ?? "")?.[1] ?? null,
    job: known(env.GITHUB_JOB),
    run: inActions ? runOf(env) : null,
    outputFolder: door === "action" ? env.RUNNER_TEMP || cwd : null,
    childEnvironment: childEnvironment(env)
  };
}
function runOf({
  GITHUB_SERVER_URL,
  GITHUB_REPOSITORY,
  GITHUB_RUN_ID,
  GITHUB_RUN_ATTEMPT
}) {
  if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY || !GITHUB_RUN_ID) return null;
  let run = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
  return GITHUB_RUN_ATTEMPT ? `${run}/attempts/${GITHUB_RUN_ATTEMPT}` : run;
}

// src/context/protected-ref.ts
import { relative, resolve as resolve2, sep } from "node:path";
async function policyOnRef(checkedOut, named, { env, place, github, log }) {
  if (env.GITHUB_REF_PROTECTED === "true") return checkedOut;
  let happened = `The ref${env.GITHUB_REF ? ` ${env.GITHUB_REF.slice(0, 200)}` : ""} is not protected, so everybody with write access can change what runs with the key.`, next = "Protect it with a branch or tag rule, and run releases from there.";
  if (checkedOut.requireProtectedRef) throw new ToolError("ref-unprotected", { happened, next });
  let policy = await isDefaultBranch(env, place) ? checkedOut : combinedPolicy(
    checkedOut,
    await policyOfDefaultBranch(await policyPaths(place, named), { github, log }, happened)
  );
  if (policy.requireProtectedRef) {
    let why = `${happened} The policy of the default branch has require-protected-ref: true.`;
    throw new ToolError("ref-unprotected", { happened: why, next });
  }
  return log.warning(`${happened} ${next}`), policy;
}
async function isDefaultBranch({ GITHUB_REF }, { eventFile }) {
  let payload = eventFile ? await readEvent(eventFile) : null, name = memberAt(payload, "repository", "default_branch");
  return typeof name == "string" && GITHUB_REF === `refs/heads/${name}`;
}
async function policyPaths(place, named) {
  let checkout = await checkoutTop(place.folder) ?? place.top, within = layoutOf(place, named).policies.flatMap(({ named: own, usual }) => [...usual, ...own ? [own] : []]).map((path) => relative(checkout, resolve2(place.folder, path)).split(sep).join("/"));
  return [.../* @__PURE__ */ new Set([...within, POLICY_FILE])].filter((path) => !path.startsWith(".."));
}
async function policyOfDefaultBranch(paths, { github, log }, unprotected) {
  try {
    let client = await github.connect(), commit = await client.branchHead((await client.repositoryFacts()).defaultBranch);
    await requireNoNearMiss(paths, { list: (folder) => client.filesIn(commit, folder), of: " of the default branch", log });
    let files = await Promise.all(paths.map((path) => client.fileAt(commit, path, MAX_POLICY_BYTES)));
    return await policyOf(
      files.map((bytes, at) => bytes && configTextOf(bytes, `${paths[at]} of the default branch`, MAX_POLICY_BYTES))
    );
  } catch (error) {
    throw !(error instanceof ToolError) || error.code === "deadline-exceeded" ? error : new ToolError("ref-unprotected", {
      happened: `${unprotected} Whether the default branch's policy allows that could not be read. ${error.happened}`,
      next: "Protect the ref with a branch or tag rule, or give the job `permissions: contents: read` and a github-token."
    });
  }
}

// src/context/clock-verdict.ts
var AGREE_MS = 6e4, WARNING_MS = 5 * 6e4, WRONG_MS = 60 * 6e4, SECOND_MS = 1e3;
function clockVerdict({ answers, recorded, nowMs }) {
  if (answers.length === 0) return byRecords(recorded, nowMs, WRONG_MS);
  let offsets = answers.map(offsetOf), [only, ...others] = offsets;
  if (others.length === 0)
    return Math.abs(only.offMs) >= WARNING_MS ? warning(`${differs(only.offMs, nowMs)} (by one answer alone)`) : byRecords(recorded, nowMs, 1 / 0);
  let agreed = agreedOn(offsets);
  if (!agreed) return warning(disagreement(offsets));
  let off = Math.abs(agreed.offMs), aheadMs = agreed.offMs > 0 ? agreed.highMs : agreed.offMs;
  return off >= WRONG_MS ? { level: "wrong", says: `${differs(agreed.offMs, nowMs)}.`, aheadMs } : off >= WARNING_MS ? { ...warning(differs(agreed.offMs, nowMs)), aheadMs } : offsets.filter((other) => !agree(agreed, other)).length > 1 ? warning(disagreement(offsets)) : { ...byRecords(recorded, nowMs + agreed.offMs, 1 / 0), aheadMs };
}
function offsetOf({ dateMs, sentMs, receivedMs }) {
  let [lowMs, highMs] = [dateMs - receivedMs, dateMs + SECOND_MS - sentMs];
  return { lowMs, highMs, offMs: lowMs > 0 ? lowMs : Math.min(highMs, 0) };
}
function agree(one, other) {
  return one.lowMs - other.highMs <= AGREE_MS && other.lowMs - one.highMs <= AGREE_MS;
}
function agreedOn(offsets) {
  let width = ({ lowMs, highMs }) => highMs - lowMs, [nearest = null] = offsets.map((offset) => offsets.filter((other) => agree(offset, other))).filter(({ length }) => length > 1).map((group) => group.reduce((best, offset) => width(offset) < width(best) ? offset : best)).sort((a, b) => Math.abs(a.offMs) - Math.abs(b.offMs));
  return nearest;
}
function byRecords(recorded, nowMs, wrongMs) {
  let latest = recorded.reduce((a, b) => a && a.atMs >= b.atMs ? a : b, null), ahead = latest === null ? 0 : latest.atMs - nowMs;
  if (latest === null || ahead < WARNING_MS) return { level: "right", says: "", aheadMs: 0 };
  let made = `${latest.what} says that it was made at ${timeText(latest.atMs)}, which is ${durationText(ahead)} in the future`;
  if (wrongMs === 1 / 0) return warning(`${made}: the clock of whoever made it was ahead`);
  let says = `${made}: the clock of this machine (${timeText(nowMs)}) may be behind`;
  return ahead >= wrongMs ? { level: "wrong", says: `${says}.`, aheadMs: 0 } : warning(says);
}
function warning(says) {
  return { level: "warning", says: `${says}.`, aheadMs: 0 };
}
function differs(offMs, nowMs) {
  let how = offMs > 0 ? "behind" : "ahead of";
  return `The clock of this machine is ${durationText(Math.abs(offMs))} ${how} the Factory's: here it is ${timeText(nowMs)}, there ${timeText(nowMs + offMs)}`;
}
function disagreement(offsets) {
  let all = offsets.map(({ offMs }) => offMs), apart = Math.max(...all) - Math.min(...all);
  return `The Factory's answers disagree about the time, by ${durationText(apart)}: the clock of this machine or of a proxy may be wrong`;
}
function durationText(ms) {
  let [minutes, hours, days] = [6e4, 36e5, 864e5].map((unit) => Math.round(ms / unit));
  return days >= 3 ? `${days} days` : hours >= 2 ? `${hours} hours` : minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
function timeText(ms) {
  let at = new Date(ms);
  return Number.isNaN(at.getTime()) ? "an impossible time" : wholeSeconds(at);
}

// src/context/run-clock.ts
var MAX_ANSWERS = 200, RunClock = class {
  #startMs;
  #elapsedMs;
  #answers = [];
  #recorded = [];
  #said = /* @__PURE__ */ new Set();
  #hasWritten = !1;
  #dating = null;
  #isRehearsal;
  /**
   * @param now the front door's reading. @param clock milliseconds since any moment.
   * @param isRehearsal the Factory's clock is the right one, however fast it runs (`emulate --speed`).
   */
  constructor(now, clock = () => performance.now(), isRehearsal2 = !1) {
    let begun = clock();
    this.#isRehearsal = isRehearsal2, this.#startMs = now.getTime(), this.#elapsedMs = () => clock() - begun;
  }
  /** Milliseconds since 1970 as this machine counts them. It goes on while a person is asked. */
  read() {
    return this.#startMs + this.#elapsedMs();
  }
  answered(answer) {
    this.#answers.length < MAX_ANSWERS && this.#answers.push(answer);
  }
  /** What the Factory has recorded; `at` in any form that a document has. What is no time is left out. */
  recorded(what, at) {
    let atMs = typeof at == "string" ? Date.parse(at) : Number.NaN;
    Number.isNaN(atMs) || this.#recorded.push({ what, atMs });
  }
  /** Have two answers told their time, which is what a verdict needs? */
  get isTold() {
    return this.#answers.length > 1;
  }
  verdict() {
    let last = this.#answers.at(-1);
    return this.#isRehearsal ? { level: "right", says: "", aheadMs: last ? last.dateMs - last.receivedMs : 0 } : clockVerdict({ answers: this.#answers, recorded: this.#recorded, nowMs: this.read() });
  }
  /** The Factory's time now, as far as its answers agree on it; else this machine's. Milliseconds since 1970. */
  factoryTime() {
    return this.read() + this.verdict().aheadMs;
  }
  /**
   * The time by which root work is dated, the same throughout a run: this machine's at the start of it. Minutes that it
   * is known to be behind are added, for they would be taken from every device.
   */
  get dating() {
    let { level, aheadMs } = this.verdict();
    return this.#dating ??= new Date(this.#startMs + (level === "wrong" ? 0 : Math.max(0, aheadMs))), this.#dating;
  }
  /** What is to be warned of, once a run; null where there is nothing, or it was said. */
  warning() {
    let { level, says } = this.verdict();
    return level === "right" || this.#said.has(level) ? null : (this.#said.add(level), level === "wrong" ? `${says} Nothing is signed while it is so.` : says);
  }
  /** Null where the clock is not wrong. */
  error() {
    let { level, says } = this.verdict();
    return level === "wrong" ? clockWrong(says) : null;
  }
  /**
   * The last door: whatever a command has looked at, it changes nothing at the Factory by a wrong clock. What is begun
   * is seen through, whatever later answers say.
   * @throws {ToolError} `clock-wrong`. Nothing was sent.
   */
  beforeWrite = () => {
    let error = this.#hasWritten ? null : this.error();
    if (error) throw error;
    this.#hasWritten = !0;
  };
};
function clockWrong(happened) {
  return new ToolError("clock-wrong", {
    happened,
    next: "Nothing is signed while it is an hour or more off. Set the clock of this machine (let it be set from the network), then run this again. For a rehearsal with `factory-tuf emulate`, set FACTORY_TUF_CLOCK=factory."
  });
}

// src/context/prepare.ts
var AdmittedRun = class _AdmittedRun {
  #command;
  #door;
  constructor(command, door) {
    this.#command = command, this.#door = door;
  }
  get command() {
    return this.#command;
  }
  get door() {
    return this.#door;
  }
  /**
   * The one place where the event of a run is checked, before the value of any option is read.
   * @param given the options that were given, by declared name; values may still be raw.
   * @throws {ToolError} `event-refused` for a run on a runner that uses keys or publishes, on any event that
   *   {@link requireKeyEvent} does not let pass.
   */
  static admit(command, door, given, env) {
    return releasesOnRunner(command, door, given, env) && requireKeyEvent(env.GITHUB_EVENT_NAME, {
      command: command.name,
      does: usesKeys(command, given) ? "uses a key" : "publishes",
      isApproved: typeof given.expectDigest == "string" && given.expectDigest !== ""
    }), new _AdmittedRun(command, door);
  }
};
async function prepareContext(settings, ports) {
  let { run, options } = settings, timeout = textOf(options, "timeout"), deadline = timeout !== void 0 ? startDeadline(timeout, ports.interrupted) : null, signal = deadline?.signal ?? ports.interrupted ?? new AbortController().signal, place = await placeOf2(run.door, ports.env, ports.cwd, signal), fromKeys = { ...keyPorts(ports, deadline), signal }, local = localContext(settings, ports, place, deadline, fromKeys);
  return run.command.needs === "nothing" ? local : { ...local, ...await outerPorts(settings, ports, local, fromKeys) };
}
async function outerPorts(settings, ports, { place, refuseRootKeys, signal }, fromKeys) {
  let { run, options } = settings, { command, door } = run, { env, log, onWrite, fetch = nodeFetch(ports.env), wait = waitFor } = ports, config = door === "cli" ? await readConnectionConfig(env, signal) : null, factory = nameFactory(options, env, config, door), named = {
    trustedRoot: textOf(options, "trustedRoot"),
    pins: textOf(options, "pins"),
    policy: textOf(options, "policy"),
    waivers: textOf(options, "waivers")
  };
  await requireNoNearMiss(pathsOf(layoutOf(place, named)), { list: listFolderOf(place), log });
  let files = await readRepositoryFiles(place, named, factory, command.readsOwnPolicy ? "usual" : "named"), github = gitHubPort({
    env,
    token: gitHubToken(env, door),
    repository: textOf(options, "repo"),
    signal,
    wait: (ms) => wait(ms, signal),
    info: (message) => log.info(message),
    onWrite,
    fetch
  }), policy = releasesOnRunner(command, door, options, env) ? await policyOnRef(files.policy, named, { env, place, github, log }) : files.policy, trust = { ...files, policy, onFirstUse: options.trustOnFirstUse === !0 };
  requirePlan(settings, policy), options.offline === !0 && requireRootOffline(trust), startsFromTrust(command, options) && requireTrustedRoot({ trust, place, refuseRootKeys }, command.name);
  let { worksWithoutToken } = command, clock = new RunClock(ports.now, void 0, isRehearsal(env)), connected = await connect({
    ...ports,
    fetch,
    factory,
    options,
    door,
    config,
    signal,
    clock,
    worksWithoutToken
  }), keys = usesKeys(command, options) ? await keySourceOf(options, door, fromKeys) : null;
  if (!keys && command.needs === "keys" && usesKeys(command, options)) throw keysMissing(command.name, door);
  return {
    ...connected,
    trust,
    clock,
    keys,
    github
  };
}
function keyPorts(ports, deadline) {
  let { askPassphrase, log } = ports, said = /* @__PURE__ */ new Set(), warn = (message) => {
    said.has(message) || log.warning(message), said.add(message);
  };
  return !askPassphrase || !deadline ? { ...ports, warn } : { ...ports, warn, askPassphrase: (...asked) => deadline.pausedFor(() => askPassphrase(...asked)) };
}
var nothingTyped = { line: null, all: async () => "" };
function pausingTyping({ line, all }, deadline) {
  return deadline ? {
    line: line && ((question, problem) => deadline.pausedFor(() => line(question, problem))),
    all: () => deadline.pausedFor(all)
  } : { line, all };
}
function localContext({ run: { command, door }, options }, ports, place, deadline, fromKeys) {
  let { signal } = fromKeys, { now, cwd, log, progress, announce, confirm, askSecret, offer, env, wait = waitFor } = ports, whilePaused = (ask) => deadline ? deadline.pausedFor(ask) : ask();
  return {
    now,
    cwd,
    place,
    newKey: ports.newKey ?? newKeyOfSystem,
    unlock: () => door === "action" ? Promise.resolve({}) : unlockSecretsOf(options, door, fromKeys),
    typing: pausingTyping(ports.typing ?? nothingTyped, deadline),
    refuseRootKeys: door === "action" || env.GITHUB_ACTIONS === "true",
    log,
    progress,
    confirm: async (about, question) => {
      if (!command.confirms) throw new Error(`${command.name} asks, and declares nothing of it`);
      let isApproved = options.expectDigest !== void 0;
      await whilePaused(() => confirm(about, isApproved ? null : question));
    },
    askSecret: askSecret ? (question) => whilePaused(() => askSecret(question)) : null,
    offer: offer ? (question) => whilePaused(() => offer(question)) : null,
    signal,
    announce,
    wait: (ms) => wait(ms, signal)
  };
}
var newKeyOfSystem = async (type, role) => {
  let { newKey, systemRandomness } = await import("./generate-UKG5VRMN.js");
  return newKey(type, role, systemRandomness);
};
function requirePlan({ run: { command }, options }, policy) {
  if (!(!policy.requirePlan || !Object.hasOwn(command.options, "expectDigest") || options.dryRun === !0) && options.expectDigest === void 0)
    throw new ToolError("plan-required", {
      happened: `The repository's policy has require-plan: true, and ${command.name} was given no expect-digest.`,
      next: `Run \`factory-tuf ${planOf(command.name)}\`, have what it shows approved, and give the digest that it prints as expect-digest.`
    });
}
function planOf(command) {
  return command === "updates sign" ? "updates review" : command === "bundle sign" ? "bundle show <folder>" : command === "wave init" || command === "promote" ? "wave plan <version> <tag>" : "wave show <wave>";
}
function releasesOnRunner(command, door, options, env) {
  return (door === "action" || env.GITHUB_ACTIONS === "true") && command.runs === "anywhere" && (usesKeys(command, options) || publishes(command, options));
}
function keysMissing(name, door) {
  return new ToolError("keys-missing", {
    happened: `${name} signs, and no offline key was given.`,
    next: door === "action" ? "Give the encrypted archive as the input `keys` (from a secret), keys-file or keys-command." : "Give the archive with --keys, or --keys-command."
  });
}

// src/http/watched-fetch.ts
function watchedFetch(fetch, sent) {
  return async (url, init) => {
    let ended = sent(init.method ?? "GET", new URL(url)), response;
    try {
      response = await fetch(url, init);
    } catch (error) {
      throw ended({ error }), error;
    }
    let { body, status, headers } = response;
    return body === null ? (ended({ status, bytes: 0, isWhole: !0 }), response) : { status, headers, body: countedBody(body, (bytes, isWhole) => ended({ status, bytes, isWhole })) };
  };
}
function countedBody(body, ended) {
  let bytes = 0, isTold = !1, tell = (isWhole) => {
    isTold || ended(bytes, isWhole), isTold = !0;
  };
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for await (let chunk of body)
          bytes += chunk.length, yield chunk;
        tell(!0);
      } finally {
        tell(!1);
      }
    },
    cancel(reason) {
      return tell(!1), body.cancel(reason);
    }
  };
}

// src/http/traced-fetch.ts
function tracedFetch(fetch, say, clock) {
  return watchedFetch(fetch, (method, { origin: origin2, pathname }) => {
    let begun = clock();
    return (outcome) => say(`${method} ${origin2}${pathname} ${words(outcome)}, ${Math.round(clock() - begun)} ms`);
  });
}
function words(outcome) {
  if ("error" in outcome) return networkFault(outcome.error)?.says ?? "was given up";
  let { status, bytes, isWhole } = outcome;
  return `was answered with ${status}, ${isWhole ? "" : "broken off after "}${bytes} bytes`;
}

// src/context/trace.ts
function startTrace(debug, clock, env = {}) {
  let end = onRead((path) => debug(`Read ${path}`));
  return { debug, fetch: tracedFetch(nodeFetch(env), debug, clock), [Symbol.dispose]: end };
}

// src/commands/result/result-json.ts
import { createHash } from "node:crypto";
function resultDocument(command, outcome) {
  let { outputs, data, failure } = outcome, { status, changed } = exitStatusOfOutcome(outcome);
  return { command, status, changed, ...outputs, data, ...failure && { error: failureOf(failure) } };
}
function failureDocument(command, error, wrote = !1) {
  let { status, changed } = exitStatusOfError(error, wrote);
  return { command, status, changed, data: null, error: failureOf(error, wrote) };
}
function shortenedResult(document, maxBytes) {
  if (sizeOf(document) <= maxBytes) return null;
  let short = { ...document, data: withoutDocuments(document.data) };
  for (; sizeOf(short) > maxBytes; ) {
    let smaller = withoutLargest(short.data);
    if (short = { ...short, data: smaller ?? digestOf(short.data) }, smaller === null) break;
  }
  return asciiJson(short);
}
function sizeOf(value) {
  return asciiJson(value).length;
}
function withoutDocuments(value) {
  return Array.isArray(value) ? value.map(withoutDocuments) : isPlain(value) ? isObject(value.signed) && typeof value.signed._type == "string" ? signedDigest(value.signed) : typeof value._type == "string" && typeof value.expires == "string" ? signedDigest(value) : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutDocuments(member)])) : value;
}
function signedDigest(signed) {
  return { digest: sha256(verificationForms(signed)[0]), type: signed._type, version: signed.version };
}
function withoutLargest(data) {
  if (!isPlain(data)) return null;
  let [largest] = Object.entries(data).filter(([, member]) => !isDigest(member)).map(([name, member]) => ({ name, size: sizeOf(member) })).sort((a, b) => b.size - a.size);
  return largest ? { ...data, [largest.name]: digestOf(data[largest.name]) } : null;
}
function digestOf(value) {
  let text = JSON.stringify(value) ?? "";
  return { digest: sha256(Buffer.from(text)), bytes: Buffer.byteLength(text) };
}
function isDigest(value) {
  return isPlain(value) && typeof value.digest == "string" && Object.keys(value).length <= 3;
}
function isPlain(value) {
  return isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
}
function sha256(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

export {
  exitStatusOfOutcome,
  exitStatusOfError,
  failureOf,
  resultDocument,
  failureDocument,
  shortenedResult,
  registry,
  commandNames,
  actionCommandNames,
  offlineCommandNames,
  machineCommandNames,
  timeOfRun,
  AdmittedRun,
  prepareContext,
  watchedFetch,
  startTrace
};
