/**
 * A stretch of values in the order sought. `through` ends after its value, `before` ends just before it, `tie` is that one
 * value, and `rest` is all that is left.
 */
export type Band = { kind: "through" | "before" | "tie"; value: string } | { kind: "rest" };

/** So many equal values in a sample that one value stands for more attempts than are worth sorting. */
const TIE_MIN = 16;
/** The first band should hold this many times what is sought: a sample is no promise. */
const MARGIN = 2;
/** The very first value of a sample may well come before too few. */
const LEAST_SIZE = 2;
/** A band that held too little is followed by one of so many times as much. */
const GROWTH = 4;

/**
 * Where to look for the first `wanted` of many values, of which `sample` is a random share in the order sought: few first,
 * then more and more. Together the bands hold every value once, in order, whatever the sample says.
 */
export function planBands({
  sample,
  share,
  wanted,
}: {
  sample: readonly string[];
  share: number;
  wanted: number;
}): Band[] {
  const bands: Band[] = [];
  let size = Math.max(LEAST_SIZE, Math.ceil(wanted * share * MARGIN));
  for (let from = 0; from < sample.length; size *= GROWTH) {
    const tieEnd = endOfRun(sample, from);
    const value = sample[from] ?? "";
    if (tieEnd - from >= TIE_MIN) {
      bands.push({ kind: "before", value }, { kind: "tie", value });
      from = tieEnd;
      continue;
    }
    let end = tieEnd;
    while (end < sample.length && end - from < size) {
      const next = endOfRun(sample, end);
      if (next - end >= TIE_MIN) break;
      end = next;
    }
    bands.push({ kind: "through", value: sample[end - 1] ?? value });
    from = end;
  }
  bands.push({ kind: "rest" });
  return bands;
}

/** Where the values equal to the one at `from` end. */
function endOfRun(sample: readonly string[], from: number): number {
  let end = from + 1;
  while (end < sample.length && sample[end] === sample[from]) end++;
  return end;
}
