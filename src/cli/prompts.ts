// The three kinds of question that are asked. Named here so that the bundle holds no other.
export { confirm, input, password } from "@inquirer/prompts";
