/** Chinese characters, and the punctuation that is as wide as they are. */
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/g;

/** How many Latin characters take as much room as a text, whose Chinese ones take that of two. */
export function charactersOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}
