// What must not stand in the repository: package registries' host names, paths of somebody's machine, and a
// lock file that says where packages were fetched from.

export interface RepositoryFile {
  readonly path: string;
  readonly text: string;
}

const FORBIDDEN: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  {
    // example.com and its kin are nobody's.
    pattern:
      /\b(?:registry|npm|packages?|artifactory|nexus)\.(?!example\.)(?:[a-z0-9-]+\.)*(?:org|com|net|io|dev|cloud|local|internal)\b/gi,
    what: "names a package registry's host",
  },
  { pattern: /(?<![\w.})*-])\/work\//g, what: "holds a path of one machine" },
  { pattern: /(?<![\w.})*-])\/root\/(?!updates)/g, what: "holds a path of one machine" },
  { pattern: /(?<![\w.})*-])\/(?:home\/(?!runner\/|me\/)|Users\/)[A-Za-z]\w*\//g, what: "holds a path of one machine" },
];

/** One line a violation: `<file>:<line> <what>`. `checkout` is where this copy lies: that path may stand nowhere. */
export function repositoryViolations(files: readonly RepositoryFile[], checkout: string): string[] {
  const violations = files.flatMap(({ path, text }) =>
    text
      .split("\n")
      .flatMap((line, index) => lineViolations(line, checkout).map((what) => `${path}:${index + 1} ${what}`)),
  );
  const names = new Set(files.map(({ path }) => path));
  for (const needed of ["LICENSE", "README.md", "package-lock.json", "action.yml", "dist/packages.json"]) {
    if (!names.has(needed)) violations.push(`${needed} is missing`);
  }
  const lock = files.find(({ path }) => path === "package-lock.json");
  return lock ? [...violations, ...lockViolations(lock.text)] : violations;
}

function lineViolations(line: string, checkout: string): string[] {
  const found = FORBIDDEN.filter(({ pattern }) => line.search(pattern) !== -1).map(({ what }) => what);
  if (checkout.split("/").length > 2 && line.includes(`${checkout}/`)) found.push("holds the path of this checkout");
  return [...new Set(found)];
}

/** Packages come by name, version and integrity; the address is the installer's business. */
export function lockViolations(text: string): string[] {
  const { packages } = JSON.parse(text) as { packages: Record<string, Record<string, unknown>> };
  return Object.entries(packages).flatMap(([name, entry]) => {
    if (name === "" || entry["link"] === true) return [];
    const violations: string[] = [];
    if (entry["resolved"] !== undefined) violations.push(`package-lock.json: ${name} says where it was fetched from`);
    // A build for another platform may have been out of reach when the lock file was made (docs/decisions/2026-11-23-the-lock-file.md).
    if (typeof entry["integrity"] !== "string" && entry["optional"] !== true) {
      violations.push(`package-lock.json: ${name} has no integrity`);
    }
    return violations;
  });
}
