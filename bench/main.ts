// `npm run bench`: measures what things cost on this machine, one group after the other, and prints one table of
// ratios with the goals beside them. Wants an idle machine; asserts nothing.
import { measureMemory } from "./measure-memory.ts";
import { measureNetwork } from "./measure-network.ts";
import { measurePlan } from "./measure-plan.ts";
import { measureReview } from "./measure-review.ts";
import { measureRotation } from "./measure-rotation.ts";
import { measureSigners } from "./measure-signers.ts";
import { measureSigning } from "./measure-signing.ts";
import { measureStartUp } from "./measure-start-up.ts";
import { measureVendor } from "./measure-vendor.ts";
import { type Row, renderTable } from "./table.ts";

const GROUPS = {
  start: measureStartUp,
  network: measureNetwork,
  plan: measurePlan,
  signing: measureSigning,
  signers: measureSigners,
  memory: measureMemory,
  review: measureReview,
  rotation: measureRotation,
  vendor: measureVendor,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(GROUPS, name));
if (unknown.length > 0) {
  console.error(`There is no group ${unknown.join(", ")}; there are: ${Object.keys(GROUPS).join(", ")}.`);
  process.exit(2);
}
const rows: Row[] = [];
for (const [name, measure] of Object.entries(GROUPS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if (process.stderr.isTTY) process.stderr.write(`measuring: ${name}\n`);
  rows.push(...(await measure()));
}
console.log(`Node ${process.version}, ${process.platform} ${process.arch}\n`);
console.log(renderTable(rows));
const missed = rows.filter(({ met }) => met === false).length;
console.log(`\n${missed === 0 ? "All goals are met." : `${missed} goals are missed.`}`);
