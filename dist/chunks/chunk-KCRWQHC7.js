import {
  sameJson,
  verifyProductionRoot
} from "./chunk-3XJ5LAAG.js";
import {
  MAX_ROOT_BYTES,
  MAX_TARGETS_BYTES,
  requireReadableSignatures,
  requireThreshold,
  roleKeys,
  tally
} from "./chunk-QAG6OVZM.js";
import {
  requestsSent
} from "./chunk-MEEA25YX.js";
import {
  MAX_VERSION,
  plainVersion,
  tagsOf
} from "./chunk-LIRAP5S5.js";
import {
  keyidOf,
  sha256Hex
} from "./chunk-TSMURSMV.js";
import {
  isObject,
  own,
  parseRoot,
  pointerTo,
  verificationForms
} from "./chunk-WLXACK2J.js";
import {
  daysUntilExpiry,
  isExpired
} from "./chunk-PNLIBCLW.js";
import {
  ToolError
} from "./chunk-V3CS4ZDM.js";

// src/tuf/pins.ts
function docHash(doc) {
  return sha256Hex(doc.forms[0]);
}
function pinOf(pins, name) {
  return (pins && own(pins.docs, name)) ?? null;
}
function pinnedTags(pins) {
  return Object.keys(pins?.docs ?? {}).flatMap((name) => /^prod-targets\/(.+)$/.exec(name)?.[1] ?? []);
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

// src/commands/release/checks.ts
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
  get blockers() {
    return this.#blockers;
  }
  get warnings() {
    return this.#warnings;
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
  /** @throws {ToolError} the one blocker, or all of them: under their code where they share it, else `blocked`. */
  throwIfBlocked() {
    let [first, ...others] = this.#blockers;
    if (!first) return;
    if (others.length === 0) throw first;
    let code = others.every((other) => other.code === first.code) ? first.code : "blocked", oneRemedy = others.every(({ next }) => next === first.next);
    throw new ToolError(code, {
      happened: `${this.#blockers.length} things stand in the way. ${this.#blockers.map(({ code: code2, happened }, index) => `(${index + 1}) ${code2}: ${happened}`).join(" ")}`,
      next: oneRemedy ? first.next : this.#blockers.map(({ next }, index) => `(${index + 1}) ${next}`).join(" ")
    });
  }
};

// src/tuf/root-chain.ts
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
  return !(error instanceof ToolError) || error.code !== "threshold-not-met" ? error : new ToolError(
    "root-chain-broken",
    {
      happened: `${what}: ${error.happened}`,
      next: "The chain from the trusted root is broken. Sign nothing, keep a copy and ask the vendor."
    },
    { cause: error }
  );
}

// src/commands/release/fetch-roots.ts
var MAX_ROOTS = 1024, BATCH = 32, FIRST_GUESS = 4;
async function fetchRoots(client, trustedVersion) {
  let guess = trustedVersion === null ? FIRST_GUESS : trustedVersion + 1;
  if (guess > MAX_ROOTS) throw tooMany(guess);
  let [newestCi, newestProd, ...first] = await Promise.all([
    client.root("ci"),
    client.root("prod"),
    ...range(1, guess).map((version2) => client.root("ci", version2))
  ]);
  if (!newestCi) throw noRoot();
  let newest = parseRoot(newestCi, "CI root"), { version } = newest.signed;
  if (version > MAX_ROOTS) throw tooMany(version);
  let rest = [];
  for (let from = guess + 1; version >= guess && from <= version + 1; from += BATCH)
    rest.push(
      ...await Promise.all(range(from, Math.min(from + BATCH - 1, version + 1)).map((n) => client.root("ci", n)))
    );
  let served = [...first, ...rest].map((root, index) => root && parseRoot(root, `CI root ${index + 1}`));
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
    happened: `The root chain claims ${version} versions; we follow at most ${MAX_ROOTS}.`,
    next: "Keep a copy of the newest root and ask the vendor."
  });
}

// src/commands/release/verified-roots.ts
var WARN_DAYS = 60;
async function readRoots(ctx, checks, expired = "refused") {
  let fetching = checks.fetched(fetchServed(ctx.factory, ctx.trust));
  decideOnTrustedKeys(ctx.trust).catch(() => {
  });
  let served = await fetching;
  return served && verifyRoots(served, ctx.trust, ctx.now, checks, expired);
}
async function showableRoots(ctx) {
  let checks = new Checks(), roots = await readRoots(ctx, checks, "shown");
  checks.throwIfBlocked();
  for (let warning of checks.warnings) ctx.log.warning(warning);
  return roots;
}
async function decideOnTrustedKeys({ root }) {
  root && (await requestsSent(), tally(root, root, "root"), roleKeys(root.signed, "targets", root.where));
}
function fetchServed(client, trust) {
  return fetchRoots(client, trust.root?.signed.version ?? null);
}
function verifyRoots(served, trust, now, checks, expired) {
  let chain = checks.proven(() => verifyRootChain(served.ci, served.newestCi, trust.root));
  if (!chain) return;
  trust.root || checks.warn(
    "No trusted root was given: the first root is taken as served. Write one with `factory-tuf root pin` on a machine you trust, and commit it."
  );
  let prod = served.newestProd ?? (chain.newest.signed.version === 1 ? chain.newest : void 0), proven = checks.proven(() => {
    if (requirePinnedRoots(chain.roots, prod, trust), !prod) throw noProductionRoot(chain.newest.signed.version);
    return verifyProductionRoot(prod, chain.roots), expired === "refused" && requireUnexpiredRoot(prod, now), prod;
  });
  if (proven)
    return warnOfExpiry(proven, now, checks), served.prodSize > MAX_ROOT_BYTES && checks.warn(`The production root has ${served.prodSize} bytes; devices read at most ${MAX_ROOT_BYTES}.`), { chain: chain.roots, ci: chain.newest, prod: proven, rootKeyids: rootKeyids(chain.roots) };
}
function requirePinnedRoots(chain, prod, { pins }) {
  if (!pins) return;
  let [first, newest] = [chain[0], chain.at(-1)];
  if (docHash(first) !== pins.firstRoot)
    throw new ToolError("root-untrusted", {
      happened: `The first root as served (sha256 ${docHash(first)}) is not the pinned one (${pins.firstRoot}).`,
      next: "Somebody serves another history. Sign nothing, keep a copy and ask the vendor."
    });
  requirePinned(newest, pinOf(pins, "ci-root")), prod && requirePinned(prod, pinOf(pins, "prod-root"));
}
function warnOfExpiry(root, now, checks) {
  let days = daysUntilExpiry(root.signed, now);
  days > WARN_DAYS || checks.warn(
    isExpired(root.signed, now) ? `The production root expired at ${root.signed.expires}; devices refuse all updates since then. Rotate the root key on its owner's machine.` : `The production root expires in ${days} days, at ${root.signed.expires}; after that devices refuse all updates. Rotate the root key on its owner's machine before then.`
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

// src/commands/release/write-file.ts
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
async function writeFileWhole(path, text) {
  let beside = join(dirname(path), `.${basename(path)}.new`);
  try {
    await mkdir(dirname(path), { recursive: !0 });
    let file = await open(beside, "w", 420);
    try {
      await file.writeFile(text), await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    throw await rm(beside, { force: !0 }), new ToolError("value-invalid", {
      happened: `${path} cannot be written (${error.code ?? "unknown reason"}).`,
      next: "Check the path and its permissions; what was there before is untouched."
    });
  }
}

// src/tuf/allowed-members.ts
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

// src/tuf/ci-targets.ts
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
      next: "Run a CI build, which signs them anew; if that does not help, ask the vendor."
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

// src/tuf/production.ts
function verifyProductionTargets(production, tag, prodRoot, pins) {
  let pin = pinOf(pins, `prod-targets/${tag}`);
  if (!production) {
    if (!pin) return null;
    throw new ToolError("production-missing", {
      happened: `The Factory has no production targets for tag ${tag}, but the pins say that version ${pin.version} was published.`,
      next: "Somebody withholds them. Sign nothing and ask the vendor; change the pin only by a reviewed commit."
    });
  }
  requireReadableSignatures(production);
  let signatures = requireThreshold(production, prodRoot, "targets");
  return requireTag(production, tag), requireAllowedTargetsMembers(production.signed, production.where), requireUnambiguous(production), requirePinned(production, pin), signatures;
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

// src/review/message.ts
function title(words, ...values) {
  let room = 120 - words.join("").length, shown = values.map((value) => escaped(String(value).slice(0, 120))), longest = 120;
  for (; longest > 12 && lengthWhenCut(shown, longest) > room; ) longest--;
  return words.reduce((sentence, word, index) => `${sentence}${shortened(shown[index - 1] ?? "", longest)}${word}`);
}
function lengthWhenCut(texts, longest) {
  return texts.reduce((length, text) => length + Math.min(text.length, longest), 0);
}
function escaped(text) {
  return text.replace(/[^\x20-\x7e]/gu, (char) => `\\u{${char.codePointAt(0).toString(16)}}`);
}
function valueText(value) {
  return typeof value == "string" ? `"${value}"` : JSON.stringify(value) ?? "missing";
}
function shortened(text, length) {
  return text.length <= length ? text : text.slice(0, length - 3) + "...";
}

// src/review/group.ts
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
    properties: { count, subjects }
  };
}
function distinct(values) {
  return [...new Set(values)];
}
function documentOf(subject) {
  return subject.slice(0, subject.indexOf("#"));
}

// src/review/rule.ts
function findingsOf(rule, observations) {
  return observations.map(({ subject, title: title2, consequence, level = rule.level, properties }) => {
    if (level !== rule.level && !rule.raised?.includes(level))
      throw new Error(`Rule ${rule.id} gave the undeclared level ${level}.`);
    let says = [title2, consequence ?? rule.why, rule.fix].join(" ");
    return { rule: rule.id, level, subject, title: title2, says, ...properties && { properties } };
  });
}

// src/review/rules/device-limits.ts
var MAX_BYTES = {
  root: MAX_ROOT_BYTES,
  targets: MAX_TARGETS_BYTES,
  snapshot: 65536,
  timestamp: 65536
}, WARNING_SHARE = 0.8, FIOTUF_MAX_BYTES = { targets: 5e6, timestamp: 16384 }, metadataTooLarge = {
  id: "metadata-too-large",
  level: "warning",
  raised: ["error"],
  why: "Device clients cap their downloads and refuse a larger document.",
  fix: "Run: factory-tuf wave init <wave> <version> <tag> --prune <old versions> --keys <targets.tgz>",
  sources: ["libaktualizr", "go-tuf v2 defaults", "PROTOCOL §1"],
  check: ({ docName, sizeBytes }, policy) => sizeObservations(docName, "targets", sizeBytes, policy)
};
function sizeObservations(docName, role, bytes, policy) {
  let limit = MAX_BYTES[role], fiotufLimit = policy.clients.includes("fiotuf") ? FIOTUF_MAX_BYTES[role] : void 0, observe = (level, sentence) => [
    { subject: `${docName}#`, title: sentence, level, properties: { bytes, limit, role } }
  ];
  if (bytes > limit) return observe("error", title`${docName} has ${bytes} bytes; devices accept at most ${limit}.`);
  if (fiotufLimit !== void 0 && bytes > fiotufLimit)
    return observe("warning", title`${docName} has ${bytes} bytes; fiotuf accepts at most ${fiotufLimit}.`);
  if (bytes >= limit * WARNING_SHARE) {
    let share = Math.floor(bytes / limit * 100);
    return observe("warning", title`${docName} has ${bytes} bytes, ${share} % of the ${limit} that devices accept.`);
  }
  return [];
}

// src/review/app-uri.ts
var SEGMENT = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/, HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/, TAG = /:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
function ownHub(factory) {
  return `hub.foundries.io/${factory}/`;
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

// src/review/subject.ts
function targetSubject(docName, name, ...steps) {
  return `${docName}#${[name, ...steps].reduce(pointerTo, "/signed/targets")}`;
}

// src/review/rules/targets-content.ts
var PROMOTE_AGAIN = "run: factory-tuf wave init <wave> <version> <tag> --keys <targets.tgz>", MAX_NAME_LENGTH = 253, MAX_HARDWARE_ID_LENGTH = 200, SHA256 = /^[0-9a-fA-F]{64}$/, PINNED = /@sha256:[0-9a-fA-F]{64}$/, targetMalformed = {
  id: "target-malformed",
  level: "error",
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
  why: "Devices choose by version, hardware id and tag, so they pass over it or order it wrongly.",
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
  why: "What production runs must be what CI built.",
  fix: "Sign nothing; a Wave ends with: factory-tuf wave cancel <wave>. If it is published, keep a copy and ask the vendor.",
  sources: ["PROTOCOL §4"],
  summary: "are not what CI built under that name",
  check: ({ docName, tag, targets, ciTargets }) => tag === null ? [] : Object.entries(targets).flatMap(([name, file]) => {
    let subject = targetSubject(docName, name), built = own(ciTargets, name);
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
  why: "Content that is not named by its digest escapes the signature.",
  fix: `Publish the app by digest, rebuild in CI, then ${PROMOTE_AGAIN}`,
  sources: ["TUF 4.5"],
  summary: "have an app that is not pinned by digest",
  check: (content) => Object.entries(content.targets).flatMap(([name, { custom }]) => {
    let apps = custom?.docker_compose_apps, level = levelFor(content);
    if (apps !== void 0 && !isObject(apps)) {
      let subject = targetSubject(content.docName, name, "custom", "docker_compose_apps"), sentence = title`Target "${name}" has the apps ${valueText(apps)}, not an object of apps with a uri.`;
      return [{ subject, title: sentence, level, properties: { target: name } }];
    }
    return appsOf(custom?.docker_compose_apps).filter(({ uri }) => typeof uri != "string" || !PINNED.test(uri)).map(({ app, uri }) => ({
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
  why: "The signature would bless another party's content.",
  fix: "Correct it in CI, or name the host under app-hosts in .factory-tuf/review.yml.",
  summary: "have an app from a place that is not allowed",
  check: ({ docName, factory, targets }, { appHosts }) => {
    let allowed = appHosts.length > 0 ? appHosts : [ownHub(factory)], level = appHosts.length > 0 ? "error" : "warning";
    return Object.entries(targets).flatMap(
      ([name, { custom }]) => appsOf(custom?.docker_compose_apps).filter(({ uri }) => typeof uri == "string" && !allowed.some((place) => within(repositoryOf(uri), place))).map(({ app, uri }) => ({
        subject: targetSubject(docName, name, "custom", "docker_compose_apps", app, "uri"),
        title: title`Target "${name}": app "${app}" comes from ${String(uri)}, not from ${allowed.join(" or ")}.`,
        level,
        properties: { target: name, app, uri: String(uri) }
      }))
    );
  }
};
function appsOf(apps) {
  return isObject(apps) ? Object.entries(apps).map(([app, entry]) => ({ app, uri: isObject(entry) ? own(entry, "uri") : void 0 })) : [];
}
var hardwareCoverageLost = {
  id: "hardware-coverage-lost",
  level: "warning",
  why: "Those devices silently stop updating.",
  fix: "Build the missing machine in CI, or waive the finding if it is meant.",
  sources: ["aktualizr-lite target filtering"],
  check: ({ docName, version, targets, productionTargets }) => {
    if (!docName.startsWith("wave/") || !productionTargets) return [];
    let before = newestVersion(productionTargets), covered = hardwareIdsOf(Object.values(targets));
    return [...hardwareIdsOf(before.files)].filter((hardwareId) => !covered.has(hardwareId)).map((hardwareId) => ({
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
function hardwareIdsOf(files) {
  return new Set(
    files.flatMap(({ custom }) => {
      let hardwareIds = custom?.hardwareIds;
      return Array.isArray(hardwareIds) ? hardwareIds.filter((id) => typeof id == "string") : [];
    })
  );
}
var targetNoDelta = {
  id: "target-no-delta",
  level: "note",
  why: "Devices download the whole system instead of what changed.",
  fix: "Generate static deltas in the Factory before factory-tuf wave init.",
  sources: ["the vendor's guide to production targets"],
  summary: "have no static delta (custom.delta-stats)",
  check: ({ docName, tag, targets }) => tag === null ? [] : Object.entries(targets).filter(([, { custom }]) => custom === void 0 || !Object.hasOwn(custom, "delta-stats")).map(([name]) => ({
    subject: targetSubject(docName, name, "custom"),
    title: title`Target "${name}" has no static delta (custom.delta-stats).`,
    properties: { target: name }
  }))
};

export {
  docHash,
  pinOf,
  pinnedTags,
  Checks,
  readRoots,
  showableRoots,
  checkRoots,
  rootOutputs,
  requireAllowedTargetsMembers,
  requireAllowedTarget,
  requireUnambiguous,
  requireOnlineKey,
  verifyCiTargets,
  ciTargetsHash,
  verifyProductionTargets,
  requireTag,
  title,
  escaped,
  valueText,
  grouped,
  findingsOf,
  metadataTooLarge,
  sizeObservations,
  targetSubject,
  targetMalformed,
  targetUnselectable,
  prodTargetProvenance,
  targetAppUnpinned,
  targetAppForeign,
  hardwareCoverageLost,
  targetNoDelta,
  writeFileWhole
};
