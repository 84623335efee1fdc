// GitHub's expressions, evaluated by GitHub's own library.
import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { expressionsIn } from "../../src/review/workflow/expressions.ts";

/** What an expression can name: values as JSON has them. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How the steps before, or the jobs that are needed, have ended. */
export type Ended = "success" | "failure";

/** A text with its expressions replaced. */
export function filled(text: string, contexts: Contexts): string {
  let [result, from] = ["", 0];
  for (const { start, end, text: expression } of expressionsIn(text)) {
    result += text.slice(from, start) + evaluated(expression, contexts, "success").coerceString();
    from = end;
  }
  return result + text.slice(from);
}

/** Does an `if:` let it run? Without a status function in it, only after success. */
export function isLetRun(condition: string | undefined, contexts: Contexts, ended: Ended): boolean {
  if (condition === undefined) return ended === "success";
  const asksStatus = /\b(?:success|failure|always|cancelled)\(\)/.test(condition);
  if (!asksStatus && ended !== "success") return false;
  const bare = /^\$\{\{(.*)\}\}$/s.exec(condition.trim())?.[1] ?? condition;
  return isTruthy(evaluated(bare, contexts, ended));
}

function evaluated(expression: string, contexts: Contexts, ended: Ended): data.ExpressionData {
  const functions = { success: ended === "success", failure: ended === "failure", always: true, cancelled: false };
  const defined = Object.entries(functions).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }));
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(contexts), defined).parse();
  const named = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(tree, named, new Map(defined.map((one) => [one.name, one]))).evaluate();
}

function isTruthy(value: data.ExpressionData): boolean {
  const { kind } = value;
  if (kind === data.Kind.Boolean || kind === data.Kind.Number) return Boolean(value.value);
  return kind === data.Kind.String ? value.value !== "" : kind !== data.Kind.Null;
}
