import type { Certainty, Matched, Spend, SpendTotal } from "@/lib/contract/spend";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { Retention, Sums } from "../aggregates/group-types";
import type { RollupSum } from "../schema/rollup-columns";
import { type CertaintyParts, type CertaintyRead, UNPRICED_SUMS } from "./read-certainty";

/** What says how sure a sum of money is. */
export const CERTAINTY_SUMS = [
  ...["priced", "cost_pico", "estimated_cost_pico", ...UNPRICED_SUMS],
  ...["matched", "matched_cost_pico", "matched_reported_cost_pico"],
] as const satisfies readonly RollupSum[];
type CertaintySums = Sums<(typeof CERTAINTY_SUMS)[number]>;

/** What is said of an answer's certainty once, beside its rows. */
export function certaintyHead(
  { models }: CertaintyRead,
  { from, to }: MinuteSpan,
  { partsKnownFrom = from }: Retention,
): Pick<Spend, "unpriced_models" | "certainty_from"> {
  const known = Math.min(partsKnownFrom, to);
  return {
    unpriced_models: models.map(({ bounds, ...model }) => ({
      ...model,
      low_usd: formatUsdOrNull(bounds?.low ?? null),
      high_usd: formatUsdOrNull(bounds?.high ?? null),
    })),
    certainty_from: known > from ? new Date(known * MINUTE_MS).toISOString() : null,
  };
}

/** What of a row's cost is certain, and what its router reports of the attempts that have both. */
export function certaintyOf(
  sums: CertaintySums,
  { undivided, bounds }: CertaintyParts,
): Required<Pick<SpendTotal, "certainty" | "matched">> {
  const known = (pico: bigint) => (sums.priced === 0 ? null : formatUsd(pico));
  const certainty: Certainty = {
    certain_usd: known(sums.cost_pico - undivided - sums.estimated_cost_pico),
    estimated_usd: known(sums.estimated_cost_pico),
    undivided_usd: formatUsd(undivided),
    unpriced_tokens: sums.unpriced_input_tokens + sums.unpriced_output_tokens,
    unpriced_low_usd: formatUsdOrNull(bounds?.low ?? null),
    unpriced_high_usd: formatUsdOrNull(bounds?.high ?? null),
  };
  const matched: Matched = {
    attempts: sums.matched,
    cost_usd: sums.matched === 0 ? null : formatUsd(sums.matched_cost_pico),
    reported_cost_usd: sums.matched === 0 ? null : formatUsd(sums.matched_reported_cost_pico),
  };
  return { certainty, matched };
}
