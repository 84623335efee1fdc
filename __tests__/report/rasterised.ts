// A PDF as a printer and a scanner would hand it on: pages of grey dots, and the QR code in them.
import { PDFiumLibrary } from "@hyzyla/pdfium";
import jsqr from "jsqr";

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Four bytes a dot. */
  readonly data: Uint8ClampedArray;
}

const POINTS_AN_INCH = 72;

export async function rasterised(pdf: Uint8Array, dpi: number): Promise<Raster[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const pages: Raster[] = [];
  for (const page of document.pages()) {
    const { width, height, data } = await page.render({ scale: dpi / POINTS_AN_INCH, render: "bitmap" });
    pages.push({ width, height, data: new Uint8ClampedArray(data) });
  }
  document.destroy();
  library.destroy();
  return pages;
}

/** The text of the code in a picture, as a scanner reads it that is held over one code; null where there is none. */
export function codeIn({ width, height, data }: Raster): string | null {
  return decode(data, width, height)?.data ?? null;
}

/** A part of a picture: one of `count` columns, from 0. */
export function column({ width, height, data }: Raster, at: number, count: number): Raster {
  const wide = Math.floor(width / count);
  const part = new Uint8ClampedArray(wide * height * 4);
  for (let y = 0; y < height; y++) {
    const from = (y * width + at * wide) * 4;
    part.set(data.subarray(from, from + wide * 4), y * wide * 4);
  }
  return { width: wide, height, data: part };
}

const decode =
  (jsqr as unknown as { default?: typeof jsqr.default }).default ?? (jsqr as unknown as typeof jsqr.default);

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Fills a box with one grey. */
export function paint({ width, height, data }: Raster, { left, right, top, bottom }: Box, grey: number): void {
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, bottom); y++) {
    const from = (y * width + Math.max(0, Math.floor(left))) * 4;
    data.fill(grey, from, (y * width + Math.min(width, Math.ceil(right))) * 4);
  }
}
