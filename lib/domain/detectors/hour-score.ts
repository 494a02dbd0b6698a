/** The slowdown that tests are made to find soonest; changes of less than half of it, on the log scale, are never found. */
export const SLOWDOWN = 1.2;

/** What one hour says of one measure. */
export type HourScore = {
  /** Start of the hour, in epoch ms. */
  at: number;
  n: number;
  /** How far from usual towards slower. */
  residual: number;
  /** The variance of `residual` that the hour's own attempts explain. */
  within: number;
  /** The log-likelihood ratio of a slowdown against none, as if hours did not differ. */
  llr: number;
  /** Its expectation and variance while there is a slowdown. */
  drift: number;
  spread: number;
};

/** The share of an hour's evidence that is left where hours differ by the variance `noise` beside what attempts explain. */
export function evidenceShare({ within }: Pick<HourScore, "within">, noise: number): number {
  return within / (within + noise);
}
