import { longRunVariance, studentT95 } from "./long-run-variance";
import { NORMAL_975 } from "./normal-975";

/**
 * A block of time: `n` samples, `hits` of them with the property whose share is asked for. Where samples have weights, both are sums
 * of weights, and `squares` is that of their squares.
 */
export type Block = { n: number; hits: number; squares?: number };

/**
 * How many independent samples those of consecutive blocks of time are worth to a 95 % interval of the share of hits; null of too
 * few blocks.
 *
 * Requests of one minute meet the same queue, and a slow hour is followed by another: their number promises too much. The variance
 * is that of a ratio (Cochran, Sampling Techniques, §6.3), with Student's t in place of the normal. Never more than there are, nor, of
 * weighted ones, than Kish's (Σw)² / Σw² (Survey Sampling, §11.7).
 */
export function effectiveSamples(blocks: readonly Block[]): number | null {
  const used = blocks.filter(({ n }) => n > 0);
  const n = used.reduce((sum, block) => sum + block.n, 0);
  const share = used.reduce((sum, block) => sum + block.hits, 0) / Math.max(1, n);
  const known = longRunVariance(used.map(({ hits, n: own }) => hits - share * own));
  if (known === null) return null;
  const squares = used.reduce((sum, block) => sum + (block.squares ?? block.n), 0);
  const independent = (n * n) / squares;
  const effect = known.variance / (squares * share * (1 - share));
  const widening = (studentT95(known.dof) / NORMAL_975) ** 2;
  // All alike: then nothing differs between blocks either.
  return effect > 0 ? Math.min(independent, independent / (effect * widening)) : independent;
}
