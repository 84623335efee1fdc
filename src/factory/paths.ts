// The path of every call of PROTOCOL §3, built from checked and percent-encoded segments (T22). Nothing
// else in the program makes a path; what does not match the allow-list never reaches the network.
import { ToolError } from "../errors/tool-error.ts";
import { foreignText } from "../text/encode-text.ts";
import { describeName, isName, type NameKind } from "../tuf/metadata/names.ts";
import type { WaveStatusName } from "./types.ts";

export type WaveAction = "sign" | "rollout" | "complete" | "cancel";
export type UpdatesAction = "gen-online-keys" | "apply" | "cancel";

export interface FactoryPaths {
  root(flavour: "ci" | "prod", version?: number): string;
  ciTargets(): string;
  roleDocument(role: "targets" | "snapshot" | "timestamp", tag: string, flavour: "ci" | "prod"): string;
  ciTargetFiles(version?: number): string;
  ciTargetsKey(): string;
  firstRootKey(): string;
  prodTargets(tags: readonly string[]): string;
  waveTargets(names: readonly string[]): string;
  waves(): string;
  wavePage(page: { limit: number; page: number; status?: WaveStatusName; tag?: string }): string;
  wave(name: string, options: { showTargets: boolean }): string;
  waveAction(name: string, action: WaveAction): string;
  /** Null asks for the active Wave: the only place where `$active$` stands in a path. */
  waveProgress(name: string | null, offlineThresholdHours: number): string;
  self(): string;
  updates(): string;
  updatesAction(action: UpdatesAction): string;
}

const SAFE_PATH = /^(?:\/[A-Za-z0-9_.~%$-]+)+\/?(?:\?[a-z-]+=[A-Za-z0-9_.~%,-]*(?:&[a-z-]+=[A-Za-z0-9_.~%,-]*)*)?$/;
const DOT_SEGMENT = /\/\.{1,2}(?:\/|\?|$)/;

/** @throws {ToolError} `value-invalid` for a name outside its pattern, here and in every method. */
export function factoryPaths(factory: string): FactoryPaths {
  const repo = `/ota/repo/${segment("factory", factory)}/api/v1/user_repo`;
  const own = `/ota/factories/${segment("factory", factory)}`;
  const production = (flavour: "ci" | "prod", sign: "?" | "&") => (flavour === "prod" ? `${sign}production=1` : "");
  return {
    root: (flavour, version) =>
      asserted(`${repo}/${version === undefined ? "" : `${integer(version)}.`}root.json${production(flavour, "?")}`),
    ciTargets: () => asserted(`${repo}/targets.json`),
    roleDocument: (role, tag, flavour) =>
      asserted(`${repo}/${role}.json?tag=${segment("tag", tag)}${production(flavour, "&")}`),
    ciTargetFiles: (version) =>
      asserted(`${own}/targets/${version === undefined ? "" : `?version=${integer(version)}`}`),
    ciTargetsKey: () => asserted(`${own}/ci-targets.pub`),
    firstRootKey: () => asserted(`${own}/first_root.sec`),
    prodTargets: (tags) => asserted(`${own}/prod-targets/?tag=${list("tag", tags)}`),
    waveTargets: (names) => asserted(`${own}/wave-targets/?name=${list("wave", names)}`),
    waves: () => asserted(`${own}/waves/`),
    wavePage: ({ limit, page, status, tag }) =>
      asserted(
        `${own}/waves/?limit=${integer(limit)}&page=${integer(page)}${status === undefined ? "" : `&status=${status}`}${
          tag === undefined ? "" : `&tag=${segment("tag", tag)}`
        }`,
      ),
    wave: (name, { showTargets }) =>
      asserted(`${own}/waves/${segment("wave", name)}/${showTargets ? "?show-targets=1" : ""}`),
    waveAction: (name, action) => asserted(`${own}/waves/${segment("wave", name)}/${action}/`),
    waveProgress: (name, hours) =>
      asserted(
        `${own}/waves/${name === null ? "$active$" : segment("wave", name)}/status/?offline-threshold=${integer(hours)}`,
      ),
    self: () => asserted(`${own}/users/self/`),
    updates: () => asserted(`${repo}/root/updates`),
    updatesAction: (action) => asserted(`${repo}/root/updates/${action}`),
  };
}

function segment(kind: NameKind, text: string): string {
  if (isName(kind, text)) return encodeURIComponent(text);
  throw new ToolError("value-invalid", {
    happened: `"${foreignText(text, 80)}" cannot be the name of a ${kind}: it must be ${describeName(kind)}, and not "." or "..".`,
    next: "Correct the name and run this again.",
  });
}

function list(kind: NameKind, texts: readonly string[]): string {
  return texts.map((text) => segment(kind, text)).join(",");
}

function integer(value: number): string {
  if (Number.isSafeInteger(value) && value >= 0) return String(value);
  throw new ToolError("value-invalid", {
    happened: `${value} is not a whole number from 0.`,
    next: "Correct the number and run this again.",
  });
}

/** The last look at a path: a mistake above must not become a request (T22). */
function asserted(path: string): string {
  const parsed = new URL(path, "http://path.invalid");
  if (SAFE_PATH.test(path) && !DOT_SEGMENT.test(path) && parsed.pathname + parsed.search === path) return path;
  throw new Error("a path of the Factory's API was built wrongly");
}
