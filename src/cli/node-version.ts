// Which Node can run this program. Loaded before everything else, so it uses nothing that an older one lacks.

/** As in package.json, `engines`. */
const OLDEST_MAJOR = 22;

/**
 * What is wrong with the Node that runs this, in one line, or null.
 * @param version as `process.version` has it, e.g. `v20.20.2`.
 */
export function unsupportedNode(version: string): string | null {
  const major = Number(/^v(\d+)\./.exec(version)?.[1]);
  if (major >= OLDEST_MAJOR) return null;
  return (
    `factory-tuf needs Node ${OLDEST_MAJOR} or later, and this is ${version}. In a clone: \`npm ci\` brings one, ` +
    "which `node_modules/.bin/node dist/cli.js` uses."
  );
}
