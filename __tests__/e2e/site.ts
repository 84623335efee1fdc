// A place that releases through the Action: an embedded Factory, a checkout with its pinned root, the owner's
// archive as secrets. After every step it is proven that no secret was left anywhere.
import { type EmbeddedFactory, type FactoryOptions, startFactory } from "../../src/emulator/state/factory.ts";
import { watch } from "../judges/released.ts";
import { GITHUB_TOKEN } from "../kit/job-step.ts";
import { type Encrypted, sealedToIdentity } from "./encrypted.ts";
import { connectionInputs, runStep, type StepOptions, type StepResult } from "./runner.ts";
import { assertNoSecretLeft, Secrets, secretsOfArchive } from "./secrets.ts";
import { newWorkspace, type Workspace } from "./workspace.ts";

const ARCHIVE_BODY_BYTES = 256;

export interface SiteStepOptions extends StepOptions {
  /** Files of the workspace that hold secrets because the test put them there. */
  readonly putThere?: readonly string[];
}

export interface Site {
  readonly factory: EmbeddedFactory;
  readonly workspace: Workspace;
  readonly archive: Encrypted;
  /** `keys` and `keys-identity`, as a job gives them. */
  readonly keys: Readonly<Record<string, string>>;
  /**
   * One step, with the inputs that say which Factory; an input given as '' is not given.
   * @param command words as in the input `command`.
   */
  step(command: string, inputs?: Readonly<Record<string, string>>, options?: SiteStepOptions): Promise<StepResult>;
  /** One step with these inputs alone, as a workflow gives them. */
  bareStep(inputs: Readonly<Record<string, string>>, options?: SiteStepOptions): Promise<StepResult>;
  close(): Promise<void>;
}

export async function startSite(options: FactoryOptions = {}): Promise<Site> {
  const factory = watch(await startFactory({ state: "released", seed: "site", ...options }));
  const plain = factory.archives.targets!;
  const [workspace, archive] = await Promise.all([newWorkspace(factory), sealedToIdentity(plain)]);
  const secrets = new Secrets({
    "the API token": factory.tokens.owner,
    "GitHub's token": GITHUB_TOKEN,
    "the age identity": archive.identity,
    // Without the header, which is alike in every age file.
    "the encrypted archive": archive.file.subarray(-ARCHIVE_BODY_BYTES),
    "the archive": secretsOfArchive(plain),
  });
  const bareStep: Site["bareStep"] = async (inputs, stepOptions = {}) => {
    const step = await runStep(workspace, inputs, stepOptions);
    await assertNoSecretLeft(secrets, [step], workspace, stepOptions.putThere);
    return step;
  };
  return {
    factory,
    workspace,
    archive,
    keys: { keys: archive.armored, "keys-identity": archive.identity },
    step: (command, inputs = {}, stepOptions = {}) =>
      bareStep({ ...connectionInputs(factory), command, ...inputs }, stepOptions),
    bareStep,
    async close() {
      await factory.close();
      await workspace.delete();
    },
  };
}
