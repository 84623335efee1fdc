// A text as a QR code, drawn as one path of SVG: sharp at any size, and no picture to load.
import { create } from "qrcode/lib/core/qrcode.js";

/** Light modules around the code, as its standard asks for. */
const QUIET = 4;

/**
 * A quarter of the code may be lost to folds and stains (level Q).
 * @param text in the characters of QR's alphanumeric mode: digits, capital letters, ` $%*+-./:`.
 */
export function qrSvg(text: string): string {
  const { modules } = create([{ mode: "alphanumeric", data: text }], { errorCorrectionLevel: "Q" });
  const { size } = modules;
  const rows = Array.from({ length: size }, (_, y) => rowPath(modules.data.subarray(y * size, (y + 1) * size), y));
  const whole = size + 2 * QUIET;
  return `<svg class="qr" viewBox="${-QUIET} ${-QUIET} ${whole} ${whole}" shape-rendering="crispEdges" role="img" aria-label="QR code"><path d="${rows.join("")}"/></svg>`;
}

/** Dark modules that touch are one rectangle. */
function rowPath(row: Uint8Array, y: number): string {
  let path = "";
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    const from = x;
    while (row[x + 1]) x++;
    const width = x + 1 - from;
    path += `M${from} ${y}h${width}v1h-${width}z`;
  }
  return path;
}
