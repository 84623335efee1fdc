// The part of the package qrcode that makes the code and draws nothing: its drawing code would bring a PNG encoder along.
declare module "qrcode/lib/core/qrcode.js" {
  interface Segment {
    readonly mode: "alphanumeric" | "byte" | "numeric";
    readonly data: string;
  }
  interface QrCode {
    readonly version: number;
    readonly modules: { readonly size: number; readonly data: Uint8Array };
  }
  export function create(
    segments: readonly Segment[],
    options: { readonly errorCorrectionLevel: "L" | "M" | "Q" | "H" },
  ): QrCode;
}
