// Collects ASCII text as bytes in memory that grows in place, so that a document of megabytes leaves no half-grown
// copies of itself behind.
const FIRST_BYTES = 4 * 1024;

export class AsciiBuffer {
  #bytes = Buffer.from(new ArrayBuffer(FIRST_BYTES));
  #length = 0;

  append(text: string): void {
    const end = this.#length + text.length;
    if (end > this.#bytes.length) this.#grow(Math.max(end, 2 * this.#length));
    // One character, one byte: latin1 and ASCII agree there, and latin1 is written fastest.
    this.#bytes.write(text, this.#length, "latin1");
    this.#length = end;
  }

  /** All that was appended. The buffer must not be used again: its memory is given away. */
  take(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#bytes.buffer.transfer(this.#length));
  }

  #grow(capacity: number): void {
    this.#bytes = Buffer.from(this.#bytes.buffer.transfer(capacity));
  }
}
