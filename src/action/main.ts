// Where the Action for every command starts.
import { startAction } from "./start.ts";

await startAction(null);
