// Options that the rotations share.
import { ToolError } from "../../tuf/errors.ts";
import { archiveOptions } from "../archives/archive-options.ts";
import type { OptionDeclarations } from "../command.ts";
import { keyTypeOption } from "../root-work/updates-options.ts";

export const targetsKeysOption = {
  targetsKeys: {
    kind: "path",
    help: "The archive for the targets key, where it is another one than that of the root key.",
    placeholder: "<archive>",
  },
} as const satisfies OptionDeclarations;

export const rotationOptions = {
  ...archiveOptions,
  ...targetsKeysOption,
  firstTime: {
    kind: "switch",
    help: "The very first rotation: the initial root key is taken offline, into the archive, which is made.",
  },
  ...keyTypeOption,
  changelog: { kind: "text", help: "Why; it becomes part of the root.", placeholder: "<text>" },
} as const satisfies OptionDeclarations;

export function onlyForTargets(): ToolError {
  return new ToolError("options-conflict", {
    happened: "--targets-keys names the archive of a targets key, and a root key was to be rotated.",
    next: "Leave it out, or give --role targets.",
  });
}
