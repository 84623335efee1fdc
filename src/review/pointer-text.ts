// Pointers in sentences: their end, which names the place; the whole stands in a finding's subject.

const SHOWN = 30;

export function pointerText(pointer: string): string {
  return pointer.length <= SHOWN ? pointer : `...${pointer.slice(3 - SHOWN)}`;
}
