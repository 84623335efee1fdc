import {
  gitHubProgram,
  gitIn,
  reviewedOwnerOf
} from "./chunk-ACBNDAOY.js";
import {
  dayText
} from "./chunk-55ZW76JH.js";
import "./chunk-7YHQTS3C.js";
import {
  hasLock,
  lockArchive,
  realPath
} from "./chunk-D5JPR6S5.js";
import {
  packTar
} from "./chunk-XH6H6DKE.js";
import {
  TRY_ELSEWHERE,
  writeNewFile
} from "./chunk-KFBSASEI.js";
import {
  OPENERS,
  environmentDocument,
  planEnvironment,
  setSecrets
} from "./chunk-KYSY3CIR.js";
import "./chunk-JAKR6GES.js";
import {
  lineProblem,
  readFirstLine,
  readPaperText,
  writePaperText
} from "./chunk-HMAO66XU.js";
import {
  MAX_SIGNATURE_BYTES,
  activeWaves,
  addKey,
  changeBlocks,
  countBlocks,
  diffRoots,
  dropUnusedKeys,
  forgetTransaction,
  heldAgainst,
  keptThreshold,
  keyTypeOption,
  newKeyFile,
  nextOfStaged,
  noTransaction,
  offlineRoleOption,
  openNamedArchive,
  ownerKeyOptions,
  ownerSignerOptions,
  parseUpdates,
  pathOf,
  productionOfRoot,
  productionStatus,
  putStaged,
  readSignable,
  readStaged,
  readStagedAgain,
  readTyped,
  recordedTxid,
  rememberTransaction,
  remoteTargetsSigner,
  removeKey,
  replaceKey,
  requireClientsTake,
  requireKeyFile,
  requireKeysSign,
  requireListedClientsTake,
  requireNoRootKeyInCi,
  requireNoWave,
  requireNotShortened,
  requireNothingThere,
  requireOnlyOnlineChange,
  requireSignable,
  requireSignerFits,
  requireTargetsKeyInCi,
  rootSignatures,
  rootSigners,
  shortenExpiryOption,
  signOption,
  signRootsFor,
  signSeen,
  signStaged,
  stageAndSign,
  stageRoots,
  stagedBlocks,
  stagedDataHelp,
  stagedKey,
  stagedKeyIfHeld,
  stagedOutcome,
  stagedStatusOf,
  stagedToBe,
  stagingOptions,
  txidFor,
  txidOption,
  validSignature,
  waveActive,
  withNewExpiry,
  withRootThreshold,
  withTxid
} from "./chunk-5QJHTNFI.js";
import {
  ONLINE_ROLES
} from "./chunk-2GIU4SI3.js";
import {
  DEFAULT_LOG_N,
  STRONG_PASSPHRASE,
  besideName,
  generatePassphrase,
  isAgeFile,
  leftoverForm,
  leftoversOf,
  lockProtected,
  openArchiveBytes,
  openArchiveFile,
  openArchiveFileIfThere,
  openProtected,
  partName,
  protectionFor,
  protectionWords,
  recipientsOf,
  requireNewPassphrase,
  requireOneStrength,
  sameKeys
} from "./chunk-3XBWU75H.js";
import {
  parseSignerUri
} from "./chunk-P7JV4ZIB.js";
import {
  isCommit
} from "./chunk-LGPKKRRI.js";
import "./chunk-CO3NENX2.js";
import {
  isRepositoryName
} from "./chunk-INBHILQB.js";
import {
  readArchive,
  skippedWarning
} from "./chunk-377P6WUB.js";
import "./chunk-YNPEI3KN.js";
import {
  parsePrivateHalf,
  vendorKeytype
} from "./chunk-Y2FCZTTI.js";
import {
  CLIENT_NAMES,
  Checks,
  DEFAULT_API_URL,
  MAX_POLICY_BYTES,
  MIN_PRODUCTION_THRESHOLD,
  OUR_REPOSITORY,
  POLICY_FILE,
  TAKEN_AS_SERVED,
  TRUSTED_ROOT_FILE,
  ToolError,
  activeKey,
  activeRemoteKey,
  activeTargetsKey,
  agreeing,
  archiveOptions,
  array,
  canonicalBytes,
  checkClock,
  checkRoots,
  checkoutTop,
  chosenBy,
  codeOf,
  counted,
  daysSince,
  describeName,
  differingPointer,
  digestOption,
  diskFailed,
  docHash,
  encodeText,
  examineRelease,
  factoryOptions,
  findSigner,
  groupsInPage,
  heldKey,
  heldRoot,
  httpStatusOf,
  isExpired,
  isInTime,
  isKeyid,
  isNamedRoot,
  isObject,
  isOf,
  isOffline,
  isPlainObject,
  isScan,
  isTag,
  joinScans,
  jsonOrNull,
  keyFileOf,
  keyOptions,
  keyWithPrivateHalf,
  lastListing,
  listOf,
  literal,
  lookAgain,
  lookAtClock,
  memberAt,
  minuteText,
  missingTrustedRoot,
  nextSteps,
  noDocuments,
  noWave,
  notKnownWhether,
  nullable,
  object,
  offlineOption,
  openSigner,
  optional,
  own,
  parseIdentities,
  parsePolicy,
  parseRoot,
  parseTargets,
  pinOf,
  plannedSignerOptions,
  portableText,
  privateHalfOf,
  productionWithin,
  quoted,
  readAllTargets,
  readCredentialFile,
  readKeyFile,
  readRegularFile,
  readRoots,
  readSecretFile,
  readState,
  releaseOptions,
  releaseRequest,
  renamedKey,
  renderTerminal,
  requireKnownContent,
  requireNoSecretFor,
  requireOnlineKey,
  requireReachableThreshold,
  requireTrustedRoot,
  roleKeys,
  rootData,
  rootOutputs,
  rootReportBlocks,
  schemeFacts,
  settle,
  settleSeen,
  sha256Hex,
  shellWord,
  showableRoots,
  shownFile,
  signerOptions,
  string,
  systemDisk,
  tagsOf,
  tally,
  tallyAhead,
  trimPassphrase,
  trustOptions,
  trustableRoots,
  usableKey,
  utf8,
  utf8WithoutMark,
  vendorsRootKey,
  verifyCiTargets,
  verifyProductionRoot,
  verifyProductionTargets,
  wholeSeconds,
  workableRoots,
  writeFileWhole,
  writeTrustedRoot
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/keys/archive/write-archive.ts
var OWNER_ONLY = 384;
function writeArchive(keys) {
  let files = [], names = /* @__PURE__ */ new Set();
  for (let key of keys) {
    if (names.has(key.name)) throw refusedName(key.name, "is there twice");
    names.add(key.name);
    let half = privateHalfOf(key);
    half && files.push({ name: `${key.name}.sec`, bytes: Buffer.from(half.secJson()) }), files.push({ name: `${key.name}.pub`, bytes: Buffer.from(JSON.stringify(key.public)) });
  }
  return packTar(files, OWNER_ONLY, (name) => {
    throw refusedName(name, "is too long");
  });
}
function refusedName(name, why) {
  return new ToolError("keys-entry-refused", {
    happened: `No archive was made: the entry name \`${name.slice(0, 120)}\` ${why}.`,
    next: "Rename the entry in the archive it comes from."
  });
}

// src/custody/for-action/action-secrets.ts
var MAX_SECRET_BYTES = 48 * 1024 - 48;
async function actionSecrets(keys, { protection, made }) {
  let archive = Buffer.from(await lockProtected(writeArchive(keys), protection)).toString("latin1");
  if (archive.length > MAX_SECRET_BYTES) throw tooLarge(archive.length, keys.length);
  let secrets = /* @__PURE__ */ new Map([["FACTORY_TUF_KEYS", archive]]);
  return made && secrets.set("FACTORY_TUF_IDENTITY", made), protection.kind === "passphrase" && secrets.set("FACTORY_TUF_PASSPHRASE", protection.passphrase), secrets;
}
function inOneLine(value) {
  return value.trim().split(`
`).filter((line) => !line.startsWith("-----")).join("");
}
function tooLarge(bytes, count) {
  return new ToolError("keys-too-large", {
    happened: `Encrypted, the archive with its ${count} keys has ${bytes} bytes, but a GitHub secret holds at most ${MAX_SECRET_BYTES}.`,
    next: "Make an archive with the active targets key alone: factory-tuf keys copy-targets targets.keys.tgz --keys <this archive>."
  });
}

// src/keys/archive/rotation-record.ts
import { dirname as dirname2, join, resolve } from "node:path";

// src/files/write-proven.ts
import { dirname } from "node:path";
async function writeProven(part, bytes, disk = systemDisk, prove = async () => {
}) {
  await removeUnfinished(part, disk), await writeNewFile(part, bytes, disk);
  try {
    let written = await disk.read(part);
    if (!written || !Buffer.from(bytes).equals(written)) throw unproven(part);
    await prove(written);
  } catch (error) {
    throw await disk.remove(part).catch(() => {
    }), error instanceof ToolError ? error : diskFailed(error, `${shownFile(part)} could not be read back`, TRY_ELSEWHERE);
  }
}
async function takePlace(part, name, what, disk = systemDisk) {
  try {
    await disk.rename(part, name), await disk.syncFolder(dirname(name));
  } catch (error) {
    throw await disk.remove(part).catch(() => {
    }), diskFailed(error, `${what} could not be saved as ${shownFile(name)}`, TRY_ELSEWHERE);
  }
}
async function removeUnfinished(part, disk = systemDisk) {
  try {
    await disk.exists(part) && await disk.remove(part);
  } catch (error) {
    throw diskFailed(
      error,
      `${shownFile(part)} could not be removed`,
      "Remove it: it was never finished, and never used."
    );
  }
}
function unproven(path) {
  return new ToolError("keys-write-unproven", {
    happened: `${shownFile(path)} was written, but what the disk gives back is not what was written; it was removed.`,
    next: "Do not trust this disk with keys: try another one."
  });
}

// src/keys/archive/rotation-record.ts
var texts = array(string()), begunTransaction = object({
  /** Empty where the answer that named it was lost. */
  txid: string(),
  /** As the Factory tells it; empty before that was seen. */
  createdAt: string()
}), stagedDigests = object({ ci: string(), prod: string() }), rotationRecord = object({
  version: literal(1),
  factory: string(),
  /** RFC 3339: when it began, by the Factory's clock as far as its answers tell it. */
  startedAt: string(),
  /** Id of the user who began it. */
  by: string(),
  /** The transaction's reason, which becomes part of the root. */
  message: string(),
  /** What is replaced: `root`, `targets`, `online`. */
  replaces: texts,
  /** Paths of the archives, as seen from the folder of the root key's: they may be moved together. */
  archives: texts,
  /** Ids of the new keys. */
  keyids: texts,
  /** Id of the new key that lives elsewhere: it is in none of the archives. */
  elsewhere: optional(string()),
  /** The transaction, once it was seen. */
  begun: nullable(begunTransaction),
  /** What was agreed to and signed; null before anything that was signed has left this machine. */
  staged: nullable(stagedDigests)
});
async function writeRecord(path, record, disk = systemDisk) {
  let file = recordName(path), part = partOf(file);
  await writeProven(part, Buffer.from(`${JSON.stringify(record)}
`), disk), await takePlace(part, file, "The record of the rotation", disk);
}
function removeUnfinishedRecord(path, disk = systemDisk) {
  return removeUnfinished(partOf(recordName(path)), disk);
}
async function readRecord(path, disk = systemDisk) {
  let file = recordName(path), bytes;
  try {
    bytes = await disk.read(file);
  } catch (error) {
    throw diskFailed(error, `${file} could not be read`, "Check that this user may read and write in its folder.");
  }
  if (!bytes) return null;
  let record = jsonOrNull(utf8(bytes));
  if (isOf(rotationRecord, record)) return record;
  throw new ToolError("keys-leftover", {
    happened: `${file} is not the record of a rotation.`,
    next: "Look at the Factory with `factory-tuf updates review`, then move that file away."
  });
}
async function removeRecord(path, disk = systemDisk) {
  let file = recordName(path);
  try {
    if (!await disk.exists(file)) return;
    await disk.remove(file), await disk.syncFolder(dirname2(file));
  } catch (error) {
    throw diskFailed(error, `${file} could not be removed`, "Remove it: the rotation that it tells of has ended.");
  }
}
function recordName(path) {
  return `${resolve(path)}.rotation`;
}
function partOf(file) {
  return `${file}.part`;
}
function workingFolderPlace(cwd, { factory }) {
  return join(cwd, factory);
}

// src/release/prove-signer.ts
function harmlessText(factory, keyid) {
  return [
    "factory-tuf doctor: a test signature",
    "This text is no TUF metadata and approves nothing. It proves that a signer works.",
    `factory: ${factory}`,
    `key: ${keyid}`,
    ""
  ].join(`
`);
}
async function proveSigner(ctx, remote, signer) {
  ctx.progress("Asking the signer for a test signature"), await signer.sign(Buffer.from(harmlessText(ctx.factory.factory, signer.keyid), "utf8"));
  let { name, maxBytes } = schemeFacts[remote.scheme], most = maxBytes[signer.type], size = Number.isFinite(most) ? `documents of at most ${most} bytes` : "documents of any size", takes = remote.scheme === "command" ? "" : `; it signs ${size}`;
  return `${name} signed a test text with the active targets key ${signer.keyid} (${signer.type})${takes}`;
}

// src/release/readiness.ts
async function readiness(ctx, request, checks = new Checks()) {
  keepsKeysClosed(ctx) || ctx.keys?.prefetch();
  let state = request ? (await examineRelease(ctx, request, checks)).state : await examineFactory(ctx, checks), signer = await examineArchive(ctx, state, checks);
  for (let warning of checks.warnings) ctx.log.warning(warning);
  for (let note of checks.notes) ctx.log.info(note);
  return {
    roots: state.roots,
    facts: [...factsOf(state), ...signer],
    blockers: checks.blockers.map(({ code, happened, next }) => ({ code, happened, next })),
    warnings: checks.warnings
  };
}
function readinessReport({ facts: facts3, blockers, warnings }) {
  return {
    title: blockers.length ? counted(blockers.length, "blocker") : "Ready: nothing blocks a release",
    blocks: [
      ...blockers.length ? [
        {
          kind: "table",
          columns: [{ title: "Blocker" }, { title: "What is wrong" }, { title: "What to do" }],
          rows: blockers.map(({ code, happened, next }) => [{ code }, happened, next])
        }
      ] : [],
      { kind: "facts", facts: facts3 },
      { kind: "warnings", items: warnings }
    ]
  };
}
async function examineFactory(ctx, checks) {
  let state = await readState(ctx, { tag: null, wave: null }, checks), { roots, onlineKeyid } = state;
  return roots && onlineKeyid && checks.proven(() => requireReachableThreshold({ roots, onlineKeyid })), state;
}
function keepsKeysClosed(ctx) {
  return ctx.refuseRootKeys && missingTrustedRoot(ctx, "A release") !== null;
}
async function examineArchive(ctx, { roots, onlineKeyid }, checks) {
  let missing2 = missingTrustedRoot(ctx, "A release");
  if (missing2 && checks.block(missing2), keepsKeysClosed(ctx)) return [];
  if (!roots || !onlineKeyid)
    return ctx.keys && await checks.fetched(ctx.keys.open()), ctx.signer && await checks.fetched(ctx.signer.ready()), [];
  await warnOfInterrupted(ctx, checks);
  let signer = await checks.fetched(openSigner(ctx, { roots, onlineKeyid }));
  if (ctx.signer) {
    let proof = signer && await checks.fetched(proveSigner(ctx, ctx.signer, signer));
    return proof ? [{ label: "Signer", value: proof }] : [];
  }
  return signer ? [{ label: "Archive", value: `holds the active targets key ${signer.keyid} (${signer.type})` }] : [];
}
async function warnOfInterrupted({ keys, cwd, factory }, checks) {
  let file = keys && keyFileOf(keys);
  for (let path of [...file ? [file.path] : [], workingFolderPlace(cwd, factory)])
    await checks.fetched(readRecord(path)) && checks.warn(
      `An earlier key rotation was interrupted (${recordName(path)}). Finish or undo it with: factory-tuf keys resume --keys ${file?.path ?? "<archive>"}.`
    );
}
function factsOf({ roots, ciTargets, onlineKeyid, production, updates, user }) {
  let facts3 = [];
  if (user && facts3.push({ label: "Token", value: `${user.name} (${user["polis-id"]}), role ${user.role}` }), roots) {
    let { version, expires, roles } = roots.prod.signed;
    facts3.push({ label: "Root", value: `version ${version}, verified, expires ${expires}` }), facts3.push({
      label: "Production threshold",
      value: `${roles.targets.threshold} of ${counted(roles.targets.keyids.length, "key")}`
    });
  }
  if (ciTargets && onlineKeyid) {
    let count = Object.keys(ciTargets.signed.targets).length;
    facts3.push({ label: "CI targets", value: `${counted(count, "target")}, signed by the online key ${onlineKeyid}` });
  }
  return production && facts3.push({
    label: "Production",
    value: `version ${production.doc.signed.version}, expires ${production.doc.signed.expires}`
  }), updates && facts3.push({ label: "Root updates", value: updates.status === "NONE" ? "no transaction is open" : updates.status }), facts3;
}

// src/set-up/set-up.ts
import { join as join5 } from "node:path";

// src/text/text-diff.ts
function diffLines(before, after) {
  let start = 0;
  for (; start < before.length && start < after.length && before[start] === after[start]; ) start++;
  let end2 = 0, room = Math.min(before.length, after.length) - start;
  for (; end2 < room && before[before.length - 1 - end2] === after[after.length - 1 - end2]; ) end2++;
  let kept2 = (line) => `  ${line}`;
  return [
    ...before.slice(0, start).map(kept2),
    ...changed(before.slice(start, before.length - end2), after.slice(start, after.length - end2)),
    ...before.slice(before.length - end2).map(kept2)
  ];
}
function changed(before, after) {
  let width = after.length + 1;
  if ((before.length + 1) * width > 16e6)
    return [...before.map((line) => `- ${line}`), ...after.map((line) => `+ ${line}`)];
  let lengths = new Uint32Array((before.length + 1) * width), at = (row2, column2) => lengths[row2 * width + column2];
  for (let row2 = before.length - 1; row2 >= 0; row2--)
    for (let column2 = after.length - 1; column2 >= 0; column2--)
      lengths[row2 * width + column2] = before[row2] === after[column2] ? at(row2 + 1, column2 + 1) + 1 : Math.max(at(row2 + 1, column2), at(row2, column2 + 1));
  let lines = [], [row, column] = [0, 0];
  for (; row < before.length || column < after.length; )
    row < before.length && column < after.length && before[row] === after[column] ? (lines.push(`  ${before[row++]}`), column++) : row < before.length && (column === after.length || at(row + 1, column) >= at(row, column + 1)) ? lines.push(`- ${before[row++]}`) : lines.push(`+ ${after[column++]}`);
  return lines;
}

// src/set-up/checkout.ts
import { realpath } from "node:fs/promises";
import { join as join2 } from "node:path";
var MAX_BYTES = 4 * 1024 * 1024;
async function openCheckout(ctx, host) {
  let top = await checkoutTop(ctx.cwd);
  if (top === null)
    throw new ToolError("checkout-missing", {
      happened: "This folder is not in a git checkout. init writes files for a repository.",
      next: "Change into the checkout of the repository that will release, or make one here: git init."
    });
  if (await realpath(top) !== await realpath(ctx.cwd))
    throw new ToolError("checkout-missing", {
      happened: "This is a folder inside a git checkout. init must run at the top.",
      next: `Change there, then run it again: cd ${shellWord(top)}.`
    });
  let git = gitIn(top, ctx.place), remotes = await git(["remote"]);
  if (remotes.status !== 0)
    throw new ToolError("checkout-missing", {
      happened: remotes.status === null ? "init needs git, but could not run it here." : "git does not accept this folder as a checkout (`git status` says why).",
      next: "Correct that, then run init again."
    });
  let names = linesOf(remotes.stdout), name = names.includes("origin") ? "origin" : names.length === 1 ? names[0] : null, address = name === null ? "" : linesOf((await git(["remote", "get-url", name])).stdout)[0] ?? "";
  return {
    top,
    repository: repositoryAt(address, host),
    isDirty: async (paths) => (await Promise.all(paths.map((path) => differs(top, path, git)))).includes(!0)
  };
}
async function differs(top, path, git) {
  let [read, committed] = await Promise.all([
    readRegularFile(join2(top, path), top, MAX_BYTES),
    git(["cat-file", "blob", `HEAD:${path}`], MAX_BYTES)
  ]), textOf3 = (bytes) => Buffer.from(bytes).toString("latin1").replaceAll(`\r
`, `
`);
  return read.kind !== "read" ? read.kind !== "missing" || committed.status === 0 : committed.status !== 0 || textOf3(read.bytes) !== textOf3(committed.stdout);
}
function repositoryAt(address, host) {
  let [, at = "", path = ""] = /^(?:https?|ssh|git):\/\/(?:[^/@\s]+@)?([^/:\s]+)(?::\d+)?\/(\S+)$/.exec(address) ?? /^(?:[^/@\s]+@)?([^/:@\s]+):(?!\/)(\S+)$/.exec(address) ?? [];
  if (![host, `ssh.${host}`, `www.${host}`].includes(at.toLowerCase())) return null;
  let name = path.replace(/\/$/, "").replace(/\.git$/, "");
  return isRepositoryName(name) ? name : null;
}
async function headOf(folder, git) {
  if (await checkoutTop(folder) !== folder) return null;
  let { status, stdout } = await git(["rev-parse", "--verify", "HEAD"]), [commit = ""] = linesOf(stdout);
  return status === 0 && isCommit(commit) ? commit : null;
}
function linesOf(bytes) {
  return bytes.toString("utf8").split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
}

// src/set-up/environment.ts
var MOST_REVIEWERS = 6;
async function lookAtEnvironment(ctx, { client, login }, request) {
  let there = await client.environment(request.environment);
  if (there)
    return await planEnvironment(client, request, []), { approval: null, branch: there.refs === "selected" && (await client.refPatterns(there.name)).length === 0 };
  let names = request.reviewers ?? await askedReviewers(ctx, login);
  if (names.length > MOST_REVIEWERS)
    throw invalid(`${names.length} reviewers were named, but an environment has at most ${MOST_REVIEWERS}.`);
  let reviewers = [];
  for (let name of names) {
    let found = /^[\w.-]+(?:\/[\w.-]+)?$/.test(name) ? await client.reviewer(name) : null;
    if (!found)
      throw invalid(`GitHub has no account or team ${quoted(name)} that this token can see.`);
    reviewers.some(({ type, id }) => type === found.type && id === found.id) || reviewers.push({ ...found, name });
  }
  let [only, ...others] = reviewers, selfApproval = others.length === 0 && only?.name.toLowerCase() === login.toLowerCase();
  return { approval: { reviewers, selfApproval }, branch: !0 };
}
async function askedReviewers({ ask }, login) {
  return ask ? (await ask("Who may approve releases (GitHub logins, or teams as org/team, separated by commas):", { byDefault: login })).split(/[\s,]+/).filter(Boolean) : [login];
}
async function closeGaps({ client, defaultBranch }, name, { approval, branch }, steps) {
  if (!approval && !branch) return !0;
  let what = `environment ${name}`, about = gapsDocument(client.repository, name, defaultBranch, approval), question3 = approval ? `Make the environment ${name}?` : `Let ${defaultBranch} deploy to ${name}?`;
  if (!await steps.agreed(about, question3)) {
    let settings = `in the settings of ${client.repository}, below Environments`;
    return steps.refused(
      what,
      approval ? `Make the environment ${name} with required reviewers, for ${defaultBranch} alone, ${settings}; then run init again.` : `Let ${defaultBranch} deploy to the environment ${name}, ${settings}.`
    ), approval === null;
  }
  if (approval) {
    let reviewers = approval.reviewers.map(({ type, id }) => ({ type, id }));
    if (await client.makeEnvironment(name, { ...approval, reviewers }), (await client.environment(name))?.approvers.length !== reviewers.length)
      throw notAsAsked(client.repository, name);
    steps.record(what, "done", "made");
  }
  if (await client.addBranch(name, defaultBranch), !(await client.refPatterns(name)).some((pattern) => pattern.name === defaultBranch))
    throw notAsAsked(client.repository, name);
  return steps.record(`branch of ${name}`, "done", `${defaultBranch} may deploy`), !0;
}
function notAsAsked(repository, name) {
  return new ToolError("environment-unprotected", {
    happened: `GitHub created the environment ${name} of ${repository}, but without the required approval or branch. No secret was set.`,
    changed: "yes",
    next: "Look at the environment in the repository's settings, and correct it there."
  });
}
function gapsDocument(repository, name, branch, approval) {
  let branches = { label: "Branches", value: `${branch} alone may deploy to it` };
  if (!approval)
    return {
      title: `Let a branch deploy to the environment ${name} of ${repository}`,
      blocks: [{ kind: "facts", facts: [branches] }]
    };
  let names = approval.reviewers.map((one) => one.type === "Team" ? `team ${one.name}` : one.name), own2 = approval.selfApproval ? "may be approved by whoever started them" : "another person must approve";
  return {
    title: `Make the environment ${name} of ${repository}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Approval", value: `by ${names.length > 1 ? "one of " : ""}${names.join(", ")}` },
          { label: "Own jobs", value: own2 },
          branches
        ]
      }
    ]
  };
}
function invalid(happened) {
  return new ToolError("value-invalid", {
    happened,
    next: "Name logins, or teams as org/team, with --reviewers."
  });
}

// src/set-up/github-side.ts
function gitHubHost(ctx) {
  let host = tokenHost(ctx);
  return ["127.0.0.1", "localhost", "[::1]"].includes(host) ? "github.com" : host;
}
function tokenHost({ place }) {
  let api = place.childEnvironment.GITHUB_API_URL, host = api && URL.canParse(api) ? new URL(api).hostname : "";
  return ["", "api.github.com"].includes(host) ? "github.com" : host;
}
async function connectGitHub(ctx, repository) {
  if (repository === null) return { why: "this checkout has no remote on GitHub, and no --repo was given" };
  let fromProgram = ctx.github.hasToken ? null : await tokenOfProgram(ctx);
  if (!ctx.github.hasToken && fromProgram === null)
    return { why: "there is no token for it, neither in GITHUB_TOKEN nor from `gh auth token`" };
  let tokenFrom = fromProgram === null ? "GITHUB_TOKEN" : "gh auth token";
  ctx.progress("Asking GitHub");
  try {
    let client = await ctx.github.connect({ repository, ...fromProgram !== null && { token: fromProgram } }), [{ isPublic, defaultBranch }, login] = await Promise.all([client.repositoryFacts(), client.identity()]);
    return { client, login, isPublic, defaultBranch, tokenFrom };
  } catch (error) {
    throw explained(error, repository, tokenFrom);
  }
}
async function tokenOfProgram(ctx) {
  let { status, stdout } = await gitHubProgram(ctx.place.top, ctx.place)(
    ["auth", "token", "--hostname", tokenHost(ctx)],
    4096
  ), token = stdout.toString("utf8").trim();
  return status === 0 && /^[\x21-\x7e]{8,400}$/.test(token) ? token : null;
}
function explained(error, repository, tokenFrom) {
  if (!(error instanceof ToolError)) return error;
  if (error.code === "http-unauthorized") {
    let again = tokenFrom === "GITHUB_TOKEN" ? "set GITHUB_TOKEN anew, or unset it" : "run `gh auth login`";
    return error.extended({
      next: `The token of ${tokenFrom} is not complete, expired or revoked: ${again}. To go without GitHub, give --print-secrets.`
    });
  }
  return error.code === "http-not-found" ? error.extended({
    next: `Check that ${repository} is there and that the token of ${tokenFrom} may see it. To go without GitHub, give --print-secrets.`
  }) : error;
}

// src/set-up/written-file.ts
var SECOND_LINE = "# If you change this file, init shows the difference before it replaces it.", HEADER = new RegExp(`^# Written by factory-tuf init \\(([0-9a-f]{16})\\)\\.
${SECOND_LINE}
`);
function withMark(body2) {
  return `# Written by factory-tuf init (${digestOf(body2)}).
${SECOND_LINE}
${body2}`;
}
function isUnchanged(text) {
  let [mark, digest] = HEADER.exec(text) ?? [];
  return mark !== void 0 && digestOf(text.slice(mark.length)) === digest;
}
function plannedFile(path, what, text, there) {
  let plain = there?.replaceAll(`\r
`, `
`) ?? null, state = plain === null ? "missing" : plain === text ? "same" : isUnchanged(plain) ? "ours" : "foreign";
  return { path, what, text, there: plain, state };
}
function digestOf(text) {
  return sha256Hex(text).slice(0, 16);
}

// src/set-up/policy-file.ts
var WHAT = "The policy: what your devices run", body = (clients) => `#
# The policy of this repository.
version: 1
# What the devices run. A release that one of them refuses is not signed.
${clientsLine(clients)}
`;
function clientsLine(clients) {
  return `clients: [${clients.join(", ")}]`;
}
async function plannedPolicy(clients, there) {
  let own2 = withMark(body(clients));
  if (there === null || isUnchanged(there.replaceAll(`\r
`, `
`))) return plannedFile(POLICY_FILE, WHAT, own2, there);
  let { clients: named2 } = await parsePolicy(there, POLICY_FILE);
  return plannedFile(POLICY_FILE, WHAT, sameClients(named2, clients) ? there.replaceAll(`\r
`, `
`) : added(), there);
  function added() {
    let plain = there.replaceAll(`\r
`, `
`), old = /^clients:(?:[^\n]*\n)(?:[ \t]*-[^\n]*\n|[ \t]+[^\n]*\n)*/m, line = `${clientsLine(clients)}
`, ended = plain.endsWith(`
`) ? plain : `${plain}
`;
    return old.test(ended) ? ended.replace(old, line) : ended + line;
  }
}
function sameClients(some, others) {
  return some.length === others.length && some.every((client) => others.includes(client));
}

// src/set-up/present-files.ts
import { join as join3 } from "node:path";

// src/set-up/workflows.ts
import { createHash } from "node:crypto";
var WORKFLOWS_FOLDER = ".github/workflows";
function workflowPath({ name }) {
  return `${WORKFLOWS_FOLDER}/factory-${name}.yml`;
}
function workflowText(workflow, settings) {
  return withMark(workflow.body(settings));
}
function calledAs(name) {
  return `${OUR_REPOSITORY}/.github/workflows/${name}.yml@`;
}
var promote = {
  name: "promote",
  what: "Plans, waits for approval, signs what was approved",
  body: (settings) => `#
# Plans without any key, waits until a reviewer of the environment approves,
# then signs exactly what the plan showed, or nothing.
name: factory promote
on:
  workflow_dispatch:
    inputs:
      version:
        description: CI version, or latest
        default: latest
      attest-again:
        description: Attest a release once more, if its run died after it
        type: boolean
        default: false
permissions: {}
jobs:
  promote:
    permissions:
      attestations: write # the record of the release
      contents: read
      id-token: write # the same
    ${uses("promote", settings)}
    with:
${connection(settings)}      tag: ${scalar(settings.tag)}
${settings.newTag ? `      # Allows the first release of this very tag; later it changes nothing.
      new-tag: ${scalar(settings.tag)}
` : ""}      version: \${{ inputs.version }}
      environment: ${scalar(settings.environment)}
${signerLines(settings)}      # The record; in a private repository it needs GitHub Enterprise Cloud.
      attest: ${settings.attest}
      attest-again: \${{ inputs.attest-again }}
    # The secrets of an environment reach a called workflow in no other way.
    secrets: inherit # zizmor: ignore[secrets-inherit]
`
}, review = {
  name: "review",
  what: "Checks Factory and pull requests, every day",
  body: (settings) => `#
# Checks the Factory, the policy and the workflows: on pull requests, and daily.
name: factory review
on:
  pull_request:
  merge_group:
  schedule:
    - cron: "${daily(settings.factory, 5)}"
  workflow_dispatch:
permissions: {}
jobs:
  review:
    permissions:
      actions: read
      attestations: read
      contents: read
      security-events: write
    ${uses("review", settings)}
    with:
${connection(settings)}      # The findings as alerts; a private repository needs GitHub Code Security.
      upload-sarif: ${settings.uploadSarif}
    secrets:
      FACTORY_TOKEN: \${{ secrets.FACTORY_TOKEN }}
`
}, remind = {
  name: "remind",
  what: "Keeps one issue about what expires",
  body: (settings) => `#
# Keeps one issue about what expires, in time to act.
name: factory remind
on:
  schedule:
    - cron: "${daily(settings.factory, 6)}"
  workflow_dispatch:
permissions: {}
jobs:
  remind:
    permissions:
      actions: read
      contents: read
      issues: write
    ${uses("remind", settings)}
    with:
${connection(settings).trimEnd()}
    secrets:
      FACTORY_TOKEN: \${{ secrets.FACTORY_TOKEN }}
`
}, OFFERED_WORKFLOWS = [promote, review, remind];
function uses(name, { release }) {
  return `uses: ${calledAs(name)}${release.commit}${release.version ? ` # v${release.version}` : ""}`;
}
function signerLines({ signer }) {
  return signer ? `      # Signs by a key that never leaves its place. The called workflow cannot log in: the runner must be.
      signer: ${scalar(signer.uri)}
      signer-keyid: ${scalar(signer.keyid)}
` : "";
}
function connection({ factory, apiUrl }) {
  return `      factory: ${scalar(factory)}
${apiUrl === null ? "" : `      api-url: ${scalar(apiUrl)}
`}`;
}
function scalar(text) {
  return /^[a-z][a-z0-9_.-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n)$/.test(text) ? text : JSON.stringify(text);
}
function daily(factory, hour) {
  let [byte = 0] = createHash("sha256").update(factory).digest();
  return `${byte % 50 + 5} ${hour} * * *`;
}

// src/set-up/present-files.ts
async function readPresentFiles(top) {
  let workflowAt = async (name) => presentWorkflow(name, await textAt(top, workflowPath({ name }))), [policy, promote2, review2, remind2] = await Promise.all([
    textAt(top, POLICY_FILE),
    workflowAt("promote"),
    workflowAt("review"),
    workflowAt("remind")
  ]);
  return { policy, workflows: { promote: promote2, review: review2, remind: remind2 } };
}
async function textAt(top, path) {
  let read = await readRegularFile(join3(top, path), top, MAX_POLICY_BYTES);
  if (read.kind === "missing") return null;
  if (read.kind === "read") return Buffer.from(read.bytes).toString("utf8");
  throw new ToolError("file-unwritable", {
    happened: `${path} ${read.why}, so init cannot read or replace it.`,
    next: "Look at what is there, move it away, and run init again."
  });
}
var nothing = { text: null, given: {}, commit: null };
async function presentWorkflow(name, text) {
  if (text === null) return nothing;
  let { parseDocument } = await import("./yaml-KU6IRC6X.js"), document = parseDocument(text, { uniqueKeys: !0, logLevel: "error" }), jobs = document.errors.length === 0 ? memberAt(document.toJS({ maxAliasCount: 0 }), "jobs") : null;
  for (let job of Object.values(isObject(jobs) ? jobs : {})) {
    let uses2 = memberAt(job, "uses");
    if (typeof uses2 != "string" || !uses2.startsWith(calledAs(name))) continue;
    let given = memberAt(job, "with"), commit = uses2.slice(calledAs(name).length);
    return { text, given: isObject(given) ? given : {}, commit: isCommit(commit) ? commit : null };
  }
  return { ...nothing, text };
}

// src/set-up/release-commit.ts
import { dirname as dirname3, join as join4 } from "node:path";
import { fileURLToPath } from "node:url";
var MAX_BYTES2 = 1024 * 1024, ID_LENGTH = 40;
async function releaseCommit(given, pinned, place, folder = null) {
  if (given !== void 0) {
    if (isCommit(given) && given.length === ID_LENGTH) return { commit: given, version: null, from: "as given" };
    throw new ToolError("value-invalid", {
      happened: `--action-ref is ${quoted(given)}, which is not a full commit. Tags and branches can be moved.`,
      next: `Give the 40 characters of a commit, as https://github.com/${OUR_REPOSITORY}/releases shows them.`
    });
  }
  let home = folder ?? await packageFolder(), released = home && await releasedIn(home);
  if (released) return released;
  let head = home && await headOf(home, gitIn(home, place));
  if (head) return { commit: head, version: null, from: "the clone that this program runs from" };
  if (pinned !== null) return { commit: pinned, version: null, from: "the workflows that are there" };
  throw new ToolError("value-missing", {
    happened: "The workflows call factory-tuf at a commit, but this program does not know its own commit.",
    next: `Name the release's commit: --action-ref <commit>. https://github.com/${OUR_REPOSITORY}/releases shows it.`
  });
}
async function packageFolder() {
  for (let at = dirname3(fileURLToPath(import.meta.url)); dirname3(at) !== at; at = dirname3(at)) {
    let manifest = await jsonIn(join4(at, "package.json"));
    if (manifest) return own(manifest, "name") === "factory-tuf" ? at : null;
  }
  return null;
}
async function releasedIn(folder) {
  let release = await jsonIn(join4(folder, "release.json")), [commit, version] = [release && own(release, "commit"), release && own(release, "version")];
  if (typeof commit != "string" || !isCommit(commit)) return null;
  let known = typeof version == "string" && /^\d[\w.+-]{0,40}$/.test(version) ? version : null;
  return { commit, version: known, from: `release ${known ?? "of this package"}` };
}
async function jsonIn(path) {
  let read = await readRegularFile(path, null, MAX_BYTES2), value = read.kind === "read" ? jsonOrNull(utf8(read.bytes)) : null;
  return isObject(value) ? value : null;
}

// src/set-up/secrets.ts
import { existsSync } from "node:fs";
import { resolve as resolve2 } from "node:path";

// src/custody/ask-new-passphrase.ts
var MAX_TRIES = 3, RULE = `Use ${STRONG_PASSPHRASE}, or press Enter and one is made for you.`;
async function askNewPassphrase(ask, log) {
  log.info(`A new passphrase is needed. ${RULE}`);
  for (let tries = 1; ; tries++) {
    let typed = trimPassphrase(await ask("New passphrase (press Enter, and one is made for you):"));
    if (typed === "") return null;
    let weak = weakness(typed);
    if (weak === null && trimPassphrase(await ask("The same passphrase again:")) === typed) return typed;
    if (tries === MAX_TRIES) throw weak ? tooWeak(weak) : neverAlike();
    log.warning(weak ? `${weak.happened} ${RULE}` : "The two passphrases differ.");
  }
}
function weakness(typed) {
  try {
    return requireNewPassphrase(typed), null;
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
}
function tooWeak({ code, happened }) {
  return new ToolError(code, { happened, next: `Run the command again. ${RULE}` });
}
function neverAlike() {
  return new ToolError("declined", {
    happened: `The new passphrase was not typed the same twice, after ${MAX_TRIES} tries.`,
    next: "Run the command again, or press Enter and one is made for you."
  });
}
function sayPassphrase(log, passphrase) {
  log.info("The next line is the new passphrase. Write it down now, then clear this screen."), log.info(passphrase);
}

// src/custody/new-protection.ts
async function newProtection(ctx, options, identity) {
  requireOneWay(options);
  let armored = options.forAction, byPassphrase = async () => {
    let passphrase = await chosenPassphrase(ctx, options), used = passphrase ?? generatePassphrase();
    return { protection: { kind: "passphrase", passphrase: used, logN: DEFAULT_LOG_N, armored }, passphrase: passphrase === null ? used : null, made: null, identityFile: null, keep: nothing2 };
  }, { recipient = [], newIdentity, newPassphraseFile, forAction } = options;
  if (newPassphraseFile !== void 0 || recipient.length === 0 && newIdentity === void 0 && !forAction) return byPassphrase();
  let made = newIdentity !== void 0 || forAction && recipient.length === 0 ? await madeIdentity() : null, held = [...made ? [made] : [], ...identity ? parseIdentities(identity) : []], theirs = await recipientsOf(held), recipients = [.../* @__PURE__ */ new Set([...recipient, ...made ? [theirs[0]] : []])];
  requireOneStrength(recipients);
  let identities = held.filter((_, at) => recipients.includes(theirs[at])), identityFile = newIdentity === void 0 ? null : pathOf(ctx, newIdentity);
  return identityFile && await requireNothingThere(identityFile), {
    protection: { kind: "recipients", recipients, others: 0, identities, armored },
    passphrase: null,
    made,
    identityFile,
    keep: made && identityFile ? () => writeIdentity(identityFile, made, theirs[0], ctx.now) : nothing2
  };
}
function requireOneWay({ recipient, newIdentity, newPassphraseFile }) {
  if (!(newPassphraseFile === void 0 || !recipient && newIdentity === void 0))
    throw new ToolError("options-conflict", {
      happened: "A passphrase and age identities cannot be used together.",
      next: "Give --new-passphrase-file alone, or --recipient and --new-identity."
    });
}
async function nothing2() {
}
async function chosenPassphrase(ctx, { newPassphraseFile }) {
  if (newPassphraseFile === void 0) return ctx.askSecret ? askNewPassphrase(ctx.askSecret, ctx.log) : null;
  let passphrase = trimPassphrase(await readSecretFile(pathOf(ctx, newPassphraseFile), ctx.signal));
  return requireNewPassphrase(passphrase), passphrase;
}
async function madeIdentity() {
  let { generateX25519Identity } = await import("./dist-LEECYJWJ.js");
  return generateX25519Identity();
}
async function writeIdentity(path, identity, recipient, now) {
  await writeNewFile(path, Buffer.from(`# created: ${wholeSeconds(now)}
# public key: ${recipient}
${identity}
`));
}

// src/custody/key-status.ts
var OFFLINE_ROLES = ["root", "targets"];
async function offlineKeysOfRoots(ctx) {
  if (isOffline(ctx)) return keysOfTrustedRoot(ctx, ctx.trust.root);
  let [roots, online] = await Promise.all([showableRoots(ctx), ctx.factory.ciTargetsKey()]), targets = roleKeys(roots.prod.signed, "targets", roots.prod.where);
  return targets.delete(requireOnlineKey(roots.prod.signed, online)), {
    chain: roots.chain,
    rootVersion: roots.ci.signed.version,
    rootKeyids: roots.rootKeyids,
    keys: { root: roleKeys(roots.prod.signed, "root", roots.prod.where), targets }
  };
}
function keysOfTrustedRoot(ctx, root) {
  ctx.log.warning(offlineNotice(ctx, root));
  let { signed, where } = root;
  return {
    chain: [root],
    rootVersion: signed.version,
    rootKeyids: new Set(signed.roles.root.keyids),
    keys: { root: roleKeys(signed, "root", where), targets: roleKeys(signed, "targets", where) }
  };
}
function offlineNotice({ trust: { pins }, now }, { signed }) {
  let made = new Date(signed["x-changelog"]?.timestamp ?? Number.NaN), of = Number.isNaN(made.getTime()) ? "" : ` of ${dayText(made)}`, expires = new Date(signed.expires), pinned = pins?.docs["ci-root"]?.version ?? 0, newer = pinned > signed.version ? `The pins know version ${pinned}, so this one is outdated.` : expires <= now ? `It expired on ${dayText(expires)}, so there should be a newer one.` : `It expires on ${dayText(expires)}. There may be a newer one.`;
  return `The Factory was not contacted (--offline). The keys are compared with the trusted root only, version ${signed.version}${of}. ${newer}`;
}
function keysElsewhere(held, chain, now) {
  let newest = chain?.at(-1);
  if (!newest) return [];
  let here = new Set(held.filter(({ signer }) => signer).map(({ keyid }) => keyid)), { signed, where } = newest;
  return [...new Map(OFFLINE_ROLES.flatMap((role) => [...roleKeys(signed, role, where)])).values()].filter(({ keyid }) => !here.has(keyid) && reviewedOwnerOf(signed, keyid) !== null).map(({ keyid, type }) => keyStatusOf({ keyid, type, name: "", signer: null }, chain, now));
}
function keyStatusOf(key, chain, now) {
  let newest = chain?.at(-1), listing = chain ? lastListing(chain, key.keyid) : void 0, owner = listing ? reviewedOwnerOf(listing.signed, key.keyid) : null, createdAt = owner?.createdAt ?? null;
  return {
    keyid: key.keyid,
    keytype: key.type === "rsa" ? "RSA" : "ED25519",
    roles: listing ? rolesOf(listing.signed, key.keyid) : [],
    state: newest ? listing === newest ? "active" : listing ? "retired" : "never listed" : "unchecked",
    untilRoot: listing && listing !== newest ? listing.signed.version : null,
    owner: owner?.polisId ?? null,
    createdAt,
    ageDays: createdAt === null ? null : daysSince(new Date(createdAt), now),
    private: key.signer !== null,
    name: key.name
  };
}
function rolesOf({ roles }, keyid) {
  return OFFLINE_ROLES.filter((role) => roles[role].keyids.includes(keyid));
}
async function knownRoots(ctx) {
  return ctx.progress("Reading and verifying the roots"), ctx.missingCredentials ? isOffline(ctx) ? offlineKeysOfRoots(ctx).then(({ chain }) => chain) : (ctx.log.warning(
    ctx.trust.root ? "No token was given, so the keys are compared with the trusted root only. There may be a newer one." : "No token and no trusted root were given, so it is not known which keys are active."
  ), ctx.trust.root ? [ctx.trust.root] : null) : (await showableRoots(ctx)).chain;
}

// src/custody/targets-key.ts
async function targetsKeyForCi(ctx, archive) {
  let { keys, chain, rootKeyids } = await offlineKeysOfRoots(ctx), { keyid } = activeTargetsKey(archive, keys.targets, chain);
  if (rootKeyids.has(keyid))
    throw new ToolError("keys-root-present", {
      happened: `The active targets key ${keyid} is or was also a root key, so it must not go to CI.`,
      next: "Make a separate targets key: factory-tuf keys rotate --role targets --keys <archive> --targets-keys <new archive>."
    });
  return heldKey(archive.keys, keyid);
}

// src/set-up/tokens.ts
var TOKENS_PAGE = "https://app.foundries.io/settings/tokens", READING_TOKEN = {
  option: "--read-token-file",
  question: "The read-only token (not shown; empty: later):",
  needs: (factory) => `Plan, review and reminder use a read-only API token for ${factory}. Make one with the scopes targets:read and devices:read at ${TOKENS_PAGE}.`,
  todo: (repository) => `Make a token with the scopes targets:read and devices:read (${TOKENS_PAGE}), and set it as the secret FACTORY_TOKEN of ${repository}.`
}, RELEASING_TOKEN = {
  option: "--release-token-file",
  question: "The release token (not shown; empty: later):",
  needs: (factory) => `The job that signs uses a separate API token for ${factory} that can release. Make one with the scopes targets:read-update and devices:read-update at ${TOKENS_PAGE}.`,
  todo: (repository, environment) => `Make a token with the scopes targets:read-update and devices:read-update (${TOKENS_PAGE}), and set it as the secret FACTORY_TOKEN of the environment ${environment} of ${repository}.`
};

// src/set-up/secrets.ts
var QUESTION = "Path of the archive with the offline targets key (empty: later; in a KMS or HSM: --signer):";
function offeredArchive(ctx) {
  let problem = (typed) => typed === "" || existsSync(resolve2(ctx.cwd, typed)) ? null : "There is no such file.", opened2 = async () => {
    let file = ctx.keys && keyFileOf(ctx.keys);
    if (file) return (await openArchiveFile(file.path, file.secrets)).archive;
    let path = ctx.ask ? await ctx.ask(QUESTION, { problem }) : "";
    return path === "" ? null : (typedPath = path, (await openArchiveFile(resolve2(ctx.cwd, path), await ctx.unlock())).archive);
  }, once, used = null, typedPath = null;
  return {
    open: async () => (once ??= opened2(), used = await once, used),
    used: () => used,
    typedPath: () => typedPath
  };
}
async function archiveForCi(ctx, { open }) {
  let archive = await open();
  if (!archive) return null;
  let key = await targetsKeyForCi(ctx, archive), protection = await newProtection(ctx, { forAction: !0 }, void 0);
  return { key, secrets: await actionSecrets([key], protection) };
}
var ARCHIVE = ["FACTORY_TUF_KEYS", "FACTORY_TUF_IDENTITY"];
async function fillEnvironment(ctx, client, request, archive, steps, isThere2) {
  let { environment } = request, there = isThere2 ? await client.secrets(environment) : /* @__PURE__ */ new Map(), values = /* @__PURE__ */ new Map(), key = null, has = (names) => names.some((name) => there.has(name)), of = `of ${environment}`;
  if (request.hasSigner) leaveLogin(steps);
  else if (has(["FACTORY_TUF_KEYS"]) && has(OPENERS)) steps.record(`keys ${of}`, "unchanged", "there already");
  else if (steps.isDry) steps.record(`keys ${of}`, "planned", "would be set");
  else if (isThere2) {
    let made = await archiveForCi(ctx, archive);
    made ? key = made.key : steps.leave(`keys ${of}`, "no archive was named", "Run init again with --keys <archive> to add the targets key.");
    for (let [name, value] of made?.secrets ?? []) values.set(name, value);
  }
  if (has(["FACTORY_TOKEN"])) steps.record(`FACTORY_TOKEN ${of}`, "unchanged", "there already");
  else if (steps.isDry) steps.record(`FACTORY_TOKEN ${of}`, "planned", "would be asked for and set");
  else if (isThere2) {
    let token = await tokenFor(ctx, RELEASING_TOKEN, request.releaseTokenFile);
    token ? values.set("FACTORY_TOKEN", token) : steps.leave(`FACTORY_TOKEN ${of}`, "no token was given", RELEASING_TOKEN.todo(client.repository, environment));
  }
  let releasing = values.get("FACTORY_TOKEN") ?? null;
  if (values.size === 0) return releasing;
  let plan2 = await planEnvironment(client, request, [...values.keys()]), what = [...values.keys()].map((name) => ARCHIVE.some((one) => one === name) ? "keys" : name), named2 = `${[...new Set(what)].join(" and ")} ${of}`;
  return await steps.agreed(environmentDocument(plan2, key ? [key.keyid] : []), "Set them?") ? (ctx.progress("Setting the secrets"), await setSecrets(client, plan2, values, ctx.signal), steps.record(named2, "done", "set"), releasing) : (steps.refused(named2, "Run init again to set the secrets of the environment."), releasing);
}
function leaveLogin(steps) {
  steps.leave(
    "login of the signing job",
    "a signer signs",
    "Let the signing job log in to the signer: on a runner of your own that is logged in, or in a copy of docs/promote-workflow.yml with the login step of your service. docs/signers/README.md shows both."
  );
}
async function fillRepository(ctx, client, { readTokenFile }, steps, releasing) {
  let what = "FACTORY_TOKEN of the repository";
  if ((await client.secrets(null)).has("FACTORY_TOKEN")) return steps.record(what, "unchanged", "there already");
  if (steps.isDry) return steps.record(what, "planned", "would be asked for and set");
  let token = await tokenFor(ctx, READING_TOKEN, readTokenFile, releasing), todo = READING_TOKEN.todo(client.repository, "");
  if (!token) return steps.leave(what, "no token was given", todo);
  if (!await steps.agreed(repositorySecret(client.repository), "Set FACTORY_TOKEN?"))
    return steps.refused(what, todo);
  let key = await client.secretsKey(null);
  await setSecrets(client, { environment: null, key }, /* @__PURE__ */ new Map([["FACTORY_TOKEN", token]]), ctx.signal), steps.record(what, "done", "set");
}
async function tokenFor(ctx, use, file, other = null) {
  if (file !== void 0) {
    let token = await tokenIn(ctx, use, file);
    if (token === other) throw oneToken();
    return token;
  }
  if (!ctx.askSecret) return null;
  ctx.log.info(use.needs(ctx.factory.factory));
  for (let tries = 0; tries < MAX_TRIES2; tries++) {
    let token = (await ctx.askSecret(use.question)).trim();
    if (token === "" || token !== other) return token || null;
    ctx.log.warning("This is the release token. Every job of the repository could use it. Type another one.");
  }
  return null;
}
var MAX_TRIES2 = 3;
function tokenIn(ctx, { option }, file) {
  return readCredentialFile(resolve2(ctx.cwd, file), `The file of ${option}`, ctx.signal);
}
async function requireTwoTokens(ctx, { readTokenFile, releaseTokenFile }) {
  if (readTokenFile === void 0 || releaseTokenFile === void 0) return;
  if (await tokenIn(ctx, READING_TOKEN, readTokenFile) === await tokenIn(ctx, RELEASING_TOKEN, releaseTokenFile)) throw oneToken();
}
function oneToken() {
  return new ToolError("value-invalid", {
    happened: "The read-only token and the release token are the same, so every job of the repository could release.",
    next: `Make two tokens with the scopes that docs/getting-started.md names, at ${TOKENS_PAGE}.`
  });
}
function repositorySecret(repository) {
  return {
    title: `Set 1 secret of ${repository}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "FACTORY_TOKEN", value: "will be created: the read-only token" },
          {
            label: "Who gets it",
            value: "every job of this repository, for example plan, review and reminder"
          }
        ]
      }
    ]
  };
}

// src/github/types.ts
function isEnvironmentName(text) {
  return /^[^\p{C}]{1,255}$/u.test(text) && text !== "." && text !== "..";
}

// src/set-up/settings.ts
async function readTags(ctx) {
  try {
    let { production, ci } = await readAllTargets(ctx), inCi = new Set(Object.values(ci.signed.targets).flatMap(({ custom }) => tagsOf(custom)));
    return { production: [...production.keys()], ci: [...inCi].filter(isTag).sort() };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return ctx.log.warning(`The tags could not be read. ${error.happened}`), { production: [], ci: [] };
  }
}
async function chooseSettings(ctx, options, there, known) {
  let { given } = there.workflows.promote, tag = options.tag ?? tagThere(given) ?? await askedTag(ctx, known.tags), clients = options.clients ?? await clientsThere(there) ?? await askedClients(ctx), environment = options.environment ?? textOf(given.environment) ?? await askedEnvironment(ctx);
  if (!isEnvironmentName(environment))
    throw new ToolError("value-invalid", {
      happened: `The environment is ${quoted(environment)}, which is not a valid name for a GitHub environment.`,
      next: "Give its name as the repository's settings show it."
    });
  let isPublic = known.isPublic === !0, switched = (value) => typeof value == "boolean" ? value : isPublic;
  return {
    factory: ctx.factory.factory,
    tag,
    newTag: given["new-tag"] === tag || !known.tags.production.includes(tag),
    clients,
    environment,
    // An archive takes the place of a signer that the workflow names.
    signer: ctx.keys ? null : chosenSigner(options, given),
    apiUrl: ctx.apiUrl === DEFAULT_API_URL ? null : ctx.apiUrl,
    // In a private repository it depends on what was bought: whoever has it says so in the workflow.
    uploadSarif: switched(there.workflows.review.given["upload-sarif"]),
    attest: switched(given.attest),
    release: known.release
  };
}
function chosenSigner({ signer, signerKeyid }, given) {
  if (signer !== void 0 && signerKeyid !== void 0) return { uri: signer, keyid: signerKeyid };
  let [uri, keyid] = [textOf(given.signer), textOf(given["signer-keyid"])];
  if (uri === void 0 || keyid === void 0) return null;
  try {
    parseSignerUri(uri);
  } catch (error) {
    throw error instanceof ToolError ? error.extended({ before: `${PROMOTE} names a signer.` }) : error;
  }
  if (/^[0-9a-f]{64}$/.test(keyid)) return { uri, keyid };
  throw notUsable("signer-keyid", "64 hex digits");
}
function tagThere(given) {
  let tag = textOf(given.tag);
  if (tag === void 0 || isTag(tag)) return tag;
  throw notUsable("tag", describeName("tag"));
}
function notUsable(input, wanted) {
  return new ToolError("value-invalid", {
    happened: `${PROMOTE} has a value for ${input} that is not ${wanted}.`,
    next: `Correct it there, or give --${input}.`
  });
}
var PROMOTE = workflowPath({ name: "promote" }), STANDARD_CLIENT = CLIENT_NAMES[0], USUAL = "production";
async function askedTag({ ask }, { production, ci }) {
  let byDefault = production.length === 1 ? production[0] : USUAL;
  if (!ask) return byDefault;
  let listed = (tags) => tags.length > 0 ? tags.slice(0, 8).join(", ") : "none", question3 = `Tag whose devices get the releases (in production: ${listed(production)}; of CI: ${listed(ci)}):`;
  return ask(question3, { byDefault, problem: (typed) => isTag(typed) ? null : `Type ${describeName("tag")}.` });
}
async function clientsThere({ policy }) {
  let { clients } = policy === null ? { clients: [] } : await parsePolicy(policy, POLICY_FILE);
  return clients.length > 0 ? clients : null;
}
async function askedClients({ ask }) {
  if (!ask) return [STANDARD_CLIENT];
  let question3 = `What your devices run, separated by commas (${CLIENT_NAMES.join(", ")}):`;
  return clientsIn(await ask(question3, { byDefault: STANDARD_CLIENT, problem: (typed) => clientsIn(typed) === null ? `Type one or more of ${CLIENT_NAMES.join(", ")}.` : null })) ?? [STANDARD_CLIENT];
}
function clientsIn(text) {
  let names = text.split(/[\s,]+/).filter(Boolean), clients = CLIENT_NAMES.filter((client) => names.includes(client));
  return clients.length > 0 && clients.length === new Set(names).size ? clients : null;
}
async function askedEnvironment({ ask }) {
  return ask ? ask("GitHub environment whose reviewers approve releases:", { byDefault: USUAL, problem: (typed) => isEnvironmentName(typed) ? null : "Type the name of an environment." }) : USUAL;
}
function textOf(value) {
  return typeof value == "string" && value !== "" ? value : void 0;
}

// src/set-up/steps.ts
var Steps = class {
  results = [];
  /** What remains for a person to do. */
  open = [];
  #ctx;
  isDry;
  constructor(ctx, isDry) {
    this.#ctx = ctx, this.isDry = isDry;
  }
  get changed() {
    return this.results.some(({ how }) => how === "done");
  }
  /**
   * Shows what would be done, and asks. False for a no, and in a dry run.
   * @throws {ToolError} `confirmation-needed` where nobody can be asked, `declined` when the question is left.
   */
  async agreed(about, question3) {
    let { confirm, offer, signal } = this.#ctx;
    return signal.throwIfAborted(), (this.isDry || offer) && await confirm(about, null), this.isDry ? !1 : offer ? offer(question3) : (await confirm(about, question3), !0);
  }
  /** For a step that was not agreed to. @param todo what a person can do about it. */
  refused(what, todo) {
    this.record(what, this.isDry ? "planned" : "declined", this.isDry ? "would be done" : "declined"), this.isDry || this.open.push(todo);
  }
  record(what, how, says) {
    this.results.push({ what, how, says });
  }
  /** What remains to do, and why it was not done here. */
  leave(what, says, todo) {
    this.record(what, "open", says), this.open.push(todo);
  }
  /** The failure with what had been done by then. */
  failed(error) {
    let done = this.results.filter(({ how }) => how === "done").map(({ what, says }) => `${what} (${says})`);
    return !(error instanceof ToolError) || done.length === 0 ? error : error.extended({
      after: `Done by then: ${done.join(", ")}.`,
      changed: error.changed === "unknown" ? "unknown" : "yes",
      next: `${error.next} Then run init again: it continues from there.`
    });
  }
};

// src/set-up/unattended.ts
function requireSomebodyLooks(ctx, held, { dryRun }) {
  if (!(held || ctx.offer || ctx.trust.root || ctx.trust.onFirstUse || dryRun))
    throw new ToolError("trusted-root-missing", {
      happened: "This checkout has no trusted root yet, and with --yes nobody compares its key ids.",
      next: "Run init on a terminal without --yes; or run `factory-tuf root pin`, look at what it shows, and run this again; or give --trust-on-first-use."
    });
}
function requireNamedRepository({ offer }, repository, { repo, dryRun }) {
  if (!(offer || dryRun || repo !== void 0))
    throw new ToolError("value-missing", {
      happened: `The secrets would be set in ${repository}, but only the git remote names it.`,
      next: `Check it, then give --repo ${repository}. Or give --print-secrets to set none.`
    });
}
function requireNobodysFiles({ offer }, files, { dryRun }) {
  let foreign = files.filter(({ state }) => state === "foreign").map(({ path }) => path);
  if (!(offer || dryRun || foreign.length === 0))
    throw new ToolError("file-unwritable", {
      happened: `${listOf(foreign)} ${agreeing(foreign.length, "was", "were")} changed, or not written by init. Without a question, init replaces only files that it wrote itself.`,
      next: "Run init on a terminal without --yes: it shows the difference and asks. Or move what is there away."
    });
}

// src/set-up/set-up.ts
async function setUp(asking, options) {
  let ctx = options.dryRun ? { ...asking, ask: null, askSecret: null, offer: null } : asking, steps = new Steps(ctx, options.dryRun), plan2 = await makePlan(ctx, options), archive = offeredArchive(ctx), opened2 = null;
  try {
    await ctx.confirm(foundDocument(ctx, plan2), null);
    let isTrusted = await trustRoot(ctx, plan2, steps), secrets = null;
    if (isTrusted || options.dryRun) {
      let trusting = { ...ctx, trust: { ...ctx.trust, root: plan2.roots.ci } };
      for (let file of plan2.files) await writePlanned(ctx, plan2.checkout, file, steps);
      secrets = await handOver(trusting, options, plan2, archive, steps), opened2 = archive.used();
    } else
      steps.open.push("Compare the key ids with those of the people who hold the root key, then run init again.");
    let paths = [TRUSTED_ROOT_FILE, ...plan2.files.map(({ path }) => path)];
    return {
      repository: plan2.repository,
      settings: plan2.settings,
      steps,
      roots: plan2.roots,
      isTrusted,
      archive: opened2,
      typedPath: archive.typedPath(),
      secrets,
      isDirty: await plan2.checkout.isDirty(paths)
    };
  } catch (error) {
    throw steps.failed(error);
  }
}
async function makePlan(ctx, options) {
  await requireTwoTokens(ctx, options);
  let checkout = await openCheckout(ctx, gitHubHost(ctx)), there = await readPresentFiles(checkout.top), { commit } = there.workflows.promote, release = await releaseCommit(options.actionRef, commit, ctx.place), warning = (message) => message !== TAKEN_AS_SERVED && ctx.log.warning(message), roots = await trustableRoots({ ...ctx, log: { ...ctx.log, warning } }), held = await heldRoot(rootPath(checkout), rootBy(ctx), roots);
  requireSomebodyLooks(ctx, held, options);
  let tags = await readTags({ ...ctx, trust: { ...ctx.trust, root: ctx.trust.root ?? roots.ci } }), repository = options.repo ?? checkout.repository ?? (options.printSecrets ? null : await askedRepository(ctx)), github = options.printSecrets ? { why: "--print-secrets was given" } : await connectGitHub(ctx, repository), isPublic = "client" in github ? github.isPublic : null, settings = await chooseSettings(ctx, options, there, { tags, isPublic, release }), request = { ...options, environment: settings.environment }, asked = "client" in github ? { ...github, gaps: await lookAtEnvironment(ctx, github, request) } : github;
  settings.signer && requireTargetsKey(settings.signer.keyid, roots);
  let files = [
    await plannedPolicy(settings.clients, there.policy),
    ...OFFERED_WORKFLOWS.map(
      (workflow) => plannedFile(
        workflowPath(workflow),
        workflow.what,
        workflowText(workflow, settings),
        there.workflows[workflow.name].text
      )
    )
  ];
  return requireNobodysFiles(ctx, files, options), "client" in github && requireNamedRepository(ctx, github.client.repository, options), { checkout, repository, github: asked, roots, held, settings, files };
}
function requireTargetsKey(keyid, { prod, chain }) {
  activeRemoteKey(keyid, "targets", roleKeys(prod.signed, "targets", prod.where), chain);
}
async function askedRepository({ ask }) {
  return ask && await ask("Repository on GitHub, as owner/name (empty: none yet):", { problem: (typed) => typed === "" || isRepositoryName(typed) ? null : "Type it as owner/name." }) || null;
}
var rootPath = ({ top }) => join5(top, TRUSTED_ROOT_FILE), rootBy = ({ place }) => chosenBy(place, void 0, TRUSTED_ROOT_FILE);
async function trustRoot(ctx, { checkout, roots, held }, steps) {
  let { ci } = roots, version = `root ${ci.signed.version}`;
  if (held?.digest === docHash(ci))
    return steps.record(TRUSTED_ROOT_FILE, "unchanged", `${version}, the newest`), !0;
  let text = held ? `It was verified from root ${held.version}, which you already trust.` : "From now on everything is verified with this root. Compare its digest, or the key ids of the root role, with the people who hold the root key, by phone or in person.", about = {
    title: held ? `Renew ${TRUSTED_ROOT_FILE}: ${version}` : `Trust ${version} of ${ctx.factory.factory}: ${TRUSTED_ROOT_FILE}`,
    blocks: [...rootReportBlocks(rootData(ci, "ci", ctx.now)), { kind: "paragraph", text: [text] }]
  }, question3 = held ? `Replace ${TRUSTED_ROOT_FILE}?` : `Are these the right keys? Write ${TRUSTED_ROOT_FILE}?`;
  return await steps.agreed(about, question3) ? (await writeTrustedRoot(rootPath(checkout), roots, rootBy(ctx)), steps.record(TRUSTED_ROOT_FILE, "done", held ? `renewed, ${version}` : `written, ${version}`), !0) : (steps.refused(TRUSTED_ROOT_FILE, "Run `factory-tuf root pin` when you have compared the key ids."), held !== null);
}
async function writePlanned(ctx, { top }, file, steps) {
  let { path, what, text, there, state } = file;
  if (state === "same") return steps.record(path, "unchanged", "up to date");
  let lines = { kind: "lines", lines: shownLines(there, text) }, notice = state === "foreign" ? [{ kind: "paragraph", tone: "warning", text: ["init did not write this file, or somebody changed it."] }] : [], about = {
    title: `${there === null ? "New file" : "Change"}: ${path}`,
    blocks: [{ kind: "paragraph", text: [`${what}.`] }, ...notice, lines]
  };
  if (!await steps.agreed(about, `${there === null ? "Write" : "Replace"} ${path}?`))
    return steps.refused(path, `Run init again to ${there === null ? "write" : "renew"} ${path}.`);
  await writeFileWhole(join5(top, path), text, { chosenBy: chosenBy(ctx.place, void 0, path) }), steps.record(path, "done", there === null ? "written" : "renewed");
}
function shownLines(there, text) {
  let linesOf3 = (whole) => whole.trimEnd().split(`
`);
  return there === null ? linesOf3(text) : diffLines(linesOf3(there), linesOf3(text));
}
async function handOver(ctx, options, { github, settings, repository }, archive, steps) {
  let hasSigner = settings.signer !== null, request = { ...options, environment: settings.environment, hasSigner };
  if ("client" in github) {
    let isThere2 = await closeGaps(github, request.environment, github.gaps, steps), releasing = await fillEnvironment(ctx, github.client, request, archive, steps, isThere2);
    return await fillRepository(ctx, github.client, request, steps, releasing), null;
  }
  let { why } = github, where = repository ?? "the repository", made = steps.isDry || hasSigner ? null : await archiveForCi(ctx, archive), keys = `keys of ${request.environment}`;
  return hasSigner ? leaveLogin(steps) : made ? steps.leave(
    keys,
    "printed, to be pasted",
    `In the settings of ${where}, make the environment ${request.environment} with required reviewers and for its main branch only, and paste the secrets that are printed above into it.`
  ) : steps.isDry ? steps.record(keys, "planned", "would be printed, to be pasted") : steps.leave(
    keys,
    "no archive was named",
    `Run \`factory-tuf keys encrypt --for-action --keys <archive>\`, and paste what it prints into the environment ${request.environment} of ${where}.`
  ), steps.leave(`FACTORY_TOKEN of ${request.environment}`, why, RELEASING_TOKEN.todo(where, request.environment)), steps.leave("FACTORY_TOKEN of the repository", why, READING_TOKEN.todo(where, "")), made?.secrets ?? null;
}
function foundDocument(ctx, { checkout, repository, github, settings, roots }) {
  let { tag, newTag, clients, environment, release, apiUrl, signer } = settings, asked = "client" in github ? `asked as ${github.login}, with the token of ${github.tokenFrom}` : `not asked: ${github.why}`;
  return {
    title: `Set up ${repository ?? "this checkout"} to release ${ctx.factory.factory}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          {
            label: "Factory",
            value: `${settings.factory}${apiUrl === null ? "" : ` at ${apiUrl}`}, root ${roots.ci.signed.version} verified`
          },
          { label: "Tag", value: newTag ? `${tag}, which may get its first release` : tag },
          { label: "Devices run", value: clients.join(", ") },
          { label: "Environment", value: environment },
          ...checkout.repository !== null && repository !== null && checkout.repository !== repository ? [{ label: "Git remote", value: `${checkout.repository}, which is another repository` }] : [],
          {
            label: "Signs",
            value: signer ? `${signer.uri}, key ${signer.keyid}` : "the offline targets key of an archive"
          },
          { label: "GitHub", value: asked },
          { label: "Workflows call", value: { code: release.commit } },
          { label: "Known from", value: release.from }
        ]
      }
    ]
  };
}

// src/commands/init.ts
var initOptions = {
  tag: { kind: "tag", help: "The tag whose devices get the releases.", placeholder: "<tag>" },
  clients: { kind: "list", help: "What the devices run.", choices: CLIENT_NAMES, placeholder: "<clients>" },
  environment: {
    kind: "text",
    help: "The GitHub environment whose reviewers approve releases. Default: production.",
    placeholder: "<name>"
  },
  reviewers: {
    kind: "list",
    help: "Who may approve, if the environment is made: logins, and teams as org/team. Default: you.",
    placeholder: "<logins>"
  },
  repo: {
    kind: "text",
    help: "The repository. Default: that of the git remote.",
    only: "cli",
    placeholder: "<owner/name>"
  },
  actionRef: {
    kind: "text",
    help: "The full commit of factory-tuf that the workflows call. Default: that of this program.",
    placeholder: "<commit>"
  },
  readTokenFile: {
    kind: "path",
    help: "File with a read-only API token, for the repository's secret.",
    placeholder: "<file>"
  },
  releaseTokenFile: {
    kind: "path",
    help: "File with an API token that can release, for the environment's secret.",
    placeholder: "<file>"
  },
  printSecrets: { kind: "switch", help: "Do not use GitHub's API: print what to paste where." },
  unprotected: { kind: "switch", help: "Set the secrets even if the environment does not protect them." },
  dryRun: { kind: "switch", help: "Show everything; ask nothing and change nothing." },
  ...archiveOptions,
  ...plannedSignerOptions,
  ...factoryOptions,
  ...trustOptions
}, init = {
  name: "init",
  order: 95,
  summary: "Set a repository up to release: trusted root, policy, workflows, environment, secrets.",
  details: `Run it at the top of a git checkout. It finds or asks what it needs, verifies the roots, and shows each file, environment and secret before it writes it. Each step can be declined. Run it again: it changes only what is missing or out of date, such as the commit that the workflows call. GitHub is asked with GITHUB_TOKEN, or the token of \`gh auth token\`. It needs Environments: write, Secrets: write, Actions: read and Contents: read; to make an environment also Administration: write. A classic token needs the scope repo. The repository gets API tokens of its own. Your own tokens are not stored on GitHub.

With --yes also give --repo, and --trust-on-first-use if there is no trusted root yet. Then only files that init wrote and nobody changed are replaced.

With --signer and --signer-keyid a key in a KMS or HSM signs the releases. No archive is needed. doctor tests the signer, and checks that the documents are not too large for it.`,
  examples: [
    "factory-tuf init",
    "factory-tuf init --dry-run",
    "factory-tuf init --keys targets.keys.tgz --tag production --reviewers octocat",
    "factory-tuf init --yes --repo acme/devices --keys targets.keys.tgz --read-token-file read.txt --release-token-file release.txt"
  ],
  args: [],
  options: initOptions,
  runs: "machine",
  needs: "factory",
  confirms: "yes",
  asksConnection: !0,
  dataHelp: [
    "`repository` (or null), `factory`, `tag`, `clients`, `environment`, `commit`: what was set up for",
    "`steps`: list of `{what, how, says}`; `how` is `done`, `unchanged`, `declined`, `planned` or `open`",
    "`open`: list of sentences: what remains to do",
    "`secrets`: name and value of each secret to be pasted; null where none was printed",
    "`doctor`: what doctor says, as a document; null where the root was not trusted",
    "`next`: list of `{what, command}`: what comes next"
  ],
  async run(ctx, options) {
    let done = await setUp(ctx, options), { settings, steps, repository, roots, secrets } = done, { tag, clients, environment, release } = settings, data = {
      repository,
      factory: settings.factory,
      tag,
      clients,
      environment,
      commit: release.commit,
      steps: steps.results,
      open: steps.open,
      secrets: secrets && Object.fromEntries(secrets),
      doctor: done.isTrusted || options.dryRun ? await doctorOf(ctx, done) : null,
      next: nextOf(done, options.dryRun)
    };
    return {
      status: steps.changed ? "done" : "unchanged",
      changed: steps.changed ? "yes" : "no",
      outputs: rootOutputs(roots, ctx.now),
      data
    };
  },
  stdout: ({ status, data }) => data.secrets ? withSecrets(data.secrets, reportOf(status, data)) : null,
  report: ({ status, data }) => reportOf(status, data)
};
async function doctorOf(ctx, { settings, archive, roots }) {
  let { tag, newTag, clients } = settings, trusting = {
    ...ctx,
    trust: { ...ctx.trust, root: roots.ci, policy: { ...ctx.trust.policy, clients } },
    keys: archive ? openedSource(archive) : null
  }, ready = await readiness(trusting, releaseOf(tag, newTag ? tag : void 0));
  return archive || ctx.signer ? readinessReport(ready) : readinessReport({ ...ready, blockers: ready.blockers.filter(({ code }) => code !== "keys-missing") });
}
function releaseOf(tag, newTag) {
  let expiresDays = releaseOptions.expiresDays.default;
  return { wave: null, version: "latest", tag, newTag, prune: [], expiresDays };
}
function openedSource(archive) {
  return { prefetch() {
  }, open: async () => archive };
}
function nextOf({ repository, settings, typedPath, isDirty, isTrusted, steps }, dryRun) {
  if (dryRun) return [{ what: "Set it up", command: "factory-tuf init" }];
  if (!isTrusted) return [{ what: "Go on when the key ids are compared", command: "factory-tuf init" }];
  let isSet = steps.results.every(({ how }) => how === "done" || how === "unchanged"), commit = { what: "Commit", command: `git add .factory-tuf .github/workflows/factory-*.yml && git commit -m "Set up factory-tuf"${repository === null ? "" : " && git push -u origin HEAD"}` }, { tag, newTag, signer } = settings, keys = typedPath === null ? "<archive>" : shellWord(typedPath), first = newTag ? ` --new-tag ${tag}` : "", byHand = signer ? `factory-tuf promote latest ${tag} --signer ${shellWord(signer.uri)} --signer-keyid ${signer.keyid}${first}` : `factory-tuf promote latest ${tag} --keys ${keys}${first}`, release = repository === null ? [{ what: "Release from here", command: byHand, sameKeys: !0 }] : [
    {
      what: isSet ? "Release" : "Release, once nothing remains to do",
      command: `https://github.com/${repository}/actions/workflows/factory-promote.yml`
    }
  ];
  return [...isDirty ? [commit] : [], ...release];
}
function reportOf(status, { steps, open, doctor: doctor2, next, repository }) {
  let what = repository ?? "The checkout", left = [
    { kind: "heading", text: "Left to do" },
    { kind: "list", items: open.map((sentence) => [sentence]) }
  ];
  return {
    title: titleOf(what, status, steps, open),
    blocks: [
      {
        kind: "table",
        columns: [{ title: "Step" }, { title: "Result" }],
        rows: steps.map((step) => [step.what, step.says])
      },
      ...doctor2 ? [{ kind: "heading", text: `doctor: ${doctor2.title}` }, ...doctor2.blocks] : [],
      ...open.length > 0 ? left : [],
      ...nextSteps(next)
    ]
  };
}
function titleOf(what, status, steps, open) {
  return steps.some(({ how }) => how === "planned") ? `${what} would be set up: nothing was changed` : open.length > 0 ? `${what} is set up in part: see what is left to do` : status === "done" ? `${what} is set up` : `${what} is set up already: nothing to do`;
}
var WIDTH = 80;
function withSecrets(secrets, report) {
  return [...Object.entries(secrets).map(([name, value]) => `${name}

${inOneLine(value)}
`), `Clear this screen when they are pasted.
`, renderTerminal(report, { width: WIDTH, colour: !1 })].join(`
`);
}

// src/commands/wave/status.ts
var waveStatus = {
  name: "wave status",
  order: 160,
  summary: "Show how many devices have installed a Wave (default: all active ones).",
  examples: ["factory-tuf wave status", "factory-tuf wave status w42 --offline-threshold 24"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave (default: all active ones).", placeholder: "<wave>" },
    offlineThreshold: {
      kind: "integer",
      help: "Hours without contact until a device counts as offline.",
      default: 4,
      min: 1,
      max: 8760,
      placeholder: "<hours>"
    },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: !0,
  dataHelp: [
    "`others`: the same of every other active Wave, where none was named; outputs and the rest are of the first",
    "the Factory's answer as it is: name, version, tag, status, total-devices, updated-devices, ..., rollout-groups, other-groups"
  ],
  async run(ctx, { wave: name, offlineThreshold }) {
    let [[progress, ...others], roots] = await Promise.all([
      name === void 0 ? allActive(ctx, offlineThreshold) : ctx.factory.waveProgress(name, offlineThreshold).then((found) => found ? [found] : []),
      checkRoots(ctx)
    ]);
    if (!progress) throw name === void 0 ? noActiveWave() : noWave(name);
    return { status: "unchanged", changed: "no", outputs: {
      wave: progress.name,
      version: progress.version,
      tag: progress.tag,
      "wave-status": progress.status,
      ...roots
    }, data: { ...progress, others } };
  },
  report: ({ data: { others, ...first } }) => ({
    title: titleOf2(first),
    blocks: [
      ...progressBlocks(first),
      ...others.flatMap((other) => [{ kind: "heading", text: titleOf2(other) }, ...progressBlocks(other)])
    ]
  })
};
async function allActive(ctx, offlineThreshold) {
  let [one, names] = await Promise.all([ctx.factory.waveProgress(null, offlineThreshold), activeWaves(ctx)]), missing2 = names.filter((name) => name !== one?.name), others = await Promise.all(missing2.map((name) => ctx.factory.waveProgress(name, offlineThreshold)));
  return [one, ...others].filter((progress) => progress !== null);
}
function titleOf2({ name, version, tag, status }) {
  return `Wave ${name}: version ${version} for tag ${tag} is ${status}`;
}
function progressBlocks(progress) {
  return [
    facts(progress),
    ...groups("Groups it is rolled out to", progress["rollout-groups"]),
    ...groups("Other groups", progress["other-groups"])
  ];
}
function facts(progress) {
  let total = progress["total-devices"], share = total > 0 ? ` (${Math.floor(100 * progress["updated-devices"] / total)} %)` : "";
  return {
    kind: "facts",
    facts: [
      { label: "Created", value: progress["created-at"] },
      ...progress["finished-at"] ? [{ label: "Finished", value: progress["finished-at"] }] : [],
      { label: "Devices on the tag", value: String(total) },
      { label: "Updated", value: `${progress["updated-devices"]}${share}` },
      { label: "Scheduled", value: String(progress["scheduled-devices"]) },
      { label: "Not scheduled", value: String(progress["unscheduled-devices"]) }
    ]
  };
}
function groups(title, list) {
  if (list.length === 0) return [];
  let right = (label) => ({ title: label, align: "right" });
  return [
    { kind: "heading", text: title },
    {
      kind: "table",
      columns: [
        { title: "Group" },
        right("Devices"),
        right("Online"),
        right("Updated"),
        right("Newer"),
        right("Older"),
        right("Scheduled"),
        { title: "Since (UTC)" }
      ],
      rows: list.map((group) => [
        { code: group.name || "(no group)" },
        String(group["devices-total"]),
        String(group["devices-online"]),
        String(group["devices-on-wave-version"]),
        String(group["devices-on-newer-version"]),
        String(group["devices-on-older-version"]),
        String(group["devices-scheduled-for-update"]),
        minuteText(group["rollout-at"] || "no")
      ]),
      cuttable: !0
    }
  ];
}
function noActiveWave() {
  return new ToolError("wave-not-found", {
    happened: "There is no active Wave.",
    next: "Name a Wave, or list them with: factory-tuf wave list --wave-status complete."
  });
}

// src/commands/doctor.ts
var doctor = {
  name: "doctor",
  order: 210,
  summary: "Check everything that a release needs, and list all problems at once. Changes nothing.",
  details: "Without a tag it checks what every release needs; with a tag it checks that release. It opens the archive and signs nothing. A signer is asked to sign a short test text.",
  examples: [
    "factory-tuf doctor --keys targets.keys.tgz",
    "factory-tuf doctor latest production --source-tag qa --keys targets.keys.tgz",
    "factory-tuf doctor --signer hv:transit/factory/1 --signer-keyid <key id>"
  ],
  args: ["version", "tag"],
  options: {
    ...releaseOptions,
    version: { ...releaseOptions.version, required: !1, default: "latest" },
    tag: { ...releaseOptions.tag, required: !1 },
    wave: { kind: "wave", help: "Name of the Wave (default: <tag>-<version>).", placeholder: "<wave>" },
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: !0,
  dataHelp: [
    "`facts`: list of `{label, value}`: what was proven",
    "`blockers`: list of `{code, happened, next}`; `warnings`: list of sentences"
  ],
  async run(ctx, options) {
    let checks = new Checks(), { tag } = options, request = tag === void 0 ? null : checks.proven(() => releaseRequest({ ...options, tag })), { roots, ...data } = await readiness(ctx, request ?? null, checks);
    return {
      status: "unchanged",
      changed: "no",
      outputs: roots ? rootOutputs(roots, ctx.now) : {},
      data,
      ...data.blockers.length > 0 && { failure: verdict(data) }
    };
  },
  report: ({ data }) => readinessReport(data)
};
function verdict({ blockers }) {
  return new ToolError("blocked", {
    happened: `${counted(blockers.length, "blocker")}: ${blockers.map(({ code }) => code).join(", ")}.`,
    next: "Each blocker above says what to do."
  });
}

// src/commands/root/download.ts
import { resolve as resolve3 } from "node:path";

// src/root-updates/update-server.ts
var AFTER_THE_MOVE = [
  "The server makes its own root, valid for 20 years, with all thresholds at 1 and with keys that it stores. Offline signing ends with the move.",
  "Do not rotate a key of this Factory after this download. The server would start its own chain from the older roots, and devices with the newer root would refuse it.",
  "Keep the archive of the root key. Without it there is no way back."
];
async function requireFitForUpdateServer(ctx, { prod }) {
  let { threshold } = prod.signed.roles.root;
  if (threshold > 1)
    throw refused(
      `The root needs ${threshold} signatures, but the self-hosted server accepts only a root threshold of 1.`,
      "Lower it first: factory-tuf updates init --changelog <why>, then factory-tuf updates set-threshold 1 --role root, then factory-tuf updates sign --keys <archive> by each signer, then factory-tuf updates apply."
    );
  if (isExpired(prod.signed, ctx.now))
    throw refused(
      `The root expired at ${prod.signed.expires}.`,
      "Renew it first: factory-tuf root resign --keys <archive>."
    );
  let { status } = await ctx.factory.updates();
  if (status !== "NONE")
    throw refused(
      "A transaction of root updates is open. If it is applied after this download, the server will not know of that rotation.",
      "End it first: factory-tuf updates apply, or factory-tuf updates cancel."
    );
  if (!ctx.keys) return ctx.log.warning(LOOK_AT_THE_ARCHIVE);
  let { path } = requireKeyFile(ctx, "root download"), bytes = await readKeyFile(path, ctx.signal);
  if (isAgeFile(bytes))
    throw refused(
      `The archive ${path} is encrypted, but the self-hosted server reads only plain ones.`,
      `Make a plain copy for it: factory-tuf keys decrypt plain.tgz --keys ${path}. Delete that copy afterwards.`
    );
  activeKey(await readArchive(bytes), "root", roleKeys(prod.signed, "root", prod.where));
}
var LOOK_AT_THE_ARCHIVE = "The archive of the root key was not checked. The server accepts one that is not encrypted and holds the active root key. Give it with --keys.";
function refused(happened, next) {
  return new ToolError("update-server-refuses", { happened, next });
}

// src/commands/root/download.ts
var rootDownload = {
  name: "root download",
  order: 260,
  summary: "Verify all root versions and write them into a tar.gz.",
  examples: [
    "factory-tuf root download roots.tar.gz --prod",
    "factory-tuf root download roots.tar.gz --for-update-server --keys root.tgz"
  ],
  args: ["archive"],
  options: {
    archive: {
      kind: "path",
      help: "The tar.gz to write; an existing one is replaced.",
      required: !0,
      placeholder: "<file>"
    },
    prod: { kind: "switch", help: "The production flavour instead of the CI one." },
    forUpdateServer: {
      kind: "switch",
      help: "Use this before a move to the self-hosted server: it checks what that server would refuse, and says what stops working."
    },
    keys: {
      kind: "path",
      only: "cli",
      help: "With --for-update-server: the archive of the root key, to check whether the server accepts it.",
      placeholder: "<archive>"
    },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    "`archive`: path as given",
    "`versions`: list of `{name, version, digest}`",
    "`afterwards`: with for-update-server, what ends with the move"
  ],
  async run(ctx, { archive, prod, forUpdateServer }) {
    if (ctx.keys && !forUpdateServer) throw keysUnused();
    let roots = await showableRoots(ctx);
    forUpdateServer && await requireFitForUpdateServer(ctx, roots);
    let docs = prod ? await productionRoots(ctx, roots) : roots.chain, files = docs.map((doc) => ({ name: `${doc.signed.version}.root.json`, bytes: bytesOf(doc) })), packed = packTar(files, 420, (name) => {
      throw new RangeError(`the name ${name} is too long for a plain tar header`);
    });
    await writeFileWhole(resolve3(ctx.cwd, archive), packed, {
      chosenBy: chosenBy(ctx.place, archive),
      folders: !1
    });
    let versions = docs.map((doc, index) => ({
      name: files[index].name,
      version: doc.signed.version,
      digest: `sha256:${docHash(doc)}`
    }));
    return {
      status: "done",
      changed: "yes",
      outputs: rootOutputs(roots, ctx.now),
      data: { archive, versions, afterwards: forUpdateServer ? AFTER_THE_MOVE : [] }
    };
  },
  report: ({ data }) => ({
    title: `${data.versions.length} roots are in ${data.archive}`,
    blocks: [
      {
        kind: "table",
        columns: [{ title: "File" }, { title: "Digest" }],
        rows: data.versions.map(({ name, digest }) => [name, { code: digest }])
      },
      ...data.afterwards.length > 0 ? [
        { kind: "heading", text: "What the move means" },
        { kind: "list", items: data.afterwards.map((sentence) => [sentence]) }
      ] : []
    ]
  })
};
async function productionRoots(ctx, { chain, prod }) {
  return Promise.all(
    chain.map(async (ci, index) => {
      let version = index + 1;
      if (version === prod.signed.version) return prod;
      let fetched = await ctx.factory.root("prod", version);
      if (!fetched && version === 1) return ci;
      if (!fetched) throw missing(version);
      let doc = parseRoot(fetched, `production root ${version}`);
      return verifyProductionRoot(doc, chain.slice(0, version)), doc;
    })
  );
}
function keysUnused() {
  return new ToolError("options-conflict", {
    happened: "--keys works only with --for-update-server. The download contains no archive.",
    next: "Leave --keys out, or add --for-update-server to check whether the self-hosted server accepts that archive."
  });
}
function bytesOf({ signatures, signed }) {
  return Buffer.from(portableText({ signatures, signed }) ?? JSON.stringify({ signatures, signed }), "utf8");
}
function missing(version) {
  return new ToolError("root-chain-gap", {
    happened: `The Factory serves CI root ${version} but no production root ${version}.`,
    next: "Devices cannot pass such a gap. Keep a copy of what is served and ask the vendor."
  });
}

// src/keys/archive/save-archive.ts
import { dirname as dirname4, resolve as resolve4 } from "node:path";
async function saveBeside(place, keys, disk = systemDisk, over = null) {
  let path = resolve4(place.path), beside = besideName(path);
  over || await requireNoLeftover(beside, disk);
  let part = await writePart({ ...place, path }, keys, disk);
  try {
    await takePlace(part, beside, "The archive", disk);
  } catch (error) {
    throw over || await disk.remove(beside).catch(() => {
    }), error;
  }
  return { path, beside, replaces: place.sha256 ?? null };
}
async function rewriteInPlace(place, keys, disk = systemDisk, proven = () => {
}) {
  let path = resolve4(place.path), part = await writePart({ ...place, path }, keys, disk);
  try {
    await requireUnchanged(path, place.sha256 ?? null, null, disk), proven();
  } catch (error) {
    throw await disk.remove(part).catch(() => {
    }), error;
  }
  await takePlace(part, path, "The archive", disk);
}
async function requireNoLeftover(beside, disk = systemDisk) {
  let form;
  try {
    if (!await disk.exists(beside)) return;
    let bytes = await disk.read(beside);
    if (form = bytes === null ? "foreign" : leftoverForm(bytes), form === "empty") return await disk.remove(beside);
  } catch (error) {
    throw diskFailed(error, `The archive could not be saved as ${shownFile(beside)}`, TRY_ELSEWHERE);
  }
  throw form === "archive" ? leftover(beside) : foreignLeftover(beside);
}
async function writePart({ path, protection }, keys, disk) {
  let part = partName(path), bytes = await lockProtected(writeArchive(keys), protection);
  return await writeProven(part, bytes, disk, (written) => requireSameKeys(written, protection, keys, part)), part;
}
async function replaceWith({ path, beside, replaces }, disk = systemDisk) {
  try {
    await requireUnchanged(path, replaces, beside, disk), await disk.rename(beside, path), await disk.syncFolder(dirname4(path));
  } catch (error) {
    throw error instanceof ToolError ? error : diskFailed(error, `${shownFile(beside)} could not be renamed to ${shownFile(path)}`, keepBoth(beside));
  }
}
async function requireUnchanged(path, sha256, beside, disk) {
  let now = await disk.read(path);
  if ((now ? sha256Hex(now) : null) !== sha256) throw changedMeanwhile(path, beside, now !== null);
}
async function discardSaved({ beside, path }, disk = systemDisk) {
  try {
    await disk.remove(beside), await disk.syncFolder(dirname4(path));
  } catch (error) {
    throw diskFailed(error, `${shownFile(beside)} could not be removed`, "Remove it: the keys in it were never used.");
  }
}
async function requireSameKeys(bytes, protection, keys, path) {
  if (protection.kind === "recipients" && protection.identities.length === 0) return;
  let secrets = protection.kind === "passphrase" ? { passphrase: protection.passphrase } : protection.kind === "recipients" ? { identity: protection.identities.join(`
`) } : {}, held;
  try {
    let { packed } = await openProtected(bytes, shownFile(path), secrets);
    held = (await readArchive(packed, { orphans: "kept" })).keys;
  } catch {
    throw unproven(path);
  }
  if (!sameKeys(held, keys)) throw unproven(path);
}
function keepBoth(beside) {
  return `Keep ${shownFile(beside)}: it holds the newest keys. Clear the cause and run the command again.`;
}
function leftover(path) {
  return new ToolError("keys-leftover", {
    happened: `${shownFile(path)} already exists: an earlier run was interrupted, and the file may hold a key that the Factory knows.`,
    next: "Run `factory-tuf keys resume --keys <archive>`, which looks at the Factory and at both files, and keeps every key."
  });
}
function foreignLeftover(path) {
  return new ToolError("keys-leftover", {
    happened: `${shownFile(path)} is in the way. It is not a key archive, so it was not left by this program or the vendor's tool.`,
    next: "Look at it, move it away, then run this again."
  });
}
function changedMeanwhile(path, beside, there) {
  return new ToolError("keys-changed-meanwhile", {
    happened: `${shownFile(path)} ${there ? "was changed by somebody else" : "was removed"} while this command ran, so it was not replaced.`,
    next: beside ? `What this run made is in ${shownFile(beside)}. \`factory-tuf keys resume --keys <archive>\` puts the keys of both into one.` : "Run the command again."
  });
}

// src/rotation/held-archives.ts
var HeldArchive = class {
  file;
  #opened = null;
  #saved = null;
  #added = [];
  #protection = null;
  #fromSource = null;
  /** Of a program that writes the archive: it is read and never written, and `file` is where the record is kept. */
  #source;
  constructor(file, source = null) {
    this.file = file, this.#source = source;
  }
  get path() {
    return this.file.path;
  }
  /** What lies on the disk; without keys where there is no file yet. Reads it anew. */
  async open() {
    return this.#source ? (this.#fromSource = await this.#source.open(), this.keys) : (this.#opened = await openArchiveFileIfThere(this.file.path, this.file.secrets), this.#protection = this.#opened?.protection ?? await protectionFor(this.file.secrets), this.keys);
  }
  /** What ends the work that was begun with it: its record is found beside the archive, or in the working folder. */
  get resume() {
    return this.#source ? { command: "factory-tuf keys resume" } : { command: `factory-tuf keys resume --keys ${shellWord(this.path)}` };
  }
  /** How it lies on the disk, or will, in words; once it has been opened. */
  get protection() {
    return this.#protection ? protectionWords(this.#protection) : "";
  }
  /** Lies on the disk without encryption, or will. */
  get isPlain() {
    return this.#protection?.kind === "plain";
  }
  get isThere() {
    return this.#opened !== null || this.#fromSource !== null;
  }
  /** With the keys that this run has added. */
  get keys() {
    return { keys: [...(this.#opened?.archive ?? this.#fromSource ?? { keys: [] }).keys, ...this.#added] };
  }
  /** Saves the archive with further keys beside itself; once more with more keys, when there is something saved. */
  async save(added) {
    let held = new Set(this.keys.keys.map(({ keyid }) => keyid));
    this.#added = [...this.#added, ...added.filter(({ keyid }) => !held.has(keyid))];
    let protection = this.#protection ?? await protectionFor(this.file.secrets), place = this.#opened ?? { path: this.file.path, protection };
    this.#saved = await saveBeside(place, this.keys.keys, void 0, this.#saved);
  }
  /** Puts what was saved into its place. */
  async promote() {
    this.#saved && (await replaceWith(this.#saved), this.#saved = null);
  }
  /** Removes what was saved: only when the Factory provably never heard of it. */
  async discard() {
    this.#saved && await discardSaved(this.#saved), this.#saved = null, this.#added = [];
  }
};
async function holdArchives(rootFile, targetsFile, rootSource = null) {
  let root = new HeldArchive(await withRealPath(rootFile), rootSource), other = targetsFile && await withRealPath(targetsFile), targets = !other || other.path === root.path ? root : new HeldArchive(other), all = root === targets ? [root] : [root, targets], locks = [], release = async () => {
    for (let lock of locks.splice(0)) await lock.release();
  };
  try {
    for (let { path } of all) locks.push(await lockArchive(path));
    await removeUnfinishedRecord(root.path);
  } catch (error) {
    throw await release(), error;
  }
  return { root, targets, all, of: (role) => role === "root" ? root : targets, release };
}
var noArchive = { prefetch: () => {
}, open: async () => ({ keys: [] }) };
function requireSecretsUsed({ root, all }) {
  all.every(({ isPlain }) => isPlain) && requireNoSecretFor(`The archive ${root.path}`, root.file.secrets);
}
async function withRealPath(file) {
  return { path: await realPath(file.path), secrets: askedOnce(file.secrets) };
}
function askedOnce(secrets) {
  let { ask } = secrets;
  if (!ask) return secrets;
  let answer;
  return {
    ...secrets,
    ask: (archive, wrong) => ((wrong || answer === void 0) && (answer = ask(archive, wrong)), answer)
  };
}

// src/rotation/carry-out.ts
import { dirname as dirname5, relative } from "node:path";

// src/root-updates/apply-staged.ts
var ATTEMPTS = 3, PAUSE_MS = 1e3;
async function applyStaged(ctx, txid, expected) {
  let unclear = null;
  for (let attempt = 1; ; attempt++) {
    ctx.progress(attempt === 1 ? "Applying the roots" : "Applying the roots again");
    try {
      return await withTxid(txid, () => ctx.factory.applyUpdates(txid)), await requireApplied(ctx, expected);
    } catch (error) {
      if (!(error instanceof ToolError) || error.changed === "no" && unclear === null && !await isAnyApplied(ctx, expected) || error.changed === "yes") throw error;
      let state = await readBack(ctx.readBack, expected).catch((failed2) => {
        throw notKnown(error, failed2 instanceof ToolError ? `Reading back failed too: ${failed2.happened}` : "", failed2);
      });
      if (state.applied) return;
      if (state.status === "NONE")
        throw httpStatusOf(error) === 404 && unclear === null && !state.anyApplied ? noTransaction() : gone(error);
      if (error.changed === "no" && !state.anyApplied) throw error;
      if (unclear = error, attempt < ATTEMPTS && await isInTime(ctx.wait(PAUSE_MS * attempt))) continue;
      throw notKnown(error, `After ${counted(attempt, "attempt")} the newest roots are not the staged ones.`);
    }
  }
}
async function isAnyApplied(ctx, expected) {
  return (await readBack(ctx.readBack, expected).catch((error) => {
    if (error instanceof ToolError) return null;
    throw error;
  }))?.anyApplied ?? !1;
}
async function readBack(factory, expected) {
  let [ci, prod, { status }] = await Promise.all([factory.root("ci"), factory.root("prod"), factory.updates()]), areOurs = [isSame(ci, expected.ci), isSame(prod, expected.prod)];
  return { applied: !areOurs.includes(!1) && status !== "APPLYING", anyApplied: areOurs.includes(!0), status };
}
async function requireApplied(ctx, expected) {
  let look = () => readBack(ctx.readBack, expected).catch((error) => {
    throw error instanceof ToolError ? notSeen(`reading the roots back failed: ${error.happened}`, error) : error;
  }), isOver = ({ applied: applied4, status: status2 }) => applied4 || status2 !== "APPLYING", { applied: applied3, status } = await lookAgain(ctx, look, isOver, { looks: 5, pauseMs: PAUSE_MS });
  if (!applied3)
    throw notSeen(status === "APPLYING" ? "it is still applying them." : "it serves others than those that were staged.");
}
function notSeen(why, cause) {
  return new ToolError(
    "write-unknown",
    {
      happened: `The Factory says that the roots were applied, but ${why}`,
      changed: "unknown",
      next: "Keep every key, the old ones too. Look with `factory-tuf root show --prod` and `factory-tuf updates review`, and run the same command again; ask the vendor if that does not help."
    },
    cause && { cause }
  );
}
function isSame(served, expected) {
  return served !== null && docHash(parseRoot(served, "the newest root")) === docHash(expected);
}
function gone(error) {
  return notKnown(
    error,
    "The transaction is gone, and the newest roots are not the staged ones. Somebody may have canceled it."
  );
}
function notKnown(error, after, cause = error) {
  return error.extended({
    code: "write-unknown",
    before: notKnownWhether("applying the roots", error),
    after,
    changed: "unknown",
    next: "Look with: factory-tuf updates review. Then run `factory-tuf updates apply` again; it sees the work through.",
    cause
  });
}

// src/keys/archive/first-root.ts
var FIRST_ROOT_NAME = "tufrepo/keys/first-root";
function firstRootKey(secret, written) {
  let half = parsePrivateHalf(Buffer.from(JSON.stringify(secret), "utf8"), "the Factory's first root key"), found = written && usableKey(written);
  if (found && !(found.usable && found.keyid === half.usable.keyid))
    throw new ToolError("keys-halves-differ", {
      happened: "The halves of the first root key that the Factory handed over do not belong together.",
      next: "Nothing was staged. Run this again; if that does not help, ask the vendor."
    });
  return keyWithPrivateHalf(FIRST_ROOT_NAME, half, written ?? half.public);
}

// src/root-updates/own-transaction.ts
var CLOCK_SKEW_MS = 3e5, LONGEST_MS = 9e5;
function stagedAsAgreed(updates, { staged: staged3 }) {
  if (!staged3 || updates.status === "NONE") return null;
  let { ci, prod } = parseUpdates(updates);
  return !prod || docHash(ci.doc) !== staged3.ci || docHash(prod.doc) !== staged3.prod ? null : { ci: ci.doc, prod: prod.doc };
}
function isOwnTransaction(updates, record) {
  return updates.status !== "STARTED" || !isBegunBy(updates, record) ? !1 : parseUpdates(updates).prod === null || stagedAsAgreed(updates, record) !== null;
}
function isBegunBy(updates, { by, message, startedAt, begun: begun2 }) {
  let meta = updates["change-meta"];
  if (meta?.["created-by"] !== by) return !1;
  if (begun2?.createdAt) return meta["created-at"] === begun2.createdAt;
  let hasOurReason = parseUpdates(updates).ci.doc.signed["x-changelog"]?.message === message;
  if (begun2) return hasOurReason;
  let after = Date.parse(meta["created-at"] ?? "") - Date.parse(startedAt);
  return after >= -CLOCK_SKEW_MS && after <= LONGEST_MS && hasOurReason;
}
function notOurs(updates) {
  let { status } = updates;
  return new ToolError(status === "APPLYING" ? "transaction-busy" : "transaction-open", {
    happened: `${transactionOf(updates)}, and it does not hold what this rotation signed; it was left as it is. The keys are safe in their archives.`,
    next: "Look at it with `factory-tuf updates review`; end it with `factory-tuf updates apply` or `updates cancel`, then run `factory-tuf keys resume --keys <archive>` again."
  });
}
function transactionOf({ status, "change-meta": meta }) {
  let who = `${meta?.["created-by"] || "somebody"} at ${meta?.["created-at"] || "an unknown time"}`;
  return `A transaction of TUF root updates is ${status === "APPLYING" ? "being applied" : "open"}, begun by ${who}`;
}

// src/root-updates/begin-transaction.ts
async function beginTransaction(ctx, path, record, asked, hasBegun = () => {
}) {
  ctx.progress("Starting the transaction");
  let answer = await settle({
    what: "starting the transaction",
    write: async () => {
      try {
        return await ctx.factory.initUpdates({ message: record.message, ...asked });
      } catch (error) {
        throw error instanceof ToolError && error.code === "http-conflict" ? alreadyOpen("STARTED") : error;
      }
    },
    carriedOut: async () => isOwnTransaction(await ctx.readBack.updates(), record),
    toFindOut: "factory-tuf updates review"
  }), txid = answer?.txid, begun2 = { ...record, begun: txid ? { txid, createdAt: "" } : null };
  return hasBegun(begun2), await writeRecord(path, begun2), { answer, record: begun2 };
}
function alreadyOpen(status) {
  return new ToolError("transaction-open", {
    happened: `A transaction of TUF root updates is ${status === "APPLYING" ? "being applied" : "open"} already, and there can be only one.`,
    next: "Look at it with `factory-tuf updates review`; go on with it, or end it with `factory-tuf updates cancel`."
  });
}
async function takeFirstRoot(ctx, answer, { ci }, { keys }) {
  let { keyids } = ci.signed.roles.root, held = keys.find(({ keyid, signer }) => signer && keyids.includes(keyid));
  if (held) return held;
  ctx.progress("Taking the first root key offline");
  let secret = answer?.["first_root.sec"] ?? await ctx.factory.firstRootKey(), key = firstRootKey(secret, answer?.["first_root.pub"] ?? null);
  if (keyids.includes(key.keyid)) return key;
  throw new ToolError("keys-none-active", {
    happened: `The Factory returned the root key ${key.keyid}, but the verified root does not list it.`,
    next: "Sign nothing, keep a copy of the root and ask the vendor."
  });
}

// src/root-updates/end-transaction.ts
async function dropTransaction(ctx, dropped, by = "factory") {
  await settleSeen(ctx, {
    what: "canceling the transaction",
    write: () => ctx[by].cancelUpdates(),
    carriedOut: async () => !isSame2(await ctx.readBack.updates(), dropped),
    toFindOut: "factory-tuf updates review"
  });
}
function isSame2({ status, "change-meta": now }, { "change-meta": before }) {
  return status === "NONE" ? !1 : now?.["created-by"] === before?.["created-by"] && now?.["created-at"] === before?.["created-at"];
}
async function endOwnTransaction(ctx, record) {
  ctx.progress("Canceling the transaction");
  try {
    let updates = await ctx.readBack.updates();
    return updates.status === "NONE" ? "Somebody else has canceled the transaction." : isOwnTransaction(updates, record) ? (await dropTransaction(ctx, updates, "readBack"), await forgetOwn(ctx, record), "The transaction was rolled back.") : null;
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}
async function forgetOwn(ctx, { begun: begun2 }) {
  let recorded = await recordedTxid(ctx).catch(() => null);
  recorded !== null && recorded === begun2?.txid && await forgetTransaction(ctx);
}

// src/rotation/failures.ts
async function undone(ctx, error, undo) {
  if (!(error instanceof ToolError)) return error;
  let { archives, record, open, hasFirstRoot } = undo, { path, resume } = archives.root, ended = open ? await endOwnTransaction(ctx, record) : error.changed === "no" ? "" : null;
  if (ended === null) return failed(error, resume);
  try {
    for (let archive of archives.all) await (hasFirstRoot ? archive.promote() : archive.discard());
    await removeRecord(path);
  } catch (left) {
    return left instanceof ToolError ? error.extended({
      after: ended,
      changed: "no",
      next: `${error.next} ${left.happened} ${toResume(resume)}`
    }) : left;
  }
  let kept2 = hasFirstRoot ? `${ended} The first root key is in the archive, and stays there.` : ended;
  return error.extended({ after: kept2, changed: "no" });
}
async function canceled(ctx, error, { path, resume }, record) {
  if (!(error instanceof ToolError)) return error;
  let ended = error.changed === "no" ? await endOwnTransaction(ctx, record) : null;
  if (ended === null) return failed(error, resume);
  await removeRecord(path).catch(() => {
  });
  let kept2 = record.keyids.length > 0 ? `${ended} The new keys stay in their archives, unused.` : ended;
  return error.extended({ after: kept2, changed: "no" });
}
async function endRecord(ctx, path) {
  await removeRecord(path).catch((error) => {
    if (error instanceof ToolError) ctx.log.warning(error.happened);
    else throw error;
  });
}
function failed(error, resume) {
  if (!(error instanceof ToolError)) return error;
  let changed2 = error.changed === "no" ? "yes" : error.changed;
  return error.extended({ after: "No key is lost.", changed: changed2, next: toResume(resume) });
}
function toResume({ command: command2 }) {
  return `Run \`${command2}\`: it looks at the Factory and at the files, and finishes or undoes the rotation.`;
}

// src/rotation/online-keys.ts
async function newOnlineKeys(ctx, txid, { keyType }) {
  ctx.progress("Asking the Factory for new online keys"), await settle({
    what: "making new online keys",
    write: () => ctx.factory.generateOnlineKeys(txid, ONLINE_ROLES, vendorKeytype(keyType)),
    carriedOut: async () => {
      let { current, updated } = parseUpdates(await ctx.readBack.updates()).online;
      return ONLINE_ROLES.every((role) => updated[role] !== current[role]);
    },
    toFindOut: "factory-tuf updates review"
  });
}

// src/rotation/rotation-request.ts
import { resolve as resolve5 } from "node:path";
function targetsFileOf(ctx, path, { secrets }) {
  return path === void 0 ? null : { path: resolve5(ctx.cwd, path), secrets };
}
function replacesOf(request) {
  return isRenewal(request) ? ["expiry"] : [...request.roles, ...request.online ? ["online"] : []];
}
function isRenewal({ roles, online }) {
  return roles.length === 0 && !online;
}
function bringsExpiry(request) {
  return request.roles.includes("root") || isRenewal(request);
}

// src/root-updates/untouched.ts
function requireUntouched({ roots, ci }) {
  let { version: _version, "x-changelog": _changelog, ...staged3 } = ci.doc.signed, { version: _before, "x-changelog": _reason, ...current } = roots.ci.signed, pointer = differingPointer(staged3, current, "/signed");
  if (pointer !== null)
    throw new ToolError("staged-root-differs", {
      happened: `The Factory began the transaction with a root that differs from the newest one at ${pointer}.`,
      next: "Sign nothing, keep a copy of `factory-tuf updates review --raw` and ask the vendor."
    });
}

// src/root-updates/resign-targets.ts
async function readTargetsToSign(ctx, wanted) {
  let [production, waveTargets] = await Promise.all([ctx.factory.prodTargetTexts(), ctx.factory.waveTargets([])]), known = production.names, active = namesIn(waveTargets);
  for (let tag of wanted.tags ?? []) if (!known.includes(tag)) throw noProduction(tag);
  for (let name of wanted.waves ?? []) if (!active.includes(name)) throw noActiveWave2(name);
  let names = active.filter((name) => wanted.waves === null || wanted.waves.includes(name)), waves = await Promise.all(names.map((name) => readWave(ctx, name)));
  return { production, tags: known.filter((tag) => wanted.tags === null || wanted.tags.includes(tag)), waves };
}
async function resignTargets(ctx, roots, { production, tags, waves }, signer, replaced = null) {
  let targets = noNames();
  await twoAtATime(tags, async (tag) => {
    let released = productionWithin(production, tag);
    if (!released) return;
    let { doc } = released;
    await tallyAhead(doc, roots.prod, "targets");
    let signatures = verifyProductionTargets(doc, tag, roots.prod, ctx.trust.pins), signature = await signOnce(doc, signatures?.signedBy ?? [], signer, replaced);
    signature && (targets[tag] = [signature]), doc.forgetForms();
  });
  let signedWaves = noNames(), ci = waves.length === 0 ? null : await verifiedCi(ctx, roots);
  for (let { name, doc, tag, version } of waves) {
    let verified = productionWithin(production, tag);
    verifyProductionTargets(verified?.doc ?? null, tag, roots.prod, ctx.trust.pins), requireKnownContent(doc, { tag, version, ci: ci.doc, production: verified?.doc ?? null });
    let { signedBy } = tally(doc, roots.prod, "targets");
    if (!signedBy.some((keyid) => keyid !== ci.onlineKeyid)) throw unsignedWave(name);
    let signature = await signOnce(doc, signedBy, signer, replaced);
    signature && (signedWaves[name] = [signature]), doc.forgetForms();
  }
  return { targets, waves: signedWaves };
}
function noNames() {
  return /* @__PURE__ */ Object.create(null);
}
async function twoAtATime(tags, work) {
  let next = 0, worker = async () => {
    for (; next < tags.length; ) await work(tags[next++]);
  };
  try {
    await Promise.all([worker(), worker()]);
  } finally {
    next = tags.length;
  }
}
async function signOnce(doc, signedBy, signer, replaced) {
  if (signedBy.includes(signer.keyid) || replaced !== null && !signedBy.includes(replaced)) return null;
  let bytes = doc.portability === null ? doc.forms[0] : canonicalBytes(doc.signed, doc.where, "/signed");
  return signer.sign(bytes, !0);
}
async function readWave(ctx, name) {
  let wave = await ctx.factory.wave(name, { showTargets: !0 });
  if (!wave?.targets || wave.status !== "active") throw noActiveWave2(name);
  return { name, doc: parseTargets(wave.targets, `Wave ${name}`), tag: wave.tag, version: Number(wave.version) };
}
async function verifiedCi(ctx, roots) {
  let [fetched, onlineKey] = await Promise.all([ctx.factory.ciTargets(), ctx.factory.ciTargetsKey()]), doc = parseTargets(fetched, "CI targets"), evidence = {
    ciRoot: roots.ci,
    onlineKey,
    pin: pinOf(ctx.trust.pins, "ci-targets"),
    released: [],
    now: ctx.now
  };
  return { doc, onlineKeyid: verifyCiTargets(doc, evidence).onlineKeyid };
}
function namesIn({ value }) {
  return isObject(value) ? Object.keys(value) : [];
}
function noProduction(tag) {
  return new ToolError("production-missing", {
    happened: `The Factory has no production targets for tag ${tag}.`,
    next: "Leave --tags out to sign those of every tag."
  });
}
function noActiveWave2(name) {
  return new ToolError("wave-not-found", {
    happened: `There is no active Wave ${name}.`,
    next: "List them with: factory-tuf wave list."
  });
}
function unsignedWave(name) {
  return new ToolError("wave-not-signed-by-us", {
    happened: `Wave ${name} carries no valid signature of an offline targets key under the verified root.`,
    next: "Do not sign it. Cancel it, and make the Wave again."
  });
}

// src/rotation/resign-production.ts
async function resign(ctx, input, keys, by) {
  let targets = keys.find(({ role }) => role === "targets"), { production } = input, signer = by ?? targets?.fresh?.signer;
  if (!targets || !signer || production.names.length === 0) return { targets: {}, waves: {} };
  ctx.progress("Verifying and signing production targets");
  let toSign = { production, tags: targets.replaced === null ? [] : production.names, waves: [] };
  return resignTargets(ctx, input.roots, toSign, signer, targets.replaced);
}

// src/rotation/elsewhere.ts
function successorOf(role, replaced, elsewhere, input) {
  let { keyid } = successor(role, elsewhere, input);
  if (replaced !== null && replaced !== keyid) return { role, keyid, replaced, fresh: null };
  throw new ToolError("keys-none-active", {
    happened: replaced === null ? `The archive holds no active ${role} key that the key ${keyid} could replace, so there is nothing to rotate.` : `The key ${keyid} is in the archive, not with the signer.`,
    next: replaced === null ? `Give the archive of the key to replace with ${role === "root" ? "--keys" : "--keys, or --targets-keys if it has its own archive, or its id with --replaces if a signer holds it"}. If there is none, no rotation is needed: the signer's key can sign already.` : "Give the id of the signer's key. factory-tuf root show lists the keys of the root."
  });
}
function requireListed(keyid, keys) {
  if (keys.has(keyid)) return keyid;
  throw new ToolError("keys-none-active", {
    happened: `The key ${keyid} is not an offline targets key of the newest root, so it cannot be replaced.`,
    next: "Give the id of an offline targets key. factory-tuf root show lists them."
  });
}
function remoteSignerOf(role, elsewhere, input) {
  return elsewhere.signer(successor(role, elsewhere, input));
}
function successor(role, { keyid }, { roots, onlineKeyid }) {
  let keys = roleKeys(roots.ci.signed, role, roots.ci.where);
  return keys.delete(onlineKeyid), activeRemoteKey(keyid, role, keys, roots.chain);
}
function requireRootSignerFits(ctx, rootSigner, input, production) {
  let signer = remoteSignerOf("root", rootSigner, input);
  requireSignerFits(ctx, rootSigner, signer, [newRoot(production)]);
}
function newRoot(production) {
  return { what: "The new root", sizeBytes: canonicalBytes(production, "the new root", "/signed").length };
}
async function wouldResign(ctx, { elsewhere, roles }, input, { keys, production }) {
  let [role] = roles, signer = remoteSignerOf(role, elsewhere, input), documents = [], measuring = {
    keyid: signer.keyid,
    type: signer.type,
    async sign(bytes) {
      return documents.push({ what: "A production targets document", sizeBytes: bytes.length }), { keyid: signer.keyid, method: "", sig: "" };
    }
  }, resigned = await resign(ctx, input, keys, measuring);
  return role === "root" && documents.push(newRoot(production)), requireSignerFits(ctx, elsewhere, signer, documents), resigned;
}
async function signedPlan(ctx, { elsewhere, roles }, input, plan2) {
  if (!elsewhere || !roles.includes("targets")) return plan2;
  let signer = remoteSignerOf("targets", elsewhere, input);
  return { ...plan2, resigned: await resign(ctx, input, plan2.keys, signer) };
}

// src/rotation/rotation-input.ts
async function readRotationInput(ctx, request) {
  ctx.progress("Reading and verifying the roots");
  let { factory } = ctx, changesTargets = request.roles.includes("targets") || request.online, renews = isRenewal(request), checks = new Checks(), [roots, updates, self, onlineKey, waves, production] = await Promise.all([
    readRoots(ctx, checks, "root-work"),
    checks.fetched(factory.updates()),
    checks.fetched(factory.self()),
    renews ? null : checks.fetched(factory.ciTargetsKey()),
    changesTargets ? checks.fetched(activeWaves(ctx)) : [],
    renews ? noDocuments : checks.fetched(factory.prodTargetTexts())
  ]);
  updates && updates.status !== "NONE" && checks.block(alreadyOpen(updates.status)), waves && waves.length > 0 && checks.block(waveActive(waves)), checkClock(ctx, checks, { roots, updates });
  let onlineKeyid = renews ? "" : roots && onlineKey && checks.proven(() => requireOnlineKey(roots.prod.signed, onlineKey));
  if (roots) {
    for (let obstacle of obstaclesOf(roots, request, ctx.now)) checks.block(obstacle);
    bringsExpiry(request) && checks.proven(() => withNewExpiry(roots.prod.signed, ctx.clock.dating, replacementOf(roots, request)));
  }
  if (checks.throwIfBlocked(), !roots || !self || onlineKeyid === void 0 || onlineKeyid === null || !production)
    throw new Error("a missing part is a blocker");
  for (let warning of checks.warnings) ctx.log.warning(warning);
  return { roots, owner: self["polis-id"], onlineKeyid, production };
}
function* obstaclesOf({ ci, prod }, request, now) {
  let { threshold } = ci.signed.roles.root;
  threshold > 1 && (yield needsOthers(threshold, request)), !bringsExpiry(request) && isExpired(prod.signed, now) && (yield expired(prod.signed.expires));
}
function replacementOf({ prod }, { shortenExpiry }) {
  return { replaces: prod.signed, shortenExpiry };
}
function needsOthers(threshold, { roles, ...request }) {
  return isRenewal({ roles, ...request }) ? new ToolError("threshold-unreachable", {
    happened: `The root needs ${threshold} signatures, so one person alone cannot sign and apply it.`,
    next: "Use a transaction: factory-tuf updates init --changelog <why>, then factory-tuf updates set-expiry, then factory-tuf updates sign --keys <archive> by each signer, then factory-tuf updates apply."
  }) : new ToolError("threshold-unreachable", {
    happened: `The root needs ${threshold} signatures, so one person alone cannot rotate a key in one step.`,
    next: `Use a transaction: factory-tuf updates init --changelog <why>, then factory-tuf updates rotate-offline-key --role ${roles[0]} --keys <archive>, then factory-tuf updates sign --keys <archive> by each signer, then factory-tuf updates apply.`
  });
}
function expired(expires) {
  return new ToolError("root-expired", {
    happened: `The root expired at ${expires}, and a new targets key does not renew it. Devices would refuse it.`,
    next: "Rotate the root key first: factory-tuf keys rotate --role root --keys <archive>; or both: factory-tuf keys rotate-all --keys <archive>."
  });
}

// src/rotation/plan.ts
async function planRotation(ctx, request, input, archives) {
  let { roots } = input;
  for (let archive of archives.all) await archive.open();
  if (requireSecretsUsed(archives), !request.firstTime && !archives.root.isThere) throw noArchive2(archives.root.path);
  !request.roles.includes("root") && !request.rootSigner && requireRootKey(archives, roots.ci);
  let keys = [], { elsewhere } = request;
  !isRenewal(request) && !elsewhere && ctx.progress(request.keyType === "rsa" ? "Making RSA keys of 4096 bits" : "Making the new keys");
  for (let role of request.roles) {
    let replaced = replacedKey(role, request, input, archives);
    if (elsewhere) keys.push(successorOf(role, replaced, elsewhere, input));
    else {
      let fresh = await ctx.newKey(request.keyType, role);
      keys.push({ role, keyid: fresh.keyid, replaced, fresh });
    }
  }
  let next = editRoot({ ...roots.ci.signed, version: roots.ci.signed.version + 1 }, keys, {
    polisId: input.owner,
    now: ctx.clock.dating,
    replacement: replacementOf(roots, request),
    isRenewal: isRenewal(request)
  }), production = productionOfRoot(next, keptThreshold(roots)), dated = withChangelog(production, request, input, ctx.clock.dating);
  return requireClientsTake(ctx, {
    where: "the new root",
    signed: dated,
    signatures: signaturesOf(request, [roots.prod.signed, production])
  }), request.rootSigner && requireRootSignerFits(ctx, request.rootSigner, input, dated), {
    keys,
    changes: withoutOnline(diffRoots(roots.prod.signed, production, ctx.now), request, input),
    resigned: elsewhere ? await wouldResign(ctx, { ...request, elsewhere }, input, { keys, production: dated }) : await resign(ctx, input, keys),
    notes: [...keyNotes(request, keys, roots.prod.signed), ...cutOffNotes(input, keys)]
  };
}
function editRoot(signed, keys, { polisId, now, replacement, isRenewal: isRenewal2 }) {
  if (isRenewal2) return withNewExpiry(signed, now, replacement);
  let edited = signed;
  for (let { role, fresh, replaced } of keys) {
    let owner = { polisId, createdAt: now };
    fresh ? edited = replaceKey(edited, role, replaced, { keyid: fresh.keyid, key: fresh.public, owner }) : replaced !== null && (edited = removeKey(edited, role, replaced)), role === "root" && (edited = withNewExpiry(edited, now, replacement));
  }
  return dropUnusedKeys(edited);
}
function replacedKey(role, { firstTime, replaces }, { roots, onlineKeyid }, archives) {
  let { signed, where } = roots.ci, keys = roleKeys(signed, role, where);
  if (role === "root" && firstTime) {
    let first = firstRootKeyid(signed);
    return requireNoOther(archives.root.keys, roots.ci), first;
  }
  return role === "root" ? activeKey(archives.root.keys, "root", keys).keyid : (keys.delete(onlineKeyid), replaces !== void 0 ? requireListed(replaces, keys) : archives.targets.keys.keys.some(({ keyid, signer }) => signer && keys.has(keyid)) ? activeKey(archives.targets.keys, "targets", keys).keyid : null);
}
function firstRootKeyid(signed) {
  let keyid = vendorsRootKey(signed);
  if (keyid !== null) return keyid;
  throw new ToolError("options-conflict", {
    happened: "--first-time is for a Factory that still has the vendor's root key, but this one has keys of its owner.",
    next: "Leave --first-time out, and give the archive that holds your root key."
  });
}
function requireRootKey({ root }, { signed, where }) {
  activeKey(root.keys, "root", roleKeys(signed, "root", where));
}
function withChangelog(signed, { message }, { owner }, at) {
  return { ...signed, "x-changelog": { "polis-id": owner, message, timestamp: wholeSeconds(at) } };
}
function signaturesOf({ roles }, roots) {
  return Math.max(roles.includes("root") ? 2 : 1, ...roots.map((root) => root.roles.root.threshold));
}
function* keyNotes(request, keys, signed) {
  if (isRenewal(request)) return;
  let hasOffline = signed.roles.targets.keyids.length > 1;
  for (let { role, replaced } of keys) {
    if (role !== "targets" || replaced !== null || !hasOffline) continue;
    yield { says: "The archive holds no active targets key, so the new key will replace none. Check that it is the right archive.", isWarning: !0 };
  }
  if (hasOffline || request.roles.includes("targets")) return;
  yield { says: "Production needs two signatures, but there is no offline targets key yet. Make one before you release: keys rotate --role targets.", isWarning: !1 };
}
function withoutOnline(changes, { online }, { onlineKeyid }) {
  if (!online) return changes;
  let isOnline2 = ({ role, keyid }) => role === "snapshot" || role === "timestamp" || role === "targets" && keyid === onlineKeyid, kept2 = changes.kept.filter((line) => !isOnline2(line));
  return { ...changes, kept: kept2, removed: [...changes.removed, ...changes.kept.filter(isOnline2)] };
}
function* cutOffNotes({ production, roots }, keys) {
  if (!keys.some(({ role, replaced }) => role === "targets" && replaced !== null))
    for (let tag of production.names) {
      let released = productionWithin(production, tag);
      if (!released) continue;
      let { signedBy, threshold, met } = tally(released.doc, roots.prod, "targets");
      if (released.doc.forgetForms(), met) continue;
      yield { says: `Devices refuse the production targets of tag ${tag} as they are: ${signedBy.length} of ${threshold} signatures. Sign them with: factory-tuf updates sign-prod-targets --keys <archive>, in a transaction.`, isWarning: !0 };
    }
}
function noArchive2(path) {
  return new ToolError("keys-file-unreadable", {
    happened: `There is no archive ${path}. The root key must be in one.`,
    next: "Give the archive that holds the active root key. If the root key has never been taken offline, add --first-time."
  });
}
function requireNoOther({ keys }, { signed }) {
  let other = keys.find(({ name, keyid }) => name === FIRST_ROOT_NAME && !signed.roles.root.keyids.includes(keyid));
  if (other)
    throw new ToolError("keys-entry-refused", {
      happened: `The archive holds the first root key ${other.keyid} already, and the newest root of this Factory does not list it.`,
      next: "If the archive is of this Factory, the first rotation is done: leave --first-time out. If it is of another Factory, name a new archive with --keys."
    });
}

// src/rotation/signed-roots.ts
async function signedRoots(ctx, request, input, archives, plan2, record) {
  ctx.progress("Verifying the transaction and signing the roots");
  let { roots } = input, work = await readStagedAgain(ctx.factory, roots);
  if (!isOwnTransaction(work.updates, record)) throw notOurs(work.updates);
  request.online ? requireNewOnlineKeys(work) : requireUntouched(work);
  let edited = editRoot(work.ci.doc.signed, plan2.keys, {
    polisId: input.owner,
    now: ctx.clock.dating,
    replacement: replacementOf(roots, request),
    isRenewal: isRenewal(request)
  }), staged3 = stageRoots(work, edited, keptThreshold(roots)), { elsewhere, rootSigner } = request, remote = request.roles.includes("root") ? elsewhere : rootSigner, signers = [
    ...remote ? [remoteSignerOf("root", remote, input)] : [],
    ...rootSigner ? [] : rootSigners(archives.root.keys, staged3.ci.doc, roots.ci)
  ], signed = await signRootsFor(ctx, { ...work, ...staged3 }, signers);
  return requireComplete(signed, work), { roots: signed, createdAt: work.updates["change-meta"]?.["created-at"] ?? "" };
}
function requireNewOnlineKeys({ roots, ci, online }) {
  let { version, "x-changelog": changelog } = ci.doc.signed, before = { ...roots.ci.signed, version, ...changelog && { "x-changelog": changelog } }, keyids = { before: online.current, after: online.updated };
  requireOnlyOnlineChange(before, ci.doc, ONLINE_ROLES, keyids);
}
function requireComplete({ ci, prod }, { roots }) {
  let counts = [rootSignatures(ci.doc, roots.ci), rootSignatures(prod.doc, roots.prod)];
  if (counts.every(({ met }) => met)) return;
  let missing2 = new Set(counts.flatMap(({ current, own: own2 }) => [...current.missing, ...own2.missing]));
  throw new ToolError("threshold-not-met", {
    happened: `The new root would lack signatures; signatures of ${[...missing2].join(", ")} are missing.`,
    next: "Give the archive that holds the active root key."
  });
}

// src/rotation/carry-out.ts
async function carryOut(ctx, request, input, archives, plan2, startedAt) {
  let record = {
    version: 1,
    factory: ctx.factory.factory,
    startedAt: wholeSeconds(startedAt),
    by: input.owner,
    message: request.message,
    replaces: replacesOf(request),
    archives: archives.all.map(({ path }) => relative(dirname5(archives.root.path), path)),
    // Those that must be in an archive: a key that lives elsewhere is in none.
    keyids: plan2.keys.flatMap(({ fresh }) => fresh?.keyid ?? []),
    ...request.elsewhere && { elsewhere: request.elsewhere.keyid },
    begun: null,
    staged: null
  }, { roots, begun: begun2 } = await prepared(ctx, request, input, archives, plan2, record), digests = { ci: docHash(roots.ci.doc), prod: docHash(roots.prod.doc) }, agreed = { ...record, begun: begun2, staged: digests };
  return await staged(ctx, archives, plan2, agreed, roots), await applied(ctx, archives.root, agreed, roots), { roots: { ci: roots.ci.doc, prod: roots.prod.doc } };
}
async function prepared(ctx, request, input, archives, plan2, record) {
  let state = { open: !1, hasFirstRoot: !1 }, known = record;
  try {
    await writeRecord(archives.root.path, record);
    for (let archive of archives.all) {
      let fresh = keysFor(archives, plan2, archive);
      fresh.length > 0 && await archive.save(fresh);
    }
    let asked = { "first-time": request.firstTime, shortcut: !0 }, { answer } = await beginTransaction(ctx, archives.root.path, record, asked, (begun2) => {
      state.open = !0, known = begun2;
    });
    request.firstTime && (await archives.root.save([await takeFirstRoot(ctx, answer, input.roots, archives.root.keys)]), state.hasFirstRoot = !0);
    let txid = known.begun?.txid ?? "";
    request.online && await newOnlineKeys(ctx, txid, request);
    let { roots, createdAt } = await signedRoots(ctx, request, input, archives, plan2, known);
    return { roots, begun: { txid, createdAt } };
  } catch (error) {
    throw await undone(ctx, error, { archives, record: known, ...state });
  }
}
async function staged(ctx, archives, plan2, record, roots) {
  try {
    for (let archive of archives.all) await archive.promote();
    await writeRecord(archives.root.path, record), await putStaged(ctx, record.begun?.txid ?? "", roots, { resigned: plan2.resigned, isApplied: !0 });
  } catch (error) {
    throw await canceled(ctx, error, archives.root, record);
  }
}
async function applied(ctx, root, record, roots) {
  try {
    await applyStaged(ctx, record.begun?.txid ?? "", { ci: roots.ci.doc, prod: roots.prod.doc });
  } catch (error) {
    throw error instanceof ToolError && error.changed === "no" ? await canceled(ctx, error, root, record) : failed(error, root.resume);
  }
  await endRecord(ctx, root.path);
}
function keysFor(archives, { keys }, archive) {
  return keys.filter(({ role }) => archives.of(role) === archive).flatMap(({ fresh }) => fresh ?? []);
}

// src/rotation/resume.ts
import { dirname as dirname6, resolve as resolve7 } from "node:path";

// src/keys/archive/adopt-leftovers.ts
import { basename, resolve as resolve6 } from "node:path";
async function adoptLeftovers(file, disk = systemDisk) {
  let path = resolve6(file.path);
  await removeUnfinished(partName(path), disk), await discardEmpty(path, disk);
  let { ours, vendors } = await leftoversOf(path, disk), files = [ours, vendors].filter((name) => name !== null), keyids = [];
  for (let name of files) {
    keyids.push(...await adoptOne(file, name, disk));
    try {
      await disk.remove(name);
    } catch (error) {
      throw diskFailed(error, `${name} could not be removed`, "Remove it: all its keys are in the archive.");
    }
  }
  return { files, keyids };
}
async function discardEmpty(path, disk) {
  for (let name of [besideName(path), `${path}.tmp`])
    try {
      await disk.exists(name) && (await disk.read(name))?.length === 0 && await disk.remove(name);
    } catch (error) {
      throw diskFailed(error, `${name} could not be checked`, "Check that this user may read and write in its folder.");
    }
}
async function adoptOne({ path, secrets }, name, disk) {
  let archive = await openArchiveFileIfThere(path, secrets, disk), left = await opened(name, secrets, disk), united = union(archive?.archive.keys ?? [], left.archive.keys);
  return united.added.length === 0 ? [] : (await rewriteInPlace(archive ?? { path, protection: left.protection }, united.keys, disk), united.added.map(({ keyid }) => keyid));
}
async function opened(name, secrets, disk) {
  let bytes = await readLeftover(name, disk);
  if (bytes === null)
    throw new ToolError("keys-changed-meanwhile", {
      happened: `\`${basename(name)}\` was moved away while this command ran.`,
      next: "Run the command again."
    });
  if (leftoverForm(bytes) === "foreign") throw foreignLeftover(name);
  try {
    return await openArchiveBytes(name, bytes, secrets);
  } catch (error) {
    throw error instanceof ToolError ? unopened(error, name) : error;
  }
}
async function readLeftover(name, disk) {
  try {
    return await disk.read(name);
  } catch (error) {
    throw /^(?:EFTYPE|ENXIO|EISDIR)$/.test(codeOf(error)) ? foreignLeftover(name) : unopened(diskFailed(error, `\`${basename(name)}\` could not be read`, ""), name);
  }
}
function unopened(error, name) {
  return error.extended({
    code: "keys-leftover",
    before: `An interrupted run left \`${basename(name)}\`, which cannot be opened:`,
    next: "Keep it until you know what it holds: it may be the only copy of a key that the Factory knows. Then move it away, and run this again."
  });
}
function union(some, others) {
  let holds2 = (keys, { keyid }) => keys.some((key) => key.keyid === keyid && privateHalfOf(key)), added = others.filter(
    (key) => privateHalfOf(key) ? !holds2(some, key) : !some.some(({ keyid }) => keyid === key.keyid)
  ), kept2 = some.filter((key) => privateHalfOf(key) || !added.some(({ keyid }) => keyid === key.keyid)), names = new Set(kept2.map(({ name }) => name)), free = added.filter(({ name }) => !names.has(name)), clashing = added.filter(({ name }) => names.has(name)).map(namedByKeyid);
  return { keys: [...kept2, ...free, ...clashing], added };
}
function namedByKeyid(key) {
  let [name, half] = [`tufrepo/keys/${key.keyid}`, privateHalfOf(key)];
  return half ? keyWithPrivateHalf(name, half, key.public) : { ...key, name };
}

// src/rotation/resume.ts
async function resumeRotation(ctx, archives, { shortenExpiry }) {
  let beside = await readRecord(archives.root.path);
  if (beside) return endRecorded(ctx, archives, { path: archives.root.path, record: beside }, shortenExpiry);
  let path = workingFolderPlace(ctx.cwd, ctx.factory);
  if (await readRecord(path) === null && !await hasLock(path))
    return endRecorded(ctx, archives, { path, record: null }, shortenExpiry);
  let place = path === archives.root.path ? null : await holdArchives({ path, secrets: {} }, null, noArchive);
  try {
    return await endRecorded(ctx, archives, { path, record: await readRecord(path) }, shortenExpiry);
  } finally {
    await place?.release();
  }
}
async function endRecorded(ctx, archives, { path, record }, shortenExpiry) {
  record && await lookAtClock(ctx);
  let found = await adopted(archives.all);
  if (!record)
    return await tellOfTransaction(ctx), {
      outcome: "nothing",
      why: null,
      ...found,
      replaces: [],
      keyids: [],
      elsewhere: null,
      archives: [],
      changed: !1
    };
  requireSameFactory(ctx, record);
  let further = [];
  try {
    for (let more of await furtherArchives(archives, record))
      further.push(await holdArchives({ path: more, secrets: archives.root.file.secrets }, null));
    let others = further.map(({ root }) => root), alsoFound = await adopted(others);
    ctx.progress("Looking at the Factory");
    let ended = await end(ctx, record, async ({ prod }) => {
      let { signed } = (await showableRoots(ctx)).prod;
      requireNotShortened(prod.signed.expires, { replaces: signed, shortenExpiry }), await requireHeld([...archives.all, ...others], record);
    });
    return await removeRecord(path), {
      ...ended,
      files: [...found.files, ...alsoFound.files],
      adopted: [...found.adopted, ...alsoFound.adopted],
      replaces: record.replaces,
      keyids: record.keyids,
      elsewhere: record.elsewhere ?? null,
      archives: record.archives.map((path2) => resolve7(dirname6(archives.root.path), path2))
    };
  } finally {
    for (let held of further) await held.release();
  }
}
async function isAnythingThere({ root, all }) {
  return await readRecord(root.path) ? !0 : (await Promise.all(all.map(({ path }) => isThere(path)))).includes(!0);
}
async function furtherArchives({ root, all }, record) {
  let others = record.archives.map((path) => resolve7(dirname6(root.path), path)).filter((path) => !all.some((archive) => archive.path === path)), found = await Promise.all(others.map(isThere));
  return others.filter((_, index) => found[index]);
}
async function isThere(path) {
  let { ours, vendors } = await leftoversOf(path);
  return ours !== null || vendors !== null || await systemDisk.exists(path);
}
async function adopted(archives) {
  let found = [];
  for (let { file } of archives) found.push(await adoptLeftovers(file));
  return { files: found.flatMap(({ files }) => files), adopted: found.flatMap(({ keyids }) => keyids) };
}
async function end(ctx, record, requireAppliable) {
  let updates = await ctx.factory.updates(), agreed = stagedAsAgreed(updates, record), isOver = agreed !== null && updates.status === "STARTED" && isExpired(agreed.prod.signed, ctx.now);
  if (agreed && !isOver) {
    if (updates.status !== "APPLYING") {
      await requireAppliable(agreed);
      let { where, signed, signatures } = agreed.prod;
      requireListedClientsTake(ctx, { where, signed, signatures: signatures.length });
    }
    return await agreeToFinish(ctx, record, agreed), await applyStaged(ctx, record.begun?.txid ?? "", agreed), { outcome: "finished", why: null, changed: !0 };
  }
  if (updates.status !== "APPLYING" && await isApplied(ctx, record))
    return { outcome: "finished", why: null, changed: !1 };
  if (updates.status === "NONE") return { outcome: "undone", why: null, changed: !1 };
  if (!isOwnTransaction(updates, record)) throw notOurs(updates);
  return await dropTransaction(ctx, updates), await forgetOwn(ctx, record), { outcome: "undone", why: isOver ? `The root that was signed expired at ${agreed.prod.signed.expires}. Devices would refuse it.` : null, changed: !0 };
}
async function agreeToFinish(ctx, record, { prod }) {
  let { version, expires } = prod.signed;
  version > 2 && requireTrustedRoot(ctx, "Finishing the rotation"), await ctx.confirm(
    {
      title: `An interrupted rotation is to be finished: root ${version} of Factory ${record.factory}`,
      blocks: [
        {
          kind: "facts",
          facts: [
            { label: "Began", value: record.startedAt },
            { label: "Rotation of", value: record.replaces.join(", ") },
            ...[...record.keyids, ...record.elsewhere === void 0 ? [] : [record.elsewhere]].map((keyid) => ({
              label: "New key",
              value: { code: keyid }
            })),
            { label: "Expires", value: expires },
            { label: "Reason", value: record.message }
          ]
        }
      ]
    },
    `Apply root ${version} for every device? It cannot be undone.`
  );
}
async function isApplied(ctx, { staged: staged3 }) {
  if (!staged3) return !1;
  let { chain } = await showableRoots(ctx);
  return chain.some((root) => docHash(root) === staged3.ci);
}
async function requireHeld(archives, { keyids }) {
  let held = /* @__PURE__ */ new Set();
  for (let archive of archives)
    for (let { keyid, signer } of (await archive.open()).keys) signer && held.add(keyid);
  let lost = keyids.filter((keyid) => !held.has(keyid));
  if (lost.length !== 0)
    throw new ToolError("keys-none-active", {
      happened: `The staged root lists the new ${agreeing(lost.length, "key")} ${lost.join(", ")}, which ${agreeing(archives.length, "the archive does", "the archives do")} not hold, so it was not applied.`,
      next: "Name both archives (--keys, --targets-keys), the newest of each. If the key is lost, end the transaction with `factory-tuf updates cancel`, then rotate again."
    });
}
async function tellOfTransaction(ctx) {
  let updates = await ctx.factory.updates();
  updates.status !== "NONE" && ctx.log.warning(
    `${transactionOf(updates)}. There is no record of a rotation beside this archive, so it was left as it is: look at it with \`factory-tuf updates review\`.`
  );
}
function requireSameFactory({ factory }, { factory: recorded }) {
  if (recorded !== factory.factory)
    throw new ToolError("keys-leftover", {
      happened: `The rotation that was interrupted is of Factory ${recorded}, not of ${factory.factory}.`,
      next: `Run the command for that Factory: --factory ${recorded}.`
    });
}

// src/rotation/interrupted.ts
async function endInterrupted(ctx, archives, request) {
  return await hasLeftovers(archives) ? (await lookAtClock(ctx), resumeRotation(ctx, archives, request)) : null;
}
async function undoInterrupted(ctx, archives) {
  let { root } = archives, record = await readRecord(root.path);
  if (record?.staged)
    throw new ToolError("keys-leftover", {
      happened: `An earlier key rotation was interrupted after signing: ${record.message}`,
      next: `Run \`${root.resume.command}\` first. It finishes or undoes it.`
    });
  let resumed = await endInterrupted(ctx, archives, { shortenExpiry: !1 });
  resumed && ctx.log.warning(saysOf(resumed));
}
function saysOf({ outcome: outcome2, why, replaces, adopted: adopted2, files }) {
  let kept2 = adopted2.length === 0 ? "" : ` The keys ${adopted2.join(", ")} were taken into the archive.`;
  return outcome2 === "finished" ? `An interrupted rotation (${replaces.join(", ")}) was finished first. Your rotation follows now.` : outcome2 === "undone" ? `An interrupted ${workOf(replaces)} was undone.${why === null ? "" : ` ${why}`}${kept2}` : `An interrupted run left ${files.join(", ")}.${kept2}`;
}
function workOf(replaces) {
  return replaces.length === 0 ? "beginning of a transaction" : "rotation";
}
async function hasLeftovers({ root, all }) {
  return await readRecord(root.path) ? !0 : (await Promise.all(all.map(({ path }) => leftoversOf(path)))).some(({ ours, vendors }) => ours !== null || vendors !== null);
}

// src/rotation/report.ts
import { dirname as dirname7, join as join6 } from "node:path";
function planTitle({ factory }, { changes }, request) {
  let { roles } = request;
  return isRenewal(request) ? `Root ${changes.version.to} of Factory ${factory.factory} is to be signed and applied` : `Root ${changes.version.to} of Factory ${factory.factory}, with a new ${roles.join(" and a new ")} key, is to be signed and applied`;
}
function question({ changes }, request) {
  if (isRenewal(request)) return `Sign and apply root ${changes.version.to} with the same keys and a new expiry?`;
  let keys = request.online ? "with new offline and online keys " : "";
  return `Sign and apply root ${changes.version.to} ${keys}for every device? It cannot be undone.`;
}
function rotationPlanBlocks(request, plan2, archives) {
  let { keys, changes, resigned, notes } = plan2, tags = Object.keys(resigned.targets), items = [
    ...keys.map(({ role, keyid, fresh, replaced }) => {
      let { path, isThere: isThere2, isPlain, protection } = archives.of(role);
      if (!fresh)
        return [
          ...[`The ${role} key `, { code: keyid }, " of the signer replaces "],
          { code: replaced ?? "" },
          ". The old key stays in its archive, ",
          { code: path },
          ", and is no longer used."
        ];
      let how = isPlain ? ". To have it encrypted from the start, give --keys-passphrase-file or --keys-identity-file." : "";
      return isThere2 ? [`The new ${role} key goes into the archive `, { code: path }, ". Old keys stay in it."] : [`The new ${role} key goes into a new archive, ${protection}: `, { code: path }, how];
    }),
    ...request.firstTime ? [["The first root key, until now kept by the Factory, is saved in the archive."]] : [],
    ...request.online ? [["The Factory will make new online keys for targets, snapshot and timestamp. Their ids are not known yet."]] : [],
    ...tags.length > 0 ? [[`Production targets signed again with the new key: ${tags.join(", ")}.`]] : [],
    ...notes.map(({ says, isWarning }) => [isWarning ? { strong: says, tone: "warning" } : says])
  ], list = items.length > 0 ? [{ kind: "list", items }] : [];
  return [...changeBlocks({ changes, digest: null, changelog: request.message }), ...list];
}
function rotatedReport({
  outcome: outcome2,
  version,
  expires,
  keys,
  archives,
  unencrypted,
  resigned
}) {
  return {
    title: outcome2 === "finished" ? `The interrupted rotation is finished: root ${version} is valid until ${expires}` : `The keys are rotated: root ${version} is valid until ${expires}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          ...keys.flatMap(({ role, keyid, replaced }) => [
            { label: `New ${role} key`, value: { code: keyid } },
            ...replaced === null ? [] : [{ label: "  replaces", value: { code: replaced } }]
          ]),
          { label: agreeing(archives.length, "Archive"), value: archives.join(", ") },
          ...resigned.length === 0 ? [] : [{ label: "Signed again", value: resigned.join(", ") }]
        ]
      },
      ...nextSteps(
        nextOf2(keys.some(({ archive }) => archive !== null) || keys.length === 0 ? archives : [], {
          first: keys.some(({ role, isFirst }) => role === "root" && isFirst),
          targets: keys.some(({ role, archive }) => role === "targets" && archive !== null),
          plain: unencrypted
        })
      )
    ]
  };
}
function nextOf2(archives, { first, targets, plain }) {
  let [root, other] = archives.map(shellWord), pin = { what: "Renew the trusted root of your repositories", command: "factory-tuf root pin" };
  if (root === void 0) return [pin];
  let own2 = shellWord(ownArchive(archives[0] ?? ""));
  return [
    ...plain.map((path) => ({ what: "Encrypt it", command: `factory-tuf keys encrypt --keys ${shellWord(path)}` })),
    ...[root, ...other ? [other] : []].map((path, at) => ({
      what: other ? `Back up the ${at === 0 ? "root" : "targets"} key's archive` : "Back it up",
      command: `factory-tuf keys backup --keys ${path} --copy <folder>`
    })),
    pin,
    ...first && !targets ? [
      {
        what: "Make a targets key, in an archive of its own",
        command: `factory-tuf keys rotate --role targets --keys ${root} --targets-keys ${own2}`
      }
    ] : [],
    // No root key goes to CI, so an archive that holds both is not what it gets.
    ...targets && !other ? [
      {
        what: "Copy the targets key for CI",
        command: `factory-tuf keys copy-targets ${own2} --keys ${root}`
      }
    ] : [],
    ...targets ? [{ what: "Give CI the new key", command: `factory-tuf keys encrypt --for-action --keys ${other ?? own2}` }] : []
  ];
}
function ownArchive(root) {
  let path = join6(dirname7(root), "targets.keys.tgz");
  return path === root ? join6(dirname7(root), "targets-alone.keys.tgz") : path;
}
var rotatedDataHelp = [
  "`outcome`: `rotated`; `finished` when an interrupted rotation was completed and no other was made",
  "`version`, `expires`: of the root that devices use from now on",
  "`keys`: list of `{role, keyid, replaced, archive, isFirst}` (archive null: it lives elsewhere); `archives`; `resigned`: tags signed again",
  "`unencrypted`: those of the archives that were made and are not encrypted",
  "`resumed`: what was found of an interrupted rotation, `{outcome, why, files, adopted, replaces, keyids, archives, changed}`, or null"
];
function resumedReport(data) {
  let { outcome: outcome2, why, files, adopted: adopted2, keyids, replaces, archives, version, expires } = data, titles = {
    finished: `The interrupted rotation is finished: root ${version} is valid until ${expires}`,
    undone: `The interrupted ${workOf(replaces)} is undone: root ${version} is as it was`,
    nothing: files.length === 0 ? "There was nothing to resume" : "No rotation was under way"
  }, facts3 = [
    ...replaces.length > 0 ? [{ label: "Rotation of", value: replaces.join(", ") }] : [],
    ...keyids.map((keyid) => ({ label: outcome2 === "undone" ? "New key, unused" : "New key", value: { code: keyid } })),
    ...files.length > 0 ? [{ label: "Found beside the archives", value: files.join(", ") }] : [],
    ...adopted2.map((keyid) => ({ label: "Taken into its archive", value: { code: keyid } }))
  ];
  return {
    title: titles[outcome2],
    blocks: [
      ...why === null ? [] : [{ kind: "paragraph", text: [why, " Run the rotation again."] }],
      ...facts3.length > 0 ? [{ kind: "facts", facts: facts3 }] : [],
      ...outcome2 === "finished" ? nextSteps(
        nextOf2(keyids.length === 0 ? [] : archives, {
          first: !1,
          targets: replaces.includes("targets"),
          plain: []
        })
      ) : []
    ]
  };
}

// src/rotation/rotate.ts
async function rotate(ctx, request) {
  let archives = await holdArchives(request.rootFile, request.targetsFile, request.rootSource);
  try {
    let resumed = await endInterrupted(ctx, archives, request);
    return resumed ? resumed.outcome === "finished" && covers(resumed, request) ? await finished(ctx, archives, resumed) : (ctx.log.warning(saysOf(resumed)), await rotateNow(ctx, request, archives, resumed).catch((error) => {
      throw error instanceof ToolError ? afterwards(error, resumed) : error;
    })) : await rotateNow(ctx, request, archives, null);
  } finally {
    await archives.release();
  }
}
async function rotateNow(ctx, request, archives, resumed) {
  let input = await readRotationInput(ctx, request), plan2 = await planRotation(ctx, request, input, archives), unencrypted = archives.all.filter(({ isThere: isThere2, isPlain }) => !isThere2 && isPlain).map(({ path }) => path), about = { title: planTitle(ctx, plan2, request), blocks: rotationPlanBlocks(request, plan2, archives) };
  await ctx.confirm(about, question(plan2, request));
  let startedAt = new Date(ctx.clock.factoryTime()), { roots } = await carryOut(
    ctx,
    request,
    input,
    archives,
    await signedPlan(ctx, request, input, plan2),
    startedAt
  );
  return outcome(roots.prod.signed, {
    outcome: "rotated",
    keys: plan2.keys.map(({ role, keyid, fresh, replaced }) => {
      let isFirst = role === "root" ? request.firstTime : replaced === null;
      return { role, keyid, replaced, archive: fresh && archives.of(role).path, isFirst };
    }),
    archives: archives.all.map(({ path }) => path),
    unencrypted,
    resigned: Object.keys(plan2.resigned.targets),
    resumed
  });
}
function covers({ replaces, elsewhere }, request) {
  return (request.elsewhere?.keyid ?? null) !== elsewhere ? !1 : replacesOf(request).every((what) => replaces.includes(what));
}
async function finished(ctx, archives, resumed) {
  let { signed } = (await showableRoots(ctx)).prod, line = (keyid, isElsewhere) => {
    let role = signed.roles.root.keyids.includes(keyid) ? "root" : "targets";
    return { role, keyid, replaced: null, archive: isElsewhere ? null : archives.of(role).path, isFirst: !1 };
  }, { keyids, elsewhere } = resumed;
  return outcome(signed, {
    outcome: "finished",
    keys: [...keyids.map((keyid) => line(keyid, !1)), ...elsewhere === null ? [] : [line(elsewhere, !0)]],
    archives: archives.all.map(({ path }) => path),
    unencrypted: [],
    resigned: [],
    resumed
  });
}
function outcome({ version, expires }, data) {
  return { status: "done", changed: "yes", outputs: { "root-version": version, "root-expires": expires }, data: { ...data, version, expires } };
}
function afterwards(error, { outcome: ended, changed: changed2, files, replaces }) {
  if (error.changed !== "no" || !changed2 && files.length === 0) return error;
  let after = ended === "nothing" ? "" : `Before that, an interrupted ${workOf(replaces)} was ${ended}.`;
  return error.extended({ after, changed: "yes" });
}

// src/commands/root/resign.ts
var rootResign = {
  name: "root resign",
  order: 270,
  summary: "Sign the root again with the same keys and a new expiry, one year from now.",
  details: "This is one complete transaction. It also works when the root has expired. If the root needs several signatures, use updates init, updates set-expiry, updates sign and updates apply.",
  examples: [
    "factory-tuf root resign --keys root.tgz",
    "factory-tuf root resign --signer hv:transit/root/1 --signer-keyid <key id>"
  ],
  args: [],
  options: {
    changelog: {
      kind: "line",
      help: "The reason. It is recorded in the root.",
      default: "Refresh TUF root expiration by 1 year",
      placeholder: "<text>"
    },
    ...shortenExpiryOption,
    ...ownerSignerOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "keys",
  confirms: "factory-name",
  dataHelp: ["`version`, `expires`: of the root that devices use from now on"],
  async run(ctx, { changelog, shortenExpiry }) {
    let { data, ...ended } = await rotate(ctx, {
      command: "root resign",
      roles: [],
      online: !1,
      firstTime: !1,
      keyType: "ed25519",
      shortenExpiry,
      message: changelog,
      ...rootKeyOf(ctx),
      targetsFile: null
    }), { version, expires } = data;
    return { ...ended, data: { version, expires } };
  },
  report: ({ data }) => ({
    title: `Root ${data.version} is valid until ${data.expires}`,
    blocks: [...nextSteps([{ what: "Renew the trusted root of your repositories", command: "factory-tuf root pin" }])]
  })
};
function rootKeyOf({
  keys,
  signer,
  cwd,
  factory
}) {
  let recordAt = { path: workingFolderPlace(cwd, factory), secrets: {} };
  if (signer) return { rootFile: recordAt, rootSource: noArchive, rootSigner: signer };
  let source = keys, file = keyFileOf(source);
  return file ? { rootFile: file } : { rootFile: recordAt, rootSource: source };
}

// src/rotation/open-transaction.ts
async function openTransaction(ctx, changelog, firstTime) {
  let place = { path: workingFolderPlace(ctx.cwd, ctx.factory), secrets: {} }, archives = await holdArchives(firstTime ?? place, null, firstTime ? null : noArchive);
  try {
    await undoInterrupted(ctx, archives), ctx.progress("Verifying the roots");
    let [roots, { status }, self] = await Promise.all([
      workableRoots(ctx),
      ctx.factory.updates(),
      ctx.factory.self()
    ]);
    if (status !== "NONE") throw alreadyOpen(status);
    firstTime && (await archives.root.open(), requireSecretsUsed(archives), requireNoOther(archives.root.keys, roots.ci));
    let record = {
      version: 1,
      factory: ctx.factory.factory,
      startedAt: wholeSeconds(new Date(ctx.clock.factoryTime())),
      by: self["polis-id"],
      message: changelog,
      replaces: [],
      archives: [],
      keyids: [],
      begun: null,
      staged: null
    };
    return { roots, ...await begun(ctx, archives, record, roots, firstTime !== null) };
  } finally {
    await archives.release();
  }
}
async function begun(ctx, archives, record, roots, isFirstTime) {
  let { path } = archives.root, state = { open: !1, hasFirstRoot: !1 }, known = record, firstRoot = null;
  try {
    await writeRecord(path, record);
    let asked = { "first-time": isFirstTime, shortcut: !1 }, { answer } = await beginTransaction(ctx, path, record, asked, (begun2) => {
      state.open = !0, known = begun2;
    });
    if (isFirstTime) {
      let key = await takeFirstRoot(ctx, answer, roots, archives.root.keys);
      await archives.root.save([key]), state.hasFirstRoot = !0, await archives.root.promote(), firstRoot = key.keyid;
    }
    await requireBegun(ctx, roots, known);
  } catch (error) {
    throw await undone(ctx, error, { archives, record: known, ...state });
  }
  let txid = known.begun?.txid ?? "";
  return await rememberTransaction(ctx, txid), await endRecord(ctx, path), { txid, firstRoot };
}
async function requireBegun(ctx, roots, record) {
  let updates = await ctx.factory.updates(), { ci } = parseUpdates(updates);
  if (!isOwnTransaction(updates, record)) throw notOurs(updates);
  requireUntouched({ roots, ci });
}

// src/commands/updates/init.ts
var updatesInit = {
  name: "updates init",
  order: 300,
  summary: "Start a transaction of TUF root updates and print its id.",
  details: "The id is also saved in the working folder, in <factory>.transaction, for the next commands. In another folder, give it as txid. Devices see no change before `updates apply`. The very first rotation, which takes the root key offline, begins with --first-time: the Factory gives out its root key, which is saved in the archive that --keys names. That archive is created if it does not exist, encrypted if you give an identity or a passphrase.",
  examples: [
    "factory-tuf updates init --changelog 'two signers for releases'",
    "factory-tuf updates init --changelog 'take the root key offline' --first-time --keys root.tgz"
  ],
  args: [],
  options: {
    changelog: {
      kind: "line",
      help: "Why the root is changed. It is recorded in the root.",
      required: !0,
      placeholder: "<text>"
    },
    firstTime: {
      kind: "switch",
      help: "Begin the first rotation of the root key: the Factory gives out the one that it made. Needs --keys."
    },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  dataHelp: [
    "`txid`: id of the transaction, empty where its answer was lost",
    "`changelog`, `version`: of the root to come",
    "`firstRoot`: with --first-time the id of the key that was handed over and is in the archive now, else null"
  ],
  async run(ctx, { changelog, firstTime }) {
    requireKeysForFirstTime(ctx, firstTime);
    let file = firstTime ? await newKeyFile(ctx) : null, { txid, firstRoot, roots } = await openTransaction(ctx, changelog, file), data = { txid, changelog, version: roots.ci.signed.version + 1, firstRoot };
    return { status: "done", changed: "yes", outputs: rootOutputs(roots, ctx.now), data };
  },
  stdout: ({ data }) => data.txid === "" ? null : `${data.txid}
`,
  stdoutIs: "The transaction is open. Others who work on it need its id (--txid):",
  report: ({ data }) => ({
    title: `The transaction for root ${data.version} is open`,
    blocks: [
      {
        kind: "facts",
        facts: [
          {
            label: "Transaction id",
            value: data.txid === "" ? "lost on its way; leave it out" : { code: data.txid }
          },
          { label: "Reason", value: data.changelog },
          ...data.firstRoot === null ? [] : [{ label: "First root key, now yours", value: { code: data.firstRoot } }]
        ]
      }
    ]
  })
};
function requireKeysForFirstTime({ keys }, firstTime) {
  if (firstTime !== (keys !== null))
    throw firstTime ? new ToolError("value-missing", {
      happened: "--first-time needs an archive for the Factory's first root key, but none was named.",
      next: "Name one with --keys; it is created if it does not exist."
    }) : new ToolError("options-conflict", {
      happened: "--keys was given without --first-time, so there is no key to save.",
      next: "Leave it out, or give --first-time if the root key has never been rotated."
    });
}

// src/root-updates/key-proof.ts
import { createPublicKey } from "node:crypto";
var ED25519_SPKI_BYTES = 44;
function readPublicKey(text) {
  let trimmed = text.trim(), key = /^[0-9a-fA-F]{64}$/.test(trimmed) ? ed25519(trimmed.toLowerCase()) : fromPem(trimmed), usable = key && usableKey(key);
  if (key && usable?.usable) return { key, usable };
  throw new ToolError("keys-key-unusable", {
    happened: `The public key ${usable && !usable.usable ? usable.why : "is neither 64 hex characters nor a PEM of type PUBLIC KEY"}.`,
    next: "Give only the public key: Ed25519, or RSA with 2048, 3072 or 4096 bits."
  });
}
function proofText({ factory, role, transaction, keyid, owner }) {
  return [
    "factory-tuf: this key joins a role",
    `factory: ${factory}`,
    `role: ${role}`,
    `transaction: ${transaction}`,
    `key: ${keyid}`,
    `owner: ${owner}`,
    ""
  ].join(`
`);
}
function requireProof(key, text, proof) {
  let signature = validSignature(key, Buffer.from(text, "utf8"), proof);
  if (typeof signature != "string") return;
  let scheme = key.type === "rsa" ? " RSA signs it with PSS, SHA-256 and a salt of 32 bytes." : "";
  throw new ToolError("key-proof-invalid", {
    happened: `The proof ${signature} under the key ${key.keyid}.`,
    next: `Sign exactly the text that this command prints without --proof: the transaction, role and owner are part of it.${scheme}`
  });
}
function fromPem(text) {
  if (!/^-----BEGIN PUBLIC KEY-----\r?\n/.test(text)) return null;
  try {
    let parsed = createPublicKey({ key: text, format: "pem", type: "spki" }), spki = parsed.export({ format: "der", type: "spki" });
    return parsed.asymmetricKeyType === "ed25519" && spki.length === ED25519_SPKI_BYTES ? ed25519(spki.subarray(-32).toString("hex")) : { keytype: "RSA", keyval: { public: parsed.export({ format: "pem", type: "spki" }).toString() } };
  } catch {
    return null;
  }
}
function ed25519(hex) {
  return { keytype: "ED25519", keyval: { public: hex } };
}

// src/root-updates/new-key.ts
async function withNewKey(file, { role, keyType, newKey, opensOthers, check, send }) {
  let lock = await lockArchive(file.path);
  try {
    let { vendors } = await leftoversOf(file.path);
    if (vendors) throw vendorsLeftover(vendors);
    let opened2 = await openArchiveFileIfThere(file.path, file.secrets), held = opened2?.archive ?? { keys: [] };
    opened2?.protection.kind === "plain" && !opensOthers && requireNoSecretFor(`The archive ${file.path}`, file.secrets), check(held);
    let fresh = await newKey(keyType, role), place = opened2 ?? { path: file.path, protection: await protectionFor(file.secrets) }, saved = await saveBeside(place, [...held.keys, fresh]), isInPlace = !1, intoPlace = async () => {
      isInPlace || (await replaceWith(saved), isInPlace = !0);
    }, result;
    try {
      result = await send(fresh, held, intoPlace);
    } catch (error) {
      throw error instanceof ToolError ? isInPlace ? unused(error, fresh.keyid) : error.changed !== "no" ? kept(error, saved.beside, fresh.keyid) : (await discardSaved(saved), error) : error;
    }
    return await intoPlace().catch((error) => {
      throw error instanceof ToolError ? staged2(error, saved.beside, fresh.keyid) : error;
    }), result;
  } finally {
    await lock.release();
  }
}
function unused(error, keyid) {
  return error.extended({
    after: `The new key ${keyid} stays in its archive${error.changed === "no" ? ", unused" : ""}.`
  });
}
function kept(error, beside, keyid) {
  return error.extended({
    after: `The new key ${keyid} is safe in ${beside}.`,
    next: "Look with: factory-tuf updates review. Take the key into its archive with: factory-tuf keys resume --keys <archive>."
  });
}
function staged2(error, beside, keyid) {
  return error.extended({ before: `The new key ${keyid} is staged and safe in ${beside}, but:`, changed: "yes" });
}
function vendorsLeftover(path) {
  return new ToolError("keys-leftover", {
    happened: `${path} is there: an interrupted run of the vendor's tool left it, and it may hold a key that the Factory knows.`,
    next: "Run `factory-tuf keys resume --keys <archive>`, which takes the keys of both into the archive."
  });
}

// src/commands/updates/add-offline-key.ts
var updatesAddOfflineKey = {
  name: "updates add-offline-key",
  order: 310,
  summary: "Stage another offline key for a role.",
  details: "With --keys a new key is made and saved in that archive, which is created if it does not exist. With --public-key you add a key that is not in an archive, for example in an HSM: without --proof the text that it must sign is printed; with --proof the signature over that text is checked.",
  examples: [
    "factory-tuf updates add-offline-key --role targets --keys targets2.tgz",
    "factory-tuf updates add-offline-key --role root --public-key hsm.pem --owner 5f0c --proof proof.sig"
  ],
  args: [],
  options: {
    ...offlineRoleOption,
    publicKey: { kind: "path", help: "File with the public key: PEM, or 64 hex characters.", placeholder: "<file>" },
    owner: { kind: "text", help: "Id of the user whose key it is; with --public-key.", placeholder: "<id>" },
    proof: {
      kind: "path",
      help: "File with the signature over the printed text; with --public-key.",
      placeholder: "<file>"
    },
    ...keyTypeOption,
    ...txidOption,
    ...ownerKeyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  dataHelp: [
    "`keyid`",
    "`textToSign`: without --proof, else null",
    "`staged`: null, or the following:",
    ...stagedDataHelp
  ],
  async run(ctx, { role, publicKey, owner, proof, keyType, txid: typed }) {
    let txid = await txidFor(ctx, typed);
    if (publicKey === void 0 == (ctx.keys === null)) throw oneOrigin(publicKey !== void 0);
    if (publicKey === void 0) {
      if (owner !== void 0 || proof !== void 0) throw onlyWithPublicKey();
      return addNewKey(ctx, { role, txid, keyType });
    }
    return addPublicKey(ctx, { role, txid, publicKey, owner: ownerOf(owner), proof });
  },
  stdout: ({ data }) => data.textToSign,
  report: ({ data }) => ({
    title: data.staged ? `The key ${data.keyid} is staged` : `The key ${data.keyid} must sign a text first`,
    blocks: data.staged ? stagedBlocks(data.staged) : [{ kind: "paragraph", text: [{ code: data.textToSign ?? "" }] }]
  })
};
async function addNewKey(ctx, { role, txid, keyType }) {
  let file = await newKeyFile(ctx), [work, self] = await Promise.all([readStaged(ctx), ctx.factory.self()]), owner = { polisId: self["polis-id"], createdAt: ctx.now };
  return withNewKey(file, {
    role,
    keyType,
    newKey: ctx.newKey,
    opensOthers: !1,
    check: (held) => requireNoneActive(held, work, role),
    send: async ({ keyid, public: key }) => {
      let edited = addKey(work.ci.doc.signed, role, { keyid, key, owner });
      return addedOutcome(keyid, await stageAndSign(ctx, work, { txid, edited, sign: !1 }));
    }
  });
}
async function addPublicKey(ctx, request) {
  let { role, txid, publicKey, owner, proof } = request, { key, usable } = readPublicKey(Buffer.from(await readTyped(ctx, publicKey)).toString("utf8")), { keyid } = usable, proven = proof === void 0 ? null : await readTyped(ctx, proof), work = await readStaged(ctx), meta = work.updates["change-meta"] ?? {}, begun2 = [meta["created-by"], meta["created-at"]].map((part) => (part ?? "").replace(/[^\x20-\x7e]/g, "?")), transaction = `root ${work.ci.doc.signed.version}, begun by ${begun2[0]} at ${begun2[1]}`, text = proofText({ factory: ctx.factory.factory, role, transaction, keyid, owner }), edited = addKey(work.ci.doc.signed, role, { keyid, key, owner: { polisId: owner, createdAt: ctx.now } });
  return proven ? (requireProof(usable, text, proven), addedOutcome(keyid, await stageAndSign(ctx, work, { txid, edited, sign: !1 }))) : (requireListedClientsTake(ctx, stagedToBe(stageRoots(work, edited), work)), { status: "waiting", changed: "no", outputs: {}, data: { keyid, staged: null, textToSign: text } });
}
function addedOutcome(keyid, { data, ...outcome2 }) {
  return {
    status: outcome2.status,
    changed: outcome2.changed,
    outputs: outcome2.outputs,
    data: { keyid, staged: data, textToSign: null }
  };
}
function requireNoneActive(held, work, role) {
  let active = stagedKeyIfHeld(held, work, role);
  if (active)
    throw new ToolError("keys-several-active", {
      happened: `The archive holds the active ${role} key ${active.keyid} already.`,
      next: "Each key needs its own archive. Name another file, which is then created."
    });
}
function ownerOf(owner) {
  if (owner !== void 0 && /^[A-Za-z0-9_.@-]{1,100}$/.test(owner)) return owner;
  throw new ToolError(owner === void 0 ? "value-missing" : "value-invalid", {
    happened: `The option --owner is ${owner === void 0 ? "missing" : "not the id of a user"}.`,
    next: "Give the id of the user whose key it is, 1 to 100 of the characters A-Z, a-z, 0-9, _ . @ and -."
  });
}
function oneOrigin(both) {
  return new ToolError(both ? "options-conflict" : "value-missing", {
    happened: both ? "--keys and --public-key were both given." : "Neither --keys nor --public-key was given.",
    next: "Give --keys to make a new key in that archive, or --public-key to add an existing key."
  });
}
function onlyWithPublicKey() {
  return new ToolError("options-conflict", {
    happened: "--owner and --proof work only with --public-key.",
    next: "Leave them out, or give --public-key instead of --keys."
  });
}

// src/commands/updates/delete-offline-key.ts
var updatesDeleteOfflineKey = {
  name: "updates delete-offline-key",
  order: 320,
  summary: "Stage the removal of an offline key from its role.",
  details: "Name the key by its id, or give an archive that holds it. If production targets would no longer meet their threshold, first sign them with another key: updates sign-prod-targets. No archive is changed.",
  examples: [
    "factory-tuf updates delete-offline-key --role root --keys root2.tgz",
    "factory-tuf updates delete-offline-key --role targets --key-id <64 hex>"
  ],
  args: [],
  options: {
    ...offlineRoleOption,
    keyId: { kind: "text", help: "Id of the key, 64 hex characters; instead of an archive.", placeholder: "<id>" },
    ...txidOption,
    ...ownerKeyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  dataHelp: stagedDataHelp,
  async run(ctx, { role, keyId, txid: typed }) {
    let txid = await txidFor(ctx, typed);
    requireOneName(ctx, keyId);
    let work = await readStaged(ctx), keyid = keyId ?? stagedKey(await ctx.keys.open(), work, role).keyid;
    if (keyid === work.online.updated.targets) throw isOnline(keyid);
    return stageAndSign(ctx, work, { txid, edited: removeKey(work.ci.doc.signed, role, keyid), sign: !1 });
  },
  report: ({ data }) => ({ title: "The removal of the key is staged", blocks: stagedBlocks(data) })
};
function requireOneName(ctx, keyId) {
  if (keyId === void 0 && !ctx.keys)
    throw new ToolError("value-missing", {
      happened: "No key was named.",
      next: "Give its id with --key-id, or an archive that holds it with --keys."
    });
  if (keyId !== void 0 && ctx.keys)
    throw new ToolError("options-conflict", {
      happened: "--key-id and an archive cannot be used together.",
      next: "Leave one of them out."
    });
  if (!(keyId === void 0 || isKeyid(keyId)))
    throw new ToolError("value-invalid", {
      happened: "--key-id is not the id of a key.",
      next: "Give 64 of the characters 0-9 and a-f; `factory-tuf updates review` shows them."
    });
}
function isOnline(keyid) {
  return new ToolError("value-invalid", {
    happened: `${keyid} is the Factory's online targets key, without which CI could sign nothing.`,
    next: "Replace it with: factory-tuf updates rotate-online-key --role targets."
  });
}

// src/commands/options/rotation-options.ts
var targetsKeysOption = {
  targetsKeys: {
    kind: "path",
    help: "The archive for the targets key, if it is not the archive of the root key.",
    placeholder: "<archive>"
  }
}, rotationOptions = {
  ...archiveOptions,
  ...targetsKeysOption,
  firstTime: {
    kind: "switch",
    help: "The first rotation: take the first root key offline, into a new archive, encrypted if you wish."
  },
  ...keyTypeOption,
  ...shortenExpiryOption,
  changelog: { kind: "line", help: "The reason. It is recorded in the root.", placeholder: "<text>" }
}, successorOptions = {
  signer: {
    ...signerOptions.signer,
    help: "Key in a service that replaces the archive's key. Needs signer-keyid.",
    beside: !0
  },
  signerCommand: {
    ...signerOptions.signerCommand,
    help: "Program that signs with the key that replaces the archive's key. Needs signer-keyid.",
    beside: !0
  },
  signerKeyid: { ...signerOptions.signerKeyid, help: "Id of that key. It must already be in the newest root." },
  replaces: {
    kind: "keyid",
    help: "Id of the targets key to replace, if a signer holds that one too. Needs signer-keyid.",
    placeholder: "<key id>"
  }
};
function onlyForTargets() {
  return new ToolError("options-conflict", {
    happened: "--targets-keys is for targets keys, but --role is root.",
    next: "Leave it out, or give --role targets."
  });
}

// src/commands/updates/rotate-offline-key.ts
var updatesRotateOfflineKey = {
  name: "updates rotate-offline-key",
  order: 330,
  summary: "Stage a new offline key that replaces the one in your archive.",
  details: "The new key is saved in the archive, beside the old one. With a new root key the root expires one year from now. A new targets key signs the production targets that have a valid signature of the old one, after they are verified; if the archive holds no targets key yet, the new one is added. A targets key cannot be staged while a Wave is active. With --sign the roots are signed as well, by the new and the old root key.",
  examples: [
    "factory-tuf updates rotate-offline-key --role root --keys root.tgz --sign",
    "factory-tuf updates rotate-offline-key --role targets --keys root.tgz --targets-keys targets.tgz --sign"
  ],
  args: [],
  options: {
    ...offlineRoleOption,
    ...targetsKeysOption,
    ...keyTypeOption,
    ...signOption,
    ...shortenExpiryOption,
    ...txidOption,
    ...ownerKeyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  confirms: "yes",
  dataHelp: [
    "`role`; `keyid`: of the new key; `replaced`: of the old one, or null; `resigned`: tags whose production targets it signed",
    "`staged`: the following:",
    ...stagedDataHelp
  ],
  async run(ctx, { role, targetsKeys, keyType, sign, shortenExpiry, txid: typed }) {
    let txid = await txidFor(ctx, typed);
    if (role === "root" && targetsKeys !== void 0) throw onlyForTargets();
    if (sign && !ctx.keys) throw nothingToSignWith();
    let file = await newKeyFile(ctx, targetsKeys), rotation = await readRotation(ctx, role), { work, toSign } = rotation, replacement = { replaces: work.roots.prod.signed, shortenExpiry };
    role === "root" ? withNewExpiry(work.ci.doc.signed, ctx.clock.dating, replacement) : sign && requireSignable(work, shortenExpiry, ctx.now);
    let isOneArchive = ctx.keys !== null && keyFileOf(ctx.keys)?.path === file.path;
    return withNewKey(file, {
      role: rotation.role,
      keyType,
      newKey: ctx.newKey,
      opensOthers: !isOneArchive,
      check: (held) => {
        replacedKey2(held, rotation), sign && isOneArchive && rootSigners(held, work.ci.doc, work.roots.ci);
      },
      send: async (fresh, held, intoPlace) => {
        let { keyid, public: key } = fresh, replaced = replacedKey2(held, rotation), owner = { polisId: rotation.self, createdAt: ctx.now }, edited = replaceKey(work.ci.doc.signed, rotation.role, replaced, { keyid, key, owner }), resigned = toSign && replaced !== null ? await resignTargets(ctx, work.roots, toSign, fresh.signer, replaced) : { targets: {}, waves: {} }, { data, ...outcome2 } = await stageAndSign(ctx, work, {
          txid,
          edited: rotation.role === "root" ? withNewExpiry(edited, ctx.clock.dating, replacement) : edited,
          resigned,
          sign,
          shortenExpiry,
          beforeSigned: intoPlace,
          archive: isOneArchive ? { keys: [...held.keys, fresh] } : void 0
        }), tags = Object.keys(resigned.targets);
        return { ...outcome2, data: { role: rotation.role, keyid, replaced, resigned: tags, staged: data } };
      }
    });
  },
  report: ({ data }) => ({
    title: `The new key ${data.keyid} is staged`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Replaces", value: data.replaced === null ? "none: it joins" : { code: data.replaced } },
          ...data.role === "root" ? [] : [{ label: "Production targets signed again", value: data.resigned.join(", ") || "none" }]
        ]
      },
      ...stagedBlocks(data.staged)
    ]
  })
};
async function readRotation(ctx, role) {
  let [work, { "polis-id": self }, waves, toSign] = await Promise.all([
    readStaged(ctx),
    ctx.factory.self(),
    role === "targets" ? activeWaves(ctx) : [],
    role === "targets" ? readTargetsToSign(ctx, { tags: null, waves: [] }) : null
  ]);
  return requireNoWave(waves), { role, work, self, toSign };
}
function replacedKey2(held, { role, work }) {
  return role === "root" ? stagedKey(held, work, role).keyid : stagedKeyIfHeld(held, work, role)?.keyid ?? null;
}
function nothingToSignWith() {
  return new ToolError("value-missing", {
    happened: "--sign needs a root key, but none was given.",
    next: "Give it with --keys, or leave --sign out and sign later with `factory-tuf updates sign --keys <archive>`."
  });
}

// src/commands/updates/rotate-online-key.ts
var updatesRotateOnlineKey = {
  name: "updates rotate-online-key",
  order: 340,
  summary: "Stage new online keys, which the Factory makes for itself.",
  details: "This removes the signatures on the staged roots, so sign afterwards. It cannot be applied while a Wave is active.",
  examples: ["factory-tuf updates rotate-online-key --role targets,snapshot,timestamp"],
  args: [],
  options: {
    role: {
      kind: "list",
      help: "Which online keys: targets, snapshot, timestamp.",
      choices: ONLINE_ROLES,
      required: !0,
      placeholder: "<role,...>"
    },
    ...keyTypeOption,
    ...stagingOptions
  },
  runs: "offline",
  needs: "factory",
  confirms: "yes",
  dataHelp: stagedDataHelp,
  async run(ctx, { role, keyType, sign, shortenExpiry, txid: typed }) {
    requireKeysSign(ctx, sign);
    let txid = await txidFor(ctx, typed), [work, waves] = await Promise.all([readStaged(ctx), activeWaves(ctx)]);
    requireNoWave(waves), sign && (requireSignable(work, shortenExpiry, ctx.now), await showPlan(ctx, work, role));
    let next = await replaceOnlineKeys(ctx, work, txid, role, keyType);
    return sign ? stageAndSign(ctx, next, { txid, edited: next.ci.doc.signed, sign, shortenExpiry, isAgreed: !0 }).catch(
      (error) => {
        throw error instanceof ToolError && error.changed === "no" ? onlyUnsigned(error) : error;
      }
    ) : stagedOutcome(ctx, next);
  },
  report: ({ data }) => ({ title: "The new online keys are staged", blocks: stagedBlocks(data) })
};
async function showPlan(ctx, work, roles) {
  let staged3 = stagedStatusOf(work, [], ctx.now), keys = `${agreeing(roles.length, "a new online key", "new online keys")} for ${listOf(roles)}`;
  await ctx.confirm(
    {
      title: `Root ${staged3.version} of Factory ${ctx.factory.factory} is to be signed, with ${keys}`,
      blocks: [
        ...changeBlocks({ ...staged3, digest: null }),
        {
          kind: "paragraph",
          text: [
            `The Factory will make ${keys}. ${agreeing(roles.length, "Its id is", "Their ids are")} not known yet.`
          ]
        }
      ]
    },
    `Let the Factory make ${keys}, and sign root ${staged3.version} with your root key? Nothing else will be signed.`
  );
}
async function replaceOnlineKeys(ctx, work, txid, roles, keyType) {
  ctx.progress("Asking the Factory for new online keys"), await settle({
    what: "making new online keys",
    write: () => withTxid(txid, () => ctx.factory.generateOnlineKeys(txid, roles, vendorKeytype(keyType))),
    carriedOut: async () => {
      let { online } = parseUpdates(await ctx.readBack.updates());
      return roles.every((role) => online.updated[role] !== work.online.updated[role]);
    },
    toFindOut: "factory-tuf updates review"
  });
  try {
    let next = await readStagedAgain(ctx.factory, work.roots), online = { before: work.online.updated, after: next.online.updated };
    return requireOnlyOnlineChange(work.ci.doc.signed, next.ci.doc, roles, online), work.isProdStaged && requireOnlyOnlineChange(work.prod.doc.signed, next.prod.doc, roles, online), next;
  } catch (error) {
    throw error instanceof ToolError ? error.extended({
      before: "The Factory made new online keys, but what it staged cannot be used:",
      changed: "yes"
    }) : error;
  }
}
function onlyUnsigned(error) {
  return error.extended({
    before: "The new online keys are staged, but the roots were not signed:",
    changed: "yes",
    next: `${error.next} Sign with \`factory-tuf updates sign --keys <archive>\`, or drop the keys with \`factory-tuf updates cancel\`.`
  });
}

// src/commands/updates/set-threshold.ts
var updatesSetThreshold = {
  name: "updates set-threshold",
  order: 350,
  summary: "Stage how many signatures the root, or production targets, will need.",
  details: "The root's threshold counts root keys. The targets threshold is for production only and counts the online key too; the CI flavour always needs one signature.",
  examples: ["factory-tuf updates set-threshold 3 --role targets", "factory-tuf updates set-threshold 2 --role root"],
  args: ["threshold"],
  options: {
    threshold: {
      kind: "integer",
      help: "Number of signatures: from 1 for root, from 2 for targets.",
      required: !0,
      min: 1,
      max: 1e3,
      placeholder: "<number>"
    },
    ...offlineRoleOption,
    ...stagingOptions
  },
  runs: "offline",
  needs: "factory",
  confirms: "yes",
  dataHelp: stagedDataHelp,
  async run(ctx, { threshold, role, sign, shortenExpiry, txid: typed }) {
    requireKeysSign(ctx, sign);
    let txid = await txidFor(ctx, typed);
    if (role === "targets" && threshold < MIN_PRODUCTION_THRESHOLD) throw tooLow(threshold);
    let work = await readStaged(ctx), { signed } = work.ci.doc;
    return role === "root" ? stageAndSign(ctx, work, { txid, edited: withRootThreshold(signed, threshold), sign, shortenExpiry }) : stageAndSign(ctx, work, { txid, edited: signed, threshold, sign, shortenExpiry });
  },
  report: ({ data }) => ({ title: "The threshold is staged", blocks: stagedBlocks(data) })
};
function tooLow(threshold) {
  return new ToolError("value-invalid", {
    happened: `The production targets threshold cannot be ${threshold}: ${MIN_PRODUCTION_THRESHOLD} is the minimum, because the online key counts as one signature.`,
    next: `Give a number from ${MIN_PRODUCTION_THRESHOLD} to the number of targets keys.`
  });
}

// src/commands/updates/set-expiry.ts
var updatesSetExpiry = {
  name: "updates set-expiry",
  order: 355,
  summary: "Stage a new expiry of the root: one year from now.",
  details: "Of the updates commands only this one and rotate-offline-key --role root change the expiry. Where one signature is enough, root resign does it all in one step.",
  examples: ["factory-tuf updates set-expiry", "factory-tuf updates set-expiry --sign --keys root.tgz"],
  args: [],
  options: stagingOptions,
  runs: "offline",
  needs: "factory",
  confirms: "yes",
  dataHelp: stagedDataHelp,
  async run(ctx, { sign, shortenExpiry, txid: typed }) {
    requireKeysSign(ctx, sign);
    let txid = await txidFor(ctx, typed), work = await readStaged(ctx), replacement = { replaces: work.roots.prod.signed, shortenExpiry }, edited = withNewExpiry(work.ci.doc.signed, ctx.clock.dating, replacement);
    return stageAndSign(ctx, work, { txid, edited, sign, shortenExpiry });
  },
  report: ({ data }) => ({ title: "The new expiry is staged", blocks: stagedBlocks(data) })
};

// src/root-updates/sign-elsewhere.ts
import { join as join7 } from "node:path";
async function signerElsewhere(work, key, folder) {
  requireListed2(work, key);
  let texts2 = textsOf(work, folder), signatures = await Promise.all(texts2.map(({ signatureFile }) => readIfThere(signatureFile)));
  if (signatures.every((signature) => signature === null)) {
    let chosenBy2 = { kind: "workspace", top: folder };
    for (let { file, bytes } of texts2) await writeFileWhole(file, bytes, { chosenBy: chosenBy2 });
    return null;
  }
  let missing2 = texts2.find((_, index) => signatures[index] === null);
  if (missing2) throw oneMissing(missing2);
  return {
    keyid: key.keyid,
    type: key.type,
    async sign(bytes) {
      let index = texts2.findIndex((text) => Buffer.from(text.bytes).equals(bytes)), signature = index === -1 ? null : validSignature(key, bytes, signatures[index]);
      if (signature && typeof signature != "string") return signature;
      throw notValid(texts2[index], key.keyid, signature ?? "is over another text");
    }
  };
}
function textFiles(folder) {
  return ["ci-root", "prod-root"].map((name) => ({
    file: join7(folder, `${name}.json`),
    signatureFile: join7(folder, `${name}.sig`)
  }));
}
function textsOf({ ci, prod }, folder) {
  let bytes = [ci, prod].map(({ doc }) => canonicalBytes(doc.signed, doc.where, "/signed"));
  return textFiles(folder).map((files, index) => ({ ...files, bytes: bytes[index] }));
}
function requireListed2({ roots, ci }, { keyid }) {
  if (![ci.doc, roots.ci].some(({ signed, where }) => roleKeys(signed, "root", where).has(keyid)))
    throw new ToolError("keys-none-active", {
      happened: `The key ${keyid} is not a root key of the staged or the newest root, so its signature would not count.`,
      next: "Add it first: factory-tuf updates add-offline-key --role root --public-key <file> --owner <id>."
    });
}
async function readIfThere(path) {
  let read = await readRegularFile(path, null, MAX_SIGNATURE_BYTES);
  if (read.kind === "read") return read.bytes;
  if (read.kind === "missing") return null;
  throw new ToolError("value-invalid", {
    happened: `${path} ${read.why}.`,
    next: "Check the path and its permissions."
  });
}
function oneMissing({ signatureFile, file }) {
  return new ToolError("value-missing", {
    happened: `There is no ${signatureFile}, but both roots must be signed.`,
    next: `Sign ${file} too. Or remove the other signature, and both texts are written again.`
  });
}
function notValid(text, keyid, problem) {
  return new ToolError("key-proof-invalid", {
    happened: `The signature in ${text?.signatureFile ?? "the folder"} ${problem} under the key ${keyid}.`,
    next: `If the staged root has changed since, remove both .sig files and run this again for the new texts; else sign exactly ${text?.file ?? "the text"}.`
  });
}

// src/commands/updates/sign.ts
var updatesSign = {
  name: "updates sign",
  order: 360,
  summary: "Sign the staged roots with your root key, after looking at what changes.",
  details: "The staged roots are compared with the verified newest root and shown before the archive is opened. With the digest that updates review prints as --expect-digest, only that is signed, and nothing is asked. A key that is not in an archive signs with --signer or --signer-command, or with sign request and sign answer. With --public-key and --texts this command writes the two texts to sign, and adds their signatures when it is run again.",
  examples: [
    "factory-tuf updates sign --keys root.tgz",
    "factory-tuf updates sign --keys root2.tgz --txid 28ed6d98fed6cd03 --expect-digest <sha256:...>",
    "factory-tuf updates sign --signer-command sign-with-hsm --signer-keyid <key id>",
    "factory-tuf updates sign --public-key hsm.pem --texts to-sign"
  ],
  args: [],
  options: {
    publicKey: {
      kind: "path",
      help: "The public half of a root key that is not in an archive: PEM, or 64 hex characters; with --texts.",
      placeholder: "<file>"
    },
    texts: {
      kind: "path",
      help: "Folder for the two texts that such a key signs; with ci-root.sig and prod-root.sig in it, they are added.",
      placeholder: "<folder>"
    },
    ...txidOption,
    ...digestOption,
    ...shortenExpiryOption,
    ...ownerSignerOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  confirms: "yes",
  dataHelp: ["`texts`: folder with the texts that wait for signatures, or null", ...stagedDataHelp],
  async run(ctx, { txid: typed, expectDigest, shortenExpiry, publicKey, texts: texts2 }) {
    let txid = await txidFor(ctx, typed), elsewhere = await keyElsewhere(ctx, publicKey, texts2);
    ctx.keys?.prefetch();
    let seen = await readSignable(ctx, shortenExpiry), signer = elsewhere && await signerElsewhere(seen, elsewhere.key, elsewhere.folder);
    if (elsewhere && !signer) {
      let outcome2 = await stagedOutcome(ctx, seen, "unchanged");
      return { ...outcome2, status: "waiting", data: { ...outcome2.data, texts: elsewhere.folder } };
    }
    return withoutTexts(await signSeen(ctx, seen, { txid, expectDigest, sign: (work) => signer ? signRootsFor(ctx, work, [signer]) : signStaged(ctx, work) }));
  },
  report: ({ status, data }) => data.texts === null ? signedReport(status, data) : textsReport(data, data.texts)
};
function withoutTexts({ data, ...outcome2 }) {
  return { ...outcome2, data: { ...data, texts: null } };
}
function signedReport(status, data) {
  return {
    title: status === "unchanged" ? `Root ${data.version} had your signature already` : status === "waiting" ? `Root ${data.version} has your signature now and waits for others` : `Root ${data.version} has all signatures now`,
    blocks: [...countBlocks(data.counts), ...nextSteps(nextOfStaged(data))]
  };
}
function textsReport(data, folder) {
  let [ci, prod] = textFiles(folder);
  return {
    title: `Root ${data.version} is ready to be signed elsewhere`,
    blocks: [
      ...changeBlocks(data),
      { kind: "heading", text: "To be signed" },
      {
        kind: "list",
        items: [ci, prod].map(({ file, signatureFile }) => [
          { code: file },
          ", its signature in ",
          { code: signatureFile }
        ])
      },
      {
        kind: "paragraph",
        text: [
          "Sign exactly the bytes of each text: Ed25519, or RSA-PSS with SHA-256 and a salt of 32 bytes. Then run the same command again."
        ]
      }
    ]
  };
}
async function keyElsewhere(ctx, publicKey, texts2) {
  if (publicKey === void 0 && texts2 === void 0)
    return requireKeyInput(ctx), null;
  if (publicKey === void 0 || texts2 === void 0)
    throw new ToolError("value-missing", {
      happened: `--${publicKey === void 0 ? "texts" : "public-key"} was given without --${publicKey === void 0 ? "public-key" : "texts"}.`,
      next: "To sign with a key that is not in an archive, give --public-key and the folder --texts."
    });
  if (ctx.keys || ctx.signer)
    throw new ToolError("options-conflict", {
      happened: `${ctx.keys ? "An archive" : "A signer"} and a public key cannot be used together.`,
      next: "Sign with one, then with the other."
    });
  let { usable } = readPublicKey(Buffer.from(await readTyped(ctx, publicKey)).toString("utf8"));
  return { key: usable, folder: pathOf(ctx, texts2) };
}
function requireKeyInput({ keys, signer }) {
  if (!(keys || signer))
    throw new ToolError("keys-missing", {
      happened: "No root key was given.",
      next: "Give the archive with --keys or --keys-command, or a key held by a signer with --signer-keyid, and --signer or --signer-command."
    });
}

// src/commands/updates/sign-prod-targets.ts
var updatesSignProdTargets = {
  name: "updates sign-prod-targets",
  order: 370,
  summary: "Sign production targets and Waves again, with a targets key of the staged root.",
  details: "Use it after adding a targets key, for a higher threshold, or before a key is removed. It signs only what verifies with the newest root: production targets that meet their threshold, and Waves with verified targets only. Devices see it after updates apply.",
  examples: ["factory-tuf updates sign-prod-targets --keys targets2.tgz --tags production"],
  args: [],
  options: {
    tags: { kind: "list", help: "Only production targets of these tags. Default: all.", placeholder: "<tag,...>" },
    waves: { kind: "list", help: "Only these active Waves. Default: all.", placeholder: "<wave,...>" },
    ...txidOption,
    ...ownerSignerOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "keys",
  confirms: "yes",
  dataHelp: [
    "`keyid`: the key that signed",
    "`tags`, `waves`: what it signed; `had`: how many had its signature already"
  ],
  async run(ctx, { tags, waves, txid: typed }) {
    let txid = await txidFor(ctx, typed);
    ctx.keys?.prefetch();
    let wanted = { tags: tags ?? (waves ? [] : null), waves: waves ?? (tags ? [] : null) }, [work, toSign] = await Promise.all([readStaged(ctx), readTargetsToSign(ctx, wanted)]), elsewhere = signerElsewhere2(ctx, work, toSign), count = toSign.tags.length + toSign.waves.length;
    count > 0 && await ctx.confirm(
      { title: `To be signed for root ${work.ci.doc.signed.version}`, blocks: documentTable(toSign) },
      `Sign ${count === 1 ? "this document" : `these ${count} documents`} with your targets key?`
    );
    let signer = elsewhere ?? await archiveSigner(ctx, work), resigned = await resignTargets(ctx, work.roots, toSign, signer), signed = { tags: Object.keys(resigned.targets), waves: Object.keys(resigned.waves) }, made = signed.tags.length + signed.waves.length, data = { keyid: signer.keyid, ...signed, had: count - made };
    return made === 0 ? { status: "unchanged", changed: "no", outputs: {}, data } : (await putStaged(ctx, txid, work, { resigned, before: work.isProdStaged ? work : null }), { status: "done", changed: "yes", outputs: {}, data });
  },
  report: ({ status, data }) => ({
    title: status === "done" ? "The new signatures are staged" : "Nothing to sign",
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Key", value: { code: data.keyid } },
          { label: "Production targets", value: data.tags.join(", ") || "none" },
          { label: "Waves", value: data.waves.join(", ") || "none" },
          { label: "Signed before", value: String(data.had) }
        ]
      },
      ...nextSteps([{ what: "See what is still missing", command: "factory-tuf updates review" }])
    ]
  })
};
async function archiveSigner(ctx, work) {
  return ctx.progress("Opening the key archive"), stagedKey(await ctx.keys.open(), work, "targets");
}
function signerElsewhere2(ctx, work, { production, tags, waves }) {
  if (!ctx.signer) return null;
  let signer = remoteTargetsSigner(ctx.signer, work), documents = [...tags.flatMap((tag) => productionWithin(production, tag)?.doc ?? []), ...waves.map(({ doc }) => doc)];
  return requireSignerFits(
    ctx,
    ctx.signer,
    signer,
    documents.map(({ where, forms }) => ({ what: `The document of ${where}`, sizeBytes: forms[0].length }))
  ), signer;
}
function documentTable({ production, tags, waves }) {
  let row = (what, name, { signed }) => [
    what,
    { code: name },
    String(signed.version),
    String(Object.keys(signed.targets).length),
    signed.expires
  ], released = tags.flatMap((tag) => {
    let found = productionWithin(production, tag);
    return found ? [row("production targets", tag, found.doc)] : [];
  });
  return [
    {
      kind: "table",
      columns: [
        { title: "" },
        { title: "Tag or Wave" },
        { title: "Version", align: "right" },
        { title: "Targets", align: "right" },
        { title: "Expires" }
      ],
      rows: [...released, ...waves.map(({ name, doc }) => row("Wave", name, doc))]
    }
  ];
}

// src/commands/updates/review.ts
var updatesReview = {
  name: "updates review",
  order: 380,
  summary: "Show what the open transaction changes, who has signed it, and what blocks it.",
  details: "Everything is verified first. It shows keys by role, owner and age, thresholds, expiry, who has signed and who must still sign, and which signatures production targets will need. Prints the digest that updates sign takes as expect-digest. --raw prints a staged root, --diff compares it line by line with the newest one; both show the CI flavour unless --prod is given.",
  examples: ["factory-tuf updates review", "factory-tuf updates review --diff --prod"],
  args: [],
  options: {
    raw: { kind: "switch", help: "Print the staged root.json." },
    diff: { kind: "switch", help: "Compare the staged root.json with the newest one, line by line." },
    prod: { kind: "switch", help: "The production flavour, with --raw or --diff." },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: !0,
  dataHelp: [
    "`transaction`: `none`, `open` or `applying`; `text`: what --raw or --diff prints",
    "`production`: under the staged root, list of `{tag, threshold, signedBy, missing, met, again}`; `again`: key ids of staged signatures that the Factory shows",
    "`staged`: null, or the following:",
    ...stagedDataHelp
  ],
  async run(ctx, { raw, diff, prod }) {
    if (raw && diff) throw bothForms();
    if (prod && !raw && !diff) throw noForm();
    let updates = await ctx.factory.updates();
    if (updates.status === "APPLYING") return shown({ transaction: "applying" }, {});
    let roots = await showableRoots(ctx), outputs = rootOutputs(roots, ctx.now);
    if (updates.status === "NONE") return shown({ transaction: "none" }, outputs);
    let parsed = parseUpdates(updates);
    try {
      let work = heldAgainst(roots, parsed), [waves, targets] = await Promise.all([activeWaves(ctx), ctx.factory.prodTargets([])]), staged3 = stagedStatusOf(work, waves, ctx.now), text = raw || diff ? textOf2({ diff, prod }, work, roots) : null;
      return shown({ transaction: "open", staged: staged3, production: productionStatus(work, targets), text }, outputs);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      let text = (raw || diff) && (parsed.prod || !prod) ? textOf2({ diff, prod }, parsed, roots) : null;
      return { ...shown({ transaction: "open", text }, outputs), failure: error };
    }
  },
  stdout: ({ data }) => data.text,
  report: ({ data, failure }) => ({
    title: TITLES[data.transaction],
    blocks: data.staged ? stagedBlocks(data.staged, data.production) : failure ? [{ kind: "paragraph", text: [{ strong: "Refused: ", tone: "bad" }, failure.happened] }] : []
  })
}, TITLES = {
  none: "No TUF root updates are in progress",
  open: "TUF root updates are staged",
  applying: "TUF root updates are being applied"
};
function shown(found, outputs) {
  let data = { staged: null, production: [], text: null, ...found };
  return { status: "unchanged", changed: "no", outputs, data };
}
function textOf2({ diff, prod }, staged3, roots) {
  let root = prod ? staged3.prod : staged3.ci, after = linesOf2(documentOf(root));
  if (!diff) return `${after.join(`
`)}
`;
  let { signatures, signed } = prod ? roots.prod : roots.ci;
  return `${diffLines(linesOf2({ signatures, signed }), after).join(`
`)}
`;
}
function documentOf({ doc, beside }) {
  return { ...beside, signatures: doc.signatures, signed: doc.signed };
}
function linesOf2(value) {
  return JSON.stringify(sorted(value), null, 2).split(`
`);
}
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isPlainObject(value)) return value;
  let names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}
function noForm() {
  return new ToolError("options-conflict", {
    happened: "--prod works only with --raw or --diff.",
    next: "Add one of them, or leave --prod out: both flavours are always checked."
  });
}
function bothForms() {
  return new ToolError("options-conflict", {
    happened: "--raw and --diff cannot be used together.",
    next: "Leave one of them out."
  });
}

// src/commands/updates/apply.ts
var updatesApply = {
  name: "updates apply",
  order: 390,
  summary: "Publish the staged roots to every device.",
  details: "Refused while anything blocks it: missing signatures, an active Wave whose keys would change. If the answer is lost, it reads the newest roots to find out. It finishes an update that stopped halfway.",
  examples: ["factory-tuf updates apply"],
  args: [],
  options: { ...txidOption, ...shortenExpiryOption, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  confirms: "factory-name",
  dataHelp: ["`version`, `expires`: of the root that devices use from now on"],
  async run(ctx, { txid: typed, shortenExpiry }) {
    let txid = await txidFor(ctx, typed), updates = await ctx.factory.updates();
    if (updates.status === "APPLYING")
      return await lookAtClock(ctx), seeThrough(ctx, txid, updates);
    let [work, waves] = await Promise.all([readStaged(ctx), activeWaves(ctx)]), replacement = { replaces: work.roots.prod.signed, shortenExpiry };
    requireNotShortened(work.prod.doc.signed.expires, replacement);
    let staged3 = stagedStatusOf(work, waves, ctx.now, shortenExpiry);
    if (staged3.blockers.length > 0) throw blocked(staged3.blockers);
    return requireClientsTake(ctx, stagedToBe(work, work)), await ctx.confirm(
      {
        title: `Root ${staged3.version} of Factory ${ctx.factory.factory} is to be applied`,
        blocks: [...changeBlocks(staged3), ...countBlocks(staged3.counts)]
      },
      `Apply root ${staged3.version}? Every device gets it, and it cannot be undone.`
    ), await applyStaged(ctx, txid, { ci: work.ci.doc, prod: work.prod.doc }), await forgetTransaction(ctx), applied2({ version: staged3.version, expires: work.prod.doc.signed.expires });
  },
  report: ({ data }) => ({
    title: `Root ${data.version} is applied`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Version", value: String(data.version) },
          { label: "Expires", value: data.expires }
        ]
      },
      ...nextSteps([{ what: "Renew the trusted root of your repositories", command: "factory-tuf root pin" }])
    ]
  })
};
async function seeThrough(ctx, txid, updates) {
  let { ci, prod } = parseUpdates(updates);
  if (!prod) throw blocked(["The Factory is applying updates and does not say which production root."]);
  let { version, expires } = prod.doc.signed;
  return await ctx.confirm(
    { title: `Root ${version} of Factory ${ctx.factory.factory} is being applied`, blocks: [] },
    `Finish applying root ${version}?`
  ), await applyStaged(ctx, txid, { ci: ci.doc, prod: prod.doc }), await forgetTransaction(ctx), applied2({ version, expires });
}
function applied2(data) {
  return { status: "done", changed: "yes", outputs: { "root-version": data.version, "root-expires": data.expires }, data };
}
function blocked(blockers) {
  return new ToolError("blocked", {
    happened: `The staged roots cannot be applied. ${blockers.join(" ")}`,
    next: "Fix what blocks it, then run this again. `factory-tuf updates review` shows who is missing."
  });
}

// src/commands/updates/cancel.ts
var updatesCancel = {
  name: "updates cancel",
  order: 400,
  summary: "Cancel the open transaction of TUF root updates.",
  details: "Keys that were made for it stay in their archives. The roots that devices use do not change.",
  examples: ["factory-tuf updates cancel"],
  args: [],
  options: { ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  dataHelp: ["`startedBy`, `startedAt`: of the transaction that was dropped"],
  async run(ctx) {
    let updates = await ctx.factory.updates();
    if (updates.status === "NONE") throw noTransaction();
    await dropTransaction(ctx, updates), await forgetTransaction(ctx);
    let meta = updates["change-meta"] ?? {}, data = { startedBy: meta["created-by"] ?? "", startedAt: meta["created-at"] ?? "" };
    return { status: "done", changed: "yes", outputs: {}, data };
  },
  report: ({ data }) => ({
    title: "The transaction is canceled",
    blocks: [
      {
        kind: "paragraph",
        text: [`It was started by ${data.startedBy || "somebody"} at ${data.startedAt || "an unknown time"}.`]
      }
    ]
  })
};

// src/custody/offer-encryption.ts
async function offerEncryption({ offer, askSecret, log }, file) {
  let { identity, passphrase } = file.secrets;
  if (!offer || !askSecret || identity || passphrase || await isAnythingThere2(file.path) || (log.info(`The archive ${encodeText(file.path)} will be created. Anyone who can read it can sign roots.`), !await offer("Encrypt it with a passphrase?"))) return file;
  let typed = await askNewPassphrase(askSecret, log);
  return { ...file, secrets: { ...file.secrets, passphrase: typed ?? madePassphrase(log) } };
}
function madePassphrase(log) {
  let made = generatePassphrase();
  return sayPassphrase(log, made), made;
}
async function isAnythingThere2(path) {
  let { ours, vendors } = await leftoversOf(path);
  return ours !== null || vendors !== null || await systemDisk.exists(path);
}

// src/commands/keys/rotate.ts
var keysRotate = {
  name: "keys rotate",
  order: 500,
  summary: "Replace the offline root or targets key with a new one, in one step.",
  details: `First everything is read and verified. Then it shows what will change, and you type the Factory's name. The new key is on disk before the Factory sees it. Production targets that the replaced key has signed are verified and signed again. An interrupted rotation is finished or undone first.

With --first-time the first root key is taken offline, into a new archive. It is encrypted if you give an identity or a passphrase, or say yes to the offer on a terminal.

With a signer no key is made. Its key must already be in the root. It replaces the archive's key, or the key that --replaces names.`,
  examples: [
    "factory-tuf keys rotate --role root --first-time --keys root.keys.tgz",
    "factory-tuf keys rotate --role targets --keys root.keys.tgz --targets-keys targets.keys.tgz",
    "factory-tuf keys rotate --role root --keys root.keys.tgz --changelog 'yearly rotation'",
    "factory-tuf keys rotate --role targets --keys root.keys.tgz --targets-keys targets.keys.tgz --signer hv:transit/targets/1 --signer-keyid <key id>"
  ],
  args: [],
  options: { ...offlineRoleOption, ...rotationOptions, ...successorOptions, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  confirms: "factory-name",
  dataHelp: rotatedDataHelp,
  async run(ctx, { role, keyType, shortenExpiry, firstTime, changelog, targetsKeys, replaces }) {
    let named2 = requireKeyFile(ctx, "keys rotate");
    if (firstTimeWithRoot(role, firstTime), role === "root" && targetsKeys !== void 0) throw onlyForTargets();
    if (firstTime && ctx.signer) throw firstTimeElsewhere();
    replaces !== void 0 && requireReplaceable(replaces, role, ctx.signer);
    let rootFile = firstTime ? await offerEncryption(ctx, named2) : named2;
    return rotate(ctx, {
      command: "keys rotate",
      roles: [role],
      online: !1,
      firstTime,
      keyType,
      shortenExpiry,
      message: changelog ?? `Rotate TUF ${role} offline signing key`,
      elsewhere: ctx.signer ?? void 0,
      replaces,
      rootFile,
      targetsFile: role === "targets" ? targetsFileOf(ctx, targetsKeys, rootFile) : null
    });
  },
  report: ({ data }) => rotatedReport(data)
};
function requireReplaceable(replaces, role, signer) {
  let conflict = (happened, next) => new ToolError("options-conflict", { happened, next });
  if (role === "root")
    throw conflict(
      "--replaces is for targets keys, but --role is root.",
      "Leave it out. To replace a root key held by a signer, use the updates commands: docs/signers/README.md has the steps."
    );
  if (!signer)
    throw conflict(
      "--replaces was given without a signer.",
      "Give the new key with --signer-keyid, and --signer or --signer-command. To replace the key in the archive, leave --replaces out."
    );
  if (signer.keyid === replaces)
    throw conflict(
      `--replaces and --signer-keyid both name the key ${replaces}.`,
      "Give the id of the old key with --replaces, and that of the new key with --signer-keyid."
    );
}
function firstTimeElsewhere() {
  return new ToolError("options-conflict", {
    happened: "--first-time and a signer cannot be used together.",
    next: "Take the root key offline first, without the signer. Then add the signer's key to the root, and rotate to it."
  });
}
function firstTimeWithRoot(role, firstTime) {
  if (!(!firstTime || role === "root"))
    throw new ToolError("options-conflict", {
      happened: "--first-time takes the first root key offline, but --role is targets.",
      next: "Rotate the root key first: factory-tuf keys rotate --role root --first-time --keys <archive>."
    });
}

// src/commands/keys/rotate-all.ts
var keysRotateAll = {
  name: "keys rotate-all",
  order: 510,
  summary: "Replace the offline root and targets keys and the three online keys, in one step.",
  details: "Like keys rotate, for all keys at once: after a compromise, or on the first day. The Factory makes the online keys. Before anything is signed, it is verified that nothing else has changed.",
  examples: [
    "factory-tuf keys rotate-all --keys root.keys.tgz --targets-keys targets.keys.tgz",
    "factory-tuf keys rotate-all --first-time --keys root.keys.tgz --targets-keys targets.keys.tgz"
  ],
  args: [],
  options: { ...rotationOptions, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  confirms: "factory-name",
  dataHelp: rotatedDataHelp,
  async run(ctx, { keyType, shortenExpiry, firstTime, changelog, targetsKeys }) {
    let named2 = requireKeyFile(ctx, "keys rotate-all"), rootFile = firstTime ? await offerEncryption(ctx, named2) : named2;
    return rotate(ctx, {
      command: "keys rotate-all",
      roles: ["root", "targets"],
      online: !0,
      firstTime,
      keyType,
      shortenExpiry,
      message: changelog ?? "Rotate all TUF root signing keys",
      rootFile,
      targetsFile: targetsFileOf(ctx, targetsKeys, rootFile)
    });
  },
  report: ({ data }) => rotatedReport(data)
};

// src/commands/keys/resume.ts
var keysResume = {
  name: "keys resume",
  order: 520,
  summary: "Finish or undo a key rotation, or a root resign, that was interrupted.",
  details: "It looks at the Factory and at the files. If the rotation was agreed to and signed, it is finished; if not, it is undone. A transaction of another rotation is left alone. Keys in files beside an archive (.new, or .tmp of the vendor's tool) are added to it. No key is ever removed. After a root resign with a signer, run it in the same folder without --keys.",
  examples: [
    "factory-tuf keys resume --keys root.keys.tgz",
    "factory-tuf keys resume --keys root.keys.tgz --targets-keys targets.keys.tgz"
  ],
  args: [],
  options: { ...archiveOptions, ...targetsKeysOption, ...shortenExpiryOption, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  confirms: "factory-name",
  looksFirst: !0,
  dataHelp: [
    "`outcome`: `finished`, `undone` or `nothing`; `why`: why a signed rotation was undone, or null",
    "`files`: what was found beside the archives; `adopted`: ids of keys that came into them; `replaces`, `keyids`, `elsewhere`, `archives`: of the rotation",
    "`changed`: whether the Factory was changed; `version`, `expires`: of the root that devices use now"
  ],
  async run(ctx, { targetsKeys, shortenExpiry }) {
    let archives = await archivesToResume(ctx, targetsKeys);
    try {
      if (!await isAnythingThere(archives)) {
        let { path } = archives.root;
        ctx.log.warning(`There is no archive ${path}, and no file of an interrupted run beside it. Check the path.`);
      }
      let resumed = await resumeRotation(ctx, archives, { shortenExpiry }), did = resumed.outcome !== "nothing" || resumed.files.length > 0, { prod } = await showableRoots(ctx), { version, expires } = prod.signed, data = { ...resumed, version, expires };
      return { status: did ? "done" : "unchanged", changed: did ? "yes" : "no", outputs: { "root-version": version, "root-expires": expires }, data };
    } finally {
      await archives.release();
    }
  },
  report: ({ data }) => resumedReport(data)
};
async function archivesToResume(ctx, targetsKeys) {
  let path = workingFolderPlace(ctx.cwd, ctx.factory);
  if (ctx.keys === null && targetsKeys === void 0 && await readRecord(path) !== null)
    return holdArchives({ path, secrets: {} }, null, noArchive);
  let rootFile = requireKeyFile(ctx, "keys resume");
  return holdArchives(rootFile, targetsFileOf(ctx, targetsKeys, rootFile));
}

// src/commands/keys/list.ts
import { stat } from "node:fs/promises";

// src/custody/key-table.ts
var FACTS = [
  ["Key id", ({ keyid }, wide) => wide ? { code: keyid } : { keyid }],
  ["Role", ({ roles }) => roles.join(", ")],
  ["Type", ({ keytype }) => keytype],
  ["Owner", ({ owner }) => owner ?? ""],
  ["Age", ({ ageDays }) => ageDays === null ? "" : `${ageDays} days`]
], STATE = ["State", stateText];
function keyTable(keys, wide = !1) {
  return tableOf([...FACTS, STATE], keys, wide);
}
function elsewhereBlocks(keys, wide = !1) {
  return keys.length === 0 ? [] : [
    { kind: "heading", text: "Offline keys of the root that are not in this archive" },
    tableOf(FACTS, keys, wide)
  ];
}
function tableOf(columns, keys, wide) {
  return {
    kind: "table",
    columns: columns.map(([title]) => ({ title })),
    rows: keys.map((key) => columns.map(([, cell]) => cell(key, wide)))
  };
}
function stateText({ state, untilRoot, private: hasPrivate }) {
  let until = untilRoot === null ? "" : `, listed until root ${untilRoot}`, text = `${state}${until}${hasPrivate ? "" : ", public half only"}`;
  return state === "active" && hasPrivate ? { strong: text, tone: "good" } : text;
}

// src/commands/keys/list.ts
var keysList = {
  name: "keys list",
  order: 530,
  summary: "List the keys of an archive: id, role, type, owner, age, and whether they are active.",
  details: "Asks the Factory which keys its roots list. Without a token it uses the trusted root, and cannot say what only the newest root knows.",
  examples: ["factory-tuf keys list --keys root.keys.tgz", "factory-tuf keys list --keys root.keys.tgz --wide"],
  args: [],
  options: {
    wide: { kind: "switch", help: "Show whole key ids. Without it a narrow terminal shows only 12 characters." },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions,
    ...offlineOption
  },
  runs: "machine",
  needs: "factory",
  readsOnly: !0,
  worksWithoutToken: !0,
  dataHelp: [
    "`file`, `protection`: what was read, and how it is protected",
    "`rootVersion`: newest root that was looked at, or null",
    "`keys`: list of `{keyid, keytype, roles, state, untilRoot, owner, createdAt, ageDays, private, name}`",
    "`elsewhere`: the same of offline keys that the root lists and the archive does not hold: in another archive, or with a signer",
    "`wide`: were key ids asked for whole?",
    "`leftovers`: `{ours, vendors}`, files that an interrupted run left beside it, or null"
  ],
  async run(ctx, { wide }) {
    let opened2 = await openNamedArchive(ctx, "keys list").catch(orRootShow), chain = await knownRoots(ctx), leftovers = await leftoversOf(opened2.path);
    await warnOfOthers(ctx, opened2.path, opened2.protection.kind === "plain");
    for (let left of Object.values(leftovers))
      left && ctx.log.warning(
        `An interrupted run left ${left}: it may hold a key that the Factory knows. Keep it, and run \`factory-tuf keys resume --keys <archive>\`.`
      );
    let keys = opened2.archive.keys.map((key) => keyStatusOf(key, chain, ctx.now)), elsewhere = keysElsewhere(opened2.archive.keys, chain, ctx.now), rootVersion = chain?.at(-1)?.signed.version ?? null;
    return {
      status: "unchanged",
      changed: "no",
      outputs: {},
      data: {
        file: opened2.path,
        protection: protectionWords(opened2.protection),
        rootVersion,
        keys,
        elsewhere,
        wide,
        leftovers
      }
    };
  },
  report: ({ data }) => ({
    title: `${counted(data.keys.length, "key")} in ${data.file}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Archive", value: data.protection },
          { label: "Root", value: data.rootVersion === null ? "none was looked at" : `version ${data.rootVersion}` }
        ]
      },
      keyTable(data.keys, data.wide),
      ...elsewhereBlocks(data.elsewhere, data.wide)
    ]
  })
};
function orRootShow(error) {
  throw !(error instanceof ToolError) || error.code !== "keys-missing" ? error : error.extended({
    next: `${error.next} If all keys are held by signers, factory-tuf root show lists them and their owners.`
  });
}
async function warnOfOthers(ctx, path, plain) {
  let { mode } = await stat(path);
  !plain || (mode & 63) === 0 || ctx.log.warning(
    `Other users of this machine may read ${path}, and it is not encrypted: chmod 600, and keys encrypt.`
  );
}

// src/custody/rewrite.ts
async function rewriteArchive(opened2, protection, to, proven = () => {
}) {
  to === null && requireProvable(protection);
  let lock = await lockArchive(to ?? opened2.path);
  try {
    let place = to === null ? { ...opened2, protection } : { path: to, protection };
    return await requireNoLeftover(besideName(place.path)), await rewriteInPlace(place, opened2.archive.keys, void 0, proven), place.path;
  } finally {
    await lock.release();
  }
}
function requireProvable(protection) {
  if (!(protection.kind !== "recipients" || protection.identities.length > 0))
    throw new ToolError("keys-secret-missing", {
      happened: "The new archive could not be tested, because no identity of its recipients was given. So the old one was not replaced.",
      next: "Give the identity of one of them with --keys-identity-file, or name another file to write."
    });
}

// src/commands/keys/copy-targets.ts
var keysCopyTargets = {
  name: "keys copy-targets",
  order: 540,
  summary: "Copy only the active targets key into a new archive.",
  details: "The copy holds only that key. It is encrypted like the archive, or plain if the archive is plain.",
  examples: ["factory-tuf keys copy-targets targets.keys.tgz --keys root.keys.tgz"],
  args: ["to"],
  options: {
    to: { kind: "path", help: "The new archive. An existing file is not overwritten.", required: !0 },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions,
    ...offlineOption
  },
  runs: "machine",
  needs: "factory",
  dataHelp: ["`file`: the new archive", "`keyid`: the key that it holds", "`protection`"],
  async run(ctx, { to }) {
    let path = pathOf(ctx, to);
    await requireNothingThere(path);
    let opened2 = await openNamedArchive(ctx, "keys copy-targets"), key = await targetsKeyForCi(ctx, opened2.archive);
    await rewriteArchive({ ...opened2, archive: { keys: [key] } }, opened2.protection, path);
    let protection = protectionWords(opened2.protection);
    return { status: "done", changed: "yes", outputs: {}, data: { file: path, keyid: key.keyid, protection } };
  },
  report: ({ data }) => ({
    title: `The targets key was copied into ${data.file}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Key id", value: { code: data.keyid } },
          { label: "Archive", value: data.protection }
        ]
      },
      {
        kind: "paragraph",
        text: ["Give it to CI encrypted: ", { code: "factory-tuf keys encrypt --for-action --keys <the copy>" }]
      }
    ]
  })
};

// src/custody/for-action/for-action.ts
async function keysForAction(ctx, archive) {
  let { root } = ctx.trust;
  if (requireNoRootKey(archive, new Set(root?.signed.roles.root.keyids)), ctx.missingCredentials) return root ? [activeByTrustedRoot(archive, root)] : unjudged(ctx, archive);
  let { keys, rootKeyids } = await offlineKeysOfRoots(ctx);
  return requireNoRootKey(archive, rootKeyids), [activeOf(archive, keys.targets)];
}
function requireNoRootKey({ keys }, rootKeyids) {
  let found = keys.filter((key) => rootKeyids.has(key.keyid) || isNamedRoot(key));
  if (found.length !== 0)
    throw new ToolError("keys-root-present", {
      happened: `The archive holds ${counted(found.length, "root key")}: ${found.map(({ keyid }) => keyid).join(", ")}. Root keys never belong in CI, and the Action refuses them.`,
      next: "Make an archive for CI first: factory-tuf keys copy-targets targets.keys.tgz --keys <this archive>."
    });
}
function activeOf(archive, targets) {
  let { keyid } = activeTargetsKey(archive, targets);
  return heldKey(archive.keys, keyid);
}
function activeByTrustedRoot(archive, root) {
  try {
    return activeOf(archive, roleKeys(root.signed, "targets", root.where));
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== "keys-none-active") throw error;
    let next = `Give the archive with the newest key. If it is newer than the trusted root (version ${root.signed.version}), run \`factory-tuf root pin\`, or give the API token so that the newest root is asked for.`;
    throw error.extended({ next });
  }
}
function unjudged(ctx, { keys }) {
  return ctx.log.warning(
    `No token and no trusted root were given, so it is not known which key is active, and whether one is a root key. The secret will hold ${keys.length === 1 ? "the only key" : `all ${keys.length} keys`}.`
  ), keys;
}

// src/custody/for-action/secret-files.ts
import { mkdir } from "node:fs/promises";
import { join as join8 } from "node:path";
var OWNER_ALONE = 448;
async function writeSecretFiles(ctx, output, secrets) {
  let folder = pathOf(ctx, output), files = Object.entries(secrets).map(([name, value]) => ({ name, value, path: join8(folder, name) }));
  for (let { path } of files) await requireNothingThere(path);
  try {
    await mkdir(folder, { recursive: !0, mode: OWNER_ALONE });
  } catch (error) {
    throw diskFailed(error, `The folder ${folder} could not be made`, "Name another folder with --output.");
  }
  for (let { path, value } of files) await writeNewFile(path, Buffer.from(value));
  return Object.fromEntries(files.map(({ name, path }) => [name, path]));
}
function secretFileSteps(files) {
  let all = Object.entries(files);
  return [
    ...all.map(([name, path]) => ({
      what: `Put ${name} into a protected environment`,
      command: `gh secret set ${name} --env <environment> --repo <owner/name> < ${shellWord(path)}`
    })),
    { what: "Delete the files", command: `rm ${all.map(([, path]) => shellWord(path)).join(" ")}` }
  ];
}

// src/custody/for-action/secret-place.ts
function secretPlace(options) {
  let { forAction, repo, environment, unprotected, to, newIdentity, output } = options;
  if (output !== void 0 && (!forAction || repo !== void 0 || environment !== void 0))
    throw refused2(
      "options-conflict",
      forAction ? "--output cannot be used with --repo and --environment." : "--output works only with --for-action.",
      forAction ? "Give --output to write files, or --repo and --environment to set the secrets on GitHub." : "Give --for-action with it, or leave it out."
    );
  if (repo === void 0 && environment === void 0) {
    if (!unprotected) return null;
    throw refused2(
      "options-conflict",
      "--unprotected was given without an environment.",
      "Give --repo and --environment with it, or leave it out."
    );
  }
  if (!forAction)
    throw refused2(
      "options-conflict",
      "--repo and --environment work only with --for-action.",
      "Give --for-action with them, or leave them out."
    );
  if (repo === void 0 || environment === void 0) {
    let [given, missing2] = repo === void 0 ? ["--environment", "--repo"] : ["--repo", "--environment"];
    throw refused2(
      "value-missing",
      `${given} was given without ${missing2}.`,
      "Give both to set the secrets there, or neither to print them."
    );
  }
  if (to !== void 0 || newIdentity !== void 0)
    throw refused2(
      "options-conflict",
      `${to === void 0 ? "--new-identity" : "--to"} cannot be used with --repo: no file is written, only the environment's secrets.`,
      "Leave one of them out."
    );
  if (!isEnvironmentName(environment))
    throw refused2(
      "value-invalid",
      `The environment is ${quoted(environment)}, which is not a valid name for a GitHub environment.`,
      "Give its name as the repository's settings show it."
    );
  return { environment, unprotected };
}
function refused2(code, happened, next) {
  return new ToolError(code, { happened, next });
}

// src/commands/keys/encrypt.ts
var nothingDone = { file: null, secrets: null, secretFiles: null, environment: null }, keysEncrypt = {
  name: "keys encrypt",
  order: 550,
  summary: "Encrypt an archive with age: to recipients, to a new identity, or with a passphrase.",
  details: "Without recipient, new-identity and new-passphrase-file you type a new passphrase on a terminal, twice and without echo. If you leave it empty, if there is no terminal, or with yes, a passphrase of 100 bits is made and printed once. The archive is replaced only after the encrypted one has been opened again. With for-action nothing is replaced: it prints what to paste into which GitHub secret; with output it writes files. With repo and environment too, it shows what protects the environment, asks, and sets the secrets there; a new identity goes nowhere else. GITHUB_TOKEN must then be a token of yours: fine-grained with Environments: write, Actions: read and Contents: read, or classic with the scope repo. The Factory's name is needed (FACTORY is enough). A token is not needed. With one, --for-action looks up the active key in the newest root, and only that key goes into the secret.",
  examples: [
    "factory-tuf keys encrypt --keys root.keys.tgz",
    "factory-tuf keys encrypt root.keys.age --keys root.keys.tgz --recipient age1...",
    "factory-tuf keys encrypt --keys targets.keys.tgz --for-action",
    "factory-tuf keys encrypt --keys targets.keys.tgz --for-action --output secrets",
    "factory-tuf keys encrypt --keys targets.keys.tgz --for-action --repo acme/devices --environment production"
  ],
  args: ["to"],
  options: {
    to: { kind: "path", help: "A new file for the encrypted archive. Default: in place." },
    ...archiveOptions,
    recipient: { kind: "list", help: "age recipients (age1...) who can open it.", placeholder: "<age1...>" },
    newIdentity: { kind: "path", help: "Make an age identity, write it to this new file, and encrypt to it." },
    newPassphraseFile: { kind: "path", help: "File with the new passphrase; a weak one is refused." },
    forAction: { kind: "switch", help: "Make the GitHub secrets with which the Action opens the archive." },
    output: {
      kind: "path",
      help: "With for-action: write each secret into a new file of this folder (mode 0600) instead of printing it.",
      placeholder: "<folder>"
    },
    repo: {
      kind: "text",
      help: "Set the secrets in an environment of this repository. The token is in GITHUB_TOKEN.",
      placeholder: "<owner/name>"
    },
    environment: {
      kind: "text",
      help: "The environment. It must exist, with required reviewers, and not be open to every branch.",
      placeholder: "<name>"
    },
    unprotected: { kind: "switch", help: "Set them even if the environment does not protect them." },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "machine",
  needs: "factory",
  confirms: "yes",
  worksWithoutToken: !0,
  dataHelp: [
    "`file`: what was written, or null",
    "`protection`: how it can be opened",
    "`passphrase`: the one that was made, or null; `identityFile`: the new identity's file, or null",
    "`secrets`: with for-action and without output, repo and environment, the value of each GitHub secret by name; else null",
    "`secretFiles`: with output, the path of each secret's file by name; else null",
    "`environment`: `{repository, name, secrets: [{name, how}]}`, the secrets that were set; `how` is `created` or `overwritten`; else null"
  ],
  async run(ctx, options) {
    let place = secretPlace(options), to = options.to === void 0 ? null : pathOf(ctx, options.to);
    to && await requireNothingThere(to);
    let { secrets: given } = requireKeyFile(ctx, "keys encrypt"), github = place && await ctx.github.connect(), opened2 = await openNamedArchive(ctx, "keys encrypt", {
      // With recipients an identity proves that what was encrypted can be opened.
      needless: ({ identity, passphrase: passphrase2 }) => ({ passphrase: passphrase2, identity: options.recipient ? void 0 : identity }),
      next: "To set a new secret, give --new-passphrase-file, --new-identity or --recipient. Otherwise leave the secret out."
    }), keys = options.forAction ? await keysForAction(ctx, opened2.archive) : opened2.archive.keys, made = await newProtection(ctx, options, given.identity), { protection, passphrase, identityFile } = made, secrets = options.forAction ? await actionSecrets(keys, made) : null, data = { ...nothingDone, protection: protectionWords(protection), passphrase, identityFile };
    if (place && github && secrets) {
      let { putIntoEnvironment } = await import("./environment-secrets-K6M644D7.js"), environment = await putIntoEnvironment(ctx, github, place, secrets, keys);
      return { status: "done", changed: "yes", outputs: {}, data: { ...data, environment } };
    }
    let inPlace = to === null && !options.forAction;
    inPlace && requireProvable(protection), await made.keep();
    let said = () => {
      passphrase && sayPassphrase(ctx.log, passphrase);
    }, locked = { ...opened2, archive: { keys } };
    (inPlace || to) && ctx.progress("Encrypting the archive and opening it again");
    let file = inPlace || to ? await rewriteArchive(locked, protection, to, said) : null, open = secrets && toPaste(secrets, made), secretFiles = open && options.output !== void 0 ? await writeSecretFiles(ctx, options.output, open) : null;
    return {
      status: file || secretFiles ? "done" : "unchanged",
      changed: file || secretFiles ? "yes" : "no",
      outputs: {},
      data: { ...data, file, secrets: secretFiles ? null : open, secretFiles }
    };
  },
  report: ({ data }) => ({ title: titleOf3(data), blocks: facts2(data) }),
  stdout: ({ data }) => data.secrets ? secretsText(data.secrets, data) : null
};
function titleOf3({ file, environment, secretFiles }) {
  return secretFiles ? "The secrets for the Action are in files that only you can read" : environment ? `The secrets of the environment ${environment.name} of ${environment.repository} are set` : file ? `The archive is encrypted: ${file}` : "The secrets for the Action";
}
function facts2({ protection, passphrase, identityFile, environment, secretFiles }) {
  return [
    {
      kind: "facts",
      facts: [
        { label: "Protection", value: protection },
        ...passphrase ? [{ label: "Passphrase", value: { code: passphrase } }] : [],
        ...identityFile ? [{ label: "Identity", value: identityFile }] : [],
        ...Object.entries(secretFiles ?? {}).map(([label, value]) => ({ label, value })),
        ...(environment?.secrets ?? []).map(({ name, how }) => ({ label: name, value: how }))
      ]
    },
    ...passphrase || identityFile ? [{ kind: "paragraph", text: ["Do not keep this secret in the same place as the archive. Without it nobody can open the archive."] }] : [],
    ...passphrase ? [{ kind: "paragraph", text: ["Then clear this screen."] }] : [],
    ...nextSteps(secretFiles ? secretFileSteps(secretFiles) : [])
  ];
}
var WHERE = `In the repository's settings, below Environments, choose a protected
environment. Add each of these as an environment secret of that name.
Then clear this screen.`;
function toPaste(secrets, { identityFile, passphrase }) {
  let inFile = (name) => name === "FACTORY_TUF_IDENTITY" && identityFile !== null || name === "FACTORY_TUF_PASSPHRASE" && passphrase === null;
  return Object.fromEntries([...secrets].filter(([name]) => !inFile(name)));
}
function secretsText(secrets, { identityFile }) {
  let parts = Object.entries(secrets).map(([name, value]) => `${name}

${inOneLine(value)}
`), file = identityFile ? [`FACTORY_TUF_IDENTITY is the content of ${encodeText(identityFile)}
`] : [];
  return [...parts, ...file, `${WHERE}
`].join(`
`);
}

// src/commands/keys/decrypt.ts
var keysDecrypt = {
  name: "keys decrypt",
  order: 560,
  summary: "Remove the encryption of an archive.",
  details: "Use it for the vendor's tool, which reads plain archives only. The file has mode 0600. Anyone who can read it can sign. The Factory's name is needed (FACTORY is enough), but no token.",
  examples: ["factory-tuf keys decrypt root.keys.tgz --keys root.keys.age"],
  args: ["to"],
  options: {
    to: { kind: "path", help: "A new file for the plain archive. Default: in place." },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "machine",
  needs: "factory",
  confirms: "yes",
  worksWithoutToken: !0,
  dataHelp: ["`file`: the plain archive", "`was`: how it was protected"],
  async run(ctx, options) {
    let to = options.to === void 0 ? null : pathOf(ctx, options.to);
    to && await requireNothingThere(to);
    let opened2 = await openNamedArchive(ctx, "keys decrypt"), was = protectionWords(opened2.protection);
    if (opened2.protection.kind === "plain" && !to)
      return { status: "unchanged", changed: "no", outputs: {}, data: { file: opened2.path, was } };
    let target = to ?? opened2.path;
    await ctx.confirm(
      {
        title: `Write the keys of ${opened2.path} without encryption`,
        blocks: [
          {
            kind: "facts",
            facts: [
              { label: "To", value: target },
              { label: "Keys", value: String(opened2.archive.keys.length) },
              { label: "Now", value: was }
            ]
          }
        ]
      },
      `Anyone who can read ${target} can sign. Write it?`
    );
    let file = await rewriteArchive(opened2, { kind: "plain" }, to);
    return { status: "done", changed: "yes", outputs: {}, data: { file, was } };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `The archive is plain: ${data.file}` : `${data.file} was not encrypted`,
    blocks: [
      { kind: "facts", facts: [{ label: "Before", value: data.was }] },
      ...status === "done" ? nextSteps([
        { what: "Encrypt it again after use", command: `factory-tuf keys encrypt --keys ${shellWord(data.file)}` }
      ]) : []
    ]
  })
};

// src/custody/backup/choose-way.ts
function chooseWay({ copy, extract, print, verify }) {
  let ways = [];
  copy && ways.push({ way: "copy", folders: copy }), extract !== void 0 && ways.push({ way: "extract", path: extract }), print !== void 0 && ways.push({ way: "print", path: print }), verify !== void 0 && ways.push({ way: "verify", path: verify });
  let [chosen, other] = ways;
  if (!chosen)
    throw new ToolError("value-missing", {
      happened: "No kind of backup was given.",
      next: "Give one of --copy <folder>, --extract <file>, --print <file.html> and --verify <file>."
    });
  if (other)
    throw new ToolError("options-conflict", {
      happened: `--${chosen.way} and --${other.way} cannot be used together.`,
      next: "Run keys backup once for each."
    });
  return chosen;
}

// src/custody/backup/copy-archive.ts
import { realpath as realpath3 } from "node:fs/promises";
import { basename as basename3, join as join10 } from "node:path";

// src/keys/archive/archive-copy.ts
import { realpath as realpath2 } from "node:fs/promises";
import { basename as basename2, dirname as dirname8, join as join9 } from "node:path";

// src/keys/archive/write-key-file.ts
async function writeKeyFile(path, bytes, prove, disk = systemDisk, replaces = null) {
  let [beside, part] = [besideName(path), partName(path)];
  await writeProven(part, bytes, disk, async (written) => {
    await prove(written), await requireFree(beside, bytes, disk);
  }), await takePlace(part, beside, "The file", disk), await replaceWith({ path, beside, replaces }, disk);
}
async function requireFree(beside, bytes, disk) {
  if (!await disk.exists(beside)) return;
  let there = await disk.read(beside);
  if (!(there && (there.length === 0 || Buffer.from(bytes).equals(there))))
    throw there && leftoverForm(there) === "archive" ? leftover(beside) : foreignLeftover(beside);
}

// src/keys/archive/archive-copy.ts
async function copyState(path, bytes, original, disk = systemDisk) {
  try {
    let there = await disk.read(path);
    if (there === null && !await disk.exists(path)) return { state: "absent" };
    if (there && Buffer.from(bytes).equals(there)) return { state: "there already" };
    let lacks = there && await isItself(path) ? await lackedBy(there, original) : null;
    if (there && lacks) return { state: "older", sha256: sha256Hex(there), lacks };
  } catch (error) {
    throw diskFailed(error, `${path} could not be checked`, "Name another folder.");
  }
  throw new ToolError("file-unwritable", {
    happened: `${path} already exists, and is neither this archive nor an older copy of it. A file that may hold keys is never overwritten.`,
    next: "Look at it with keys list, then move it away or name another folder."
  });
}
async function writeCopy(path, bytes, original, disk = systemDisk, replaces = null) {
  await writeKeyFile(path, bytes, (written) => requireSameArchive(written, original), disk, replaces);
}
async function requireSameArchive(bytes, { archive, protection }) {
  let { packed } = await openProtected(bytes, "The copy", secretsOf(protection));
  if (!sameKeys((await readArchive(packed, { orphans: "kept" })).keys, archive.keys))
    throw new ToolError("keys-write-unproven", {
      happened: "The copy does not hold the keys of the archive.",
      next: "Do not trust this disk with keys: try another one."
    });
}
async function isItself(path) {
  return await realpath2(path) === join9(await realpath2(dirname8(path)), basename2(path));
}
async function lackedBy(file, { archive, protection }) {
  let held;
  try {
    let { packed } = await openProtected(file, "The file there", secretsOf(protection));
    held = (await readArchive(packed, { orphans: "kept" })).keys;
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
  let [ours, theirs] = [privateIds(archive.keys), privateIds(held)];
  return theirs.every((keyid) => ours.includes(keyid)) ? ours.filter((keyid) => !theirs.includes(keyid)) : null;
}
function privateIds(keys) {
  return [...new Set(keys.filter(({ signer }) => signer).map(({ keyid }) => keyid))];
}
function secretsOf(protection) {
  return protection.kind === "passphrase" ? { passphrase: protection.passphrase } : protection.kind === "recipients" ? { identity: protection.identities.join(`
`) } : {};
}

// src/custody/backup/prove-key.ts
import { randomBytes } from "node:crypto";
async function proveKey(keys, listed) {
  let { keyid } = listed;
  try {
    let signer = findSigner({ keys }, /* @__PURE__ */ new Map([[keyid, listed]]));
    if (!signer) throw unproven2(keyid, "does not hold the private half");
    await signer.sign(challenge(keyid));
  } catch (error) {
    throw !(error instanceof ToolError) || error.code !== "signature-self-check" ? error : unproven2(keyid, "makes no valid signature with the private half");
  }
}
function listedKeys({ signed, where }) {
  return new Map(OFFLINE_ROLES.flatMap((role) => [...roleKeys(signed, role, where)]));
}
function challenge(keyid) {
  let lines = ["factory-tuf: proof that a backup holds a key", `key: ${keyid}`, randomBytes(32).toString("hex"), ""];
  return Buffer.from(lines.join(`
`), "ascii");
}
function unproven2(keyid, what) {
  return new ToolError("backup-unproven", {
    happened: `The backup ${what} of the key ${keyid}.`,
    next: "Do not rely on it: make another backup from an archive that works, and verify that."
  });
}

// src/custody/backup/copy-archive.ts
async function copyArchive(ctx, folders, role) {
  let { path } = requireKeyFile(ctx, "keys backup"), live = await offlineKeysOfRoots(ctx), opened2 = await openNamedArchive(ctx, "keys backup"), bytes = await bytesOf2(ctx, path, opened2), proven = await proveActive(opened2.archive.keys, live, role), copies = await lookAt(ctx, folders, path, opened2, bytes), keys = opened2.archive.keys.map((key) => keyStatusOf(key, live.chain, ctx.now)), protection = protectionWords(opened2.protection), toWrite = copies.filter(({ there }) => there.state !== "there already");
  if (toWrite.length > 0) {
    let about = { title: `Copy ${path}`, blocks: [plan(toWrite, protection), keyTable(keys)] };
    await ctx.confirm(about, question2(toWrite));
  }
  let files = [], failures = [];
  for (let { file, there } of copies)
    try {
      files.push({ file, ...await keptAt(file, there, bytes, opened2) });
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      failures.push({ file, error }), files.push({ file, state: "failed", why: error.happened });
    }
  let written = files.some(({ state }) => state === "written" || state === "replaced");
  return {
    status: written ? "done" : "unchanged",
    changed: written ? "yes" : "no",
    outputs: {},
    data: {
      way: "copy",
      role: proven.role,
      keyid: proven.keyid,
      files,
      form: "archive",
      protection,
      rootVersion: live.rootVersion,
      keys,
      left: 0
    },
    ...failures[0] ? { failure: someFailed(failures, failures[0].error, copies.length, written) } : {}
  };
}
async function bytesOf2(ctx, path, opened2) {
  let bytes = await readKeyFile(path, ctx.signal);
  if (sha256Hex(bytes) === opened2.sha256) return bytes;
  throw new ToolError("keys-changed-meanwhile", {
    happened: "Something else changed the archive while it was read.",
    next: "Run this again when nothing else uses it."
  });
}
async function proveActive(held, live, role) {
  let active = [];
  for (let wanted of role ? [role] : OFFLINE_ROLES)
    for (let key of live.keys[wanted].values())
      heldKey(held, key.keyid) && (await proveKey(held, key), active.push({ role: wanted, key }));
  let [first] = active;
  if (first) return { role: first.role, keyid: first.key.keyid };
  throw new ToolError("keys-none-active", {
    happened: `The archive holds no active ${role ?? "root or targets"} key, so a copy of it would not be a backup.`,
    next: "Give the archive with the newest key; `factory-tuf keys list --keys <archive>` shows what one holds."
  });
}
async function lookAt(ctx, folders, path, opened2, bytes) {
  let files = [...new Set(folders.map((folder) => join10(pathOf(ctx, folder), basename3(path))))], copies = [];
  for (let file of files) {
    let there = await copyState(file, bytes, opened2);
    if (there.state !== "absent" && await realpath3(file) === opened2.path) throw itself(file);
    copies.push({ file, there });
  }
  return copies;
}
async function keptAt(file, there, bytes, opened2) {
  if (there.state === "there already")
    return await requireSameArchive(bytes, opened2), { state: there.state, why: null };
  let older = there.state === "older" ? there : null;
  return await writeCopy(file, bytes, opened2, systemDisk, older?.sha256), { state: older ? "replaced" : "written", why: replacing(there) };
}
function replacing(there) {
  return there.state !== "older" ? null : there.lacks.length === 0 ? "replaces a copy of the same keys" : `replaces a copy without the new ${agreeing(there.lacks.length, "key")} ${there.lacks.join(", ")}`;
}
function question2(copies) {
  let older = copies.filter(({ there }) => there.state === "older").length;
  return copies.length === 1 ? older ? "Write this copy over the older one?" : "Write this copy?" : `Write these ${copies.length} copies${older ? `, ${older} of them over older ones` : ""}?`;
}
function itself(file) {
  return new ToolError("value-invalid", {
    happened: `${file} is the archive itself, not a copy.`,
    next: "Name a folder on another disk."
  });
}
function plan(copies, protection) {
  return {
    kind: "facts",
    facts: [
      ...copies.map(({ file, there }, at) => {
        let instead = replacing(there);
        return { label: at === 0 ? "To" : "", value: instead ? `${file} (${instead})` : file };
      }),
      { label: "Archive", value: protection }
    ]
  };
}
function someFailed(failures, first, all, written) {
  let which = all === 1 ? "The copy was not made" : `${failures.length} of ${all} copies were not made`;
  return first.extended({
    before: `${which} (${failures.map(({ file }) => file).join(", ")}):`,
    changed: written ? "yes" : "no",
    next: `${first.next} Then run this again: copies that are there already are recognised.`
  });
}

// src/keys/archive/sec-file.ts
function secBytes(key) {
  return Buffer.from(requirePrivateHalf(key).secJson(), "utf8");
}
function requirePrivateHalf(key) {
  let half = privateHalfOf(key);
  if (half) return half;
  throw new ToolError("keys-orphan", {
    happened: `The archive holds only the public half of the key ${key.keyid}.`,
    next: "Give the archive that holds its private half."
  });
}

// src/keys/signers/rsa-primes.ts
import { createPrivateKey } from "node:crypto";
function primesOf(pem) {
  let { n, e, p, q } = createPrivateKey({ key: pem, format: "pem" }).export({ format: "jwk" });
  if (!n || !e || !p || !q) return null;
  let primes = { e: fromBase64url(e), p: fromBase64url(p), q: fromBase64url(q) };
  return primes.p * primes.q === fromBase64url(n) ? primes : null;
}
function pemOfPrimes({ e, p, q }) {
  if (e < 3n || p < 3n || q < 3n || p === q) return null;
  let order = (p - 1n) * (q - 1n) / greatestCommonDivisor(p - 1n, q - 1n), [d, qi] = [inverse(e, order), inverse(q, p)];
  if (d === null || qi === null) return null;
  let numbers = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi }, jwk = { kty: "RSA" };
  for (let [name, number] of Object.entries(numbers)) jwk[name] = toBase64url(number);
  try {
    return createPrivateKey({ key: jwk, format: "jwk" }).export({ format: "pem", type: "pkcs1" }).toString();
  } catch {
    return null;
  }
}
function numberBytes(number, length) {
  let hex = number.toString(16).padStart(length * 2, "0");
  if (hex.length > length * 2) throw new RangeError("the number is too large");
  return Buffer.from(hex, "hex");
}
function bytesNumber(bytes) {
  return BigInt(`0x0${Buffer.from(bytes).toString("hex")}`);
}
function byteLength(number) {
  return Math.ceil(number.toString(16).length / 2);
}
function fromBase64url(text) {
  return bytesNumber(Buffer.from(text, "base64url"));
}
function toBase64url(number) {
  return numberBytes(number, byteLength(number)).toString("base64url");
}
function greatestCommonDivisor(a, b) {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
function inverse(value, modulus) {
  let [rest, next] = [modulus, value % modulus], [factor, nextFactor] = [0n, 1n];
  for (; next !== 0n; ) {
    let quotient = rest / next;
    [rest, next] = [next, rest - quotient * next], [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return rest === 1n ? (factor % modulus + modulus) % modulus : null;
}

// src/keys/paper/paper-key.ts
var SEED_HEX = 64, EXPONENT_BYTES = 4;
function paperGroups(key) {
  return writePaperText(paperSecret(requirePrivateHalf(key)), key.keyid);
}
function keyOfPaper(text) {
  let read = readPaperText(text);
  if ("mistyped" in read) throw mistyped(read.mistyped);
  let half = halfOf(read.secret);
  if (!half || !read.belongsTo(half.usable.keyid)) throw mistyped(UNSEEN);
  return keyWithPrivateHalf(offlineKeyName("root", half.usable.keyid), half);
}
function offlineKeyName(role, keyid) {
  return `tufrepo/keys/fioctl-${role}-${keyid}`;
}
function mistyped({ says }) {
  return new ToolError("backup-mistyped", {
    happened: says,
    next: "Correct it and try again. The page itself stays valid."
  });
}
var UNSEEN = {
  groups: [],
  says: "Each group is valid, but together they are not a key. Groups are in the wrong order, or several characters of one are wrong."
};
function paperSecret(half) {
  let text = half.secretText();
  if (half.type === "ed25519")
    return { type: "ed25519", size: SEED_HEX / 2, bytes: Buffer.from(text.slice(0, SEED_HEX), "hex") };
  let primes = primesOf(text);
  if (!primes || byteLength(primes.e) > EXPONENT_BYTES) throw unprintable(half.usable.keyid);
  let { e, p, q } = primes, size = Math.max(byteLength(p), byteLength(q));
  return {
    type: "rsa",
    size,
    bytes: Buffer.concat([numberBytes(e, EXPONENT_BYTES), numberBytes(p, size), numberBytes(q, size)])
  };
}
function halfOf({ type, size, bytes }) {
  let text = type === "ed25519" ? Buffer.from(bytes).toString("hex") : pemOf(bytes, size);
  if (text === null) return null;
  let sec = JSON.stringify({ keytype: vendorKeytype(type), keyval: { private: text } });
  try {
    return parsePrivateHalf(Buffer.from(sec), "the typed key");
  } catch {
    return null;
  }
}
function pemOf(bytes, size) {
  let numberAt = (from, length) => bytesNumber(bytes.subarray(from, from + length));
  return pemOfPrimes({
    e: numberAt(0, EXPONENT_BYTES),
    p: numberAt(EXPONENT_BYTES, size),
    q: numberAt(EXPONENT_BYTES + size, size)
  });
}
function unprintable(keyid) {
  return new ToolError("keys-key-unusable", {
    happened: `The RSA key ${keyid} does not follow from two primes and a public exponent of four bytes, so it cannot be printed.`,
    next: "Keep it with --copy or --extract, or rotate it."
  });
}

// src/keys/paper/read-backup.ts
async function readBackup(bytes, what, secrets) {
  let text = isArchive(bytes) ? null : utf8WithoutMark(bytes);
  if (text === null) {
    let { packed, protection } = await openProtected(bytes, what, secrets), archive = await readArchive(packed, { orphans: "kept" }), warning = skippedWarning(what, archive);
    return warning && secrets.warn?.(warning), { form: "archive", keys: archive.keys, protection };
  }
  let start = text.trimStart();
  return start.startsWith("{") ? { form: "extracted", keys: [extractedKey(bytes)], protection: null } : start.startsWith("<") ? { form: "page", keys: [keyOfPaper(pageText(text, what))], protection: null } : { form: "text", keys: [keyOfText(text)], protection: null };
}
function keyOfText(text) {
  let joined = joinScans(text);
  if ("mistyped" in joined) throw mistyped(joined.mistyped);
  return keyOfPaper(joined.text);
}
var AGE_OR_PASTED = /^(?:age-encryption\.org\/|\s*-----BEGIN AGE ENCRYPTED FILE-----)/;
function isArchive(bytes) {
  return bytes[0] === 31 && bytes[1] === 139 || AGE_OR_PASTED.test(Buffer.from(bytes.subarray(0, 100)).toString("latin1"));
}
function extractedKey(bytes) {
  let half = parsePrivateHalf(bytes, "the extracted key", "In this file");
  return keyWithPrivateHalf(offlineKeyName("root", half.usable.keyid), half);
}
function pageText(html, what) {
  let text = groupsInPage(html);
  if (text) return text;
  throw new ToolError("keys-malformed", {
    happened: `${what} is an HTML page without a key.`,
    next: "Give the page that keys backup --print wrote, a file with its typed or scanned text, or a copy of the archive."
  });
}

// src/custody/backup/keep-key.ts
async function keepKey(ctx, way, to, role) {
  let path = pathOf(ctx, to);
  await requireNothingThere(path);
  let live = await offlineKeysOfRoots(ctx), { archive } = await openNamedArchive(ctx, "keys backup"), { keyid } = activeKey(archive, role, live.keys[role], live.chain), key = heldKey(archive.keys, keyid), bytes = way === "extract" ? secBytes(key) : await pageBytes(ctx, key, live, role), facts3 = [
    { label: "Key", value: { code: keyid } },
    { label: "Factory", value: ctx.factory.factory },
    { label: "To", value: path },
    { label: "Encrypted", value: "no" }
  ], title = way === "extract" ? `Write the private ${role} key alone` : `Write the page of the ${role} key`;
  return await ctx.confirm({ title, blocks: [{ kind: "facts", facts: facts3 }] }, "Anyone who can read this file can sign. Write it?"), await writeKeyFile(path, bytes, async (written) => {
    await proveKey((await readBackup(written, path, {})).keys, live.keys[role].get(keyid));
  }), {
    status: "done",
    changed: "yes",
    outputs: {},
    data: {
      way,
      role,
      keyid,
      files: [{ file: path, state: "written", why: null }],
      form: way === "extract" ? "extracted" : "page",
      protection: null,
      rootVersion: live.rootVersion,
      keys: [keyStatusOf(key, live.chain, ctx.now)],
      left: archive.keys.filter(({ signer }) => signer).length - 1
    }
  };
}
async function pageBytes(ctx, key, { rootVersion, keys }, role) {
  let { renderPaperPage } = await import("./paper-page-QCMDLZV2.js"), { type, bits } = keys[role].get(key.keyid), page = renderPaperPage({
    factory: ctx.factory.factory,
    role,
    type: type === "rsa" ? "RSA" : "Ed25519",
    bits,
    keyid: key.keyid,
    rootVersion,
    date: ctx.now.toISOString().slice(0, 10),
    groups: paperGroups(key)
  });
  return Buffer.from(page, "utf8");
}

// src/custody/backup/read-from.ts
import { basename as basename4 } from "node:path";

// src/custody/backup/typed-text.ts
async function typedText({ line: ask, all }) {
  if (!ask) return all();
  let first = await ask("Ctrl-U clears what was typed. Line 1, or a scanned code:", (typed) => {
    let page = isScan(typed) ? null : readFirstLine(typed);
    return page && "says" in page ? page.says : null;
  });
  return isScan(first) ? moreCodes(first, ask) : moreLines(first, ask);
}
async function moreLines(first, ask) {
  let page = readFirstLine(first);
  if ("says" in page) return first;
  let lines = [first];
  for (let line = 2; line <= page.lines; line++)
    lines.push(
      await ask(`Line ${line} of ${page.lines}:`, (typed) => lineProblem(typed, line, page.groups)?.says ?? null)
    );
  return lines.join(`
`);
}
async function moreCodes(first, ask) {
  let text = first;
  for (; ; ) {
    let joined = joinScans(text);
    if ("text" in joined || joined.missing.length === 0) return text;
    let next = await ask(`Code ${joined.missing.join(" or ")}:`, (typed) => {
      if (!isScan(typed)) return "This is not a code from the page.";
      let more = joinScans(`${text}
${typed}`);
      return "mistyped" in more && more.missing.length === 0 ? more.mistyped.says : null;
    });
    text = `${text}
${next}`;
  }
}

// src/custody/backup/read-from.ts
async function readFrom(ctx, from, secrets) {
  if (from === "-") {
    let key = keyOfText(await typedText(ctx.typing));
    return requireTargetsKeyInCi(ctx, key), { from: "What was typed", form: "text", keys: [key], protection: null, bytes: null };
  }
  let path = pathOf(ctx, from), bytes = await readKeyFile(path, ctx.signal), backup = await readBackup(bytes, `The file ${basename4(path)}`, secrets);
  if (backup.form === "archive") requireNoRootKeyInCi(ctx, backup.keys);
  else for (let key of backup.keys) requireTargetsKeyInCi(ctx, key);
  return { ...backup, from: path, bytes: backup.form === "archive" ? bytes : null };
}

// src/custody/backup/verify-backup.ts
async function verifyBackup(ctx, from, role) {
  if (ctx.keys)
    throw new ToolError("options-conflict", {
      happened: "--verify and --keys cannot be used together.",
      next: "Leave --keys out."
    });
  let { chain, rootVersion, keys } = await offlineKeysOfRoots(ctx), backup = await readFrom(ctx, from, await ctx.unlock()), active = [...keys[role].values()].filter(({ keyid }) => heldKey(backup.keys, keyid) !== null);
  for (let key of active) await proveKey(backup.keys, key);
  return {
    status: "unchanged",
    changed: "no",
    outputs: {},
    data: {
      way: "verify",
      role,
      keyid: active[0]?.keyid ?? null,
      files: [{ file: backup.from, state: active.length > 0 ? "verified" : "unproven", why: null }],
      form: backup.form,
      protection: backup.protection && protectionWords(backup.protection),
      rootVersion,
      keys: backup.keys.map((key) => keyStatusOf(key, chain, ctx.now)),
      left: 0
    },
    ...active.length > 0 ? {} : { failure: notInIt(role, rootVersion, [...keys[role].values()]) }
  };
}
function notInIt(role, rootVersion, expected) {
  let ids = expected.map(({ keyid }) => keyid).join(" or "), offline = role === "targets" ? "offline targets" : role;
  return new ToolError("backup-unproven", {
    happened: `The backup does not hold the active ${offline} key: root version ${rootVersion} lists ${ids || "none"}.`,
    next: "Make a backup of the newest archive. Keep this one until you know what else is in it."
  });
}

// src/commands/keys/backup.ts
var keysBackup = {
  name: "keys backup",
  order: 570,
  summary: "Back up an offline key: copy the archive, extract the key, or print a page. Each backup is tested.",
  details: "Give exactly one of copy, extract, print and verify. Each backup is read back and opened, and its key signs; the signature is verified with the newest verified root, expired or not. Nothing is overwritten, except an older copy of the archive, by copy, after you agree: one that opens with the same secrets and whose private keys are all in the archive. docs/paper-backup.md describes the printed page byte for byte, so that it can be read without this program.",
  examples: [
    "factory-tuf keys backup --keys root.keys.tgz --copy /media/usb1 --copy /media/usb2",
    "factory-tuf keys backup --keys root.keys.tgz --print root-key.html",
    "factory-tuf keys backup --verify /media/usb1/root.keys.tgz"
  ],
  args: [],
  options: {
    ...archiveOptions,
    copy: { kind: "list", help: "Copy the archive, as it is, into each of these folders.", placeholder: "<folder>" },
    extract: {
      kind: "path",
      help: "Write only the active key to this new file, in the vendor's .sec format.",
      placeholder: "<file>"
    },
    print: {
      kind: "path",
      help: "Write a printable page with the active key to this new file.",
      placeholder: "<file.html>"
    },
    verify: {
      kind: "path",
      help: "Check that a backup holds the active key: a copy, an extracted file, a page, or a file with its typed or scanned text (-: type it now).",
      placeholder: "<file>"
    },
    role: {
      kind: "text",
      help: "Role of the active key. Default: root. For --copy any active key will do.",
      choices: ["root", "targets"]
    },
    ...factoryOptions,
    ...trustOptions,
    ...offlineOption
  },
  runs: "machine",
  needs: "factory",
  confirms: "yes",
  dataHelp: [
    "`way`, `role`, `keyid`: what was done, and the active key that was proven to be in every file; null: it is not",
    "`files`: list of `{file, state, why}`; state is `written`, `replaced` (an older copy), `there already`, `failed`, `verified` or `unproven`; `why` says why it failed or what it replaced, or is null",
    "`form`: `archive`, `extracted`, `page` or `text`; `protection`: of an archive, else null",
    "`rootVersion`: the verified root that the keys were compared with",
    "`keys`: what the files hold, as in keys list; `left`: how many private keys of the archive are not in them"
  ],
  async run(ctx, options) {
    let chosen = chooseWay(options), { role } = options;
    return chosen.way === "copy" ? copyArchive(ctx, chosen.folders, role ?? null) : chosen.way === "verify" ? verifyBackup(ctx, chosen.path, role ?? "root") : keepKey(ctx, chosen.way, chosen.path, role ?? "root");
  },
  report: ({ data, failure }) => ({
    title: titleOf4(data, failure !== void 0),
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Form", value: data.protection ? `${FORMS[data.form]}, ${data.protection}` : FORMS[data.form] },
          { label: "Compared with", value: `root version ${data.rootVersion}` }
        ]
      },
      ...data.files.length > 1 || failure || data.files[0]?.state === "replaced" ? [fileTable(data.files)] : [],
      keyTable(data.keys),
      ...advice(data)
    ]
  })
}, FORMS = {
  archive: "archive",
  extracted: "the key alone, not encrypted",
  page: "page to be printed",
  text: "typed or scanned text"
};
function titleOf4({ way, files, role }, failed2) {
  let first = files[0];
  if (way === "verify") return `${first.file} ${failed2 ? "does not hold" : "holds"} the active ${role} key`;
  if (way === "extract") return `The ${role} key is in ${first.file}`;
  if (way === "print") return `The page of the ${role} key is in ${first.file}`;
  if (files.length === 1 && first.state === "replaced")
    return `The archive is copied to ${first.file}, over an older copy`;
  let copies = files.filter(({ state }) => state !== "failed").length;
  return failed2 ? `${copies} of ${files.length} copies were made` : files.length === 1 ? `The archive is copied to ${first.file}` : `The archive is copied to ${files.length} places`;
}
function fileTable(files) {
  return {
    kind: "table",
    columns: [{ title: "File" }, { title: "State" }],
    rows: files.map(({ file, state, why }) => [file, state === "replaced" ? `${state}: ${why}` : state])
  };
}
function advice({ way, files, left }) {
  let lines = [];
  return left > 0 && lines.push(`The archive holds ${counted(left, "more private key")}. To back up the whole archive, use --copy.`), way === "print" && lines.push("Print it, check the paper, and delete the file. Anyone who has it has the key."), [...lines.map((line) => ({ kind: "paragraph", text: [line] })), ...nextSteps(nextOf3(way, files[0]))];
}
function nextOf3(way, { file }) {
  return way === "print" ? [{ what: "Type the paper's lines", command: "factory-tuf keys backup --verify -" }] : way === "extract" ? [
    {
      what: "To make an archive of it again",
      command: `factory-tuf keys restore ${shellWord(file)} --keys <archive>`
    }
  ] : way === "copy" ? [{ what: "Test it again at any time", command: `factory-tuf keys backup --verify ${shellWord(file)}` }] : [];
}

// src/custody/backup/restore-place.ts
async function placeKeys(path, secrets, restored, { activeRoles, permit }) {
  let lock = await lockArchive(path);
  try {
    await isLeftByThis(path, restored) || await adoptLeftovers({ path, secrets });
    let opened2 = await openArchiveFileIfThere(path, secrets);
    if (!opened2) return await placeNew(path, secrets, restored);
    let held = opened2.archive.keys;
    permit(held);
    let { protection } = opened2, itself2 = restored.path !== null && await realPath(restored.path) === opened2.path, added = restored.keys.filter((key) => !holds(held, key));
    if (added.length === 0) return { added: [], protection, before: held, itself: itself2 };
    requireOneActive(held, added, activeRoles);
    let keys = [...held.filter(({ keyid }) => !added.some((key) => key.keyid === keyid)), ...named(added, held)];
    return await replaceWith(await saveBeside(opened2, keys)), { added: added.map(({ keyid }) => keyid), protection, before: held, itself: itself2 };
  } finally {
    await lock.release();
  }
}
async function isLeftByThis(path, { bytes }) {
  let left = bytes && await systemDisk.read(besideName(path)).catch(() => null);
  return left !== null && Buffer.from(bytes).equals(left);
}
async function placeNew(path, secrets, { keys, protection, bytes }) {
  let added = keys.map(({ keyid }) => keyid), isEncrypted = protection !== null && protection.kind !== "plain", chosen = isEncrypted ? protection : await protectionFor(secrets);
  return bytes && protection && (isEncrypted || chosen.kind === "plain") ? (await writeCopy(path, bytes, { archive: { keys }, protection }), { added, protection, before: null, itself: !1 }) : (await replaceWith(await saveBeside({ path, protection: chosen }, keys)), { added, protection: chosen, before: null, itself: !1 });
}
function holds(held, key) {
  return held.some(({ keyid, signer }) => keyid === key.keyid && (signer || !key.signer));
}
function requireOneActive(held, added, activeRoles) {
  for (let key of added) {
    let roles = activeRoles(key.keyid), other = held.find(
      ({ keyid, signer }) => signer && keyid !== key.keyid && activeRoles(keyid).some((role) => roles.includes(role))
    );
    if (other)
      throw new ToolError("keys-several-active", {
        happened: `The archive already holds the active ${roles.join(" and ")} key ${other.keyid}. With ${key.keyid} it would hold two.`,
        next: "Restore into another archive: an archive holds at most one active key for a role."
      });
  }
}
function named(added, held) {
  let names = new Set(held.filter(({ keyid }) => !added.some((key) => key.keyid === keyid)).map(({ name }) => name));
  return added.map((key) => names.has(key.name) ? renamedKey(key, `${key.name}-${key.keyid}`) : key);
}

// src/custody/backup/restore-report.ts
function expectedInstead(keys, { signed }) {
  if (keys.some((key) => key.state === "active" && key.private)) return null;
  let known = OFFLINE_ROLES.filter((role) => keys.some(({ roles: roles2 }) => roles2.includes(role))), roles = known.length > 0 ? known : OFFLINE_ROLES, isOffline2 = (role, keyid) => role === "root" || reviewedOwnerOf(signed, keyid) !== null;
  return [...new Set(roles.flatMap((role) => signed.roles[role].keyids.filter((keyid) => isOffline2(role, keyid))))];
}
function restoreTitle(data) {
  let { added, file, keys, itself: itself2, inactive } = data, one = keys.length === 1, count = added.length === keys.length ? `${added.length} keys` : `${added.length} of ${keys.length} keys`, done = one ? "The key was restored" : `${count} ${agreeing(added.length, "was", "were")} restored`, held = itself2 ? `${file} is the archive itself, so there was nothing to restore` : `${file} holds ${one ? "the key" : "these keys"} already`;
  return inactive === null ? added.length > 0 ? `${done} into ${file}` : held : `${added.length > 0 ? done : held}, and ${one ? "it is NOT active" : "NONE of them is active"}: ${insteadOf(data, shortId)}. ${lookElsewhere(keys)}`;
}
function inactiveWarning(data) {
  return data.inactive === null ? null : `${data.keys.length === 1 ? "The restored key is not active" : "None of the restored keys is active"}: ${insteadOf(data, (keyid) => keyid)}. ${lookElsewhere(data.keys)}.`;
}
function rootJoinedWarning({ rootJoined, file }) {
  return rootJoined ? `${file} now holds a root key, so it MUST NOT go to CI. To make an archive without it: factory-tuf keys copy-targets targets-alone.keys.tgz --keys ${file}` : null;
}
function restoreBlocks(data) {
  let { file, protection, rootVersion, plain, keys } = data, joined = rootJoinedWarning(data), inactive = inactiveWarning(data), said = [joined, inactive].filter((warning) => warning !== null);
  return [
    ...joined ? [
      {
        kind: "paragraph",
        text: [{ strong: "Not for CI: " }, "it holds a root key now."],
        tone: "bad"
      }
    ] : [],
    ...said.length > 0 ? [{ kind: "warnings", items: said }] : [],
    {
      kind: "facts",
      facts: [
        { label: "File", value: file },
        { label: "Archive", value: protection },
        { label: "Compared with", value: rootVersion === null ? "nothing" : `root version ${rootVersion}` }
      ]
    },
    keyTable(keys),
    ...plain ? [{ kind: "paragraph", text: ["Encrypt it: ", { code: `factory-tuf keys encrypt --keys ${file}` }] }] : []
  ];
}
function insteadOf({ inactive, rootVersion }, shown2) {
  return `root ${rootVersion} lists ${inactive?.map(shown2).join(", ") || "none"}`;
}
function lookElsewhere(keys) {
  return keys.some(({ state }) => state === "active") ? "Of an active key it holds the public half alone" : keys.some(({ state }) => state === "retired") ? "This is an old backup. Look for a newer one" : "The keys in this backup were never in a root of this Factory. Look for another one";
}
function shortId(keyid) {
  return keyid.slice(0, 8);
}

// src/commands/keys/restore.ts
var keysRestore = {
  name: "keys restore",
  order: 580,
  summary: "Restore an archive from a copy, an extracted key, or a printed page, typed or scanned.",
  details: "With - you type the text of the page line by line; if you mistype, it tells you at once which group is wrong. Without a terminal it reads standard input. If the archive exists, the key is added to it and nothing else changes. A new one is encrypted if an identity or passphrase is given, else plain with mode 0600. It also works without a token, but then cannot tell which keys are active.",
  examples: [
    "factory-tuf keys restore scanned.txt --keys root.keys.tgz",
    "factory-tuf keys restore - --keys root.keys.tgz",
    "factory-tuf keys restore /media/usb1/root.keys.tgz --keys root.keys.tgz"
  ],
  args: ["from"],
  options: {
    from: {
      kind: "path",
      help: "The backup: a copy, an extracted file, a page's HTML, or a text file with what was typed or scanned; - to type it now.",
      required: !0
    },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions,
    ...offlineOption
  },
  runs: "machine",
  needs: "factory",
  worksWithoutToken: !0,
  dataHelp: [
    "`file`, `protection`: the archive, and how it is protected",
    "`form`: of the backup: `archive`, `extracted`, `page` or `text`",
    "`added`: key ids that were not in the archive before; `itself`: true where the backup is that archive",
    "`plain`: true where it is not encrypted; `rootJoined`: true where it held no root key before, and does now",
    "`rootVersion`: the verified root that the keys were compared with, or null",
    "`inactive`: where none of the restored keys is active now, the key ids that the newest root lists instead; else null",
    "`keys`: what was restored, as in keys list"
  ],
  async run(ctx, { from }) {
    let { path, secrets } = requireKeyFile(ctx, "keys restore"), chain = await knownRoots(ctx), newest = chain?.at(-1) ?? null, backup = await readFrom(ctx, from, secrets), keys = backup.keys.map((key) => keyStatusOf(key, chain, ctx.now)), restored = { ...backup, keys: backup.form === "archive" ? backup.keys : namedForRole(backup.keys, keys) };
    await proveAll(restored.keys, newest);
    let source = from === "-" ? null : backup.from, placed = await placeKeys(
      path,
      secrets,
      { ...restored, path: source },
      {
        activeRoles: (keyid) => newest ? rolesOf(newest.signed, keyid) : [],
        permit: (held) => requireNoRootKeyInCi(ctx, held)
      }
    ), { added, protection, itself: itself2 } = placed, data = {
      file: path,
      form: backup.form,
      added,
      itself: itself2,
      plain: protection.kind === "plain",
      protection: protectionWords(protection),
      rootJoined: rootJoins(placed, restored.keys, chain),
      rootVersion: newest?.signed.version ?? null,
      inactive: newest && !ctx.missingCredentials ? expectedInstead(keys, newest) : null,
      keys
    };
    for (let key of keys) warnOf(ctx, key);
    for (let warning of [rootJoinedWarning(data), inactiveWarning(data)]) warning && ctx.log.warning(warning);
    return added.length > 0 ? { status: "done", changed: "yes", outputs: {}, data } : { status: "unchanged", changed: "no", outputs: {}, data };
  },
  report: ({ data }) => ({
    title: restoreTitle(data),
    blocks: restoreBlocks(data)
  })
};
function rootJoins({ added, before }, restored, chain) {
  let isRoot = (key) => isNamedRoot(key) || (chain ?? []).some(({ signed }) => rolesOf(signed, key.keyid).includes("root"));
  return !before || before.some(isRoot) ? !1 : restored.some((key) => added.includes(key.keyid) && isRoot(key));
}
function namedForRole(keys, statuses) {
  return keys.map((key, at) => renamedKey(key, offlineKeyName(statuses[at].roles[0] ?? "root", key.keyid)));
}
async function proveAll(keys, newest) {
  let listed = newest ? listedKeys(newest) : null;
  for (let key of keys) {
    if (!key.signer) continue;
    let usable = listed?.get(key.keyid) ?? usableKey(key.public);
    usable.usable && await proveKey(keys, usable);
  }
}
function warnOf({ log, missingCredentials }, { keyid, state, roles, untilRoot }) {
  if (missingCredentials && state !== "active") {
    let known = state === "unchecked" ? "" : " The trusted root does not list it.";
    log.warning(
      `The key ${keyid} could not be compared with the newest root.${known} Compare it when the Factory can be reached: factory-tuf keys list --keys <archive>.`
    );
    return;
  }
  state === "retired" && log.warning(
    `The key ${keyid} was restored, but it is retired: root ${untilRoot} was the last to list it as a ${roles.join(" and ")} key. What it signs is not accepted.`
  ), state === "never listed" && log.warning(
    `The key ${keyid} was restored, but no root of this Factory ever listed it. It belongs to another Factory, or was never used.`
  );
}
export {
  doctor,
  init,
  keysBackup,
  keysCopyTargets,
  keysDecrypt,
  keysEncrypt,
  keysList,
  keysRestore,
  keysResume,
  keysRotate,
  keysRotateAll,
  rootDownload,
  rootResign,
  updatesAddOfflineKey,
  updatesApply,
  updatesCancel,
  updatesDeleteOfflineKey,
  updatesInit,
  updatesReview,
  updatesRotateOfflineKey,
  updatesRotateOnlineKey,
  updatesSetExpiry,
  updatesSetThreshold,
  updatesSign,
  updatesSignProdTargets,
  waveStatus
};
