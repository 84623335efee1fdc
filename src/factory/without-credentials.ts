// A Factory of which only the name is known, for what a command does without credentials. Nothing that sends is loaded
// for it: that takes longer than such a command itself.
import type { ToolError } from "../errors/tool-error.ts";
import type { FactoryClient } from "./types.ts";

/** @param why there are no credentials: every call fails with it. */
export function clientWithoutCredentials(factory: string, why: ToolError): FactoryClient {
  const fail = () => Promise.reject(why);
  return {
    factory,
    apiUrl: null,
    root: fail,
    ciTargets: fail,
    ciTargetsKey: fail,
    ciTargetFiles: fail,
    roleDocument: fail,
    prodTargets: fail,
    prodTargetTexts: fail,
    waveTargets: fail,
    waves: fail,
    wave: fail,
    createWave: fail,
    signWave: fail,
    rolloutWave: fail,
    completeWave: fail,
    cancelWave: fail,
    waveProgress: fail,
    self: fail,
    updates: fail,
    initUpdates: fail,
    putUpdates: fail,
    generateOnlineKeys: fail,
    applyUpdates: fail,
    cancelUpdates: fail,
    firstRootKey: fail,
  };
}
