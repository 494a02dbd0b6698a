import { longRunVariance, studentT95 } from "./long-run-variance";

export type Ratio = { value: number; low: number; high: number };
/** What a block of time adds to both sums of a ratio. */
export type RatioBlock = { top: number; bottom: number };

/**
 * The ratio of two sums over consecutive blocks of time, with the 95 % interval of what more such time would bring; null of too few
 * blocks, or where there is nothing to divide by.
 *
 * Linearised (Cochran, Sampling Techniques, §6.3), its blocks as alike as they are.
 */
export function ratioInterval(blocks: readonly RatioBlock[]): Ratio | null {
  const used = blocks.filter(({ top, bottom }) => top !== 0 || bottom !== 0);
  const bottom = used.reduce((sum, block) => sum + block.bottom, 0);
  if (bottom === 0) return null;
  const value = used.reduce((sum, block) => sum + block.top, 0) / bottom;
  const known = longRunVariance(used.map((block) => block.top - value * block.bottom));
  if (known === null) return null;
  const margin = (studentT95(known.dof) * Math.sqrt(known.variance)) / Math.abs(bottom);
  return { value, low: value - margin, high: value + margin };
}
