// The library of fiotuf as a judge: a small Go program (go-tuf/main.go), built once for its sources and asked line by line.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SOURCES = fileURLToPath(new URL("go-tuf/", import.meta.url));
const BUILT = fileURLToPath(new URL("../../.tmp/judges/", import.meta.url));
const HOW = "Install Go 1.22 or later (https://go.dev/doc/install) to have documents judged by the library of fiotuf.";
const FETCH =
  "Run `go mod download` in __tests__/judges/go-tuf once, with a network, to have documents judged by the library of fiotuf.";

/** Documents as they are served. */
export interface Question {
  /** From the root that the device holds on. */
  readonly roots: readonly string[];
  /** With `snapshot` and `targets`; without them `targets` are judged alone, as those of a Wave are. */
  readonly timestamp?: string;
  readonly snapshot?: string;
  readonly targets?: string;
  readonly at: Date;
}

export interface Judgement {
  /** Version of the newest root that was taken; 0 for none. */
  readonly root: number;
  /** What was refused first; empty where all was taken. */
  readonly refused: "" | "root" | "timestamp" | "snapshot" | "targets";
  readonly says: string;
}

/** One process, which answers in the order in which it is asked and ends with this one. */
export class Judge {
  readonly #child: ChildProcess;
  readonly #waiting: { resolve: (judgement: Judgement) => void; reject: (reason: Error) => void }[] = [];

  constructor() {
    this.#child = spawn("program" in prepared ? prepared.program : "", { stdio: ["pipe", "pipe", "inherit"] });
    createInterface(this.#child.stdout!).on("line", (line) => {
      this.#waiting.shift()!.resolve(JSON.parse(line) as Judgement);
    });
    this.#child.on("close", (status) => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error(`the judge ended with ${status}`));
    });
  }

  ask({ roots, timestamp, snapshot, targets, at }: Question): Promise<Judgement> {
    const packed = (text: string | undefined) =>
      text === undefined ? undefined : Buffer.from(text).toString("base64");
    const question = {
      roots: roots.map(packed),
      timestamp: packed(timestamp),
      snapshot: packed(snapshot),
      targets: packed(targets),
      at,
    };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#child.stdin!.write(`${JSON.stringify(question)}\n`);
    });
  }

  close(): void {
    this.#child.stdin!.end();
  }
}

/** The program, or why this machine has none. */
export type Prepared = { readonly program: string } | { readonly missing: string };

/**
 * Builds the program where these sources were not yet built in `folder`.
 * @throws where Go and the modules are there, and it does not compile.
 */
export function preparedJudge(folder: string, env: NodeJS.ProcessEnv): Prepared {
  if (spawnSync("go", ["version"], { env }).status !== 0) return { missing: HOW };
  const digest = createHash("sha256");
  for (const name of ["main.go", "go.mod", "go.sum"]) digest.update(readFileSync(SOURCES + name)).update("\0");
  const program = path.join(folder, `go-tuf-${digest.digest("hex").slice(0, 16)}${SUFFIX}`);
  if (existsSync(program)) return { program };
  mkdirSync(folder, { recursive: true });
  // Tests of two processes may build at once: each its own file, and either may take the name.
  const fresh = `${program}.${process.pid}`;
  const { status, stderr } = spawnSync("go", ["build", "-mod=readonly", "-buildvcs=false", "-o", fresh, "."], {
    cwd: SOURCES,
    env: { ...env, GOFLAGS: "", GOTOOLCHAIN: "local" },
    encoding: "utf8",
  });
  if (status === 0) {
    renameSync(fresh, program);
    return { program };
  }
  if (TOO_OLD.test(stderr)) return { missing: HOW };
  if (OUT_OF_REACH.test(stderr)) return { missing: FETCH };
  throw new Error(`the judge could not be built: ${stderr}`);
}

const SUFFIX = process.platform === "win32" ? ".exe" : "";
const TOO_OLD = /requires go >=/;
const OUT_OF_REACH =
  /disabled by GOPROXY|dial tcp|no such host|timeout|connection re(?:fused|set)|: (?:403|404|410|5\d\d) /;

const prepared = preparedJudge(BUILT, process.env);

/** Why there is no judge on this machine; false where there is one. */
export const noJudge: string | false = "missing" in prepared ? prepared.missing : false;
