import { groupBy } from "../group-by";
import { HOUR_MS } from "../time/units";
import type { HourScore } from "./hour-score";
import { medianOf } from "./usual";

/** A slow hour is followed by another: so many hours on, that counts. */
const LAGS = 24;
/** What is further out says more of one incident than of all hours. */
const CLIP = 4;

type Noise = Pick<HourScore, "at" | "residual" | "within">;

/**
 * By how much hours differ beyond what their own attempts explain: the variance that independent hours would need for their mean to
 * be as uncertain as that of these, which are alike.
 *
 * Long-run variance with Bartlett weights (Newey and West, Econometrica 55, 1987), each hour by how well it is known; products of
 * two hours hold no noise of single attempts.
 */
export function hourNoise(scores: readonly Noise[]): number {
  if (scores.length === 0) return 0;
  const typical = medianOf(scores.map(({ within }) => within));
  const limit = CLIP * 1.4826 * medianOf(scores.map(({ residual }) => Math.abs(residual)));
  const hours = scores.map(({ at, residual, within }) => {
    return { at, within, residual: Math.min(Math.max(residual, -limit), limit), weight: 1 / (within + typical) };
  });
  const byHour = new Map(
    [...groupBy(hours, ({ at }) => at)].flatMap(([at, [own]]) => (own ? [[at, own] as const] : [])),
  );
  const covariance = (lag: number) => {
    let weights = 0;
    let sum = 0;
    for (const own of hours) {
      const other = byHour.get(own.at + lag * HOUR_MS);
      if (!other) continue;
      const weight = own.weight * other.weight;
      weights += weight;
      sum += weight * (own.residual * other.residual - (lag === 0 ? own.within : 0));
    }
    return weights === 0 ? 0 : sum / weights;
  };
  const own = Math.max(0, covariance(0));
  let longRun = own;
  for (let lag = 1; lag <= LAGS; lag++) longRun += 2 * (1 - lag / (LAGS + 1)) * covariance(lag);
  return Math.max(own, longRun);
}
