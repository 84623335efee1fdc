// Loaded before a measured program: at its exit writes its largest resident memory, in bytes, to the file named by
// PEAK_MEMORY_FILE. CommonJS and this small, so that it adds nothing to what it measures.
const { readFileSync, writeFileSync } = require("node:fs");

process.on("exit", () => {
  writeFileSync(process.env.PEAK_MEMORY_FILE, String(peakKilobytes() * 1024));
});

/** On Linux the system's other figure, maxRSS, includes what the parent process held when it started this one. */
function peakKilobytes() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))[1]);
}
