import { nearestRank, quantilesOfEncoded, quantilesOfSketch } from "@/lib/domain/sketch/percentile";
import { Sketch } from "@/lib/domain/sketch/sketch";
import type { Samples } from "./group-types";

// Scratch space: nothing of it outlives a call, and a sketch is too large to make one per chart point.
const scratch = new Sketch();

/** The nearest-rank percentiles of all samples together, without the bands, which cost more than they do. */
export function quantilesOfSamples(parts: readonly Samples[], shares: readonly number[]): (number | null)[] {
  const sorted = exactValues(parts);
  if (sorted) return shares.map((share) => nearestRank(sorted, share));
  const [only] = parts;
  const direct = parts.length === 1 && only ? quantilesOfEncoded(only.sketch, shares, rangeOf(parts)) : null;
  if (direct) return direct;
  return withSketch(parts, (sketch) => quantilesOfSketch(sketch, shares, rangeOf(parts)));
}

/** Runs `use` on the merged sketch of all samples, which must not be kept. */
export function withSketch<T>(parts: readonly Samples[], use: (sketch: Sketch) => T): T {
  scratch.clear();
  for (const { sketch } of parts) {
    scratch.mergeEncoded(sketch);
  }
  return use(scratch);
}

/** The exact least and greatest sample, or null of none. */
export function rangeOf(parts: readonly Samples[]): { min: number; max: number } | null {
  let range: { min: number; max: number } | null = null;
  for (const { min, max } of parts) {
    if (min === null || max === null) continue;
    range = range ? { min: Math.min(range.min, min), max: Math.max(range.max, max) } : { min, max };
  }
  return range;
}

/** Every sample in ascending order, or null where a part is known by its sketch alone. */
export function exactValues(parts: readonly Samples[]): Float64Array | null {
  let n = 0;
  for (const { exact } of parts) {
    if (exact === null) return null;
    n += exact.length / 8;
  }
  const values = new Float64Array(n);
  let at = 0;
  for (const { exact } of parts) {
    if (!exact) continue;
    const view = new DataView(exact.buffer, exact.byteOffset, exact.byteLength);
    for (let offset = 0; offset < exact.length; offset += 8) values[at++] = Number(view.getBigInt64(offset));
  }
  return values.sort();
}
