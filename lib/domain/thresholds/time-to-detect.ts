import { binomialPmfs } from "./binomial";
import { scanSurvival } from "./scan-survival";
import { neverFires, type Trigger } from "./trigger";

/** From the first bad moment until the model opens, in requests of the model; null where it takes over `REQUESTS_MAX`. */
export type TimeToDetect = { medianRequests: number | null; p90Requests: number | null };

/** Longer is as good as never. */
const REQUESTS_MAX = 1e9;
const NEGLIGIBLE = 1e-12;
/** Steps of the exact sum that still fit between two keys typed. */
const OPERATIONS_MAX = 3e6;
const QUANTILES = [0.5, 0.9] as const;
/** Standard normal at 90 %. */
const Z90 = 1.2815515655446004;

/**
 * How long it takes to notice that this share of the samples is bad, from a window full of healthy traffic.
 *
 * Exact while healthy samples leave the window: every count of old and of new bad ones is followed step by step (where those
 * are too many, by the normal approximation). From then on the scan statistic of the outage goes on.
 */
export function timeToDetect(trigger: Trigger, outageShare: number): TimeToDetect | null {
  const { full, needed, sampleShare, badShare } = trigger;
  if (neverFires(trigger) !== null) return null;
  const share = Math.max(outageShare, badShare);
  const k = needed(full);
  const healthy = healthyCounts(trigger, k);
  if (!healthy) return { medianRequests: 0, p90Requests: 0 };
  const expectedSteps = Math.min(full, (k + 3 * Math.sqrt(k)) / share);
  const operations = expectedSteps * healthy.length * Math.min(k, 16 * Math.sqrt(k) + 16);
  const grown = operations > OPERATIONS_MAX ? byNormal(trigger, share, k) : byCounting(healthy, { full, k, share });
  const { one, two } = scanSurvival(k, full, share);
  const perSample = -Math.log(Math.max(one > 0 ? two / one : 0, 1e-15)) / full;
  const [median = null, p90 = null] = QUANTILES.map((quantile, index) => {
    const samples = grown.at[index] ?? full + Math.log(grown.survival / (1 - quantile)) / perSample;
    const requests = Math.ceil(samples) / sampleShare;
    return requests < REQUESTS_MAX ? Math.ceil(requests) : null;
  });
  return { medianRequests: median, p90Requests: p90 };
}

/** Samples at which the quantiles are reached, as far as they are while the window is exchanged, and who is left then. */
type Exchange = { at: (number | null)[]; survival: number };

/** The chances of each count of bad samples of a window that has not opened; null where a healthy one hardly exists. */
function healthyCounts({ full, badShare }: Trigger, k: number): Float64Array | null {
  const counts = binomialPmfs(k - 1, full, badShare);
  const all = counts.reduce((sum, chance) => sum + chance, 0);
  if (all < 1e-6) return null;
  const used = counts.findLastIndex((chance) => chance / all > NEGLIGIBLE);
  return counts.subarray(0, used + 1).map((chance) => chance / all);
}

function byCounting(healthy: Float64Array, window: { full: number; k: number; share: number }): Exchange {
  const { full, k, share } = window;
  // rows[old] holds the chances of each count of new bad samples.
  const rows = Array.from(healthy, (chance) => {
    const row = new Float64Array(k + 1);
    row[0] = chance;
    return row;
  });
  const at: (number | null)[] = QUANTILES.map(() => null);
  let survival = 1;
  for (let step = 1; step <= full; step++) {
    const left = full - step + 1;
    const spread = 8 * Math.sqrt(step * share) + 8;
    const low = Math.max(0, Math.floor(step * share - spread));
    const high = Math.min(step, Math.ceil(step * share + spread));
    for (let old = 0; old < rows.length; old++) {
      survival -= exchangeOne(rows, old, { left, share, low, high, limit: k - old });
    }
    for (const [index, quantile] of QUANTILES.entries()) {
      if (at[index] === null && survival <= 1 - quantile) at[index] = step;
    }
    if (at.every((step) => step !== null)) break;
  }
  return { at, survival };
}

/** One old sample leaves and a new one comes, for a count of old bad ones; the chance that this opens the model. */
function exchangeOne(
  rows: readonly Float64Array[],
  old: number,
  step: { left: number; share: number; low: number; high: number; limit: number },
): number {
  const { left, share, low, high, limit } = step;
  const [row, above] = [rows[old], rows[old + 1]];
  if (!row) return 0;
  const stays = Math.max(0, 1 - old / left);
  const falls = Math.min(1, (old + 1) / left);
  const last = Math.min(high, limit - 1);
  let before = low > 0 ? mixed(row, above, low - 1, stays, falls) : 0;
  for (let bad = low; bad <= last; bad++) {
    const own = mixed(row, above, bad, stays, falls);
    row[bad] = own * (1 - share) + before * share;
    before = own;
  }
  return last === limit - 1 ? before * share : 0;
}

function mixed(row: Float64Array, above: Float64Array | undefined, bad: number, stays: number, falls: number): number {
  return (row[bad] ?? 0) * stays + (above ? (above[bad] ?? 0) * falls : 0);
}

function byNormal({ full, badShare }: Trigger, share: number, k: number): Exchange {
  const lag = (z: number) => {
    let [low, high] = [0, full];
    while (high - low > 0.5) {
      const samples = (low + high) / 2;
      const mean = (full - samples) * badShare + samples * share;
      const variance = (full - samples) * badShare * (1 - badShare) + samples * share * (1 - share);
      if (mean - z * Math.sqrt(variance) < k - 0.5) low = samples;
      else high = samples;
    }
    return high < full - 0.5 ? high : null;
  };
  const at = [lag(0), lag(Z90)];
  return { at, survival: at[0] === null ? 1 : 0.5 };
}
