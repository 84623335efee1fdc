import { killedEverywhere } from "./killing.ts";
import { rotations } from "./rotations.ts";

killedEverywhere(rotations.firstAll, { by: "process" });
killedEverywhere(rotations.all, { by: "process" });
