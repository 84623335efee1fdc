// The Actions of their own beside the one for every command: by folder of our repository, the command that each runs.

export const COMMAND_ACTIONS = {
  plan: "wave plan",
  promote: "promote",
  sign: "wave sign",
  review: "review",
  remind: "remind",
} as const satisfies Readonly<Record<string, string>>;

/** Name of such a folder. */
export type ActionFolder = keyof typeof COMMAND_ACTIONS;

export function isActionFolder(name: string): name is ActionFolder {
  return Object.hasOwn(COMMAND_ACTIONS, name);
}
