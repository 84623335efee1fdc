// Where the Action for every command starts.
import { startOnRunner } from "./start.ts";

await startOnRunner(null);
