// src/commands/command.ts
var anyCommand = (loaded) => loaded;

export {
  anyCommand
};
