import {
  refusedBy,
  refusedText
} from "./chunk-CXFHRVM3.js";
import {
  title,
  valueText
} from "./chunk-PIHAYLTL.js";
import {
  areOfTwoMoments,
  choicesOf,
  deviceVerdict,
  namesTargets,
  onlineRefusals,
  sameJson,
  verifyProductionRoot,
  walkRoots
} from "./chunk-OOAUUIFC.js";
import {
  judgedAs,
  refusalsOf,
  refusalsOfRoot,
  requireReadableSignatures,
  requireThreshold,
  roleKeys,
  tally
} from "./chunk-5QDFVI24.js";
import {
  keyType,
  keyidOf,
  sha256Hex,
  usableKey
} from "./chunk-QW2ZIKRZ.js";
import {
  requestsSent
} from "./chunk-IIK4X4CT.js";
import {
  listOf
} from "./chunk-6E6LHAQG.js";
import {
  clientsInUse
} from "./chunk-YQ2IHKUQ.js";
import {
  MAX_BYTES,
  MAX_ROOT_VERSIONS,
  WARNING_SHARE
} from "./chunk-4VHKGA67.js";
import {
  ROLE_NAMES,
  isRoleName,
  parseOnline,
  parseRoot,
  verificationForms
} from "./chunk-XPD3U6YF.js";
import {
  MAX_VERSION,
  appsOf,
  hardwareIdsOf,
  plainVersion,
  tagsOf
} from "./chunk-CMBHS53A.js";
import {
  daysUntil,
  daysUntilExpiry,
  isExpired,
  isWithinDays
} from "./chunk-XZWJ3NC3.js";
import {
  pointerTo
} from "./chunk-2OQ5M6FN.js";
import {
  isObject,
  own
} from "./chunk-RQY7G4BH.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/report/days.ts
function daysLeftText(days) {
  if (days === 0) return "today";
  let count = Math.abs(days) === 1 ? "1 day" : `${Math.abs(days)} days`;
  return days > 0 ? `in ${count}` : `${count} ago`;
}
function minuteText(time) {
  return time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/, "$1 $2");
}
function ageText(days) {
  return days >= 730 ? `${(days / 365.25).toFixed(1)} years` : days <= 0 ? "new" : days === 1 ? "1 day" : `${days} days`;
}

// src/tuf/metadata/pins.ts
function docHash(doc) {
  return sha256Hex(doc.forms[0]);
}
function pinOf(pins2, name) {
  return (pins2 && own(pins2.docs, name)) ?? null;
}
function pinnedTags(pins2) {
  return Object.keys(pins2?.docs ?? {}).flatMap((name) => /^prod-targets\/(.+)$/.exec(name)?.[1] ?? []);
}
function requirePinned(doc, pin, hash = docHash) {
  if (!pin) return;
  let { version } = doc.signed;
  if (version < pin.version)
    throw new ToolError("metadata-rollback", {
      happened: `${doc.where} has version ${version}; the pin says that version ${pin.version} was published before.`,
      next: "Somebody serves an old document. Keep a copy and ask the vendor; change the pin only by a reviewed commit."
    });
  if (version === pin.version && hash(doc) !== pin.sha256)
    throw new ToolError("metadata-equivocation", {
      happened: `${doc.where} has version ${version} like its pin, but another content (sha256 ${hash(doc)}, pinned ${pin.sha256}).`,
      next: "Two documents of one version exist. Keep a copy and ask the vendor."
    });
}

// src/verified/checks.ts
var ONE_OF_A_KIND = /* @__PURE__ */ new Set([
  "http-unauthorized",
  "http-rate-limited",
  "http-redirect",
  "http-server-error",
  "network-failed",
  "deadline-exceeded",
  "response-not-json"
]), Checks = class {
  #blockers = [];
  #warnings = [];
  #notes = [];
  get blockers() {
    return this.#blockers;
  }
  get warnings() {
    return this.#warnings;
  }
  /** What is no reason to act today. */
  get notes() {
    return this.#notes;
  }
  /** The value, or undefined when it could not be had; why not is then among the blockers. */
  async fetched(promise) {
    try {
      return await promise;
    } catch (error) {
      this.block(error);
      return;
    }
  }
  /** The proven value, or undefined when the check failed; why is then among the blockers. */
  proven(check) {
    try {
      return check();
    } catch (error) {
      this.block(error);
      return;
    }
  }
  /** @throws the error itself when it is not a {@link ToolError}: a bug is no blocker. */
  block(error) {
    if (!(error instanceof ToolError)) throw error;
    this.#blockers.some(
      ({ code, message }) => message === error.message || code === error.code && ONE_OF_A_KIND.has(code)
    ) || this.#blockers.push(error);
  }
  warn(message) {
    this.#warnings.includes(message) || this.#warnings.push(message);
  }
  note(message) {
    this.#notes.includes(message) || this.#notes.push(message);
  }
  /**
   * By a wrong clock nothing else that is said here can be relied on, so it is the one that is thrown.
   * @throws {ToolError} the one blocker, or all of them: under their code where they share it, else `blocked`.
   */
  throwIfBlocked() {
    let [first, ...others] = this.#blockers;
    if (!first) return;
    let clock = this.#blockers.find(({ code: code2 }) => code2 === "clock-wrong");
    if (clock) throw clock;
    if (others.length === 0) throw first;
    let code = others.every((other) => other.code === first.code) ? first.code : "blocked", oneRemedy = others.every(({ next }) => next === first.next);
    throw new ToolError(code, {
      happened: `${this.#blockers.length} things stand in the way. ${this.#blockers.map(({ code: code2, happened }, index) => `(${index + 1}) ${code2}: ${happened}`).join(" ")}`,
      next: oneRemedy ? first.next : this.#blockers.map(({ next }, index) => `(${index + 1}) ${next}`).join(" ")
    });
  }
};
async function unlessForbidden(call) {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ToolError && (error.code === "http-forbidden" || error.code === "http-not-found")) return null;
    throw error;
  }
}

// src/verified/clock.ts
function checkClock({ clock }, checks, read) {
  note(clock, read);
  let error = clock.error();
  error ? checks.block(error) : warn(clock, checks);
}
function warnOfClock({ clock }, checks, read) {
  note(clock, read), warn(clock, checks);
}
async function lookAtClock({ factory: factory2, clock, log }) {
  if (!clock.isTold) {
    let [, updates2] = await Promise.allSettled([factory2.root("ci"), factory2.updates()]);
    note(clock, updates2.status === "fulfilled" ? { updates: updates2.value } : {});
  }
  let error = clock.error();
  if (error) throw error;
  warn(clock, { warn: (message) => log.warning(message) });
}
function warn(clock, checks) {
  let warning = clock.warning();
  warning !== null && checks.warn(warning);
}
function note(clock, { roots, updates: updates2, waves = [] }) {
  for (let { signed } of roots?.chain ?? [])
    clock.recorded(`Root ${signed.version}`, signed["x-changelog"]?.timestamp);
  clock.recorded("The open transaction of root updates", updates2?.["change-meta"]?.["created-at"]);
  for (let wave of waves) wave && clock.recorded(`Wave ${wave.name}`, wave["change-meta"]["created-at"]);
}

// src/tuf/devices/device-rows.ts
function servedRows(clients, served, now) {
  let targets = served.targets?.doc.signed ?? null;
  return clients.flatMap((client) => {
    let { why } = deviceVerdict(client, served, now);
    return rowsOf(client, served, targets, why);
  });
}
function plannedRows(clients, roots, document) {
  return clients.flatMap((client) => {
    let walked = walkRoots(client, roots).why, refused3 = refusalsOf(client, document).map(({ says }) => `the targets document ${says}`);
    return rowsOf(client, { roots }, document.signed, walked.length > 0 ? walked : refused3);
  });
}
function oldestHeld(oldestRoot, newest) {
  return Math.min(oldestRoot ?? 1, newest);
}
function rootsFrom(chain, oldestRoot) {
  let oldest = oldestHeld(oldestRoot, chain.at(-1).signed.version);
  return chain.filter(({ signed }) => signed.version >= oldest).map((doc) => ({
    doc,
    sizeBytes: Buffer.byteLength(JSON.stringify({ signatures: doc.signatures, signed: doc.signed }))
  }));
}
function rowsOf(client, { roots }, targets, why) {
  let fromRoot = roots[0]?.doc.signed.version ?? 0, choices = targets ? choicesOf(client, targets) : /* @__PURE__ */ new Map();
  return (choices.size > 0 ? [...choices.keys()].sort() : ["any"]).map((hardwareId) => {
    let row = { client: client.name, hardwareId, fromRoot };
    if (why.length > 0 || !targets) return { ...row, accepts: !1, version: null, why };
    let { version, skipped } = choices.get(hardwareId) ?? { version: null, skipped: [] };
    return { ...row, accepts: !0, version, why: skipped };
  });
}

// src/tuf/root/root-chain.ts
function verifyRootChain(served, newest, trusted) {
  served.forEach((root, index) => {
    if (root.signed.version !== index + 1) throw gap(index + 1, `${root.where} says version ${root.signed.version}`);
    requireOwnSignatures(root);
    let previous = served[index - 1];
    previous && requireSuccessor(root, previous);
  });
  let last = served.at(-1);
  if (!last) throw gap(1, "the Factory has no root 1");
  return requireSame(newest, last), trusted && requireTrusted(served, trusted), { roots: served, newest: last };
}
function requireUnexpiredRoot(root, now) {
  if (isExpired(root.signed, now))
    throw new ToolError("root-expired", {
      happened: `${root.where} version ${root.signed.version} expired at ${root.signed.expires}; devices refuse every update since then.`,
      next: "Rotate the root key on its owner's machine, then run this again."
    });
}
function rootKeyids(roots) {
  return new Set(roots.flatMap(({ signed }) => signed.roles.root.keyids));
}
function requireOwnSignatures(root) {
  requireReadableSignatures(root);
  try {
    requireThreshold(root, root, "root");
  } catch (error) {
    throw broken(error, `${root.where} is not signed by its own root keys`);
  }
}
function requireSuccessor(root, previous) {
  try {
    requireThreshold(root, previous, "root");
  } catch (error) {
    throw broken(error, `${root.where} is not signed by the root keys of version ${previous.signed.version}`);
  }
}
function requireSame(newest, last) {
  if (newest.signed.version < last.signed.version)
    throw new ToolError("metadata-rollback", {
      happened: `The Factory calls version ${newest.signed.version} its newest root, but serves version ${last.signed.version} as well.`,
      next: "If a root update is being applied, wait and run this again; else keep a copy of both and ask the vendor."
    });
  if (newest.signed.version > last.signed.version) throw gap(last.signed.version + 1, "the Factory does not serve it");
  if (docHash(newest) !== docHash(last))
    throw new ToolError("metadata-equivocation", {
      happened: `The Factory serves two different roots of version ${last.signed.version}.`,
      next: "Use neither. Keep a copy of both and ask the vendor."
    });
}
function requireTrusted(served, trusted) {
  let { version } = trusted.signed, same = served[version - 1];
  if (!same)
    throw new ToolError("metadata-rollback", {
      happened: `The trusted root has version ${version}, but the Factory's newest has version ${served.length}.`,
      next: "Somebody serves an old history. Check the address of the Factory; keep a copy and ask the vendor."
    });
  if (docHash(same) !== docHash(trusted))
    throw new ToolError("root-untrusted", {
      happened: `Root version ${version} as served (sha256 ${docHash(same)}) is not the trusted root (sha256 ${docHash(trusted)}).`,
      next: "Check that the trusted root belongs to this Factory. If it does, sign nothing, keep a copy and ask the vendor."
    });
}
function gap(version, what) {
  return new ToolError("root-chain-gap", {
    happened: `Root version ${version} is missing from the chain: ${what}.`,
    next: "Devices cannot pass such a gap. Keep a copy of what is served and ask the vendor."
  });
}
function broken(error, what) {
  return !(error instanceof ToolError) || error.code !== "threshold-not-met" ? error : error.extended({
    code: "root-chain-broken",
    before: `${what}:`,
    next: "The chain from the trusted root is broken. Sign nothing, keep a copy and ask the vendor."
  });
}

// src/tuf/devices/root-refusals.ts
function roleShortfall(root, role) {
  let { keyids, threshold } = root.roles[role], named = [...new Set(keyids)], usable = named.map((keyid) => own(root.keys, keyid)).filter((key) => key !== void 0).map(usableKey).flatMap((key) => key.usable ? [key.keyid] : []);
  return {
    threshold,
    unlisted: named.filter((keyid) => own(root.keys, keyid) === void 0),
    usable: new Set(usable).size
  };
}
function obeyedMembers(root) {
  let roles = Object.keys(root.roles).filter((name) => !isRoleName(name));
  return [
    ...Object.hasOwn(root, "delegations") ? ["/signed/delegations"] : [],
    ...roles.map((name) => pointerTo("/signed/roles", name))
  ];
}
function rootRefusals(root, inUse) {
  return [
    ...keyRefusals(root),
    ...memberRefusals(root),
    ...ROLE_NAMES.flatMap((role) => roleRefusals(root, role, inUse))
  ];
}
function keyRefusals({ keys }) {
  return Object.entries(keys).flatMap(([keyid, key]) => {
    let refused3 = (kind, says) => [
      {
        reach: "root",
        kind,
        pointer: pointerTo("/signed/keys", keyid),
        says: `lists the key ${keyid.slice(0, 12)}, ${says}`
      }
    ];
    if (keyType(key) === null)
      return refused3(
        "key-type",
        `which has the type ${JSON.stringify(key.keytype.slice(0, 40))}; devices know ED25519 and RSA alone, used or not`
      );
    let decision = usableKey(key), actual = decision.usable ? decision.keyid : keyidOf(key);
    return actual === null || actual === keyid ? [] : refused3("keyid", `whose own id is ${actual.slice(0, 12)}`);
  });
}
function memberRefusals(root) {
  return obeyedMembers(root).map((pointer) => ({
    reach: "root",
    kind: "member",
    pointer,
    says: `has the member ${pointer.slice(0, 80)}, which a device might obey`
  }));
}
function roleRefusals(root, role, inUse) {
  let { unlisted, usable, threshold } = roleShortfall(root, role), reach = role === "root" ? "root" : "role", pointer = pointerTo("/signed/roles", role), [missing] = unlisted, mayLack = role === "targets" && !inUse;
  return [
    ...missing !== void 0 ? [
      {
        reach,
        kind: "role",
        pointer,
        says: `names the ${role} key ${missing.slice(0, 12)}, but does not list it`
      }
    ] : [],
    ...usable < threshold && !mayLack ? [
      {
        reach,
        kind: "role",
        pointer,
        says: `needs ${threshold} ${role} signatures, but has usable keys for ${usable}`
      }
    ] : []
  ];
}

// src/verified/taken-roots.ts
function requireTakenByDevices(roots, purpose, checks) {
  let warned = /* @__PURE__ */ new Set();
  for (let { signed, where } of roots)
    for (let { reach, kind, says } of rootRefusals(signed, !1)) {
      if (warned.has(says)) continue;
      warned.add(says);
      let error = refusedByDevices(`${where} version ${signed.version} ${says}`, CODES[kind]);
      purpose === "show" || purpose === "root-work" && reach === "role" ? checks.warn(error.happened) : checks.block(error);
    }
}
function requireKnownOldestRoot(newest, { policy }, purpose, checks) {
  let { version } = newest.signed;
  if (policy.oldestRoot === null || policy.oldestRoot <= version) return;
  let error = new ToolError("config-invalid", {
    happened: `The policy's \`oldest-root\` is ${policy.oldestRoot}, and the newest production root has version ${version}.`,
    next: `Write the oldest root version that a device may still hold, from 1 to ${version}, as \`oldest-root\` in .factory-tuf/review.yml.`
  });
  purpose === "release" ? checks.block(error) : checks.warn(error.happened);
}
function requireTakenByClients(chain, { policy }, purpose, checks) {
  let { listed } = clientsInUse(policy.clients);
  for (let { signed, signatures, where } of chain.slice(oldestHeld(policy.oldestRoot, chain.length) - 1)) {
    let sizeBytes = JSON.stringify({ signatures, signed }).length, root = judgedAs("root", signed, { signatures, sizeBytes });
    for (let refusal of refusedBy(listed, (client) => refusalsOfRoot(client, root))) {
      let error = new ToolError("device-would-refuse", {
        happened: `${where} ${refusedText(refusal)}; their devices take nothing of what is released.`,
        next: "If no device runs that client, take it out of `clients` in .factory-tuf/review.yml; else ask the vendor."
      });
      purpose === "release" ? checks.block(error) : checks.warn(error.happened);
    }
  }
}
var CODES = {
  "key-type": "device-would-refuse",
  keyid: "keyid-mismatch",
  member: "metadata-member-refused",
  role: "device-would-refuse"
};
function refusedByDevices(happened, code = "device-would-refuse") {
  return new ToolError(code, {
    happened: `${happened}; devices refuse it.`,
    next: "Look at all of it with: factory-tuf review. Sign nothing for a root that no device takes; keep a copy and ask the vendor."
  });
}

// src/verified/verified-roots.ts
var WARN_DAYS = 60;
async function readRoots(ctx, checks, purpose = "release") {
  let fetching = checks.fetched(fetchRoots(ctx.factory, ctx.trust));
  decideOnTrustedKeys(ctx.trust).catch(() => {
  });
  let served = await fetching, roots = served && verifyRoots(served, ctx.trust, ctx.now, checks, purpose);
  return roots && ctx.log.debug?.(provenText(roots, ctx.trust)), roots;
}
function provenText({ chain, prod }, { root }) {
  let [first, newest] = [chain[0].signed.version, chain.at(-1).signed.version];
  return `Proven from ${root ? `the trusted root, version ${root.signed.version}` : "the first root as served"}: CI roots ${first} to ${newest}, production root ${prod.signed.version} (expires ${prod.signed.expires})`;
}
function showableRoots(ctx) {
  return allRoots(ctx, "show", warnOfClock);
}
function trustableRoots(ctx) {
  return allRoots(ctx, "trust", warnOfClock);
}
function workableRoots(ctx) {
  return allRoots(ctx, "root-work", checkClock);
}
async function allRoots(ctx, purpose, judgeClock) {
  let checks = new Checks(), roots = await readRoots(ctx, checks, purpose);
  judgeClock(ctx, checks, { roots }), checks.throwIfBlocked();
  for (let warning of checks.warnings) ctx.log.warning(warning);
  return roots;
}
async function decideOnTrustedKeys({ root }) {
  root && (await requestsSent(), tally(root, root, "root"), roleKeys(root.signed, "targets", root.where));
}
var BATCH = 32, FIRST_GUESS = 4;
async function fetchRoots(client, { root }) {
  let guess = root === null ? FIRST_GUESS : root.signed.version + 1;
  if (guess > MAX_ROOT_VERSIONS) throw tooMany(guess);
  let [newestCi, newestProd, ...first] = await Promise.all([
    client.root("ci"),
    client.root("prod"),
    ...range(1, guess).map((version2) => client.root("ci", version2))
  ]);
  if (!newestCi) throw noRoot();
  let newest = parseRoot(newestCi, "CI root"), { version } = newest.signed;
  if (version > MAX_ROOT_VERSIONS) throw tooMany(version);
  let rest = [];
  for (let from = guess + 1; version >= guess && from <= version + 1; from += BATCH)
    rest.push(
      ...await Promise.all(range(from, Math.min(from + BATCH - 1, version + 1)).map((n) => client.root("ci", n)))
    );
  let served = [...first, ...rest].map((root2, index) => root2 && parseRoot(root2, `CI root ${index + 1}`));
  return {
    ci: withoutGaps(served),
    newestCi: newest,
    newestProd: newestProd && parseRoot(newestProd, "production root"),
    prodSize: newestProd?.size ?? 0
  };
}
function withoutGaps(served) {
  let last = served.findLastIndex((root) => root !== null);
  return served.slice(0, last + 1).map((root, index) => {
    if (root) return root;
    throw new ToolError("root-chain-gap", {
      happened: `The Factory serves root version ${last + 1} but not version ${index + 1}.`,
      next: "Devices cannot pass such a gap. Keep a copy of what is served and ask the vendor."
    });
  });
}
function range(from, to) {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
function noRoot() {
  return new ToolError("root-chain-gap", {
    happened: "The Factory serves no root.json.",
    next: "Check the Factory's name and the API address."
  });
}
function tooMany(version) {
  return new ToolError("root-chain-broken", {
    happened: `The root chain claims ${version} versions; we follow at most ${MAX_ROOT_VERSIONS}.`,
    next: "Keep a copy of the newest root and ask the vendor."
  });
}
function verifyRoots(served, trust, now, checks, purpose) {
  let chain = checks.proven(() => verifyRootChain(served.ci, served.newestCi, trust.root));
  if (!chain) return;
  trust.root || checks.warn(
    "No trusted root was given: the first root is taken as served. Write one with `factory-tuf root pin` on a machine you trust, and commit it."
  );
  let prod = served.newestProd ?? (chain.newest.signed.version === 1 ? chain.newest : void 0), proven = checks.proven(() => {
    if (requirePinnedRoots(chain.roots, prod, trust), !prod) throw noProductionRoot(chain.newest.signed.version);
    return verifyProductionRoot(prod, chain.roots), purpose === "release" && requireUnexpiredRoot(prod, now), prod;
  });
  if (proven) {
    if (warnOfExpiry(proven, now, checks), served.prodSize > MAX_BYTES.root) {
      let error = refusedByDevices(`The production root has ${served.prodSize} bytes, more than ${MAX_BYTES.root}`);
      purpose === "show" ? checks.warn(error.happened) : checks.block(error);
    }
    return requireTakenByDevices([proven, chain.newest], purpose, checks), requireKnownOldestRoot(proven, trust, purpose, checks), requireTakenByClients(chain.roots, trust, purpose, checks), { chain: chain.roots, ci: chain.newest, prod: proven, rootKeyids: rootKeyids(chain.roots) };
  }
}
function requirePinnedRoots(chain, prod, { pins: pins2 }) {
  if (!pins2) return;
  let [first, newest] = [chain[0], chain.at(-1)];
  if (docHash(first) !== pins2.firstRoot)
    throw new ToolError("root-untrusted", {
      happened: `The first root as served (sha256 ${docHash(first)}) is not the pinned one (${pins2.firstRoot}).`,
      next: "Somebody serves another history. Sign nothing, keep a copy and ask the vendor."
    });
  requirePinned(newest, pinOf(pins2, "ci-root")), prod && requirePinned(prod, pinOf(pins2, "prod-root"));
}
function warnOfExpiry(root, now, checks) {
  let at = new Date(root.signed.expires);
  isWithinDays(at, WARN_DAYS, now) && checks.warn(
    isExpired(root.signed, now) ? `The production root expired at ${root.signed.expires}; devices refuse all updates since then. Rotate the root key on its owner's machine.` : `The production root expires ${daysLeftText(daysUntil(at, now))}, at ${root.signed.expires}; after that devices refuse all updates. Rotate the root key on its owner's machine before then.`
  );
}
function noProductionRoot(version) {
  return new ToolError("flavour-content-diverges", {
    happened: `The Factory serves CI root ${version} but no production root.`,
    next: "A root update may be under way: wait until it is applied, then run this again."
  });
}
async function checkRoots(ctx) {
  return rootOutputs(await showableRoots(ctx), ctx.now);
}
function rootOutputs({ prod }, now) {
  return {
    "root-version": prod.signed.version,
    "root-expires": prod.signed.expires,
    "root-days-left": daysUntilExpiry(prod.signed, now)
  };
}

// src/tuf/metadata/allowed-members.ts
var SIGNED_MEMBERS = ["_type", "version", "expires", "targets"], TARGET_MEMBERS = ["hashes", "length", "custom"];
function requireAllowedTargetsMembers(signed, where) {
  requireMembers(signed, SIGNED_MEMBERS, "/signed", where);
  for (let [name, file] of Object.entries(signed.targets)) requireAllowedTarget(name, file, where);
}
function requireAllowedTarget(name, file, where) {
  requireMembers(file, TARGET_MEMBERS, pointerTo("/signed/targets", name), where);
}
function requireUnambiguous(doc, names) {
  let problem = names ? doc.problems.find((candidate) => concerns(candidate, names)) : doc.problems[0];
  if (problem)
    throw new ToolError("metadata-ambiguous", {
      happened: `${doc.where}: at ${problem.pointer || "/"}, ${problem.says}; another reader may see another value than the one that would be signed.`,
      next: "Correct it where the document is made, then run this again."
    });
}
function concerns({ pointer }, names) {
  return names.some((name) => {
    let target = pointerTo("/signed/targets", name);
    return pointer === target || pointer.startsWith(`${target}/`) || target.startsWith(`${pointer}/`) || pointer === "";
  });
}
function requireMembers(object, allowed, pointer, where) {
  for (let name of Object.keys(object))
    if (!allowed.includes(name))
      throw refused(where, `has the member ${pointerTo(pointer, name)}, which a device might obey`);
  for (let name of allowed)
    if (!Object.hasOwn(object, name)) throw refused(where, `lacks the member ${pointerTo(pointer, name)}`);
}
function refused(where, what) {
  return new ToolError("metadata-member-refused", {
    happened: `${where} ${what}.`,
    next: "We do not sign what we do not know. Have the document made again without it."
  });
}

// src/tuf/targets/ci-targets.ts
function requireOnlineKey(root, onlineKey) {
  let keyid = keyidOf(onlineKey);
  if (keyid === null || !root.roles.targets.keyids.includes(keyid))
    throw new ToolError("online-key-unlisted", {
      happened: `The Factory names ${keyid ?? "an unreadable key"} as its online targets key, which the verified root does not list for targets.`,
      next: "Sign nothing, keep a copy of ci-targets.pub and ask the vendor."
    });
  if (own(root["x-key-owners"] ?? {}, keyid))
    throw new ToolError("online-key-unlisted", {
      happened: `The Factory names ${keyid} as its online targets key, but the verified root gives that key a human owner: it is an offline key.`,
      next: "Sign nothing, keep a copy of ci-targets.pub and ask the vendor."
    });
  return keyid;
}
function verifyCiTargets(ci, evidence) {
  let { ciRoot, onlineKey, pin, released, now } = evidence, onlineKeyid = requireOnlineKey(ciRoot.signed, onlineKey), { signedBy, invalid } = tally(ci, ciRoot, "targets");
  if (!signedBy.includes(onlineKeyid)) {
    let why = invalid.find(({ keyid }) => keyid === onlineKeyid)?.why ?? "is missing";
    throw new ToolError("threshold-not-met", {
      happened: `The CI targets are not signed by the online targets key ${onlineKeyid}: its signature ${why}.`,
      next: "They are not what CI built. Sign nothing, keep a copy and ask the vendor."
    });
  }
  let offline = signedBy.find((keyid) => keyid !== onlineKeyid);
  if (offline) throw disguised(`they carry a signature of the offline key ${offline}`);
  let twin = released.find((doc) => doc.signed.version === ci.signed.version && docHash(doc) === docHash(ci));
  if (twin) throw disguised(`they are the same document as ${twin.where}`);
  if (isExpired(ci.signed, now))
    throw new ToolError("metadata-expired", {
      happened: `The CI targets expired at ${ci.signed.expires}.`,
      next: "Run a CI build, which signs them again; if that does not help, ask the vendor."
    });
  return requirePinned(ci, pin, ciTargetsHash), { onlineKeyid };
}
function ciTargetsHash(ci) {
  let { expires: _renewed, ...rest } = ci.signed;
  return sha256Hex(verificationForms(rest)[0]);
}
function disguised(how) {
  return new ToolError("metadata-member-refused", {
    happened: `What is served as CI targets is a Wave's or production document: ${how}.`,
    next: "Sign nothing, keep a copy and ask the vendor."
  });
}

// src/tuf/targets/production.ts
function verifyProductionTargets(production2, tag, prodRoot, pins2) {
  let pin = pinOf(pins2, `prod-targets/${tag}`);
  if (!production2) {
    if (!pin) return null;
    throw new ToolError("production-missing", {
      happened: `The Factory has no production targets for tag ${tag}, but the pins say that version ${pin.version} was published.`,
      next: "Somebody withholds them. Sign nothing and ask the vendor; change the pin only by a reviewed commit."
    });
  }
  requireReadableSignatures(production2);
  let signatures = requireThreshold(production2, prodRoot, "targets");
  return requireTag(production2, tag), requireAllowedTargetsMembers(production2.signed, production2.where), requireUnambiguous(production2), requirePinned(production2, pin), signatures;
}
function requireTag(doc, tag) {
  for (let [name, { custom }] of Object.entries(doc.signed.targets)) {
    let tags = tagsOf(custom);
    if (!(tags.length === 1 && tags[0] === tag && Array.isArray(custom?.tags) && custom.tags.length === 1))
      throw new ToolError("tag-mismatch", {
        happened: `${doc.where}: the target ${JSON.stringify(name.slice(0, 253))} has the tags ${JSON.stringify(custom?.tags ?? null).slice(0, 120)}, not exactly ["${tag}"].`,
        next: "It is not the document of this tag. Sign nothing, keep a copy and ask the vendor."
      });
  }
}

// src/verified/online-documents.ts
async function targetsOfDevice(client, tag, snapshot, fromMap) {
  return !snapshot?.doc || namesTargets(snapshot, fromMap) ? fromMap : (await client.roleDocument("targets", tag, "prod"))?.value ?? fromMap;
}
var READ_AGAIN = 2;
async function proveOnline(ctx, tag, root, production2, answers, fetch, checks, left = READ_AGAIN) {
  let { factory: factory2, now } = ctx, fromMap = isObject(production2.value) ? own(production2.value, tag) : void 0, { snapshot, timestamp } = answers;
  if (snapshot === void 0 || timestamp === void 0 || !isObject(fromMap)) return;
  if (snapshot === "forbidden" || timestamp === "forbidden") {
    checks.warn(
      `This token may not read the snapshot and timestamp for tag ${tag}, so nobody has looked whether devices take them.`
    );
    return;
  }
  let served = {
    snapshot: snapshot && servedOnline(snapshot, "snapshot", tag),
    timestamp: timestamp && servedOnline(timestamp, "timestamp", tag)
  }, targets = await checks.fetched(targetsOfDevice(factory2, tag, served.snapshot, fromMap));
  if (targets !== void 0) {
    if (left > 0 && areOfTwoMoments({ ...served, targets }))
      return proveOnline(ctx, tag, root, production2, await fetch(), fetch, checks, left - 1);
    checks.proven(() => {
      for (let { role, says } of onlineRefusals({ ...served, targets }, (doc, of) => tally(doc, root, of)))
        checks.block(refused2(`The ${role} for tag ${tag} ${says}`));
    });
    for (let role of ["timestamp", "snapshot"]) {
      let doc = served[role]?.doc;
      doc && isExpired(doc.signed, now) && checks.warn(
        `The ${role} for tag ${tag} expired at ${doc.signed.expires}; devices refuse every update until the Factory signs a new one, as it does with a new Wave.`
      );
    }
  }
}
function servedOnline(fetched, role, tag) {
  let { value, size: sizeBytes } = fetched;
  try {
    return { value, sizeBytes, doc: parseOnline(fetched, role, `${role} for tag ${tag}`) };
  } catch (error) {
    if (error instanceof ToolError && error.code === "metadata-malformed") return { value, sizeBytes, doc: null };
    throw error;
  }
}
function refused2(happened) {
  return new ToolError("device-would-refuse", {
    happened: `${happened}; devices refuse every update.`,
    next: "The Factory signs it: run a CI build, then this again. If that does not help, ask the vendor."
  });
}

// src/review/rules/device-limits.ts
var metadataTooLarge = {
  id: "metadata-too-large",
  level: "warning",
  raised: ["error"],
  when: "A document is larger than devices download: 65,536 bytes for root, timestamp and snapshot, 8,388,608 for targets, or less where a client that the policy lists reads less; a warning from 80 % on.",
  why: "Device clients limit their downloads and refuse a larger document.",
  fix: "With a newer CI version run: factory-tuf wave init <new wave> <version> <tag> --prune <old versions> --keys <targets.tgz>, then factory-tuf wave complete <new wave>",
  sources: ["libaktualizr", "go-tuf v2 defaults", "libtufnano", "PROTOCOL §1"],
  check: ({ docName, sizeBytes }, policy) => sizeObservations(docName, "targets", sizeBytes, policy)
};
function sizeObservations(docName, role, bytes, policy) {
  let { limit, who } = limitOf(role, policy), observe = (level, sentence) => [
    { subject: `${docName}#`, title: sentence, level, properties: { bytes, limit, role } }
  ];
  if (bytes > limit) return observe("error", title`${docName} has ${bytes} bytes; ${who} accept at most ${limit}.`);
  if (bytes >= limit * WARNING_SHARE) {
    let share = Math.floor(bytes / limit * 100);
    return observe("warning", title`${docName} has ${bytes} bytes, ${share} % of the ${limit} that ${who} accept.`);
  }
  return [];
}
function limitOf(role, { clients }) {
  let { listed } = clientsInUse(clients), limit = Math.min(MAX_BYTES[role], ...listed.map(({ maxBytes }) => maxBytes[role]));
  if (limit === MAX_BYTES[role]) return { limit, who: "devices" };
  let names = listed.filter(({ maxBytes }) => maxBytes[role] === limit).map(({ name }) => name);
  return { limit, who: `devices with ${listOf(names)}` };
}

// src/review/engine/needs.ts
var not = (why) => ({ why, partly: !1 }), partly = (why) => ({ why, partly: !0 }), factory = ({ factoryWasRead }) => factoryWasRead ? null : not("the Factory was not asked, for there is no token"), updates = (snapshot) => factory(snapshot) ?? (snapshot.updates ? null : not("the TUF updates transaction could not be read")), allRoots2 = (snapshot) => factory(snapshot) ?? (isUnread(snapshot, "ci-root", "prod-root") ? not("not all roots could be read") : null), pins = (snapshot) => factory(snapshot) ?? (snapshot.pins ? null : not("there are no pins")), pinsAsWell = (snapshot) => factory(snapshot) ?? (snapshot.pins ? null : partly("there are no pins, so only what is served now was compared with itself")), pullRequest = ({ pinChange }) => pinChange ? null : not("this is no pull request"), ciTargets = (snapshot) => factory(snapshot) ?? (snapshot.ciTargets ? null : not("the CI targets could not be read")), production = (snapshot) => factory(snapshot) ?? (isUnread(snapshot, "prod-targets/") ? not("production could not be read") : null), records = (snapshot) => factory(snapshot) ?? (snapshot.records.notLooked === null ? null : not(snapshot.records.notLooked)), archives = (snapshot) => snapshot.archives.length > 0 ? null : not("no key archive was given"), workflows = (snapshot) => snapshot.workflows ? null : not("no workflows were looked at"), environments = (snapshot) => workflows(snapshot) ?? (snapshot.github?.environments ? null : partly("GitHub was not asked about environments")), remindRuns = ({ github }) => github && github.lastRemindRun !== void 0 ? null : not("GitHub was not asked about past runs"), knownToken = (snapshot) => snapshot.readOnlyJob ? factory(snapshot) ?? (snapshot.user ? null : not("the token may not see who it is")) : not("this is no job that only reviews");
function isUnread({ unavailable }, ...documents) {
  return unavailable.some(({ subject }) => documents.some((document) => subject.startsWith(document)));
}

// src/review/engine/fixes.ts
var ROTATE_ROOT = "factory-tuf keys rotate --role root --keys <root.tgz>", SHORTEN_ROOT = "factory-tuf keys rotate --role root --shorten-expiry --keys <root.tgz>", ROTATE_TARGETS = "factory-tuf keys rotate --role targets --keys <root.tgz> --targets-keys <targets.tgz>", UPDATES = "factory-tuf updates";
function inTransaction(change, others = []) {
  return [
    "factory-tuf updates init --changelog <why> (unless a transaction is open)",
    change,
    ...["<root.tgz>", ...others].map((archive) => `factory-tuf updates sign --keys ${archive}`),
    "factory-tuf updates apply"
  ].join(", then ");
}
var NEW_WAVE = "factory-tuf wave init <new wave> <version> <tag> --keys <targets.tgz>, then factory-tuf wave complete <new wave>", CANCEL_WAVE = "factory-tuf wave cancel <wave>", KEEP_EVIDENCE = "Sign nothing, save factory-tuf root download <file>, again with --prod, and contact the vendor.";

// src/review/engine/subject.ts
function targetSubject(docName, name, ...steps) {
  return `${docName}#${[name, ...steps].reduce(pointerTo, "/signed/targets")}`;
}

// src/review/evidence/app-uri.ts
var SEGMENT = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/, HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/, TAG = /:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
function ownHub(factory2) {
  return `hub.foundries.io/${factory2}/`;
}
function repositoryOf(uri) {
  if (typeof uri != "string") return null;
  let [reference = "", digest, ...more] = uri.split("@");
  if (more.length > 0 || digest?.includes("/")) return null;
  let [host = "", ...path] = reference.split("/"), last = path.pop()?.replace(TAG, "");
  if (last === void 0 || !HOST.test(host)) return null;
  let segments = [...path, last];
  return segments.every((segment) => SEGMENT.test(segment)) ? [host.toLowerCase(), ...segments].join("/") : null;
}
function within(repository, place) {
  let [host = "", ...path] = place.replace(/\/+$/, "").split("/");
  return repository !== null && `${repository}/`.startsWith(`${[host.toLowerCase(), ...path].join("/")}/`);
}

// src/review/rules/targets-content.ts
var PROMOTE_AGAIN = `run: ${NEW_WAVE}`, MAX_NAME_LENGTH = 253, MAX_HARDWARE_ID_LENGTH = 200, SHA256 = /^[0-9a-fA-F]{64}$/, PINNED = /@sha256:[0-9a-fA-F]{64}$/, targetMalformed = {
  id: "target-malformed",
  level: "error",
  when: "A target's name is not 1 to 253 characters, contains .. or begins with /, its sha256 is not 64 hex characters, or its length no integer from 0.",
  why: "Server or devices refuse such a target.",
  fix: `Rebuild it in CI, then ${PROMOTE_AGAIN}`,
  sources: ["TUF 4.5", "PROTOCOL §1"],
  summary: "have a name, a hash or a length that server or devices refuse",
  check: ({ docName, targets }) => Object.entries(targets).flatMap(([name, file]) => {
    let said = [], say = (sentence, ...steps) => said.push({ subject: targetSubject(docName, name, ...steps), title: sentence, properties: { target: name } }), nameProblem = problemOfName(name);
    nameProblem && say(title`Target "${name}" ${nameProblem}.`);
    let sha256 = own(file.hashes, "sha256");
    return (typeof sha256 != "string" || !SHA256.test(sha256)) && say(title`Target "${name}" has the sha256 ${valueText(sha256)}, not 64 hex characters.`, "hashes", "sha256"), (!Number.isSafeInteger(file.length) || file.length < 0) && say(title`Target "${name}" has the length ${valueText(file.length)}, not an integer from 0.`, "length"), said;
  })
};
function problemOfName(name) {
  return name.length < 1 || name.length > MAX_NAME_LENGTH ? `has a name of ${name.length} characters, not 1 to ${MAX_NAME_LENGTH}` : name.includes("..") ? 'has ".." in its name' : name.startsWith("/") ? 'has a name that starts with "/"' : null;
}
var targetUnselectable = {
  id: "target-unselectable",
  level: "error",
  raised: ["warning"],
  when: "custom.version is no plain integer up to 2147483647, hardwareIds are missing or malformed, or production tags are not exactly the document's tag. In CI targets this is a warning.",
  why: "Devices choose by version, hardware id and tag, so they skip it or order it wrongly.",
  fix: `Correct it in CI, then ${PROMOTE_AGAIN}`,
  sources: ["aktualizr-lite target filtering", "PROTOCOL §1"],
  summary: "have a version, hardware id or tag that devices cannot select by",
  check: (content) => Object.entries(content.targets).flatMap(([name, { custom }]) => {
    let said = [], say = (sentence, field, consequence) => said.push({
      subject: targetSubject(content.docName, name, "custom", field),
      title: sentence,
      level: levelFor(content),
      properties: { target: name },
      ...consequence !== void 0 && { consequence }
    }), version = custom?.version;
    if (plainVersion(version) === null) {
      let sentence = title`Target "${name}" has the version ${valueText(version)}, not an integer up to ${MAX_VERSION} as text.`;
      say(sentence, "version", `Devices detect the number's base: "010" is 8 to them, and text is -1.`);
    }
    let hardwareIds = custom?.hardwareIds;
    if (!Array.isArray(hardwareIds) || hardwareIds.length === 0)
      say(
        title`Target "${name}" has the hardware ids ${valueText(hardwareIds)}, not a list of at least one.`,
        "hardwareIds"
      );
    else if (!hardwareIds.every(isHardwareId)) {
      let bad = hardwareIds.find((hardwareId) => !isHardwareId(hardwareId)), sentence = title`Target "${name}" has the hardware id ${valueText(bad)}, not one of 1 to ${MAX_HARDWARE_ID_LENGTH} characters.`;
      say(sentence, "hardwareIds");
    }
    return content.tag !== null && !sameJson(custom?.tags, [content.tag]) && say(title`Target "${name}" has the tags ${valueText(custom?.tags)}, not exactly ["${content.tag}"].`, "tags"), said;
  })
};
function isHardwareId(value) {
  return typeof value == "string" && value.length >= 1 && value.length <= MAX_HARDWARE_ID_LENGTH;
}
function levelFor({ tag }) {
  return tag === null ? "warning" : "error";
}
var DEFINING_CUSTOM_FIELDS = ["version", "hardwareIds", "targetFormat", "docker_compose_apps"], prodTargetProvenance = {
  id: "prod-target-provenance",
  level: "warning",
  raised: ["error"],
  when: "A production or Wave target differs from the CI target of its name: an error; one of the newest version that CI does not have: a warning.",
  waivable: "not-as-error",
  needs: ciTargets,
  why: "What production runs must be what CI built.",
  fix: "Sign nothing; a Wave ends with: factory-tuf wave cancel <wave>. If it is published, keep a copy and ask the vendor.",
  sources: ["PROTOCOL §4"],
  summary: "are not what CI built under that name",
  check: ({ docName, tag, targets, ciTargets: ciTargets2 }) => tag === null ? [] : Object.entries(targets).flatMap(([name, file]) => {
    let subject = targetSubject(docName, name), built = own(ciTargets2, name);
    if (!built)
      return [{ subject, title: title`Target "${name}" is not among the CI targets.`, properties: { target: name } }];
    let differing = differences(file, built);
    if (differing.length === 0) return [];
    let sentence = title`Target "${name}" differs from CI's of that name in ${differing.join(", ")}.`;
    return [{ subject, title: sentence, level: "error", properties: { target: name, members: differing } }];
  })
};
function differences(file, built) {
  let members = ["hashes", "length"].filter((member) => !sameJson(file[member], built[member])), fields = DEFINING_CUSTOM_FIELDS.filter((field) => !sameJson(file.custom?.[field], built.custom?.[field]));
  return [...members, ...fields.map((field) => `custom.${field}`)];
}
var targetAppUnpinned = {
  id: "target-app-unpinned",
  level: "error",
  raised: ["warning"],
  when: "The URI of an app does not end in its sha256 digest. In CI targets this is a warning.",
  why: "The signature does not cover content that is not named by its digest.",
  fix: `Publish the app by digest, rebuild in CI, then ${PROMOTE_AGAIN}`,
  sources: ["TUF 4.5"],
  summary: "have an app that is not pinned by digest",
  check: (content) => Object.entries(content.targets).flatMap(([name, { custom }]) => {
    let apps = custom?.docker_compose_apps, level = levelFor(content);
    if (apps !== void 0 && !isObject(apps)) {
      let subject = targetSubject(content.docName, name, "custom", "docker_compose_apps"), sentence = title`Target "${name}" has the apps ${valueText(apps)}, not an object of apps with a uri.`;
      return [{ subject, title: sentence, level, properties: { target: name } }];
    }
    return appsOf(custom).filter(({ uri }) => typeof uri != "string" || !PINNED.test(uri)).map(({ app, uri }) => ({
      subject: targetSubject(content.docName, name, "custom", "docker_compose_apps", app, "uri"),
      title: title`Target "${name}": app "${app}" has the uri ${valueText(uri)}, without @sha256: and a digest.`,
      level,
      properties: { target: name, app }
    }));
  })
}, targetAppForeign = {
  id: "target-app-foreign",
  level: "warning",
  raised: ["error"],
  when: "The URI of an app is outside the places that the policy's app-hosts name: an error; without a policy, outside the Factory's own hub: a warning.",
  why: "The signature would cover content of somebody else.",
  fix: "Correct it in CI, or name the host under app-hosts in .factory-tuf/review.yml.",
  summary: "have an app from a place that is not allowed",
  check: ({ docName, factory: factory2, targets }, { appHosts }) => {
    let allowed = appHosts.length > 0 ? appHosts : [ownHub(factory2)], level = appHosts.length > 0 ? "error" : "warning";
    return Object.entries(targets).flatMap(
      ([name, { custom }]) => appsOf(custom).filter(({ uri }) => typeof uri == "string" && !allowed.some((place) => within(repositoryOf(uri), place))).map(({ app, uri }) => ({
        subject: targetSubject(docName, name, "custom", "docker_compose_apps", app, "uri"),
        title: title`Target "${name}": app "${app}" comes from ${String(uri)}, not from ${allowed.join(" or ")}.`,
        level,
        properties: { target: name, app, uri: String(uri) }
      }))
    );
  }
}, hardwareCoverageLost = {
  id: "hardware-coverage-lost",
  level: "warning",
  when: "A hardware id of production's newest version has no target in a Wave's new version.",
  security: "none",
  why: "Those devices stop updating, without a message.",
  fix: "Build the missing machine in CI, or waive the finding if it is intended.",
  sources: ["aktualizr-lite target filtering"],
  check: ({ docName, version, targets, productionTargets }) => {
    if (!docName.startsWith("wave/") || !productionTargets) return [];
    let before = newestVersion(productionTargets), covered = hardwareOf(Object.values(targets));
    return [...hardwareOf(before.files)].filter((hardwareId) => !covered.has(hardwareId)).map((hardwareId) => ({
      subject: `${docName}#/signed/targets`,
      title: title`Hardware id "${hardwareId}" has a target in production version ${before.version}, none in version ${version}.`,
      properties: { hardwareId }
    }));
  }
};
function newestVersion(targets) {
  let versionOf = ({ custom }) => plainVersion(custom?.version) ?? -1, version = Object.values(targets).reduce((newest, file) => Math.max(newest, versionOf(file)), 0);
  return { version, files: Object.values(targets).filter((file) => versionOf(file) === version) };
}
function hardwareOf(files) {
  return new Set(files.flatMap(({ custom }) => hardwareIdsOf(custom)));
}
var targetNoDelta = {
  id: "target-no-delta",
  level: "note",
  when: "A target of the newest production or Wave version has no static delta.",
  security: "none",
  why: "Devices download the whole system instead of what changed.",
  fix: "Generate static deltas in the Factory before the Wave is made.",
  sources: ["the vendor's guide to production targets"],
  summary: "have no static delta (custom.delta-stats)",
  check: ({ docName, tag, targets }) => tag === null ? [] : Object.entries(targets).filter(([, { custom }]) => !custom || !Object.hasOwn(custom, "delta-stats")).map(([name]) => ({
    subject: targetSubject(docName, name, "custom"),
    title: title`Target "${name}" has no static delta (custom.delta-stats).`,
    properties: { target: name }
  }))
};

// src/review/engine/group.ts
var MAX_SINGLE_FINDINGS = 20;
function grouped(rule, findings) {
  return rule.summary ? [...Map.groupBy(findings, ({ level, subject }) => `${level} ${documentOf(subject)}`).values()].flatMap(
    (members) => distinct(members.map(({ subject }) => subject)).length > MAX_SINGLE_FINDINGS ? [asOne(rule, members)] : members
  ) : [...findings];
}
function asOne(rule, members) {
  let { level, subject } = members[0], doc = documentOf(subject), subjects = distinct(members.map((member) => member.subject)), count = distinct(members.map((member) => member.properties?.target ?? member.subject)).length, sentence = title`${doc}: ${count} targets ${rule.summary ?? ""}.`;
  return {
    rule: rule.id,
    level,
    subject: `${doc}#/signed/targets`,
    title: sentence,
    says: [sentence, `The first: ${members[0].title}`, rule.why, rule.fix].join(" "),
    properties: { count, members: membersDigest(subjects), subjects }
  };
}
function membersDigest(members) {
  return sha256Hex(new TextEncoder().encode(JSON.stringify([...members].sort()))).slice(0, 16);
}
function distinct(values) {
  return [...new Set(values)];
}
function documentOf(subject) {
  return subject.slice(0, subject.indexOf("#"));
}

// src/review/engine/rule.ts
function findingsOf(rule, observations) {
  return observations.map(({ subject, title: title2, consequence, level = rule.level, properties, unwaivable }) => {
    if (level !== rule.level && !rule.raised?.includes(level))
      throw new Error(`Rule ${rule.id} gave the undeclared level ${level}.`);
    let says = [title2, consequence ?? rule.why, rule.fix].join(" ");
    return {
      rule: rule.id,
      level,
      subject,
      title: title2,
      says,
      ...properties && { properties },
      ...unwaivable && { unwaivable }
    };
  });
}
function limitOf2(policy, rule, level, catalogued) {
  return own(policy.limits ?? {}, rule)?.[level] ?? catalogued;
}

export {
  daysLeftText,
  minuteText,
  ageText,
  docHash,
  pinOf,
  pinnedTags,
  requirePinned,
  rootKeyids,
  Checks,
  unlessForbidden,
  checkClock,
  warnOfClock,
  lookAtClock,
  servedRows,
  plannedRows,
  oldestHeld,
  rootsFrom,
  roleShortfall,
  rootRefusals,
  readRoots,
  showableRoots,
  trustableRoots,
  workableRoots,
  checkRoots,
  rootOutputs,
  metadataTooLarge,
  sizeObservations,
  ROTATE_ROOT,
  SHORTEN_ROOT,
  ROTATE_TARGETS,
  UPDATES,
  inTransaction,
  NEW_WAVE,
  CANCEL_WAVE,
  KEEP_EVIDENCE,
  factory,
  updates,
  allRoots2 as allRoots,
  pins,
  pinsAsWell,
  pullRequest,
  production,
  records,
  archives,
  workflows,
  environments,
  remindRuns,
  knownToken,
  targetSubject,
  targetMalformed,
  targetUnselectable,
  prodTargetProvenance,
  targetAppUnpinned,
  targetAppForeign,
  hardwareCoverageLost,
  targetNoDelta,
  grouped,
  membersDigest,
  findingsOf,
  limitOf2 as limitOf,
  requireAllowedTargetsMembers,
  requireAllowedTarget,
  requireUnambiguous,
  requireOnlineKey,
  verifyCiTargets,
  ciTargetsHash,
  verifyProductionTargets,
  requireTag,
  targetsOfDevice,
  proveOnline
};
