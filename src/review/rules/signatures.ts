// Group F: whether what devices take is signed by enough keys, and whether every signature on it is sound. Their
// form is ../signature-form.ts; how many count is ../valid-signatures.ts.
import { type OnlineDocumentRole, type OnlineRefusal, onlineRefusals } from "../../tuf/devices/online-documents.ts";
import type { Doc, SignedBase } from "../../tuf/metadata/metadata.ts";
import { bounded, boundedByLevel } from "../engine/bounded.ts";
import { allDocuments, liveTargets, wasUnread } from "../engine/documents.ts";
import { KEEP_EVIDENCE, NEW_WAVE, UPDATES } from "../engine/fixes.ts";
import type { Level, Observation, Rule } from "../engine/rule.ts";
import type { Snapshot } from "../engine/snapshot.ts";
import { onlineTargets } from "../evidence/role-keys.ts";
import { formProblems } from "../evidence/signature-form.ts";
import { examined, firstOfEachKeyid, MAX_EXAMINED, problemOf, validSignatures } from "../evidence/valid-signatures.ts";
import { type Verifiers, verifiersOf } from "../evidence/verifiers.ts";
import { keptKeyids, keyidList, midSentence, shortKeyid, spoken, title } from "../sentences/message.ts";

export const targetsSignaturesInsufficient: Rule<Snapshot> = {
  id: "targets-signatures-insufficient",
  level: "error",
  when: "CI targets have no valid signature, or production targets of a tag have fewer than the production root asks for.",
  waivable: "never",
  why: "Devices refuse the file.",
  fix: `While a transaction is open, run: ${UPDATES} sign-prod-targets --tags <tag> --keys <targets.tgz>; otherwise, with a newer CI version: ${NEW_WAVE}`,
  sources: ["TUF 5.6"],
  check: (snapshot) =>
    liveTargets(snapshot).flatMap(({ flavour, reviewed, tag }): Observation[] => {
      const root = flavour === "ci" ? snapshot.ciRoot : snapshot.prodRoot;
      const { name, doc } = reviewed;
      // Waves below their threshold are a finding of their own.
      if (!doc || !root || name.startsWith("wave/")) return [];
      const { signedBy, missing, threshold } = validSignatures(doc, root, "targets");
      const needed = flavour === "ci" ? 1 : threshold;
      if (signedBy.length >= needed) return [];
      const online = onlineTargets(snapshot);
      const absent = flavour === "ci" && online.size > 0 ? missing.filter((keyid) => online.has(keyid)) : missing;
      const from = absent.length > 0 ? `, missing ${keyidList(absent)}` : "";
      return [
        {
          subject: `${name}#/signatures`,
          title: title`${spoken(name, doc.signed.version)}: ${signedBy.length} of ${needed} valid signatures${from}.`,
          properties: { ...(tag !== null && { tag }), missing: keptKeyids(absent) },
        },
      ];
    }),
};

export const signatureInvalid: Rule<Snapshot> = {
  id: "signature-invalid",
  level: "note",
  raised: ["error"],
  when: "A signature by a key of the verifying role does not verify, even where the threshold is met otherwise; a note when no verifying role lists the key.",
  waivable: "not-as-error",
  why: "Somebody changed the document or the signature, or two encoders disagree about it.",
  fix: `Sign it again. If nobody can explain it: ${KEEP_EVIDENCE}`,
  sources: ["TUF 5.3", "libaktualizr"],
  check: (snapshot) =>
    allDocuments(snapshot).flatMap((reviewed) => {
      const { name, doc } = reviewed;
      return doc ? boundedByLevel(name, unsound(name, doc, verifiersOf(reviewed, snapshot))) : [];
    }),
};

type Unsound = Observation & { readonly level: Level };

/** Those of a wrong form are told by `signature-rejected-by-device`. Nothing is said where no root is known. */
function unsound(name: string, doc: Doc<SignedBase>, verifiers: Verifiers): Unsound[] {
  if (verifiers.size === 0) return [];
  const where = midSentence(name, doc.signed.version);
  const observe = (level: Level, keyid: string, says: string, consequence?: string): Unsound => ({
    subject: `${name}#/signatures`,
    title: title`The signature by ${shortKeyid(keyid)} of ${where} ${says}.`,
    level,
    properties: { keyid },
    ...(consequence !== undefined && { consequence }),
  });
  const listed = firstOfEachKeyid(doc).filter(({ keyid }) => verifiers.has(keyid));
  const foreign = firstOfEachKeyid(doc).filter(({ keyid }) => !verifiers.has(keyid));
  const verified = examined(doc, verifiers).flatMap((signature) => {
    const key = verifiers.get(signature.keyid)?.usable;
    if (!key) return [observe("error", signature.keyid, "has no usable key")];
    const problem = formProblems(signature, key).length > 0 ? null : problemOf(doc, signature, key);
    return problem === null ? [] : [observe("error", signature.keyid, problem)];
  });
  return [
    ...verified,
    ...listed.slice(MAX_EXAMINED, MAX_EXAMINED + 1).map(({ keyid }) => observe("error", keyid, TOO_MANY)),
    ...foreign.map(({ keyid }) => observe("note", keyid, "does not count", SKIPPED)),
  ];
}

const TOO_MANY = `and those after it were not verified: only ${MAX_EXAMINED} are`;
const SKIPPED = "Devices skip it: its key is in no role that verifies this document.";

export const signatureRejectedByDevice: Rule<Snapshot> = {
  id: "signature-rejected-by-device",
  level: "error",
  when: "A key id is repeated in signatures, a method is unknown or of another key type, or a signature is no padded base64 of the right length.",
  waivable: "never",
  why: "A repeated key id or an unknown method makes devices reject the whole document, whoever signed it.",
  fix: `Run: ${UPDATES} cancel, then stage and sign again. If it is published: ${KEEP_EVIDENCE}`,
  sources: ["libaktualizr", "ota-tuf RootRoleValidation"],
  check: (snapshot) =>
    allDocuments(snapshot).flatMap((reviewed) => {
      const { name, doc } = reviewed;
      const observations = doc ? rejected(name, doc, verifiersOf(reviewed, snapshot)) : [];
      return bounded(name, observations, (observation) => observation);
    }),
};

function rejected(name: string, doc: Doc<SignedBase>, verifiers: Verifiers): Observation[] {
  const where = midSentence(name, doc.signed.version);
  const known = new Set(examined(doc, verifiers).map(({ keyid }) => keyid));
  const seen = new Set<string>();
  return doc.signatures.flatMap((signature) => {
    const { keyid } = signature;
    const problems = formProblems(signature, (known.has(keyid) && verifiers.get(keyid)?.usable) || null);
    if (seen.has(keyid)) problems.push("repeats a key id");
    seen.add(keyid);
    return problems.map((problem) => ({
      subject: `${name}#/signatures`,
      title: title`The signature by ${shortKeyid(keyid)} of ${where} ${problem}.`,
      properties: { keyid },
    }));
  });
}

const SIGNED_ANEW =
  "Start a CI build: the Factory then signs them again. If that does not help, ask the vendor, with: factory-tuf root download <file> --prod";

export const onlineRoleUnsigned: Rule<Snapshot> = {
  id: "online-role-unsigned",
  level: "error",
  when: "timestamp.json or snapshot.json of a tag with production targets is missing, not signed by its role's threshold, or names other documents than the Factory serves.",
  why: "Devices refuse every update of that tag.",
  fix: SIGNED_ANEW,
  sources: ["TUF 5.4", "TUF 5.5", "TUF 5.6"],
  check: (snapshot) => {
    const root = snapshot.prodRoot ?? snapshot.ciRoot;
    if (!root) return [];
    const served = new Map(snapshot.onlineDocuments.map((document) => [document.name, document]));
    return [...snapshot.production].flatMap(([tag, production]) => {
      const of = (role: OnlineDocumentRole) => served.get(`${role}/${tag}`) ?? null;
      const documents = {
        snapshot: of("snapshot"),
        timestamp: of("timestamp"),
        targets: snapshot.deviceTargets.get(tag) ?? production.value,
      };
      return onlineRefusals(documents, (doc, role) => validSignatures(doc, root, role))
        .filter(({ role, kind }) => isToldHere(kind) && !(kind === "missing" && wasUnread(snapshot, `${role}/${tag}#`)))
        .map(({ role, pointer, says }) => ({
          subject: `${role}/${tag}#${pointer}`,
          title: title`The ${role} for tag ${tag} ${says}.`,
          properties: { tag, role },
        }));
    });
  },
};

/** What is malformed, too large or listed as no device reads it is told by a rule of that name. */
function isToldHere(kind: OnlineRefusal["kind"]): boolean {
  return kind === "missing" || kind === "unsigned" || kind === "names-other";
}

/** Group F in the catalogue's order. */
export const signaturesRules: readonly Rule<Snapshot>[] = [
  targetsSignaturesInsufficient,
  signatureInvalid,
  signatureRejectedByDevice,
  onlineRoleUnsigned,
];
