// `sign answer`: a signature that was made anywhere, over what `sign request` wrote. The Factory is asked again, and the folder
// and the signature are proven before anybody is asked.
import { requireTrustedRoot } from "../../context/trusted-root.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { givenSigner, requireSameRequest } from "../../signing-elsewhere/answer.ts";
import { toBeSigned } from "../../signing-elsewhere/to-be-signed.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { digestOption } from "../options/release-options.ts";
import { subjectOptions } from "../options/updates-options.ts";

export const signAnswer = command({
  name: "sign answer",
  order: 197,
  summary: "Verify a signature that was made on another machine, and add it.",
  details:
    "The folder is not trusted: what was signed is read and verified again, and must have the digests of the request. " +
    "The signature must verify with the key in the root. Roots need both signatures.",
  examples: [
    "factory-tuf sign answer to-sign --wave w42 --keyid <key id> --signature targets.sig",
    "factory-tuf sign answer to-sign --txid 28ed6d98fed6cd03 --keyid <key id> --signature ci.sig,prod.sig",
  ],
  args: ["folder"],
  options: {
    folder: { kind: "path", help: "The folder that sign request wrote.", required: true, placeholder: "<folder>" },
    ...subjectOptions,
    keyid: { kind: "text", help: "Id of the key that signed.", required: true, placeholder: "<key id>" },
    signature: {
      kind: "list",
      help: "The signature: a file with its bytes, base64 or hex, or the base64 itself; two for roots. Default: NAME.sig in the folder.",
      placeholder: "<file>",
    },
    ...digestOption,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "machine",
  needs: "factory",
  confirms: "yes",
  publishes: true,
  dataHelp: ["`kind`, `name`, `keyid`; `digest`: of what was signed", "`next`: list of `{what, command}`"],
  async run(ctx, { folder, keyid, signature, expectDigest, ...subject }) {
    requireTrustedRoot(ctx, "sign answer");
    const { request, digest, add } = await toBeSigned(ctx, subject, expectDigest);
    await requireSameRequest(ctx, folder, request);
    const signer = await givenSigner(ctx, folder, { keyid, given: signature ?? [] }, request);
    const { status, changed, outputs, next } = await add(signer);
    const { kind, name } = request;
    return { status, changed, outputs, data: { kind, name, keyid, digest, next } };
  },
  report: ({ status, data: { kind, name, keyid, digest, next } }) => ({
    title:
      status === "unchanged"
        ? `The ${kind} ${name} had the signature of ${keyid} already`
        : `The ${kind} ${name} has the signature of ${keyid} now`,
    blocks: [{ kind: "facts", facts: [{ label: "Digest", value: { code: digest } }] }, ...nextSteps(next)],
  }),
});
