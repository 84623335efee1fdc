// Which secrets a part of a workflow reads, told by its expressions. Total on whatever YAML may hold.
import { expressionsIn } from "./expressions.ts";

/** A secret whose name is computed, or all of them at once. */
const ANY_SECRET = "*";

/** GitHub's own, which opens nothing of a Factory. */
const OWN_TOKEN = "GITHUB_TOKEN";
const REFERENCE = /(?<![.\w-])secrets\b\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*'([^']*)'\s*\])?/gi;
/** GitHub allows no longer ones. */
const MAX_NAME = 255;

/** Names of the secrets that the expressions in `part` read, in upper case; {@link ANY_SECRET} where any may be meant. */
export function secretsIn(part: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  for (const text of textsIn(part)) {
    for (const { text: expression } of expressionsIn(text)) {
      for (const [, dotted, indexed] of expression.matchAll(REFERENCE)) {
        names.add((dotted ?? indexed ?? ANY_SECRET).slice(0, MAX_NAME).toUpperCase());
      }
    }
  }
  names.delete(OWN_TOKEN);
  return names;
}

const FACTORY_NAME = /FACTORY|FIOCTL|FOUNDRIES|(?:^|_)(?:TUF|OSF|FIO)(?:_|$)/;
const KEYS_NAME =
  /(?:FACTORY|TUF|FIO|FIOCTL|TARGETS|OFFLINE|ROOT)_?(?:\w*_)?(?:KEYS?|IDENTITY|PASSPHRASE|TGZ|ARCHIVE)$|^(?:KEYS|IDENTITY|PASSPHRASE)$/;

/** Does the name say that it belongs to a Factory? */
export function isFactorySecret(name: string): boolean {
  return name === ANY_SECRET || FACTORY_NAME.test(name);
}

/** Does the name say that it opens, or is, an archive of keys? */
export function isKeysSecret(name: string): boolean {
  return name === ANY_SECRET || KEYS_NAME.test(name);
}

/** All texts of a value. An object that aliases repeat is looked at once. */
function* textsIn(value: unknown): Generator<string> {
  const seen = new Set<object>();
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === "string") yield next;
    if (typeof next !== "object" || next === null || seen.has(next)) continue;
    seen.add(next);
    for (const member of Object.values(next)) open.push(member);
  }
}
