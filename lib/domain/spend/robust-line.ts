import { median, robustScale } from "./robust-scale";

export type LinePoint = { at: number; value: number };

/** A level at `centre`, and what a day adds to it; `weight` and `spread` are Σ w and Σ w (at − centre)². */
export type RobustLine = { level: number; slope: number; centre: number; weight: number; spread: number };

/** 95 % as efficient as least squares for normal residuals (Huber, Annals of Mathematical Statistics 35, 1964). */
const HUBER = 1.345;
const ROUNDS = 15;
/** Where a round moves the level by less than this share of the spread, it is the last. */
const STILL = 1e-4;

/**
 * A line through points that single outliers do not bend: Huber's M-estimate, from the Theil–Sen line on.
 *
 * Theil–Sen: Sen, Journal of the American Statistical Association 63, 1968. Without a trend the slope is 0.
 */
export function robustLine(points: readonly LinePoint[], hasTrend: boolean): RobustLine {
  return improveLine(startLine(points, hasTrend), points, hasTrend);
}

/** As robustLine, from a line on that is nearly right already. */
export function improveLine(start: RobustLine, points: readonly LinePoint[], hasTrend: boolean): RobustLine {
  let line = start;
  for (let round = 0; round < ROUNDS; round++) {
    const residuals = points.map((point) => point.value - valueAt(line, point.at));
    const limit = HUBER * robustScale(residuals);
    if (limit === 0) return line;
    const before = line;
    const weights = residuals.map((residual) => Math.min(1, limit / Math.abs(residual)));
    line = weightedLine(points, weights, hasTrend);
    if (Math.abs(valueAt(before, line.centre) - line.level) < STILL * limit) return line;
  }
  return line;
}

export function valueAt({ level, slope, centre }: RobustLine, at: number): number {
  return level + slope * (at - centre);
}

function startLine(points: readonly LinePoint[], hasTrend: boolean): RobustLine {
  const centre = points.reduce((sum, { at }) => sum + at, 0) / Math.max(1, points.length);
  const slope = hasTrend ? (median(slopesOf(points)) ?? 0) : 0;
  const level = median(points.map(({ at, value }) => value - slope * (at - centre))) ?? 0;
  const spread = points.reduce((sum, { at }) => sum + (at - centre) ** 2, 0);
  return { level, slope, centre, weight: points.length, spread };
}

/** Written out, as the rounds are: eight weeks have 1,540 pairs of days, and an answer may fit a hundred series. */
function slopesOf(points: readonly LinePoint[]): Float64Array {
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2);
  let count = 0;
  for (const [index, a] of points.entries()) {
    for (let other = index + 1; other < points.length; other++) {
      const b = points[other] ?? a;
      slopes[count++] = (b.value - a.value) / (b.at - a.at);
    }
  }
  return slopes;
}

function weightedLine(points: readonly LinePoint[], weights: readonly number[], hasTrend: boolean): RobustLine {
  let [weight, ats, values] = [0, 0, 0];
  for (const [index, { at, value }] of points.entries()) {
    const own = weights[index] ?? 0;
    weight += own;
    ats += own * at;
    values += own * value;
  }
  const [centre, level] = [ats / weight, values / weight];
  let [squares, products] = [0, 0];
  for (const [index, { at, value }] of points.entries()) {
    const own = weights[index] ?? 0;
    squares += own * (at - centre) ** 2;
    products += own * ((at - centre) * (value - level));
  }
  const spread = weight * (squares / weight);
  const shared = weight * (products / weight);
  return { level, slope: hasTrend && spread > 0 ? shared / spread : 0, centre, weight, spread };
}
