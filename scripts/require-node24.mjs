// Fails with one clear sentence unless this is Node 24, the runtime of the Action. Plain JavaScript, so that
// an older Node can read it and say so.
const major = Number(process.versions.node.split(".")[0]);
if (major !== 24) {
  process.stderr.write(
    `This needs Node 24, and \`node\` here is ${process.version}. The package "node" brings it: run npm ci, and if ` +
      "node_modules/.bin/node is still missing, allow its install script (package.json, allowScripts) and run npm ci again.\n",
  );
  process.exit(1);
}
