// Which inputs a step gave, and their values. GitHub sets INPUT_ for every input that action.yml declares, empty
// where the step gave none, and for undeclared ones too; names come in upper case, blanks as underscores.

export type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = "INPUT_";

/** Names, in lower case, of the inputs that are not empty. Values stay unread. */
export function givenInputs(env: Environment): string[] {
  return Object.keys(env)
    .filter((variable) => variable.startsWith(PREFIX) && env[variable] !== "" && env[variable] !== undefined)
    .map((variable) => variable.slice(PREFIX.length).toLowerCase());
}

/** The value as given, with its white space; '' when there is none. */
export function rawInput(env: Environment, name: string): string {
  return env[PREFIX + name.replaceAll(" ", "_").toUpperCase()] ?? "";
}

/** The value without white space around it, which YAML's blocks leave. */
export function textInput(env: Environment, name: string): string {
  return rawInput(env, name).trim();
}
