// `npm run check`: everything that can be said of the sources without running them, the cheap stages first.
import { bin, runStages, type Stage, script } from "./stages.ts";

const STATIC_STAGES: readonly Stage[] = [
  { name: "types", run: [bin("tsc")] },
  { name: "lint", run: [bin("biome"), "check", "--error-on-warnings"] },
  { name: "layers", run: script("check-layers.ts") },
  { name: "test layout", run: script("check-test-layout.ts") },
  { name: "dead code", run: [bin("knip"), "--no-progress"] },
  { name: "repository", run: script("check-repository.ts") },
  { name: "citations", run: script("check-citations.ts") },
  { name: "generated files", run: script("generate.ts", "--check") },
  { name: "dist", run: script("check-dist.ts") },
  { name: "image", run: script("check-image.ts") },
  { name: "workflows", run: script("check-workflows.ts") },
];

if (import.meta.main) runStages(STATIC_STAGES);
