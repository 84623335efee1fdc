import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { toolCalls } from "../../../src/review/workflow/shell-commands.ts";

const calls = (script: string) => toolCalls(script).map(({ tool, words }) => [tool, ...words].join(" "));

describe("the calls of a tool in a script", () => {
  it("are found by the tool's name, wherever it lies and whoever starts it", () => {
    assert.deepEqual(calls("fioctl waves list"), ["fioctl waves list"]);
    assert.deepEqual(calls("sudo ./bin/fioctl-linux-amd64 login"), ["fioctl login"]);
    assert.deepEqual(calls("npx -y factory-tuf@0.1.0 review --json"), ["factory-tuf review --json"]);
    assert.deepEqual(calls("node .factory-tuf-action/dist/cli.js review"), ["factory-tuf review"]);
    assert.deepEqual(calls('"$FIOCTL" keys'), ["fioctl keys"]);
  });

  it("are found by what says which package, image or file it is", () => {
    const digest = `sha256:${"a".repeat(64)}`;
    assert.deepEqual(calls("docker run --rm ghcr.io/acme/factory-tuf:1.2 keys list"), ["factory-tuf keys list"]);
    assert.deepEqual(calls(`docker run ghcr.io/acme/factory-tuf:1.2@${digest} review`), ["factory-tuf review"]);
    assert.deepEqual(calls("npx github:acme/factory-tuf#main review"), ["factory-tuf review"]);
    assert.deepEqual(calls(".\\node_modules\\.bin\\factory-tuf.ps1 review"), ["factory-tuf review"]);
    assert.deepEqual(calls('& "C:\\tools\\fioctl.exe" login'), ["fioctl login"]);
    assert.deepEqual(calls("ls factory-tuf:1.2/docs $PWD/factory-tuf:/work"), []);
  });

  it("are found behind backslashes that a shell drops, in the tool's name and in what it is to do", () => {
    assert.deepEqual(calls("fio\\ctl keys tuf updates apply"), ["fioctl keys tuf updates apply"]);
    assert.deepEqual(calls("factory-tuf keys ro\\tate --role root"), ["factory-tuf keys rotate --role root"]);
  });
  it("are found by a variable that stands for the tool, or for what it is to do", () => {
    const withDefault = ['"$', '{FACTORY_TUF:-npx factory-tuf}" keys list'].join("");
    assert.deepEqual(calls(withDefault), ["factory-tuf keys list"]);
    assert.deepEqual(calls("export TUF=factory-tuf\n$TUF keys list"), ["factory-tuf keys list"]);
    assert.deepEqual(calls("RUN='fioctl keys tuf updates sign'\n$RUN -k x"), ["fioctl keys tuf updates sign -k x"]);
    assert.deepEqual(calls('WHAT="keys list"\nfactory-tuf $WHAT'), ["factory-tuf keys list"]);
    assert.deepEqual(calls("FIOCTL=$(command -v fioctl)\n$FIOCTL login"), ["fioctl", "fioctl login"]);
    const ofStep = toolCalls("$TUF keys list", { TUF: "factory-tuf", NUMBER: 1 });
    assert.deepEqual(ofStep, [{ tool: "factory-tuf", words: ["keys", "list"] }]);
    const computed = toolCalls("$FACTORY_TUF keys list", { FACTORY_TUF: ["$", "{{ steps.x.outputs.path }}"].join("") });
    assert.deepEqual(computed, [{ tool: "factory-tuf", words: ["keys", "list"] }]);
    assert.deepEqual(calls("$TUF keys list\n$FACTORY_TUF_VERSION keys list"), []);
  });

  it("end where their command ends", () => {
    assert.deepEqual(calls("fioctl login; echo done"), ["fioctl login"]);
    assert.deepEqual(calls("fioctl login>log 2>errors"), ["fioctl login 2>errors"]);
    assert.deepEqual(calls("fioctl a && fioctl b || fioctl c | tee log & fioctl d"), [
      "fioctl a",
      "fioctl b",
      "fioctl c",
      "fioctl d",
    ]);
    assert.deepEqual(calls("fioctl waves init 2>&1 -k targets.tgz"), ["fioctl waves init 2>&1 -k targets.tgz"]);
  });

  it("go on behind a backslash at the end of a line", () => {
    assert.deepEqual(calls("fioctl waves \\\n  init -k t.tgz"), ["fioctl waves init -k t.tgz"]);
    assert.deepEqual(calls("fioctl waves \\\r\n  init"), ["fioctl waves init"]);
  });

  it("are found inside quotes and substitutions", () => {
    assert.deepEqual(calls("bash -c 'fioctl keys tuf updates sign'"), ["fioctl keys tuf updates sign"]);
    assert.deepEqual(calls('x="$(fioctl targets list)"'), ["fioctl targets list"]);
    assert.deepEqual(calls('echo "$(fioctl targets list)"'), ["fioctl targets list"]);
    assert.deepEqual(calls("x=`fioctl targets list`"), ["fioctl targets list"]);
  });

  it("are found behind a quote that is never closed", () => {
    assert.deepEqual(calls("cat <<EOF\ndon't\nEOF\nfioctl waves init"), ["fioctl waves init"]);
  });

  it("keep an expression as one word, whatever stands in it", () => {
    const expression = ["$", "{{ inputs.a && 'b' || \"c\" }}"].join("");
    assert.deepEqual(calls(`fioctl -t ${expression} waves init`), ["fioctl -t EXPRESSION waves init"]);
  });

  it("are not what a comment, a path or a printed text only mentions", () => {
    assert.deepEqual(calls("# fioctl waves init\nls # fioctl"), []);
    assert.deepEqual(calls("git add .factory-tuf/root.json .factory-tuf"), []);
    assert.deepEqual(calls('echo "call fioctl waves init"\nprintf fioctl'), []);
    assert.deepEqual(calls("echo '# ' && fioctl login"), ["fioctl login"]);
  });

  it("never throws, and finds a call in a line of its own behind any other lines", () => {
    const line = fc.stringMatching(/^[a-z0-9 $(){}<>=.,:;|&#-]{0,40}$/);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.string(), (lines, noise) => {
        toolCalls(noise);
        assert.ok(calls([...lines, "fioctl login"].join("\n")).includes("fioctl login"));
      }),
    );
  });

  it("reads 100000 quotes, tools or unclosed expressions in a row", () => {
    for (const piece of ["$A fioctl ", "A='fioctl b' ", '"', "'", "`", "${{", "fioctl ", "\\", "\"'"])
      toolCalls(piece.repeat(100_000));
  });
});
