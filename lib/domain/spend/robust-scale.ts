/** Makes the median absolute deviation of normal values their standard deviation. */
const MAD_TO_SD = 1.4826;
/** The same of the mean absolute deviation. */
const MEAN_DEVIATION_TO_SD = 1.2533;

/** The middle value, or the mean of the two in the middle; null of none. */
export function median(values: ArrayLike<number>): number | null {
  const sorted = new Float64Array(values).sort();
  const middle = Math.floor(sorted.length / 2);
  const [below, above] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return below === undefined || above === undefined ? null : (below + above) / 2;
}

/**
 * The spread of residuals around 0, as a standard deviation that up to half of them cannot inflate.
 *
 * Where more than half are 0, the mean absolute deviation decides, as Iglewicz and Hoaglin advise (How to Detect and Handle
 * Outliers, ASQC, 1993): all the others together are then what is known of the spread.
 */
export function robustScale(residuals: readonly number[]): number {
  const sizes = residuals.map((residual) => Math.abs(residual));
  const middle = median(sizes) ?? 0;
  if (middle > 0) return MAD_TO_SD * middle;
  return sizes.length === 0 ? 0 : (MEAN_DEVIATION_TO_SD * sizes.reduce((sum, size) => sum + size, 0)) / sizes.length;
}
