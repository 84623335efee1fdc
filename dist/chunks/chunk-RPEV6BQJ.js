import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/commands/release/settle.ts
async function settle({ what, write, carriedOut, toFindOut }) {
  try {
    await write();
    return;
  } catch (error) {
    if (!(error instanceof ToolError) || error.changed === "no" && error.code !== "http-conflict") throw error;
    let found = await readBack(carriedOut);
    if (found === !0) return;
    throw error.changed === "no" ? error : unknown(what, error, found, toFindOut);
  }
}
async function readBack(carriedOut) {
  try {
    return await carriedOut();
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
}
function unknown(what, error, found, toFindOut) {
  let then = found === !1 ? "Read back a moment later, the Factory does not show it, but it may still be on its way." : `Reading back failed too: ${found.happened}`;
  return new ToolError(
    "write-unknown",
    {
      happened: `The answer to ${what} did not arrive: ${error.happened} ${then}`,
      changed: "unknown",
      next: `Look with: ${toFindOut}. Running the same step again is safe: it finds what is there.`
    },
    { cause: error }
  );
}

export {
  settle
};
