const ZERO = 48;
const COMMA = 44;

/**
 * Reads whole numbers from 0 to 2⁵³, separated by commas, from a place in a line on: as many as there is room for, or fewer.
 *
 * The line must have nothing but digits and commas there. No texts are made of the numbers, since a file may have millions of lines.
 */
export function scanCounts(line: string, from: number, counts: Float64Array): void {
  let place = 0;
  let count = 0;
  for (let at = from; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code !== COMMA) {
      count = count * 10 + (code - ZERO);
      continue;
    }
    counts[place++] = count;
    count = 0;
  }
  counts[place] = count;
}
