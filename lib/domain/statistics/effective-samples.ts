import { longRunVariance, studentT95 } from "./long-run-variance";
import { NORMAL_975 } from "./normal-975";

/** A block of time: `n` samples, `hits` of them with the property whose share is asked for. */
export type Block = { n: number; hits: number };

/**
 * How many independent samples those of consecutive blocks of time are worth to a 95 % interval of the share of hits; null of too
 * few blocks.
 *
 * Requests of one minute meet the same queue, and a slow hour is followed by another: their number promises too much. The variance
 * is that of a ratio (Cochran, Sampling Techniques, §6.3), with Student's t in place of the normal. Never more than there are.
 */
export function effectiveSamples(blocks: readonly Block[]): number | null {
  const used = blocks.filter(({ n }) => n > 0);
  const n = used.reduce((sum, block) => sum + block.n, 0);
  const share = used.reduce((sum, block) => sum + block.hits, 0) / Math.max(1, n);
  const known = longRunVariance(used.map(({ hits, n: own }) => hits - share * own));
  if (known === null) return null;
  const effect = known.variance / (n * share * (1 - share));
  const widening = (studentT95(known.dof) / NORMAL_975) ** 2;
  // All alike: then nothing differs between blocks either.
  return effect > 0 ? Math.min(n, n / (effect * widening)) : n;
}
