import { killedEverywhere } from "./killing.ts";
import { rotations } from "./rotations.ts";

killedEverywhere(rotations.firstRoot, { by: "process" });
killedEverywhere(rotations.root, { by: "cli" });
