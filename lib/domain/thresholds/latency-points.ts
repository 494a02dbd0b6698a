/** Values counted together, both ends included. */
type Bin = { lo: number; hi: number; count: number };

const BODY_END = 0.95;
const BODY_LEVELS = 55;
const TAIL_LEVELS = 40;

/**
 * A histogram as at most 200 points of (value, share of the samples at most that): at ends of its bins, where the share is
 * exact, evenly up to 95 % and then closer and closer, so that a limit far out in the tail still differs from its neighbour.
 */
export function latencyPoints(bins: readonly Bin[], range: { min: number; max: number } | null): [number, number][] {
  const n = bins.reduce((sum, { count }) => sum + count, 0);
  if (n === 0 || !range) return [];
  const points: [number, number][] = [[range.min, 1 / n]];
  let seen = 0;
  let level = -1;
  for (const { lo, hi, count } of bins) {
    const before = points.at(-1);
    const own = levelOf((seen + count) / n, n);
    // Of the bins of one level the last one stays; where there is nothing below a bin, the line is flat until there.
    if (own === level && points.length > 1) points.pop();
    else if (before && before[0] < lo - 1) points.push([lo - 1, seen / n]);
    seen += count;
    const value = Math.min(hi, range.max);
    if (value > (points.at(-1)?.[0] ?? -1)) points.push([value, seen / n]);
    else points[points.length - 1] = [value, seen / n];
    level = own;
  }
  const last = points.at(-1);
  if (last && last[0] < range.max) points.push([range.max, 1]);
  return points;
}

function levelOf(share: number, n: number): number {
  if (share < BODY_END) return Math.floor((share / BODY_END) * BODY_LEVELS);
  const depth = Math.log((1 - BODY_END) / Math.max(1 - share, 1 / n)) / Math.log(Math.max((1 - BODY_END) * n, 2));
  return BODY_LEVELS + Math.floor(Math.max(0, depth) * TAIL_LEVELS);
}
