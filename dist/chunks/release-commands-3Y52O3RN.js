import {
  addBundleSignature,
  addWaveSignature,
  bundleBlocks,
  bundleData,
  bundleDataHelp,
  bundleOutputs,
  bundleSignOutcome,
  bundleToSign,
  nextOfBundle,
  nextOfRollout,
  nextOfWave,
  planBlocks,
  planData,
  planDataHelp,
  readBundle,
  waveData,
  waveDataHelp,
  waveOutcomeBlocks,
  waveOutputs,
  waveSignOutcome,
  waveToSign
} from "./chunk-S6FBWKVI.js";
import {
  CLIENT_NAMES,
  TRUSTED_ROOT_FILE,
  ToolError,
  andMore,
  appsOf,
  asciiJson,
  askedDevices,
  attestAgainOption,
  bundleFolder,
  checkRoots,
  checkTargetsContent,
  chosenBy,
  chosenWithin,
  clientsInUse,
  counted,
  deviceClients,
  deviceTable,
  deviceView,
  devicesSoFar,
  digestOption,
  docHash,
  entriesOfScope,
  factoryOptions,
  hardwareIdsOf,
  heldRoot,
  isFullyRolledOut,
  isReleased,
  keyOptions,
  listOf,
  minuteText,
  newlySkipped,
  nextSteps,
  noWave,
  offlineOption,
  oldestHeld,
  openSigner,
  parseOnline,
  parseRoot,
  parseTargets,
  plainVersion,
  plannedSignerOptions,
  prepareRelease,
  productionOf,
  prunedVersions,
  quoted,
  readAllTargets,
  readWave,
  releaseOptions,
  releaseRequest,
  requireAboveProduction,
  requireActive,
  requireAllowedTargetsMembers,
  requireApprovedPlan,
  requireApprovedWave,
  requireTag,
  requireUnambiguous,
  rolloutOptions,
  rootData,
  rootDataHelp,
  rootOutputs,
  rootReportBlocks,
  selectTargets,
  servedRows,
  servedTags,
  settle,
  settleSeen,
  sha256Digest,
  shellWord,
  showableRoots,
  showableWave,
  signatureBlocks,
  signatureDataHelp,
  signatureListProblem,
  signatureOutputs,
  signaturesOf,
  tagsOf,
  tally,
  targetsOfWave,
  trustOptions,
  trustableRoots,
  verifyProductionRoot,
  waveNameOption,
  whoMustSign,
  writeFileWhole,
  writeTrustedRoot,
  writtenText
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/release/plan-outcome.ts
var plannedDataHelp = [
  ...planDataHelp,
  "`standing`: `new`, `active`, `complete`, `in-production` or `ahead`: how much of it was there already",
  "`warnings`: list of sentences",
  "`signing`: of a plan or a dry run, the command that signs exactly this; else null"
];
function releaseOutputs(plan, roots, now) {
  return {
    wave: plan.wave,
    version: plan.version,
    tag: plan.tag,
    "targets-digest": plan.digest,
    "expires-at": plan.expires,
    threshold: plan.threshold,
    ...rootOutputs(roots, now)
  };
}
function plannedData({ plan, releaseStatus, warnings }, now) {
  return { ...planData(plan, now), standing: releaseStatus.kind, warnings, signing: null };
}
function signingCommand({ plan, request, releaseStatus }, line = `wave init ${plan.wave} ${plan.version} ${plan.tag}`) {
  if (releaseStatus.kind !== "new") return null;
  let { newTag, sourceTag, prune } = request, options = [
    ...newTag === void 0 ? [] : [`--new-tag ${newTag}`],
    ...sourceTag === void 0 ? [] : [`--source-tag ${sourceTag}`],
    ...prune.length === 0 ? [] : [`--prune ${prune.join(",")}`],
    `--expires-at ${plan.expires}`,
    `--expect-digest ${plan.digest}`
  ];
  return `factory-tuf ${line} ${options.join(" ")} --keys <archive>`;
}
function nextOfPlan({ wave, standing, signing }) {
  return standing === "active" ? nextOfWave({ wave, status: "active" }, !0) : signing === null ? [] : [{ what: "Sign it", command: signing, sameKeys: !0 }];
}
function unchangedOutcome(ctx, release) {
  let { plan, releaseStatus, state } = release, status = waveStatusOf(releaseStatus);
  return {
    status: "unchanged",
    changed: "no",
    outputs: { ...releaseOutputs(plan, state.roots, ctx.now), ...status && { "wave-status": status } },
    data: { ...plannedData(release, ctx.now), signing: signingCommand(release) }
  };
}
function waveStatusOf(releaseStatus) {
  return releaseStatus.kind === "new" ? null : isReleased(releaseStatus) ? "complete" : "active";
}
var STATUS_SENTENCES = {
  new: null,
  active: "This Wave is already active, with exactly this content.",
  complete: "This Wave is already complete, with exactly this content.",
  "in-production": "Production already has this version, with exactly this content.",
  ahead: "Production already has this version. It is higher than the newest one with that source tag, so there is nothing to release."
};
function plannedReport(title2, data, extra = []) {
  let sentence = STATUS_SENTENCES[data.standing];
  return {
    title: title2,
    blocks: [
      ...sentence ? [{ kind: "paragraph", text: [sentence] }] : [],
      ...planBlocks(data, extra),
      { kind: "warnings", items: data.warnings }
    ]
  };
}

// src/commands/wave/plan.ts
var wavePlan = {
  name: "wave plan",
  order: 100,
  summary: "Show exactly what a Wave would sign: version, expiry, digest. Needs no key, changes nothing.",
  details: "Verifies everything from the trusted root. Give the printed version, expires-at and targets-digest (as expect-digest) to wave init or promote. They then sign exactly that. On a terminal the plan ends with that command, ready to paste. With --signer and --signer-keyid it also checks whether the document is too large for that signer, without contacting it.",
  examples: ["factory-tuf wave plan 42 production", "factory-tuf wave plan latest production --source-tag qa"],
  args: ["version", "tag"],
  options: { ...releaseOptions, ...waveNameOption, ...plannedSignerOptions, ...factoryOptions, ...trustOptions },
  runs: "anywhere",
  needs: "factory",
  readsOnly: !0,
  plansOnly: !0,
  dataHelp: plannedDataHelp,
  async run(ctx, options) {
    return unchangedOutcome(ctx, await prepareRelease(ctx, releaseRequest(options)));
  },
  report: ({ data }) => {
    let report = plannedReport(`Plan: version ${data.version} for tag ${data.tag}`, data);
    return { ...report, blocks: [...report.blocks, ...nextSteps(nextOfPlan(data))] };
  }
};

// src/verified/read-wave-back.ts
async function readWaveBack(ctx, { plan, state }, signer, created) {
  let wave = await readShown(ctx, plan.wave, created);
  if (!wave || !isOurs(wave, plan, state.roots, signer))
    throw new ToolError("wave-differs", {
      happened: `The Factory does not show Wave ${plan.wave} as it was signed (${plan.digest}).`,
      changed: created ? "yes" : "no",
      next: `Do not complete it. Look at it with: factory-tuf wave show ${plan.wave}, and cancel it if in doubt.`
    });
  let released = targetsOfWave(wave);
  return {
    roots: state.roots,
    onlineKeyid: state.onlineKeyid,
    wave,
    released,
    digest: plan.digest,
    production: state.production,
    view: deviceView(
      released.doc,
      released.sizeBytes,
      state.roots.prod,
      ctx.now,
      askedDevices(ctx.trust, state.production)
    ),
    warnings: []
  };
}
async function readShown(ctx, name, created) {
  try {
    return await ctx.factory.wave(name, { showTargets: !0 });
  } catch (error) {
    throw !(error instanceof ToolError) || !created ? error : error.extended({
      before: `Wave ${name} was created, but reading it back failed:`,
      changed: "yes",
      next: "Run the same step again: it finds the Wave and continues from there."
    });
  }
}
function isOurs(wave, plan, roots, signer) {
  if (wave === null || wave.status === "canceled" || wave.tag !== plan.tag || wave.version !== String(plan.version))
    return !1;
  let { doc } = targetsOfWave(wave);
  return sha256Digest(doc.forms[0]) !== plan.digest ? !1 : tally(doc, roots.prod, "targets").signedBy.includes(signer.keyid);
}

// src/release/create-wave.ts
async function ensureWave(ctx, release, examineAgain) {
  let signer = await openSigner(ctx, release.state);
  if (release.releaseStatus.kind !== "new") return found(release, signer);
  try {
    return await createWave(ctx, release.plan, release.state.roots, signer), { created: !0, signer, release };
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== "http-conflict" || error.changed !== "no") throw error;
    let now = await examineAgain();
    if (now.releaseStatus.kind === "new") throw error;
    return found(now, signer);
  }
}
function found(release, signer) {
  let { plan, releaseStatus, state } = release;
  if (releaseStatus.kind === "new") throw new Error("there is no Wave to be found");
  let { doc } = releaseStatus.released;
  if (releaseStatus.kind === "ahead") return { created: !1, signer, release };
  if (tally(doc, state.roots.prod, "targets").signedBy.includes(signer.keyid))
    return { created: !1, signer, release };
  throw new ToolError("wave-not-signed-by-us", {
    happened: `${doc.where} has the right content, but no valid signature of your key ${signer.keyid}. Somebody else created it.`,
    next: `Add your signature with: factory-tuf wave sign ${plan.wave} --keys <archive>.`
  });
}
async function createWave(ctx, plan, roots, signer) {
  ctx.progress("Signing and creating the Wave");
  let signature = await signer.sign(plan.bytes), { wave: name, version, tag } = plan, targets = { signed: plan.signed, signatures: [signature] };
  await settle({
    what: `creating Wave ${name}`,
    write: () => ctx.factory.createWave({ name, version: String(version), tag, targets }, plan.bytes),
    carriedOut: async () => isOurs(await ctx.readBack.wave(name, { showTargets: !0 }), plan, roots, signer),
    toFindOut: `factory-tuf wave show ${name}`
  });
}

// src/commands/wave/init.ts
var waveInit = {
  name: "wave init",
  order: 110,
  summary: "Create a Wave: CI targets of one version for a tag, signed by the offline targets key.",
  details: "Everything that the Factory sends is verified before the key is opened. If you run it again, it finds its Wave and does nothing, or explains the difference.",
  examples: [
    "factory-tuf wave init w42 42 production --keys targets.keys.tgz",
    "factory-tuf wave init w42 latest production --source-tag qa --keys targets.keys.tgz --dry-run"
  ],
  args: ["wave", "version", "tag"],
  options: {
    wave: { kind: "wave", help: "Name of the new Wave.", required: !0, placeholder: "<wave>" },
    ...releaseOptions,
    dryRun: { kind: "switch", help: "Show the plan and stop: opens no key, prints no signature." },
    ...digestOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "keys",
  confirms: "yes",
  dataHelp: plannedDataHelp,
  async run(ctx, options) {
    options.dryRun || ctx.keys?.prefetch();
    let examine = async () => {
      let examined = await prepareRelease(ctx, releaseRequest(options));
      return requireApprovedPlan(examined, options.expectDigest, options.expiresAt !== void 0), requireStartable(examined), examined;
    }, planned = await examine();
    if (options.dryRun) return unchangedOutcome(ctx, planned);
    planned.releaseStatus.kind === "new" && await ctx.confirm(
      plannedReport(`Wave ${planned.plan.wave} is to be signed and created`, plannedData(planned, ctx.now)),
      `Sign and create Wave ${planned.plan.wave}?`
    );
    let { created, release } = await ensureWave(ctx, planned, examine);
    return created ? {
      status: "done",
      changed: "yes",
      outputs: { ...releaseOutputs(release.plan, release.state.roots, ctx.now), "wave-status": "active" },
      data: plannedData(release, ctx.now)
    } : unchangedOutcome(ctx, release);
  },
  report: ({ status, data }) => {
    let isDone = status === "done", report = plannedReport(`Wave ${data.wave}${isDone ? " was created" : ": nothing was changed"}`, data);
    return { ...report, blocks: [...report.blocks, ...nextSteps(isDone ? nextOfNew(data) : nextOfPlan(data))] };
  }
};
function nextOfNew({ wave, threshold }) {
  return nextOfWave({ wave, status: "active" }, threshold <= 2);
}
function requireStartable({ releaseStatus, plan }) {
  if (releaseStatus.kind !== "in-production" && releaseStatus.kind !== "ahead") return;
  let besides = releaseStatus.kind === "ahead" ? "which is higher than the newest version with that source tag" : `and there is no Wave ${plan.wave}`;
  throw new ToolError("version-not-above-production", {
    happened: `Production targets for tag ${plan.tag} are already at version ${plan.version}, ${besides}.`,
    next: "Choose a higher version."
  });
}

// src/commands/wave/sign.ts
var waveSign = {
  name: "wave sign",
  order: 120,
  summary: "Add this key's signature to a Wave, after verifying what it contains.",
  details: "Every target of the Wave must equal a verified production or CI target, except for its tags. Nothing is signed without a check.",
  examples: ["factory-tuf wave sign w42 --keys second-signer.tgz"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    ...digestOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "keys",
  confirms: "yes",
  dataHelp: waveDataHelp,
  async run(ctx, { wave: name, expectDigest }) {
    ctx.keys?.prefetch();
    let { state, bytes, shows } = await waveToSign(ctx, name, expectDigest);
    await ctx.confirm(shows, `Sign Wave ${name}?`);
    let signer = await openSigner(ctx, state);
    return state.view.tally.signedBy.includes(signer.keyid) ? waveSignOutcome(ctx, state, "unchanged") : waveSignOutcome(ctx, await addWaveSignature(ctx, state, await signer.sign(bytes)), "done");
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `Wave ${data.wave} has your signature now` : `Wave ${data.wave} had your signature already`,
    blocks: [...waveOutcomeBlocks(data), ...nextSteps(nextOfWave(data, data.signatures.met))]
  })
};

// src/release/complete-wave.ts
function requireCompletable({ wave, released, production }) {
  let { doc } = released;
  if (requireTag(doc, wave.tag), requireAllowedTargetsMembers(doc.signed, doc.where), requireUnambiguous(doc), prunedVersions(doc, production?.doc ?? null), String(doc.signed.version) !== wave.version)
    throw new ToolError("wave-content-unverified", {
      happened: `The Factory calls Wave ${wave.name} version ${wave.version}, but its signed targets say version ${doc.signed.version}.`,
      next: "Cancel that Wave and create it again."
    });
  if (production && doc.signed.version <= production.doc.signed.version)
    throw new ToolError("version-not-above-production", {
      happened: `Wave ${wave.name} has version ${doc.signed.version}, but production targets for tag ${wave.tag} are at version ${production.doc.signed.version}.`,
      next: "Cancel that Wave: devices never install an older version."
    });
}
function requireDeviceAccepts({ wave, view }) {
  if (view.accepts) return;
  let { tally: tally2, refusals } = view, missing = tally2.met ? "" : ` Still to sign: ${tally2.missing.join(", ")}.`;
  throw new ToolError(tally2.met ? "device-would-refuse" : "threshold-not-met", {
    happened: `A device would refuse the targets of Wave ${wave.name}: ${refusals.join("; ")}.${missing}`,
    next: tally2.met ? "Cancel it and create a new Wave." : `The next signer runs: factory-tuf wave sign ${wave.name} --keys <archive>.`
  });
}
async function completeWave(ctx, { wave: { name, tag }, released: { doc }, roots }) {
  ctx.progress("Completing the Wave");
  let wanted = docHash(doc), inProduction = async (client) => {
    let production = productionOf(await client.prodTargets([tag]), tag);
    return production === null || docHash(production.doc) !== wanted ? !1 : signatureListProblem(production.doc) === null && tally(production.doc, roots.prod, "targets").met;
  }, readAlready = !1;
  if (await settle({
    what: `completing Wave ${name}`,
    write: () => ctx.factory.completeWave(name),
    carriedOut: async () => (readAlready = await inProduction(ctx.readBack), readAlready),
    toFindOut: `factory-tuf wave show ${name}`
  }), !(readAlready || await confirmed(() => inProduction(ctx.readBack))))
    throw new ToolError("write-unknown", {
      happened: `The Factory accepted the completion of Wave ${name}, but could not confirm that it is in production for tag ${tag}.`,
      changed: "unknown",
      next: `Look with: factory-tuf wave show ${name}; running the same step again is safe.`
    });
}
async function confirmed(check) {
  try {
    return await check();
  } catch (error) {
    if (error instanceof ToolError) return !1;
    throw error;
  }
}

// src/release/rollout.ts
function requireScope({ group, limit, uuids }) {
  if (group === void 0 && limit === void 0 && !uuids?.length)
    throw new ToolError("rollout-needs-scope", {
      happened: "A rollout needs a group, a limit or uuids.",
      next: "Give at least one of the options group, limit and uuids. For all devices, use wave complete."
    });
  if (limit && "percent" in limit && uuids?.length)
    throw new ToolError("options-conflict", {
      happened: "A limit in percent and uuids cannot be used together.",
      next: "Give the limit as a number of devices, or leave one of them out."
    });
}
function scopeText({ group, limit, uuids }) {
  return [
    ...group === void 0 ? [] : [`group ${group}`],
    ...uuids?.length ? [`${counted(uuids.length, "named device")}`] : [],
    ...limit === void 0 ? [] : ["devices" in limit ? `at most ${counted(limit.devices, "device")}` : `${limit.percent}%`]
  ].join(", ");
}
async function rollOut(ctx, wave, options, agree) {
  let history = wave["rollout-history"], group = options.group ?? null, request = await remainingRequest(ctx, wave, options);
  if (request === null) return { sent: !1, devices: devicesSoFar(history, group), uuids: [], names: [] };
  if (options.dryRun) return result(await ctx.factory.rolloutWave(wave.name, request), !1);
  await agree(), ctx.progress("Rolling the Wave out");
  let shown = [], isInHistory = async () => (shown = (await ctx.readBack.wave(wave.name, { showTargets: !1 }))?.["rollout-history"] ?? [], grew(history, shown, group)), answer = await settleSeen(ctx, {
    what: `rolling out Wave ${wave.name}`,
    write: () => ctx.factory.rolloutWave(wave.name, request),
    carriedOut: isInHistory,
    // One that reaches no device may leave no entry.
    isShown: async (answered) => await isInHistory() || answered["device-num"] === 0,
    toFindOut: `factory-tuf wave show ${wave.name}`
  });
  return await requireWithinLimit(ctx, wave, options, shown), answer ? outcomeOf(ctx, wave, { ...answer, "rollout-history": [...shown] }, group) : { sent: !0, devices: request.limit ?? request.uuids?.length ?? 0, uuids: [], names: [] };
}
async function requireWithinLimit(ctx, wave, { group, limit, uuids }, shown) {
  if (limit === void 0 || uuids?.length || "percent" in limit && entriesOfScope(shown, group ?? null).length < 2) return;
  let wanted = "devices" in limit ? limit.devices : await devicesInPercent(ctx, wave, group, limit.percent), notified = devicesSoFar(shown, group ?? null);
  if (!(notified <= wanted))
    throw new ToolError("rollout-over-limit", {
      happened: `Wave ${wave.name} was rolled out to ${notified} devices${group === void 0 ? "" : ` of group ${group}`} in all, but the limit is ${wanted}. Another run was active at the same time, or the Factory reached more devices than asked.`,
      changed: "yes",
      next: `This cannot be undone for those devices. Look with: factory-tuf wave show ${wave.name}. If there are too many, stop the Wave with: factory-tuf wave cancel ${wave.name}. Then no more devices get it.`
    });
}
function outcomeOf(ctx, wave, answer, group) {
  if (answer["device-num"] > 0) return result(answer, !0);
  let isForLater = !isFullyRolledOut(wave["rollout-history"], group) && isFullyRolledOut(answer["rollout-history"] ?? [], group), reached = `The rollout of Wave ${wave.name} reaches no device now`;
  return ctx.log.warning(isForLater ? `${reached}. Devices that join group ${group} later will get it.` : `${reached}.`), result(answer, isForLater);
}
async function remainingRequest(ctx, wave, options) {
  let history = wave["rollout-history"], { group, limit, uuids, again, dryRun, printUuids, printNames } = options, base = {
    ...group === void 0 ? {} : { group },
    "dry-run": dryRun,
    "return-uuids": printUuids,
    "return-names": printNames
  };
  if (uuids?.length) {
    let earlier = entriesOfScope(history, group ?? null).length, atMost = limit && "devices" in limit ? { limit: limit.devices } : {};
    if (earlier === 0 || again || dryRun) return { ...base, uuids, ...atMost };
    throw new ToolError("rollout-needs-again", {
      happened: `Wave ${wave.name} was rolled out in this scope before (${counted(earlier, "time")}). The Factory does not say to which devices, so these uuids may be among them.`,
      next: "To roll out anyway, run this again with --again."
    });
  }
  if (isFullyRolledOut(history, group ?? null) && !dryRun) return null;
  if (limit === void 0) return base;
  if ("percent" in limit && entriesOfScope(history, group ?? null).length === 0)
    return { ...base, percentage: limit.percent };
  let missing = ("devices" in limit ? limit.devices : await devicesInPercent(ctx, wave, group, limit.percent)) - devicesSoFar(history, group ?? null);
  if (missing > 1e4) throw tooMany(missing);
  return missing > 0 ? { ...base, limit: missing } : null;
}
function tooMany(missing) {
  return new ToolError("value-invalid", {
    happened: `The limit needs ${missing} more devices, but one rollout by number takes at most ${1e4}.`,
    next: "Roll out to whole groups instead, with --group."
  });
}
async function devicesInPercent(ctx, wave, group, percentage) {
  let progress = await ctx.factory.waveProgress(wave.name, OFFLINE_HOURS);
  if (progress === null) throw noWave(wave.name);
  if (group === void 0) return Math.ceil(progress["total-devices"] * percentage / 100);
  let found2 = [...progress["rollout-groups"], ...progress["other-groups"]].find(({ name }) => name === group);
  if (found2) return Math.ceil(found2["devices-total"] * percentage / 100);
  throw new ToolError("response-malformed", {
    happened: `The Factory's progress of Wave ${wave.name} does not include group ${group}, to which it was rolled out.`,
    next: "Give the limit as a number of devices."
  });
}
var OFFLINE_HOURS = 4;
function grew(before, after, group) {
  return entriesOfScope(after, group).length > entriesOfScope(before, group).length;
}
function result(answer, sent) {
  return {
    sent,
    devices: answer["device-num"],
    uuids: answer["device-uuids"] ?? [],
    names: answer["device-names"] ?? []
  };
}

// src/commands/wave/rollout.ts
var waveRollout = {
  name: "wave rollout",
  order: 130,
  summary: "Roll an active Wave out to a device group, to a number of devices, or to named devices.",
  details: "A limit counts devices in total, so the same step again changes nothing. Refused if a device would not accept the Wave.",
  examples: [
    "factory-tuf wave rollout w42 --group us-east",
    "factory-tuf wave rollout w42 --group us-east --limit 10%",
    "factory-tuf wave rollout w42 --uuids @devices.txt --dry-run --print-names"
  ],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    ...rolloutOptions,
    dryRun: { kind: "switch", help: "Show which devices it would reach, and stop." },
    printUuids: { kind: "switch", help: "List the uuids of the devices." },
    printNames: { kind: "switch", help: "List the names of the devices." },
    ...digestOption,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  confirms: "yes",
  publishes: !0,
  dataHelp: [
    ...waveDataHelp,
    "`rollout`: `{sent, devices, uuids, names}`; `sent` is false in a dry run and when it had happened already"
  ],
  async run(ctx, options) {
    requireScope(options);
    let state = await readWave(ctx, options.wave);
    requireApprovedWave(state, options.expectDigest), requireActive(state.wave, "it cannot be rolled out"), requireDeviceAccepts(state);
    let seen = waveData(ctx, state), about = {
      title: `Wave ${seen.wave} is to be rolled out: ${scopeText(options)}`,
      blocks: waveOutcomeBlocks(seen)
    }, rollout = await rollOut(
      ctx,
      state.wave,
      options,
      () => ctx.confirm(about, `Roll Wave ${seen.wave} out to ${scopeText(options)}?`)
    ), data = { ...seen, rollout, dryRun: options.dryRun }, outputs = waveOutputs(ctx, state, data);
    return rollout.sent ? { status: "done", changed: "yes", outputs, data } : { status: "unchanged", changed: "no", outputs, data };
  },
  report: ({ status, data }) => {
    let { devices, uuids, names } = data.rollout, verb = data.dryRun ? "would be rolled out" : status === "done" ? "is being rolled out" : "was rolled out before";
    return {
      title: `Wave ${data.wave} ${verb} to ${devices} devices`,
      blocks: [
        ...list("Devices by uuid", uuids),
        ...list("Devices by name", names),
        ...signatureBlocks(data.signatures),
        ...data.dryRun ? [] : nextSteps(nextOfRollout(data.wave))
      ]
    };
  }
};
function list(heading, items) {
  return items.length === 0 ? [] : [
    { kind: "heading", text: heading },
    { kind: "list", items: items.map((item) => [{ code: item }]), cuttable: !0 }
  ];
}

// src/release/record-release.ts
import { join } from "node:path";
var recordDataHelp = "`record`: `{factory, tag, version, wave, keyids, plan, run, again}`, what `actions/attest` attests; null where nothing was released, or by no workflow run, or by `wave complete` without `expect-digest`", notRecorded = { record: null, outputs: {} };
async function recordRelease(ctx, { wave, released, roots, onlineKeyid }, plan, again = !1) {
  let { outputFolder, run } = ctx.place;
  if (outputFolder === null || run === null) return notRecorded;
  let { doc } = released, { signedBy } = tally(doc, roots.prod, "targets"), record = {
    factory: ctx.factory.factory,
    tag: wave.tag,
    version: doc.signed.version,
    wave: wave.name,
    keyids: signedBy.filter((keyid) => keyid !== onlineKeyid),
    plan: plan ?? null,
    run,
    again
  }, path = join(outputFolder, "release-record.json");
  try {
    let chosenBy2 = chosenWithin(ctx.place, outputFolder, outputFolder);
    return await writeFileWhole(path, `${JSON.stringify(record, null, 2)}
`, { chosenBy: chosenBy2 }), { record, outputs: { attestation: path } };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return ctx.log.warning(`The release was made, but its record could not be written: ${error.happened}`), { record, outputs: {} };
  }
}
async function recordCompleted(ctx, state, expectDigest) {
  return expectDigest !== void 0 ? recordRelease(ctx, state, expectDigest) : (ctx.place.run !== null && ctx.log.warning(
    `No record was written: without expect-digest the content of Wave ${state.wave.name} is not approved. Approve its digest, then run this again with expect-digest and attest-again.`
  ), notRecorded);
}
function requireDigestToAttestAgain({ attestAgain, expectDigest }) {
  if (!(!attestAgain || expectDigest !== void 0))
    throw new ToolError("value-missing", {
      happened: "attest-again was given without expect-digest, so the content is not approved.",
      next: "Run the plan, get its digest approved, and give it as expect-digest. Or leave attest-again out."
    });
}
async function recordAgain(ctx, state, { attestAgain, expectDigest }) {
  if (!attestAgain || expectDigest === void 0) return notRecorded;
  let { wave, released, production } = state;
  if (!production || docHash(production.doc) !== docHash(released.doc)) {
    let at = production?.doc.signed.version;
    return ctx.log.warning(
      `No record was written: Wave ${wave.name} is not what production has now${at === void 0 ? "" : `, which is version ${at}`}.`
    ), notRecorded;
  }
  return ctx.log.info(`Wave ${wave.name} is in production with the approved digest. Its record is written again.`), recordRelease(ctx, { ...state, released: production }, expectDigest, !0);
}

// src/commands/wave/complete.ts
var waveComplete = {
  name: "wave complete",
  order: 140,
  summary: "Complete a Wave: its targets become the production targets of its tag.",
  details: "Refused if a device would not accept the Wave's document: signatures, threshold, size, expiry.",
  examples: ["factory-tuf wave complete w42"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    ...digestOption,
    ...attestAgainOption,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  publishes: !0,
  confirms: "yes",
  dataHelp: [...waveDataHelp, recordDataHelp],
  async run(ctx, { wave: name, expectDigest, attestAgain }) {
    requireDigestToAttestAgain({ attestAgain, expectDigest });
    let state = await readAtOneMoment(ctx, name);
    requireApprovedWave(state, expectDigest);
    let data = { ...waveData(ctx, state), record: notRecorded.record }, { wave } = state;
    if (wave.status === "complete" && isInProduction(state)) {
      let { record: record2, outputs: outputs2 } = await recordAgain(ctx, state, { attestAgain, expectDigest }), unchanged = { ...data, record: record2 };
      return {
        status: "unchanged",
        changed: "no",
        outputs: { ...waveOutputs(ctx, state, unchanged), ...outputs2 },
        data: unchanged
      };
    }
    requireActive(wave, "it cannot be completed"), requireCompletable(state), requireDeviceAccepts(state), await ctx.confirm(
      { title: `Wave ${name} will be in production for tag ${wave.tag}`, blocks: waveOutcomeBlocks(data) },
      `Complete Wave ${name}?`
    ), await completeWave(ctx, state);
    let { record, outputs } = await recordCompleted(ctx, state, expectDigest), completed = { ...data, status: "complete", record };
    return {
      status: "done",
      changed: "yes",
      outputs: { ...waveOutputs(ctx, state, completed), ...outputs },
      data: completed
    };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `Wave ${data.wave} is complete: version ${data.version} is now in production for tag ${data.tag}` : `Wave ${data.wave} was complete already`,
    blocks: [...waveOutcomeBlocks(data), ...nextSteps(nextOfWave(data, data.signatures.met))]
  })
};
async function readAtOneMoment(ctx, name) {
  let state = await readWave(ctx, name);
  return state.wave.status === "active" && isInProduction(state) ? readWave(ctx, name) : state;
}
function isInProduction({ production, released }) {
  return production !== null && docHash(production.doc) === docHash(released.doc);
}

// src/commands/wave/cancel.ts
var waveCancel = {
  name: "wave cancel",
  order: 150,
  summary: "Cancel an active Wave. Devices that already have it keep it.",
  details: "Do not rotate keys while devices run a canceled Wave: LmP before v95 would go back to what is in production. The signed document stays valid until it expires. Whoever has an API token could post it again. Only a higher version in production prevents that.",
  examples: ["factory-tuf wave cancel w42"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    "`wave`, `version`, `tag`, `status`",
    "`validUntil`: until when the signed document stays valid; null if it cannot be read"
  ],
  async run(ctx, { wave: name }) {
    let [wave] = await Promise.all([ctx.factory.wave(name, { showTargets: !0 }), warnOfRoots(ctx)]);
    if (!wave) throw noWave(name);
    let data = { wave: name, ...signedPart(wave), tag: wave.tag, status: "canceled" }, outputs = { wave: name, version: data.version, tag: data.tag, "wave-status": "canceled" };
    if (wave.status === "canceled") return { status: "unchanged", changed: "no", outputs, data };
    requireActive(wave, "it cannot be canceled");
    let isCanceled = async (client) => (await client.wave(name, { showTargets: !1 }))?.status === "canceled";
    return await settleSeen(ctx, {
      what: `canceling Wave ${name}`,
      write: () => ctx.factory.cancelWave(name),
      carriedOut: () => isCanceled(ctx.readBack),
      toFindOut: `factory-tuf wave show ${name}`
    }), { status: "done", changed: "yes", outputs, data };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `Wave ${data.wave} is canceled` : `Wave ${data.wave} was canceled already`,
    blocks: [
      {
        kind: "paragraph",
        tone: "warning",
        text: [
          data.validUntil === null ? `Its signed targets (version ${data.version}) cannot be read, so their expiry is unknown. ` : `Its signed targets (version ${data.version}) stay valid until ${data.validUntil}. `,
          `Whoever has an API token could post them again, until a version above ${data.version} is in production for tag `,
          { code: data.tag },
          "."
        ]
      }
    ]
  })
};
function signedPart(wave) {
  try {
    let { version, expires } = targetsOfWave(wave).doc.signed;
    return { version, validUntil: expires };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { version: wave.version, validUntil: null };
  }
}
async function warnOfRoots(ctx) {
  try {
    await checkRoots(ctx);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    ctx.log.warning(`The roots could not be verified: ${error.happened}`);
  }
}

// src/commands/wave/list.ts
var waveList = {
  name: "wave list",
  order: 170,
  summary: "List Waves, newest first.",
  examples: ["factory-tuf wave list", "factory-tuf wave list --wave-status active --tag production"],
  args: [],
  options: {
    perPage: { kind: "integer", help: "Waves per page.", default: 20, min: 1, max: 1e3, placeholder: "<n>" },
    page: { kind: "integer", help: "Page to show.", default: 1, min: 1, max: 1e6, placeholder: "<n>" },
    waveStatus: {
      kind: "text",
      help: "Only Waves of this status.",
      choices: ["active", "complete", "canceled"],
      placeholder: "<status>"
    },
    tag: { kind: "tag", help: "Only Waves of this tag.", placeholder: "<tag>" },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: !0,
  dataHelp: ["`waves`: list of `{name, version, tag, status, createdAt, createdBy}`", "`total`, `page`, `perPage`"],
  async run(ctx, { perPage, page, waveStatus, tag }) {
    let filter = {
      ...waveStatus === void 0 ? {} : { status: waveStatus },
      ...tag === void 0 ? {} : { tag }
    }, [{ waves, total }, roots] = await Promise.all([
      ctx.factory.waves({ limit: perPage, page, ...filter }),
      checkRoots(ctx)
    ]), lines = waves.map((wave) => ({
      name: wave.name,
      version: wave.version,
      tag: wave.tag,
      status: wave.status,
      createdAt: wave["change-meta"]["created-at"],
      createdBy: wave["change-meta"]["created-by"]
    }));
    return { status: "unchanged", changed: "no", outputs: roots, data: { waves: lines, total, page, perPage } };
  },
  report: ({ data }) => ({
    title: data.total > 0 ? `Waves (${data.waves.length} of ${data.total})` : "There are no Waves",
    blocks: data.waves.length ? [
      {
        kind: "table",
        columns: [
          { title: "Name" },
          { title: "Version", align: "right" },
          { title: "Tag" },
          { title: "Status" },
          { title: "Created (UTC)" }
        ],
        rows: data.waves.map(({ name, version, tag, status, createdAt }) => [
          { code: name },
          version,
          tag,
          status,
          minuteText(createdAt)
        ]),
        cuttable: !0
      }
    ] : []
  })
};

// src/commands/wave/show.ts
var waveShow = {
  name: "wave show",
  order: 180,
  summary: "Show a Wave: what it changes, who has signed, who must still sign, rollouts.",
  examples: ["factory-tuf wave show w42", "factory-tuf wave show w42 --show-targets --json"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    showTargets: { kind: "switch", help: "Add the signed targets document itself." },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: !0,
  dataHelp: [
    ...waveDataHelp,
    "`rollouts`: the Wave's rollout history; `created`: `{by, at}`",
    "`refusals`: why a device would refuse the document now; empty when it would not",
    "`targets`: with show-targets, the signed document as served"
  ],
  async run(ctx, { wave: name, showTargets }) {
    let state = await showableWave(ctx, name), { wave, view } = state, data = {
      ...waveData(ctx, state),
      created: { by: wave["change-meta"]["created-by"], at: wave["change-meta"]["created-at"] },
      rollouts: wave["rollout-history"],
      refusals: view.refusals,
      ...showTargets ? { targets: wave.targets?.value } : {}
    };
    return { status: "unchanged", changed: "no", outputs: waveOutputs(ctx, state, data), data };
  },
  report: ({ data }) => ({
    title: `Wave ${data.wave}: version ${data.version} for tag ${data.tag} is ${data.status}`,
    blocks: [
      {
        kind: "paragraph",
        tone: data.refusals.length ? "bad" : "good",
        text: [
          data.refusals.length ? `Devices would refuse it: ${data.refusals.join("; ")}.` : "Devices would accept it as it is."
        ]
      },
      { kind: "facts", facts: [{ label: "Created", value: `${data.created.at} by ${data.created.by}` }] },
      ...waveOutcomeBlocks(data),
      ...rolloutTable(data.rollouts),
      ..."targets" in data ? [{ kind: "json", value: data.targets }] : []
    ]
  })
};
function rolloutTable(history) {
  return history.length === 0 ? [] : [
    { kind: "heading", text: "Rollouts" },
    {
      kind: "table",
      columns: [{ title: "At (UTC)" }, { title: "By" }, { title: "To" }, { title: "Devices", align: "right" }],
      rows: history.map((entry) => [
        minuteText(entry["rollout-at"]),
        entry["rollout-by"],
        scope(entry),
        String(entry["num-devices"])
      ]),
      cuttable: !0
    }
  ];
}
function scope(entry) {
  return entry["is-factory-wide"] || entry["group-name"] === "" ? "the Factory" : `group ${entry["group-name"]}${entry["is-full-group"] ? " (all of it)" : ""}`;
}

// src/release/releasable.ts
function ciVersions(request) {
  return [...Map.groupBy(
    Object.entries(request.ci.signed.targets),
    ([, { custom }]) => typeof custom?.version == "string" ? custom.version : ""
  )].sort(([a], [b]) => (plainVersion(b) ?? -1) - (plainVersion(a) ?? -1)).map(([version, entries]) => ({
    version,
    tags: unique(entries.flatMap(([, { custom }]) => tagsOf(custom))),
    hardwareIds: unique(entries.flatMap(([, { custom }]) => hardwareIdsOf(custom))),
    targets: entries.map(([name]) => name),
    apps: unique(entries.flatMap(([, { custom }]) => appsOf(custom).map(({ app }) => app))),
    obstacles: [...request.production.keys()].map((tag) => ({ tag, why: obstacles(version, tag, request) }))
  }));
}
function obstacles(text, tag, { ci, production, factory, policy }) {
  let version = plainVersion(text);
  if (version === null) return [`its version ${quoted(text)} is no plain integer`];
  let before = production.get(tag) ?? null, selected = attempt(() => (requireAboveProduction(before, { tag, version }), selectTargets(ci, { tag, version })));
  if ("value" in selected) return contentObstacles(selected.value, version);
  let { code, happened } = selected.error;
  return [code === "version-not-above-production" ? `production is at version ${before.signed.version}` : happened];
  function contentObstacles(targets, newest) {
    let findings = checkTargetsContent({
      tag,
      docName: `wave/${tag}-${newest}`,
      targets,
      ciTargets: ci.signed.targets,
      productionTargets: before?.signed.targets ?? null,
      version: newest,
      factory,
      policy,
      sizeBytes: 0
    }), { listed } = clientsInUse(policy.clients);
    return [
      ...findings.filter(({ level }) => level === "error").map(({ title: title2, rule }) => `${title2} (${rule})`),
      ...newlySkipped(listed, targets, before?.signed.targets ?? null).map(({ says }) => says)
    ];
  }
}
function attempt(work) {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof ToolError) return { error };
    throw error;
  }
}
function unique(texts) {
  return [...new Set(texts)].sort();
}

// src/commands/targets/list.ts
var targetsList = {
  name: "targets list",
  order: 185,
  summary: "List CI versions and which of them could be released, or with prod what is in production.",
  details: "Everything is verified from the trusted root. With prod it shows the newest target of each tag and hardware id: what a production line installs.",
  examples: [
    "factory-tuf targets list",
    "factory-tuf targets list --tag qa --hardware-id board-001",
    "factory-tuf targets list --prod"
  ],
  args: [],
  options: {
    prod: { kind: "switch", help: "What is in production, by tag, instead of CI versions." },
    tag: { kind: "tag", help: "Only CI versions with this tag; with --prod only this tag.", placeholder: "<tag>" },
    hardwareId: { kind: "text", help: "Only targets for this hardware id.", placeholder: "<id>" },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: !0,
  dataHelp: [
    "`versions`: without prod, list of `{version, tags, hardwareIds, targets, apps, obstacles: [{tag, why}]}`; an empty `why`: it could be released to that tag",
    "`production`: with prod, list of `{tag, expires, hardwareId, name, version, sha256, apps}`",
    "`ofProduction`: was it asked for?"
  ],
  async run(ctx, { prod, tag, hardwareId }) {
    let { roots, ci, production } = await readAllTargets(ctx), { policy } = ctx.trust, isFor = (ids) => hardwareId === void 0 || ids.includes(hardwareId), versions = prod ? [] : ciVersions({ ci, production, factory: ctx.factory.factory, policy }).filter(
      ({ tags, hardwareIds }) => (tag === void 0 || tags.includes(tag)) && isFor(hardwareIds)
    ), released = prod ? [...production].flatMap(([of, doc]) => tag === void 0 || of === tag ? newestOf(of, doc) : []) : [];
    return {
      status: "unchanged",
      changed: "no",
      outputs: rootOutputs(roots, ctx.now),
      data: { versions, production: released.filter((target) => isFor([target.hardwareId])), ofProduction: prod }
    };
  },
  report: ({ data: { versions, production, ofProduction } }) => ofProduction ? { title: titleOf(production.length, "production target"), blocks: productionTable(production) } : { title: titleOf(versions.length, "CI version"), blocks: ciTable(versions) }
};
function newestOf(tag, { signed }) {
  let newest = /* @__PURE__ */ new Map();
  for (let [name, { custom, hashes }] of Object.entries(signed.targets)) {
    let rank = plainVersion(custom?.version) ?? -1;
    for (let hardwareId of hardwareIdsOf(custom)) {
      if ((newest.get(hardwareId)?.rank ?? -2) >= rank) continue;
      let target = {
        tag,
        expires: signed.expires,
        hardwareId,
        name,
        version: writtenText(custom?.version),
        sha256: hashes.sha256 ?? "",
        apps: Object.fromEntries(appsOf(custom).map(({ app, uri }) => [app, writtenText(uri)]))
      };
      newest.set(hardwareId, { rank, target });
    }
  }
  return [...newest.values()].map(({ target }) => target).sort((a, b) => a.hardwareId < b.hardwareId ? -1 : 1);
}
function titleOf(count, what) {
  return count === 0 ? `There is no ${what}` : counted(count, what);
}
function ciTable(versions) {
  return versions.length === 0 ? [] : [
    {
      kind: "table",
      columns: [
        { title: "Version", align: "right" },
        { title: "Tags" },
        { title: "Hardware ids" },
        { title: "Apps" },
        { title: "Could be released" }
      ],
      rows: versions.map(({ version, tags, hardwareIds, apps, obstacles: obstacles2 }) => [
        { code: version },
        tags.join(", "),
        hardwareIds.join(", "),
        apps.join(", "),
        couldBe(obstacles2)
      ]),
      cuttable: !0
    }
  ];
}
function couldBe(obstacles2) {
  return obstacles2.length === 0 ? "a first release, with new-tag" : obstacles2.map(({ tag, why }) => why.length === 0 ? `to ${tag}` : `not to ${tag}: ${why[0]}${andMore(why.length - 1)}`).join("; ");
}
function productionTable(targets) {
  return targets.length === 0 ? [] : [
    {
      kind: "table",
      columns: [
        { title: "Tag" },
        { title: "Hardware id" },
        { title: "Version", align: "right" },
        { title: "Target" },
        { title: "Apps" },
        { title: "Valid until" }
      ],
      rows: targets.map(({ tag, hardwareId, version, name, apps, expires }) => [
        tag,
        { code: hardwareId },
        version,
        { code: name },
        Object.keys(apps).join(", "),
        expires.slice(0, 10)
      ]),
      cuttable: !0
    }
  ];
}

// src/verified/served-to-devices.ts
async function readDeviceRoots({ factory }, fromRoot, newest) {
  let versions = Array.from({ length: newest - fromRoot + 1 }, (_, index) => fromRoot + index);
  return Promise.all(versions.map((version) => readRoot(factory, version)));
}
async function readRoot(factory, version) {
  let fetched = await factory.root("prod", version) ?? await factory.root("ci", version);
  if (fetched) return documentOf(fetched, (json, where) => parseRoot(json, where), `production root ${version}`);
  throw new ToolError("root-chain-gap", {
    happened: `The Factory does not serve root version ${version}. Devices cannot pass such a gap.`,
    next: "Run this again; if that does not help, keep a copy of what is served and ask the vendor."
  });
}
async function readDeviceTargets({ factory }, tag) {
  let [timestamp, snapshot, targets] = await Promise.all(
    ["timestamp", "snapshot", "targets"].map((role) => factory.roleDocument(role, tag, "prod"))
  ), online = (fetched, role) => fetched ? documentOf(fetched, (json, where) => parseOnline(json, role, where), `${role} for tag ${tag}`) : null;
  return {
    timestamp: online(timestamp, "timestamp"),
    snapshot: online(snapshot, "snapshot"),
    targets: targets ? documentOf(targets, (json, where) => parseTargets(json, where), `production targets for tag ${tag}`) : null
  };
}
async function productionTags({ factory }) {
  return [...servedTags(await factory.prodTargets([]))].sort();
}
function documentOf(fetched, parse, where) {
  return { doc: parse(fetched, where), value: fetched.value, sizeBytes: fetched.size };
}

// src/commands/device/check.ts
var deviceCheck = {
  name: "device check",
  order: 190,
  summary: "Show whether devices accept what the Factory serves now, for each client. Exit 3 if a listed client refuses.",
  details: "A device starts from the root version that it holds, goes to the newest, reads timestamp, snapshot and targets, and chooses what it runs. The policy (`clients`) says which clients your devices run; without it, aktualizr-lite.",
  examples: ["factory-tuf device check", "factory-tuf device check --client fiotuf --from-root 2 --tag production"],
  args: [],
  options: {
    client: {
      kind: "list",
      choices: CLIENT_NAMES,
      help: "Only devices of these clients. Default: all known clients.",
      placeholder: "<client>"
    },
    tag: { kind: "tag", help: "Only production targets of this tag. Default: every tag.", placeholder: "<tag>" },
    fromRoot: {
      kind: "version",
      help: "Root version that the devices hold. Default: the policy's oldest-root, else 1.",
      placeholder: "<version>"
    },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: !0,
  dataHelp: [
    "`devices`: list of `{tag, client, listed, hardwareId, fromRoot, accepts, version, why}`; `listed`: the policy names the client"
  ],
  async run(ctx, { client, tag, fromRoot: asked }) {
    let roots = await showableRoots(ctx), newest = roots.prod.signed.version, fromRoot = asked ?? oldestHeld(ctx.trust.policy.oldestRoot, newest);
    requireVersion(fromRoot, newest);
    let tags = tag === void 0 ? await productionTags(ctx) : [tag], devices = (await Promise.all(tags.map((each) => rowsOfTag(ctx, each, fromRoot, newest, client)))).flat(), refused = devices.filter(({ accepts, listed }) => listed && !accepts);
    return {
      status: "unchanged",
      changed: "no",
      outputs: rootOutputs(roots, ctx.now),
      data: { devices },
      ...refused.length > 0 && { failure: refusedBy(refused) }
    };
  },
  report: ({ data: { devices } }) => ({
    title: titleOf2(devices),
    blocks: [...Map.groupBy(devices, ({ tag }) => tag)].flatMap(
      ([tag, rows]) => deviceTable(rows, `Production targets for tag ${tag}`)
    )
  })
};
async function rowsOfTag(ctx, tag, fromRoot, newest, only) {
  let [roots, documents] = await Promise.all([readDeviceRoots(ctx, fromRoot, newest), readDeviceTargets(ctx, tag)]), clients = deviceClients.filter(({ name }) => only === void 0 || only.includes(name)), listed = new Set(clientsInUse(ctx.trust.policy.clients).listed.map(({ name }) => String(name)));
  return servedRows(clients, { roots, ...documents }, ctx.now).map((row) => ({
    ...row,
    tag,
    listed: listed.has(row.client)
  }));
}
function requireVersion(fromRoot, newest) {
  if (!(fromRoot >= 1 && fromRoot <= newest))
    throw new ToolError("value-invalid", {
      happened: `The option --from-root is ${fromRoot}, and the newest production root has version ${newest}.`,
      next: `Give a version from 1 to ${newest}.`
    });
}
function titleOf2(devices) {
  if (devices.length === 0) return "No tag has production targets, so there is nothing to check";
  let refused = namesOf(devices.filter(({ accepts, listed }) => listed && !accepts));
  return refused.length > 0 ? `Devices with ${listOf(refused)} refuse what is served` : "Devices of every listed client accept what is served";
}
function namesOf(rows) {
  return [...new Set(rows.map(({ client }) => client))];
}
function refusedBy(rows) {
  let { tag, client, hardwareId, why } = rows[0];
  return new ToolError("gate", {
    happened: `Devices with ${listOf(namesOf(rows))} refuse what is served. ${client} on ${hardwareId}, tag ${tag}: ${why.join("; ")}.`,
    next: "Look at all of it with: factory-tuf review."
  });
}

// src/commands/bundle/show.ts
var bundleShow = {
  name: "bundle show",
  order: 192,
  summary: "Verify an offline bundle and show it: what it contains, who has signed, who is missing, when it expires.",
  examples: ["factory-tuf bundle show offline-update", "factory-tuf bundle show offline-update --offline"],
  args: ["folder"],
  options: { ...bundleFolder, ...factoryOptions, ...trustOptions, ...offlineOption },
  runs: "anywhere",
  needs: "factory",
  readsOnly: !0,
  dataHelp: bundleDataHelp,
  async run(ctx, { folder }) {
    let data = bundleData(folder, await readBundle(ctx, folder));
    return { status: "unchanged", changed: "no", outputs: bundleOutputs(data), data };
  },
  report: ({ data }) => ({
    title: `Offline bundle ${data.folder}`,
    blocks: [...bundleBlocks(data), ...nextSteps(nextOfBundle(data))]
  })
};

// src/commands/bundle/sign.ts
var bundleSign = {
  name: "bundle sign",
  order: 194,
  summary: "Add this key's signature to an offline bundle, after verifying everything in it.",
  details: "Roots are verified from the trusted root, the targets document by its signatures and against production or an active Wave. With --offline the Factory is not contacted, and only the trusted root is used.",
  examples: [
    "factory-tuf bundle sign offline-update --keys targets.keys.tgz",
    "factory-tuf bundle sign offline-update --keys targets.keys.tgz --offline"
  ],
  args: ["folder"],
  options: { ...bundleFolder, ...digestOption, ...keyOptions, ...factoryOptions, ...trustOptions, ...offlineOption },
  runs: "anywhere",
  needs: "keys",
  confirms: "yes",
  dataHelp: bundleDataHelp,
  async run(ctx, { folder, expectDigest }) {
    let { state, bytes, shows } = await bundleToSign(ctx, folder, expectDigest);
    await ctx.confirm(shows, expectDigest === void 0 ? `Sign the bundle ${folder}?` : null);
    let signer = await openSigner(ctx, state);
    if (state.tally.signedBy.includes(signer.keyid)) return bundleSignOutcome(folder, state, "no");
    let signed = await addBundleSignature(ctx, folder, state, await signer.sign(bytes));
    return bundleSignOutcome(folder, signed, "yes");
  },
  report: ({ status, data }) => ({
    title: status === "unchanged" ? `The bundle ${data.folder} had your signature already` : `The bundle ${data.folder} has your signature now${status === "waiting" ? "; another signer is needed" : ""}`,
    blocks: [...bundleBlocks(data), ...nextSteps(nextOfBundle(data))]
  })
};

// src/commands/promote.ts
var promote = {
  name: "promote",
  order: 200,
  summary: "Release a CI version: create its Wave, then complete it, or roll it out if group, limit or uuids is given.",
  details: "Completes only what a device would accept. If the production threshold needs another signer, it ends with status waiting and says who must sign. That person runs wave sign; then run the same step again.",
  examples: [
    "factory-tuf promote 42 production --keys targets.keys.tgz",
    "factory-tuf promote latest production --source-tag qa --group us-east --limit 10 --keys targets.keys.tgz"
  ],
  args: ["version", "tag"],
  options: {
    ...releaseOptions,
    ...waveNameOption,
    ...rolloutOptions,
    dryRun: { kind: "switch", help: "Show the plan and stop: opens no key, prints no signature." },
    ...digestOption,
    ...attestAgainOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "keys",
  confirms: "yes",
  dataHelp: [
    ...plannedDataHelp,
    "`waveStatus`: `active` or `complete`; `devices`: reached by the rollout, or null",
    signatureDataHelp,
    recordDataHelp
  ],
  async run(ctx, options) {
    requireDigestToAttestAgain(options);
    let scope2 = rolloutScope(options);
    options.dryRun || ctx.keys?.prefetch();
    let examine = async () => {
      let examined = await prepareRelease(ctx, releaseRequest(options));
      return requireApprovedPlan(examined, options.expectDigest, options.expiresAt !== void 0), examined;
    }, planned = await examine(), { plan, releaseStatus } = planned;
    if (isReleased(releaseStatus) || options.dryRun) return untouched(ctx, planned, options);
    await ctx.confirm(
      plannedReport(`Version ${plan.version} for tag ${plan.tag}`, plannedData(planned, ctx.now)),
      scope2 ? `Sign Wave ${plan.wave} and roll it out to ${scopeText(scope2)}?` : `Sign Wave ${plan.wave} and put it in production?`
    );
    let { created, signer, release } = await ensureWave(ctx, planned, examine);
    if (isReleased(release.releaseStatus)) return untouched(ctx, release, options);
    let state = await readWaveBack(ctx, release, signer, created), changed = created ? "yes" : "no";
    return state.view.tally.met ? finish(ctx, release, state, { scope: scope2, created, plan: options.expectDigest }) : (ctx.log.warning(whoMustSign(plan.wave, signatures(state))), { status: "waiting", changed, ...resultOf(ctx, release, state, null) });
  },
  report: ({ status, data }) => {
    let report = plannedReport(title(status, data), data, signatureBlocks(data.signatures));
    return { ...report, blocks: [...report.blocks, ...nextSteps(nextOf(status, data))] };
  }
};
function nextOf(status, data) {
  let { wave, waveStatus, devices, signatures: signatures2 } = data;
  return waveStatus === "none" ? nextOfPlan(data) : devices !== null ? nextOfRollout(wave) : nextOfWave({ wave, status: waveStatus }, status !== "waiting" && signatures2.met);
}
function rolloutScope(options) {
  let { group, limit, uuids } = options;
  if (group === void 0 && limit === void 0 && !uuids?.length) return null;
  let scope2 = { ...options, dryRun: !1, printUuids: !1, printNames: !1 };
  return requireScope(scope2), scope2;
}
async function finish(ctx, release, state, { scope: scope2, created, plan }) {
  try {
    if (requireDeviceAccepts(state), scope2) {
      let { sent, devices } = await rollOut(ctx, state.wave, scope2, async () => {
      }), status = sent || created ? "done" : "unchanged";
      return {
        status,
        changed: status === "done" ? "yes" : "no",
        ...resultOf(ctx, release, state, devices)
      };
    }
    requireCompletable(state), await completeWave(ctx, state);
  } catch (error) {
    throw created ? afterCreation(error, release.plan.wave) : error;
  }
  let complete = { ...state, wave: { ...state.wave, status: "complete" } }, recorded = await recordRelease(ctx, complete, plan);
  return { status: "done", changed: "yes", ...resultOf(ctx, release, complete, null, recorded) };
}
function afterCreation(error, wave) {
  return !(error instanceof ToolError) || error.changed !== "no" ? error : error.extended({
    before: `Wave ${wave} was created, but then:`,
    changed: "yes",
    next: `${error.next} Run the same step again to continue, or drop the Wave with: factory-tuf wave cancel ${wave}.`
  });
}
function signatures({ view, roots, onlineKeyid }) {
  return signaturesOf(view.tally, roots.prod.signed, onlineKeyid);
}
function resultOf(ctx, release, state, devices, { record, outputs: recorded } = notRecorded) {
  let have = signatures(state), waveStatus = state.wave.status, data = { ...plannedData(release, ctx.now), waveStatus, signatures: have, devices, record };
  return { outputs: {
    ...releaseOutputs(release.plan, release.state.roots, ctx.now),
    ...signatureOutputs(have),
    "wave-status": waveStatus,
    ...recorded
  }, data };
}
async function untouched(ctx, release, options) {
  let { releaseStatus, state, plan } = release, { roots, onlineKeyid } = state, doc = releaseStatus.kind === "new" ? null : servedDocument(releaseStatus.released.doc, state.production), have = doc ? signaturesOf(tally(doc, roots.prod, "targets"), roots.prod.signed, onlineKeyid) : { threshold: plan.threshold, signedBy: [], missing: [], met: !1 }, waveStatus = releaseStatus.kind === "new" ? "none" : releaseStatus.kind === "active" ? "active" : "complete", signing = signingCommand(
    release,
    `promote ${plan.version} ${plan.tag} --wave ${plan.wave}${scopeWords(options)}`
  ), { record, outputs: recorded } = await recordOf(ctx, release, options), data = {
    ...plannedData(release, ctx.now),
    waveStatus,
    signatures: have,
    devices: null,
    record,
    signing
  };
  return { status: "unchanged", changed: "no", outputs: {
    ...releaseOutputs(plan, roots, ctx.now),
    ...doc ? { ...signatureOutputs(have), "wave-status": waveStatus } : {},
    ...recorded
  }, data };
}
async function recordOf(ctx, { releaseStatus, state, plan }, options) {
  return options.dryRun || !options.attestAgain ? notRecorded : releaseStatus.kind === "complete" ? recordAgain(ctx, { ...state, ...releaseStatus }, options) : (ctx.log.warning(
    `No record was written: another Wave put version ${plan.version} in production. Give its name as the input wave.`
  ), notRecorded);
}
function scopeWords({ group, limit, uuids, again }) {
  return [
    ...group === void 0 ? [] : ["--group", shellWord(group)],
    ...limit === void 0 ? [] : ["--limit", "percent" in limit ? `${limit.percent}%` : `${limit.devices}`],
    ...uuids?.length ? ["--uuids", uuids.map(shellWord).join(",")] : [],
    ...again ? ["--again"] : []
  ].map((word) => ` ${word}`).join("");
}
function servedDocument(wave, production) {
  return production && docHash(production.doc) === docHash(wave) ? production.doc : wave;
}
function title(status, data) {
  let what = `version ${data.version} for tag ${data.tag}`;
  return status === "waiting" ? `Wave ${data.wave} waits for another signer (${what})` : status === "unchanged" ? data.standing === "new" ? `Plan: ${what}` : `Nothing to do: ${what}` : data.devices !== null ? `Wave ${data.wave} is being rolled out to ${data.devices} devices (${what})` : `Version ${data.version} is now in production for tag ${data.tag}`;
}

// src/commands/root/show.ts
var rootShow = {
  name: "root show",
  order: 230,
  summary: "Print root.json after verifying it: the newest, or one version of it.",
  examples: ["factory-tuf root show --prod", "factory-tuf root show --version 2"],
  args: [],
  options: {
    prod: { kind: "switch", help: "The production flavour instead of the CI one." },
    version: { kind: "version", help: "That version instead of the newest.", placeholder: "<version>" },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: !0,
  dataHelp: [...rootDataHelp, "`root`: the signed document as served"],
  async run(ctx, { prod, version }) {
    let roots = await trustableRoots(ctx), wanted = version ?? roots.ci.signed.version, fetched = await fetchRoot(ctx, prod ? "prod" : "ci", wanted), doc = parseRoot(fetched, `${prod ? "production" : "CI"} root ${wanted}`);
    requireVerified(doc, prod, wanted, roots);
    let data = { ...rootData(doc, prod ? "prod" : "ci", ctx.now), root: fetched.value };
    return { status: "unchanged", changed: "no", outputs: rootOutputs(roots, ctx.now), data };
  },
  stdout: ({ data }) => `${asciiJson(data.root, 2)}
`,
  report: ({ data }) => ({
    title: `${data.flavour === "prod" ? "Production" : "CI"} root ${data.version}`,
    blocks: rootReportBlocks(data)
  })
};
async function fetchRoot(ctx, flavour, version) {
  let fetched = await ctx.factory.root(flavour, version) ?? (version === 1 ? await ctx.factory.root("ci", version) : null);
  if (fetched) return fetched;
  throw new ToolError("http-not-found", {
    happened: `The Factory serves no ${flavour === "prod" ? "production" : "CI"} root of version ${version}.`,
    next: "Without --version the newest one is shown."
  });
}
function requireVerified(doc, prod, version, { chain }) {
  let verified = chain[version - 1];
  if (prod && verified) verifyProductionRoot(doc, chain.slice(0, version));
  else if (!verified || docHash(verified) !== docHash(doc))
    throw new ToolError("metadata-equivocation", {
      happened: `The Factory served two different documents as root version ${version}.`,
      next: "Keep a copy of both and ask the vendor."
    });
}

// src/commands/root/pin.ts
import { resolve } from "node:path";
var rootPin = {
  name: "root pin",
  order: 240,
  summary: "Verify the newest root and save it as your trusted root, a file that you commit.",
  details: "The first time, compare the printed key ids and digest with those of the people who hold the root keys. Later runs verify from this file.",
  examples: ["factory-tuf root pin", "factory-tuf root pin roots/acme.json"],
  args: ["file"],
  options: {
    file: { kind: "path", help: "Where to write it.", default: TRUSTED_ROOT_FILE, placeholder: "<file>" },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [...rootDataHelp, "`file`: path as given"],
  async run(ctx, { file }) {
    let roots = await trustableRoots(ctx), outputs = rootOutputs(roots, ctx.now), data = { ...rootData(roots.ci, "ci", ctx.now), file }, by = chosenBy(ctx.place, file, TRUSTED_ROOT_FILE), path = resolve(ctx.cwd, file);
    return (await heldRoot(path, by, roots))?.digest === docHash(roots.ci) ? { status: "unchanged", changed: "no", outputs, data } : (await writeTrustedRoot(path, roots, by), { status: "done", changed: "yes", outputs, data });
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `Root ${data.version} is pinned in ${data.file}` : `${data.file} holds the newest root already (version ${data.version})`,
    blocks: rootReportBlocks(data)
  })
};
export {
  bundleShow,
  bundleSign,
  deviceCheck,
  promote,
  rootPin,
  rootShow,
  targetsList,
  waveCancel,
  waveComplete,
  waveInit,
  waveList,
  wavePlan,
  waveRollout,
  waveShow,
  waveSign
};
