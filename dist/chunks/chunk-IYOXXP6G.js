// src/text/our-repository.ts
var OUR_REPOSITORY = "factory-tuf/factory-tuf";

// src/text/command-actions.ts
var COMMAND_ACTIONS = {
  plan: "wave plan",
  promote: "promote",
  sign: "wave sign",
  review: "review",
  remind: "remind"
};
function isActionFolder(name) {
  return Object.hasOwn(COMMAND_ACTIONS, name);
}

export {
  OUR_REPOSITORY,
  COMMAND_ACTIONS,
  isActionFolder
};
