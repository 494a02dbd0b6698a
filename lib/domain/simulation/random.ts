import { seededRandom } from "../seeded-random";

/** A seeded stream of random numbers: the same seed gives the same demo on every machine. */
export type Random = {
  /** From [0, 1). */
  next: () => number;
  chance: (probability: number) => boolean;
  between: (low: number, high: number) => number;
  /** Around a median; sigma is the spread of the logarithm. */
  logNormal: (median: number, sigma: number) => number;
  poisson: (mean: number) => number;
};

/** 32 bits of state are plenty for traffic that only has to look alive. */
export function createRandom(seed: number): Random {
  const next = seededRandom(seed);
  let spare: number | null = null;

  function normal(): number {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  function poisson(mean: number): number {
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let product = next();
    let count = 0;
    while (product > limit) {
      product *= next();
      count += 1;
    }
    return count;
  }

  return {
    next,
    chance: (probability) => next() < probability,
    between: (low, high) => low + (high - low) * next(),
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    poisson,
  };
}
