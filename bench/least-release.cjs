// The least that a program in Node does for `wave init`: it starts, asks at once for the root, the CI targets and the
// production targets, parses both documents, writes them again, verifies one signature each, signs the new document and
// sends it. It checks nothing else, keeps no key and prints nothing. The Factory refuses its signature, after it has read all.
// Arguments: the Factory's address, a token, the version, the tag.
const { generateKeyPairSync, sign, verify } = require("node:crypto");
const { Agent, request } = require("node:http");

const [url, token, version, tag] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true });
const headers = { "osf-token": token };

/** @returns {Promise<Buffer>} */
function answerTo(method, path, body) {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { agent, method, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part)).on("end", () => resolve(Buffer.concat(parts)));
    });
    sent.on("error", reject).end(body);
  });
}

async function release() {
  const repository = "/ota/repo/acme/api/v1/user_repo";
  const [, ciText, productionText] = await Promise.all([
    answerTo("GET", `${repository}/root.json`),
    answerTo("GET", `${repository}/targets.json`),
    answerTo("GET", `/ota/factories/acme/prod-targets/?tag=${tag}`),
  ]);
  const [ci, production] = [JSON.parse(ciText).signed, JSON.parse(productionText)[tag].signed];
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  for (const signed of [ci, production]) verify(null, Buffer.from(JSON.stringify(signed)), publicKey, Buffer.alloc(64));
  const added = Object.entries(ci.targets).filter(([, target]) => String(target.custom.version) === version);
  const signed = {
    ...production,
    targets: { ...production.targets, ...Object.fromEntries(added) },
    version: Number(version),
  };
  const sig = sign(null, Buffer.from(JSON.stringify(signed)), privateKey).toString("base64");
  const targets = { signatures: [{ keyid: "0".repeat(64), method: "ed25519", sig }], signed };
  await answerTo("POST", "/ota/factories/acme/waves/", JSON.stringify({ name: "w1", version, tag, targets }));
  agent.destroy();
}

release();
