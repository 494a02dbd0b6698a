import type { Series } from "@/lib/contract/series";

export type TierShare = {
  attempts: number;
  /** Of all attempts of the window, those without a tier too. */
  share: number;
};

/** How much of the traffic each tier has, of a series by tier. Without any traffic there are no shares. */
export function tierShares(series: Series): Map<string, TierShare> {
  const counted = series.series.map(({ tier, points }) => ({
    tier,
    attempts: points.reduce((sum, { n }) => sum + n, 0),
  }));
  const all = counted.reduce((sum, { attempts }) => sum + attempts, 0);
  const shares = new Map<string, TierShare>();
  for (const { tier, attempts } of counted) {
    if (typeof tier === "string" && all > 0) shares.set(tier, { attempts, share: attempts / all });
  }
  return shares;
}
