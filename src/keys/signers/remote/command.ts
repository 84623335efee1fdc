// `signer-command`: a program that signs what it reads on standard input (T17).
import { ToolError } from "../../../errors/tool-error.ts";
import { sha256Hex } from "../../../text/sha256.ts";
import { ED25519_METHOD, RSA_METHOD } from "../../../tuf/metadata/signature.ts";
import { childEnvironment } from "../../sources/child-environment.ts";
import { type CommandLine, programName } from "../../sources/command-line.ts";
import { runProgram, TOO_MUCH } from "../../sources/run-program.ts";
import { bytesOf } from "./ask-service.ts";
import type { ServicePorts, SigningService } from "./service.ts";

const MAX_OUTPUT_BYTES = 4 * 1024;

export function commandService(
  line: CommandLine,
  { env, signal }: Pick<ServicePorts, "env" | "signal">,
): SigningService {
  return {
    async sign(key, bytes) {
      const end = await runProgram({
        line,
        env: {
          ...childEnvironment(env),
          FACTORY_SIGNER_KEYID: key.keyid,
          FACTORY_SIGNER_METHOD: key.type === "rsa" ? RSA_METHOD : ED25519_METHOD,
          FACTORY_SIGNER_SHA256: sha256Hex(bytes),
        },
        input: bytes,
        maxOutputBytes: MAX_OUTPUT_BYTES,
        signal,
      });
      if (!("output" in end)) {
        throw failed(
          line,
          end.failed === TOO_MUCH ? `wrote more than ${MAX_OUTPUT_BYTES} bytes, and was ended` : end.failed,
        );
      }
      // Tools break lines of base64.
      const raw = bytesOf(Buffer.from(end.output).toString("latin1").replace(/\s+/g, ""), "standard");
      if (!raw) throw failed(line, "did not write a signature in base64");
      return raw;
    },
  };
}

/** No output and no argument is quoted. */
function failed(line: CommandLine, how: string): ToolError {
  return new ToolError("signer-failed", {
    happened: `The program \`${programName(line)}\` of signer-command ${how}.`,
    next: "Run it by hand to see what it says: it reads the bytes to be signed, and writes the signature in base64 and nothing else. There is no shell, no terminal, and tokens for this tool are withheld from it.",
  });
}
