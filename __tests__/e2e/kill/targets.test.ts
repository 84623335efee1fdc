import { killedEverywhere } from "./killing.ts";
import { scenes } from "./scenes.ts";

killedEverywhere(scenes.targets, { by: "process" });
killedEverywhere(scenes.targetsInOne, { by: "process" });
