import {
  verifyProductionRoot
} from "./chunk-3XJ5LAAG.js";
import {
  MAX_ROOT_BYTES,
  requireReadableSignatures,
  requireThreshold,
  roleKeys,
  tally
} from "./chunk-QAG6OVZM.js";
import {
  requestsSent
} from "./chunk-MEEA25YX.js";
import {
  sha256Hex
} from "./chunk-TSMURSMV.js";
import {
  own,
  parseRoot
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

export {
  docHash,
  pinOf,
  pinnedTags,
  requirePinned,
  Checks,
  readRoots,
  showableRoots,
  checkRoots,
  rootOutputs
};
