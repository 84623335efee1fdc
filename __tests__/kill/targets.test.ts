import { killedEverywhere } from "./killing.ts";
import { rotations } from "./rotations.ts";

killedEverywhere(rotations.targets, { by: "process" });
killedEverywhere(rotations.targetsInOne, { by: "process" });
