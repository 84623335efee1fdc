// The two small languages of `emulate`: --devices and --fault.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseDevices } from "../../src/emulator/devices/device-text.ts";
import { parseFault } from "../../src/emulator/server/fault-text.ts";
import { globPattern } from "../../src/emulator/server/faults.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { thrown } from "../kit/refusal.ts";

function refusal(work: () => unknown): string {
  return thrown(work, "value-invalid").message;
}

describe("--devices", () => {
  it("reads a group with its share online, pace and failures", () => {
    assert.deepEqual(parseDevices("us-east=10,online=80%,pace=3/min,fail=2.5%"), {
      name: "us-east",
      devices: 10,
      online: 0.8,
      pacePerMinute: 3,
      failRate: 0.025,
      tag: "production",
      client: "aktualizr-lite",
    });
    assert.equal(parseDevices("lab 2=3, tag=qa").tag, "qa");
    const { failRate, failVersion } = parseDevices("lab=3,fail=60%@5");
    assert.deepEqual([failRate, failVersion], [0.6, 5]);
    for (const client of ["aktualizr-lite", "fiotuf", "fioup", "aktualizr-nano"]) {
      assert.equal(parseDevices(`lab=3,client=${client}`).client, client);
    }
  });

  it("refuses everything else and says which part it does not understand", () => {
    const cases: [string, RegExp][] = [
      ["", /does not begin with the name of a group/],
      ["us-east", /names no number of devices from 1 to 100000/],
      ["us-east=0", /names no number of devices/],
      ["us-east=1e3", /names no number of devices/],
      ["us-east=5,online=80", /says online=80, where a share from 0% to 100% belongs/],
      ["us-east=5,online=101%", /says online=101%/],
      ["us-east=5,pace=3", /says pace=3, where a pace such as 3\/min belongs/],
      ["us-east=5,fail=-1%", /says fail=-1%/],
      ["us-east=5,fail=60%@", /says fail=60%@, where a version belongs after the @/],
      ["us-east=5,fail=60@5", /says fail=60@5, where a share/],
      ["us-east=5,fail=1%@5,fail=2%", /says fail twice/],
      ["us-east=5,tag=a/b", /says tag=a\/b, where a tag belongs/],
      ["us-east=5,online=1%,online=2%", /says online twice/],
      [
        "us-east=5,client=aktualizr",
        /says client=aktualizr, where one of aktualizr-lite, fiotuf, fioup, aktualizr-nano belongs/,
      ],
      ["us-east=5,client=fiotuf,client=fioup", /says client twice/],
      ["us-east=5,speed=1", /has the unknown part speed=1/],
      ["us-east=5,", /has the unknown part/],
    ];
    for (const [text, expected] of cases)
      assert.match(
        refusal(() => parseDevices(text)),
        expected,
      );
  });
});

describe("--fault", () => {
  it("reads method, path and one fault", () => {
    assert.deepEqual(parseFault("POST */waves/ n=1 status=503 retry-after=1"), {
      method: "POST",
      path: "*/waves/",
      n: 1,
      status: 503,
      retryAfter: 1,
    });
    assert.deepEqual(parseFault("* * reset=after"), { method: "*", path: "*", reset: "after" });
    assert.deepEqual(parseFault("GET /x?a=1 delay=1.5s"), { method: "GET", path: "/x?a=1", delayMs: 1500 });
    assert.deepEqual(parseFault("GET *root.json* flavour-swap n=2"), {
      method: "GET",
      path: "*root.json*",
      flavourSwap: true,
      n: 2,
    });
    assert.equal(parseFault("PUT /x body=truncated").body, "truncated");
  });

  it("refuses everything else and says which word it does not understand", () => {
    const cases: [string, RegExp][] = [
      ["", /does not begin with one of GET, POST, PUT, DELETE, \*/],
      ["FETCH /x status=500", /does not begin with one of/],
      ["GET", /has no path after the method/],
      ["GET status=500", /has no path after the method/],
      ["GET x status=500", /has the path x, which begins with neither \/ nor \*/],
      ["GET /x", /names no fault/],
      ["GET /x n=1", /names no fault/],
      ["GET /x status=500 reset=after", /names more than one fault/],
      ["GET /x status=5000", /says status=5000, where a number from 200 to 599 belongs/],
      ["GET /x reset=never", /says reset=never, where one of before, after belongs/],
      ["GET /x body=empty", /says body=empty/],
      ["GET /x delay=2", /says delay=2, where a time such as 2s or 500ms belongs/],
      ["GET /x delay=1.2.3s", /says delay=1.2.3s/],
      ["GET /x n=0 status=500", /says n=0/],
      ["GET /x status=500 status=501", /says status twice/],
      ["GET /x delay=1s retry-after=1", /has retry-after without a status/],
      ["GET /x flavour-swap=yes", /gives flavour-swap a value/],
      ["GET /x colour=red", /has the unknown word colour=red/],
    ];
    for (const [text, expected] of cases)
      assert.match(
        refusal(() => parseFault(text)),
        expected,
      );
  });
});

describe("both languages", () => {
  it("accept or refuse any text, and never fail otherwise", () => {
    const word = fc.constantFrom(
      "GET",
      "*",
      "/x",
      "=",
      ",",
      " ",
      "n=1",
      "status=500",
      "us=1",
      "online=5%",
      "pace=",
      "🙂",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join(" ")),
        ),
        (text) => {
          for (const parse of [parseDevices, parseFault]) {
            try {
              parse(text);
            } catch (error) {
              assert.ok(error instanceof ToolError && error.code === "value-invalid", String(error));
            }
          }
        },
      ),
    );
  });
});

describe("a path glob", () => {
  it("matches itself literally, and anything where it has a star", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, middle, after) => {
        const star = (text: string) => text.replaceAll("*", "+");
        const pattern = globPattern(`${star(before)}*${star(after)}`);
        assert.match(star(before) + middle + star(after), pattern);
        assert.doesNotMatch(`x${star(before)}`, globPattern(star(before)));
      }),
    );
  });
});
