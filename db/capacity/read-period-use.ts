import type { PeriodUse } from "@/lib/domain/capacity/allocate-capacity";
import type { CapacityPrice } from "@/lib/domain/capacity/capacity-price";
import { matchesName } from "@/lib/domain/pricing/discount-rule";
import { FREE_OUTCOMES, isUsagePriced } from "@/lib/domain/pricing/priced-usage";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import type { RollupSum } from "../schema/rollup-columns";

/** A period may be an hour, of which there are thousands: no more than what is used of each. */
const SUMS = [
  ...["attempts", "with_usage", "priced", ...FREE_OUTCOMES],
  ...["input_tokens", "output_tokens", "cost_pico"],
] as const satisfies readonly RollupSum[];

/** Who used something, and how many attempts it was, of which so many are priced. */
export type Used = { model: string; app: string | null; attempts: number; priced: number };

type Input = {
  served: Pick<CapacityPrice, "provider" | "models" | "region">;
  /** Contiguous and ascending. */
  periods: readonly MinuteSpan[];
  /** Not together with a region: no sum has both. */
  withApps: boolean;
  retention: Retention;
};

/** What was used in each period of what capacity serves, by model, and by app if asked. */
export async function readPeriodUse(
  db: Db,
  { served: { provider, models, region }, periods, withApps, retention }: Input,
): Promise<PeriodUse<Used>[]> {
  const beside = region !== null ? (["region"] as const) : withApps ? (["app"] as const) : [];
  const { groups } = await readGroups(db, {
    buckets: periods.map(({ from, to }) => ({ from, to })),
    filters: { ...NO_FILTERS, provider: [provider] },
    ...{ groupBy: ["model", ...beside], sums: SUMS, metrics: [], retention },
  });
  const isServed = ({ names }: (typeof groups)[number]) =>
    matchesName(models, names.model ?? "") && (region === null || matchesName([region], names.region ?? ""));
  return groups.filter(isServed).map(({ bucket, names, sums }) => ({
    period: bucket,
    owner: { model: names.model ?? "", app: names.app ?? null, attempts: sums.attempts, priced: sums.priced },
    tokens: sums.input_tokens + sums.output_tokens,
    tokenPico: sums.cost_pico,
    isPriced: isUsagePriced(sums),
  }));
}
