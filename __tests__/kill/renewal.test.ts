import { killedEverywhere } from "./killing.ts";
import { rotations } from "./rotations.ts";

killedEverywhere(rotations.renewal, { by: "cli" });
