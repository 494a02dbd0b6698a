import type { SpendRates } from "@/lib/contract/spend";
import { FREE_OUTCOMES, PRICED_SHARE_MIN } from "@/lib/domain/pricing/priced-usage";
import { usdPerAnsweredRequest, usdPerThousandRequests } from "@/lib/domain/pricing/unit-costs";
import { formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { addSums, COST_SUMS, TOKEN_SUMS, usdPerTokenOf } from "../aggregates/aggregate-stats";
import type { AggregateGroup } from "../aggregates/group-types";
import type { RollupSum } from "../schema/rollup-columns";

/** What rates are made of. */
export const RATE_SUMS = [
  "attempts",
  "requests",
  "final_ok",
  ...FREE_OUTCOMES,
  ...TOKEN_SUMS,
  ...COST_SUMS,
] as const satisfies readonly RollupSum[];
type RateSum = (typeof RATE_SUMS)[number];

/** What tokens and requests cost, of the groups alone that are priced: others would add tokens and requests at no cost. */
export function ratesOf(groups: readonly AggregateGroup<RateSum>[]): SpendRates {
  const priced = groups.filter(({ sums }) => sums.priced > 0 && sums.priced >= sums.attempts * PRICED_SHARE_MIN);
  const sums = addSums(RATE_SUMS, priced);
  const { attempts, priced: known } = sums;
  const cost = { picoUsd: known === 0 ? null : sums.cost_pico, attempts, priced: known };
  return {
    ...usdPerTokenOf(groups),
    usd_per_1k_requests: formatUsdOrNull(usdPerThousandRequests(cost, sums.requests)),
    usd_per_answered_request: formatUsdOrNull(usdPerAnsweredRequest(cost, sums.final_ok)),
  };
}
