import { killedEverywhere } from "./killing.ts";
import { scenes } from "./scenes.ts";

killedEverywhere(scenes.firstAll, { by: "process" });
killedEverywhere(scenes.all, { by: "process" });
