import { killedEverywhere } from "./killing.ts";
import { scenes } from "./scenes.ts";

killedEverywhere(scenes.firstRoot, { by: "process" });
killedEverywhere(scenes.root, { by: "cli" });
