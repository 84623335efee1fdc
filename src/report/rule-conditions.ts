// When each rule of the catalogue finds something, in words, for docs/rules.md and SARIF. Limits are those of the
// catalogue; a policy may set others.
import { own } from "../tuf/metadata.ts";

/** One or a few sentences. Empty for a rule that is not of the catalogue. */
export function conditionOf(ruleId: string): string {
  return own(CONDITIONS, ruleId) ?? "";
}

const CONDITIONS: Readonly<Record<string, string>> = {
  // Canonical form and portability
  "metadata-malformed":
    "A document is no JSON object with signed and signatures, has another _type than its role, a version that is no integer from 1, a root without one of the four roles, or an expires that is no UTC time in whole seconds.",
  "canonical-nonportable":
    "Something signed has a character outside printable ASCII, newline, carriage return and tab, a number with fraction, exponent or a magnitude from 2^53, or a repeated member name. In CI targets this is a warning.",
  "metadata-unknown-member":
    "Production targets, a Wave or a staged root have a member that this dialect of TUF does not know; an error for delegations and for a further role.",
  "private-material-in-metadata": "A served document holds keyval.private, or text with a private key's PEM header.",
  // Keys in any role
  "keyid-mismatch": "A key is listed under another id than the SHA-256 of its DER SPKI encoding.",
  "duplicate-key-material": "Two key ids hold the same key material, or one id is repeated in a role.",
  "key-unusable":
    "A key cannot be counted: RSA below 2048 or above 8192 bits, with an even or small exponent or of a special kind, Ed25519 that is not 64 hex characters or no canonical point of full order, or an unknown type. RSA from 2048 to 3071 bits is a warning.",
  "key-shared-across-roles":
    "The same key material stands in two roles; an error when one of them is root, or the key is an offline targets key.",
  "key-owner-missing":
    "A root key (but those of root 1) or an offline targets key has no entry in x-key-owners, or its owner is not among the policy's owners.",
  "key-owner-concentration":
    "One owner holds as many root keys as a threshold of 2 or more asks for, or all but one of the signatures that a production threshold of 3 or more asks for.",
  // Root keys
  "root-key-online":
    "A key of the newest root's root role stood in root 1 already. A warning while root 1 is the newest and nothing is in production.",
  "root-threshold-one": "The root role asks for 1 signature.",
  "root-no-spare-key": "There are as many distinct root keys as the root threshold.",
  // Thresholds
  "role-unsatisfiable":
    "A role lists a key that is missing, has a threshold outside 1 to 1000, or one above its distinct usable keys. Production targets are exempt while nothing is in use.",
  "targets-threshold":
    "The CI root's targets threshold is not 1, or that of the production root (version 2 or later) is below 2.",
  "prod-threshold-online-only":
    "Keys that the Factory holds, or held in root 1, reach the production targets threshold; a warning when only keys without an owner would complete it.",
  // Targets keys
  "targets-online-key-missing":
    "An online key of targets, snapshot or timestamp is not in its role, or a snapshot or timestamp threshold exceeds its online keys.",
  "prod-targets-no-offline-key":
    "No offline targets key exists: a warning, an error when production is in use. A note when losing one key would leave too few.",
  // Signatures
  "targets-signatures-insufficient":
    "CI targets have no valid signature, or production targets of a tag have fewer than the production root asks for.",
  "signature-invalid":
    "A signature by a key of the verifying role does not verify, even where the threshold is met otherwise; a note when no verifying role lists the key.",
  "signature-rejected-by-device":
    "A key id is repeated in signatures, a method is unknown or of another key type, or a signature is no padded base64 of the right length.",
  // Chain and rollback
  "root-chain-gap":
    "A root version up to the newest is missing in a flavour, or is served with another version inside.",
  "root-chain-broken": "A root is not signed by enough keys of the root before it, or by enough of its own.",
  "metadata-rollback": "A version is below its pin, or root.json is older than the newest numbered root.",
  "metadata-equivocation":
    "A document has the version of its pin and another content, root 1 is another than the pinned one, or root.json differs from the numbered root of its version.",
  "pin-not-chained":
    "On a pull request, a changed trusted root or pin does not verify from the one of the base commit.",
  "flavour-swapped":
    "What is served as production root (version 2 or later) asks for fewer than 2 targets signatures, or does not verify under the CI root before it.",
  "root-unreviewed-change": "The root's version is above its pin.",
  "revoked-key-reused": "Key material that an earlier root had and a later one dropped is listed again.",
  // Expiry and key age
  "metadata-expired": "The newest root of a flavour, CI targets, production targets or an active Wave have expired.",
  "root-expiring": "The newest root expires within 60 days; an error within 14.",
  "prod-targets-expiring": "Production targets or an active Wave expire within 30 days; an error within 7.",
  "validity-too-long":
    "A root, production targets or a Wave are valid for more than 400 days; a note for online roles above 45 days.",
  "key-overdue":
    "A root key is older than 365 days, another key older than 730: a warning; older than 1095 days: an error; a note when its age is unknown.",
  // CI and production diverge
  "flavour-version-skew":
    "The newest CI root and the newest production root have different versions; a note while production is missing and not in use.",
  "flavour-content-diverges": "The two flavours of a root version differ in more than the targets threshold.",
  // Targets content
  "target-malformed":
    "A target's name is not 1 to 253 characters, contains .. or begins with /, its sha256 is not 64 hex characters, or its length no integer from 0.",
  "target-unselectable":
    "custom.version is no plain integer up to 2147483647, hardwareIds are missing or malformed, or production tags are not exactly the document's tag. In CI targets this is a warning.",
  "prod-target-provenance":
    "A production or Wave target differs from the CI target of its name: an error; one of the newest version that CI does not have: a warning.",
  "target-app-unpinned": "The URI of an app does not end in its sha256 digest. In CI targets this is a warning.",
  "target-app-foreign":
    "The URI of an app is outside the places that the policy's app-hosts name: an error; without a policy, outside the Factory's own hub: a warning.",
  "hardware-coverage-lost": "A hardware id of production's newest version has no target in a Wave's new version.",
  "target-no-delta": "A target of the newest production or Wave version has no static delta.",
  // Device limits
  "metadata-too-large":
    "A document is larger than devices download: 65,536 bytes for root, timestamp and snapshot, 8,388,608 for targets; a warning from 80 % on, and at fiotuf's limits when the policy names that client.",
  // Waves
  "wave-signatures-insufficient": "An active Wave has fewer valid signatures than the production root asks for.",
  "targets-version-conflict":
    "A document's version is not its highest target's, a Wave's version is not its document's or not above production, or two active Waves share a tag.",
  "wave-alters-existing-target":
    "A Wave changes a target that production has: an error; it drops some (pruned): a note with their versions.",
  "wave-revivable": "A canceled Wave's document is validly signed, not expired, and above production for its tag.",
  "wave-stale": "A Wave has been active for more than 30 days; a note after 7 days without a rollout.",
  // Transactions
  "tx-unfinished":
    "A root update is being applied, an error after 15 minutes; or one was started and left for more than 7 days.",
  "tx-server-issue": "The Factory itself reports an error or a warning about the staged root update.",
  "staged-version": "The staged root's version is not the newest root's plus 1.",
  "staged-signatures-insufficient":
    "The staged root lacks signatures of the current or of its own root keys; an error when it is about to be applied.",
  "staged-strands-targets":
    "Under the staged root, production targets or an active Wave would fall below their threshold; an error when it is about to be applied.",
  "staged-weakens":
    "The staged root lowers the root or the production targets threshold, has fewer root or offline targets keys, or expires earlier.",
  "staged-key-unexplained":
    "The staged root adds a key that is no new online key, and no amendment or listed owner explains it; a warning for an empty change message.",
  "staged-blocked-by-wave": "The staged root changes targets or online keys while a Wave is active.",
  // Key archives
  "archive-malformed":
    "An archive is no gzip'd tar of JSON files, has an entry that must not be there, or a key without its other half or with a wrong one.",
  "archive-active-key-count":
    "An archive holds more than one active private key of a role: an error; none: a warning, an error before signing.",
  "archive-role-mix": "One archive holds active keys of both the root and the targets role.",
  "archive-exposed":
    "An archive is tracked by git, or lies in a work tree without being ignored: an error unless it is encrypted to recipients; open file modes and plain archives in a runner's workspace are warnings.",
  "archive-leftover-temp": "A file <archive>.tmp lies beside an archive.",
  "archive-retired-keys": "An archive holds private keys that no role uses any more.",
  // Workflows
  "workflow-offline-key-in-ci":
    "A run step uses a command for offline keys, of this tool or of fioctl: an error; fioctl's waves init or sign with -k: a warning.",
  "workflow-secret-on-untrusted-trigger":
    "A job of a workflow on pull_request_target or workflow_run reads a secret of the Factory.",
  "workflow-no-approval":
    "A job that signs, rolls out or completes names no environment: a warning; an environment without reviewers or open to every branch: an error; a note where GitHub does not tell.",
  "workflow-unpinned-signer": "In a job with a secret of the Factory, an action is not named by its full commit.",
  "workflow-keys-job-mixed": "A job with the keys runs more than a checkout without credentials and this tool.",
  "reminder-silent": "The last successful run of remind is more than 8 days old. Not run without a GitHub token.",
  "workflow-no-schedule": "No workflow that runs review or remind has a schedule.",
  "token-overprivileged": "In a job that only reviews, the Factory's token may do more than read.",
  // The review itself
  "input-unavailable": "Something that the review needs could not be fetched or read.",
  "waiver-invalid": "A waiver breaks the rules for waivers: see docs/waivers.md.",
  "waiver-stale": "A waiver has expired: a warning, and its finding is active again; it matches nothing: a note.",
};
