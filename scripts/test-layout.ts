// Where tests stand: a test file mirrors the source that it tests, so that whoever opens one finds the other. Pure: paths in,
// sentences out.

/** Folders of tests that are about a kind of threat, a whole run or a recording, not about one source. */
export const SUITES = [
  "browser",
  "e2e",
  "faults",
  "judges",
  "kill",
  "long",
  "replay",
  "signers",
  "terminal",
  "threats",
] as const;

/** Tests below `__tests__` of more than one source, and why they are not in parts. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  "commands/keys/archives.test.ts": "list, copy-targets, encrypt and decrypt are tried on each other's archives",
  "commands/keys/offline.test.ts": "list, copy-targets, backup and restore are tried on one machine without network",
  "commands/round-trips.test.ts": "the requests of several commands, counted in one way",
  "commands/updates/work.test.ts": "several signers go through several commands",
  "emulator/option-texts.test.ts": "both languages accept or refuse the same texts",
  "gate/fuzz/fuzz.test.ts": "the whole gate, held against a strict device",
  "keys/archive/foreign-entries.test.ts": "archives are made by other tools, and read by the whole of keys/archive",
  "report/printed-commands.test.ts": "the commands that any source prints",
  "review/cases-complete.test.ts": "the cases of all rules, from rules/*.cases.ts",
  "review/fixes-work.test.ts": "what all rules advise, carried out",
  "review/hostile.test.ts": "all rules and renderings on hostile documents",
  "review/rules/hostile-documents.test.ts": "several groups of rules on hostile documents",
  "rotation/lies.test.ts": "the whole of src/rotation, through its commands",
  "scripts/review-workflow.test.ts": "a workflow, which is no source",
};

/**
 * `src/a/b.ts` is tested in `__tests__/a/b.test.ts`, or in parts: `__tests__/a/b/*.test.ts`. Likewise `scripts/b.ts` in
 * `__tests__/scripts/`.
 * @param tests below `__tests__`, as `a/b.test.ts`.
 * @param sources from the repository's root, as `src/a/b.ts` and `scripts/b.ts`.
 */
export function layoutViolations(
  tests: readonly string[],
  sources: readonly string[],
  exceptions: Readonly<Record<string, string>> = EXCEPTIONS,
): string[] {
  const known = new Set(sources);
  const mirrors = (test: string) => sourcesFor(test).some((source) => known.has(source));
  const strays = tests
    .filter((test) => !isInSuite(test) && !Object.hasOwn(exceptions, test) && !mirrors(test))
    .map(
      (test) =>
        `__tests__/${test} mirrors no source: there is no ${sourcesFor(test).join(" or ")}. Move it beside what it tests, ` +
        "into a suite, or list it in scripts/test-layout.ts with the reason.",
    );
  const stale = Object.keys(exceptions)
    .filter((test) => !tests.includes(test) || mirrors(test))
    .map(
      (test) =>
        `scripts/test-layout.ts lists ${test}, which ${tests.includes(test) ? "mirrors a source" : "is not there"}.`,
    );
  return [...strays, ...stale];
}

function isInSuite(test: string): boolean {
  return SUITES.some((suite) => test.startsWith(`${suite}/`));
}

/** The source itself, and the one of which this is a part. */
function sourcesFor(test: string): string[] {
  const path = test.replace(/\.test\.ts$/, "");
  const whole = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  const at = (name: string) => (name.startsWith("scripts/") ? `${name}.ts` : `src/${name}.ts`);
  return [at(path), ...(whole.includes("/") ? [at(whole)] : [])];
}
