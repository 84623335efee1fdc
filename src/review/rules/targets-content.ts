// Group J: what new targets contain, judged before a key is touched. Where apps come from is app-uri.ts.

import { sameJson } from "../../json/difference.ts";
import { isInteger, isObject, own } from "../../json/object.ts";
import { appsOf, hardwareIdsOf } from "../../tuf/metadata/custom.ts";
import { MAX_VERSION, plainVersion } from "../../tuf/metadata/version.ts";
import { NEW_WAVE } from "../engine/fixes.ts";
import { ciTargets } from "../engine/needs.ts";
import type { Level, Observation, TimelessRule } from "../engine/rule.ts";
import { type JudgedTarget, type TargetsContent, targetSubject } from "../engine/subject.ts";
import { ownHub, repositoryOf, within } from "../evidence/app-uri.ts";
import { title, valueText } from "../sentences/message.ts";

type ContentRule = TimelessRule<TargetsContent>;

const PROMOTE_AGAIN = `run: ${NEW_WAVE}`;
const MAX_NAME_LENGTH = 253;
const MAX_HARDWARE_ID_LENGTH = 200;
const SHA256 = /^[0-9a-fA-F]{64}$/;
const PINNED = /@sha256:[0-9a-fA-F]{64}$/;

export const targetMalformed: ContentRule = {
  id: "target-malformed",
  level: "error",
  when: "A target's name is not 1 to 253 characters, contains .. or begins with /, its sha256 is not 64 hex characters, or its length no integer from 0.",
  why: "Server or devices refuse such a target.",
  fix: `Rebuild it in CI, then ${PROMOTE_AGAIN}`,
  sources: ["TUF 4.5", "PROTOCOL §1"],
  summary: "have a name, a hash or a length that server or devices refuse",
  check: ({ docName, targets }) =>
    Object.entries(targets).flatMap(([name, file]) => {
      const said: Observation[] = [];
      const say = (sentence: string, ...steps: string[]) =>
        said.push({ subject: targetSubject(docName, name, ...steps), title: sentence, properties: { target: name } });
      const nameProblem = problemOfName(name);
      if (nameProblem) say(title`Target "${name}" ${nameProblem}.`);
      const sha256 = own<unknown>(file.hashes, "sha256");
      if (typeof sha256 !== "string" || !SHA256.test(sha256)) {
        say(title`Target "${name}" has the sha256 ${valueText(sha256)}, not 64 hex characters.`, "hashes", "sha256");
      }
      if (!isInteger(file.length, 0)) {
        say(title`Target "${name}" has the length ${valueText(file.length)}, not an integer from 0.`, "length");
      }
      return said;
    }),
};

function problemOfName(name: string): string | null {
  if (name.length < 1 || name.length > MAX_NAME_LENGTH) {
    return `has a name of ${name.length} characters, not 1 to ${MAX_NAME_LENGTH}`;
  }
  if (name.includes("..")) return 'has ".." in its name';
  return name.startsWith("/") ? 'has a name that starts with "/"' : null;
}

export const targetUnselectable: ContentRule = {
  id: "target-unselectable",
  level: "error",
  raised: ["warning"],
  when: "custom.version is no plain integer up to 2147483647, hardwareIds are missing or malformed, or production tags are not exactly the document's tag. Or a client that the policy lists passes over it: several hardware ids, another targetFormat than OSTREE, an app under another name than its URI's (aktualizr-lite, fioup); or custom is null (fiotuf). In CI targets this is a warning, and one for all that production has.",
  why: "Devices choose by version, hardware id and tag, so they skip it or order it wrongly.",
  fix: `Correct it in CI, then ${PROMOTE_AGAIN}`,
  sources: ["aktualizr-lite target filtering", "PROTOCOL §1"],
  summary: "have a version, hardware id or tag that devices cannot select by",
  check: (content) =>
    Object.entries(content.targets).flatMap(([name, { custom }]) => {
      const said: Observation[] = [];
      const say = (sentence: string, field: string, consequence?: string) =>
        said.push({
          subject: targetSubject(content.docName, name, "custom", field),
          title: sentence,
          level: levelFor(content),
          properties: { target: name },
          ...(consequence !== undefined && { consequence }),
        });
      const version: unknown = custom?.version;
      if (plainVersion(version) === null) {
        const sentence = title`Target "${name}" has the version ${valueText(version)}, not an integer up to ${MAX_VERSION} as text.`;
        say(sentence, "version", 'Devices detect the number\'s base: "010" is 8 to them, and text is -1.');
      }
      const hardwareIds: unknown = custom?.hardwareIds;
      if (!Array.isArray(hardwareIds) || hardwareIds.length === 0) {
        say(
          title`Target "${name}" has the hardware ids ${valueText(hardwareIds)}, not a list of at least one.`,
          "hardwareIds",
        );
      } else if (!hardwareIds.every(isHardwareId)) {
        const bad = hardwareIds.find((hardwareId) => !isHardwareId(hardwareId));
        const sentence = title`Target "${name}" has the hardware id ${valueText(bad)}, not one of 1 to ${MAX_HARDWARE_ID_LENGTH} characters.`;
        say(sentence, "hardwareIds");
      }
      if (content.tag !== null && !sameJson(custom?.tags, [content.tag])) {
        say(title`Target "${name}" has the tags ${valueText(custom?.tags)}, not exactly ["${content.tag}"].`, "tags");
      }
      return said;
    }),
};

function isHardwareId(value: unknown): boolean {
  return typeof value === "string" && value.length >= 1 && value.length <= MAX_HARDWARE_ID_LENGTH;
}

/** What CI's own document may have, production may not. */
function levelFor({ tag }: TargetsContent): Level {
  return tag === null ? "warning" : "error";
}

const DEFINING_CUSTOM_FIELDS = ["version", "hardwareIds", "targetFormat", "docker_compose_apps"] as const;

export const prodTargetProvenance: ContentRule = {
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
  check: ({ docName, tag, targets, ciTargets }) => {
    if (tag === null) return [];
    return Object.entries(targets).flatMap(([name, file]): Observation[] => {
      const subject = targetSubject(docName, name);
      const built = own(ciTargets, name);
      if (!built)
        return [{ subject, title: title`Target "${name}" is not among the CI targets.`, properties: { target: name } }];
      const differing = differences(file, built);
      if (differing.length === 0) return [];
      const sentence = title`Target "${name}" differs from CI's of that name in ${differing.join(", ")}.`;
      return [{ subject, title: sentence, level: "error", properties: { target: name, members: differing } }];
    });
  },
};

function differences(file: JudgedTarget, built: JudgedTarget): string[] {
  const members = (["hashes", "length"] as const).filter((member) => !sameJson(file[member], built[member]));
  const fields = DEFINING_CUSTOM_FIELDS.filter((field) => !sameJson(file.custom?.[field], built.custom?.[field]));
  return [...members, ...fields.map((field) => `custom.${field}`)];
}

export const targetAppUnpinned: ContentRule = {
  id: "target-app-unpinned",
  level: "error",
  raised: ["warning"],
  when: "The URI of an app does not end in its sha256 digest. In CI targets this is a warning.",
  why: "The signature does not cover content that is not named by its digest.",
  fix: `Publish the app by digest, rebuild in CI, then ${PROMOTE_AGAIN}`,
  sources: ["TUF 4.5"],
  summary: "have an app that is not pinned by digest",
  check: (content) =>
    Object.entries(content.targets).flatMap(([name, { custom }]): Observation[] => {
      const apps: unknown = custom?.docker_compose_apps;
      const level = levelFor(content);
      if (apps !== undefined && !isObject(apps)) {
        const subject = targetSubject(content.docName, name, "custom", "docker_compose_apps");
        const sentence = title`Target "${name}" has the apps ${valueText(apps)}, not an object of apps with a uri.`;
        return [{ subject, title: sentence, level, properties: { target: name } }];
      }
      return appsOf(custom)
        .filter(({ uri }) => typeof uri !== "string" || !PINNED.test(uri))
        .map(({ app, uri }) => ({
          subject: targetSubject(content.docName, name, "custom", "docker_compose_apps", app, "uri"),
          title: title`Target "${name}": app "${app}" has the uri ${valueText(uri)}, without @sha256: and a digest.`,
          level,
          properties: { target: name, app },
        }));
    }),
};

export const targetAppForeign: ContentRule = {
  id: "target-app-foreign",
  level: "warning",
  raised: ["error"],
  when: "The URI of an app is outside the places that the policy's app-hosts name: an error; without a policy, outside the Factory's own hub: a warning.",
  why: "The signature would cover content of somebody else.",
  fix: "Correct it in CI, or name the host under app-hosts in .factory-tuf/review.yml.",
  summary: "have an app from a place that is not allowed",
  check: ({ docName, factory, targets }, { appHosts }) => {
    const allowed = appHosts.length > 0 ? appHosts : [ownHub(factory)];
    const level: Level = appHosts.length > 0 ? "error" : "warning";
    return Object.entries(targets).flatMap(([name, { custom }]) =>
      appsOf(custom)
        .filter(({ uri }) => typeof uri === "string" && !allowed.some((place) => within(repositoryOf(uri), place)))
        .map(({ app, uri }) => ({
          subject: targetSubject(docName, name, "custom", "docker_compose_apps", app, "uri"),
          title: title`Target "${name}": app "${app}" comes from ${String(uri)}, not from ${allowed.join(" or ")}.`,
          level,
          properties: { target: name, app, uri: String(uri) },
        })),
    );
  },
};

export const hardwareCoverageLost: ContentRule = {
  id: "hardware-coverage-lost",
  level: "warning",
  when: "A hardware id of production's newest version has no target in a Wave's new version.",
  security: "none",
  why: "Those devices stop updating, without a message.",
  fix: "Build the missing machine in CI, or waive the finding if it is intended.",
  sources: ["aktualizr-lite target filtering"],
  check: ({ docName, version, targets, productionTargets }) => {
    if (!docName.startsWith("wave/") || !productionTargets) return [];
    const before = newestVersion(productionTargets);
    const covered = hardwareOf(Object.values(targets));
    return [...hardwareOf(before.files)]
      .filter((hardwareId) => !covered.has(hardwareId))
      .map((hardwareId) => ({
        subject: `${docName}#/signed/targets`,
        title: title`Hardware id "${hardwareId}" has a target in production version ${before.version}, none in version ${version}.`,
        properties: { hardwareId },
      }));
  },
};

function newestVersion(targets: Readonly<Record<string, JudgedTarget>>): { version: number; files: JudgedTarget[] } {
  const versionOf = ({ custom }: JudgedTarget) => plainVersion(custom?.version) ?? -1;
  const version = Object.values(targets).reduce((newest, file) => Math.max(newest, versionOf(file)), 0);
  return { version, files: Object.values(targets).filter((file) => versionOf(file) === version) };
}

function hardwareOf(files: readonly JudgedTarget[]): Set<string> {
  return new Set(files.flatMap(({ custom }) => hardwareIdsOf(custom)));
}

export const targetNoDelta: ContentRule = {
  id: "target-no-delta",
  level: "note",
  when: "A target of the newest production or Wave version has no static delta.",
  security: "none",
  why: "Devices download the whole system instead of what changed.",
  fix: "Generate static deltas in the Factory before the Wave is made.",
  sources: ["the vendor's guide to production targets"],
  summary: "have no static delta (custom.delta-stats)",
  check: ({ docName, tag, targets }) =>
    tag === null
      ? []
      : Object.entries(targets)
          .filter(([, { custom }]) => !custom || !Object.hasOwn(custom, "delta-stats"))
          .map(([name]) => ({
            subject: targetSubject(docName, name, "custom"),
            title: title`Target "${name}" has no static delta (custom.delta-stats).`,
            properties: { target: name },
          })),
};
