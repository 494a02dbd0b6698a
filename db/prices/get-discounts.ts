import type { Commitment, Discounts } from "@/lib/contract/discounts";
import { commitPeriodAt, projectCommitment } from "@/lib/domain/capacity/commitment";
import { matchesName } from "@/lib/domain/pricing/discount-rule";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { epochMinute } from "@/lib/domain/time/time-window";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { addSums } from "../aggregates/aggregate-stats";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import { type StoredDiscount, toDiscount } from "./discount-row";
import { listDiscounts } from "./list-discounts";

type Context = { now: Date; retention: Retention };
const SUMS = ["attempts", "priced", "cost_pico"] as const;

/** Every discount, the latest first, and how the commitments stand whose period is running. */
export async function getDiscounts(db: Db, context: Context): Promise<Discounts> {
  const stored = (await listDiscounts(db)).reverse();
  const commitments: Commitment[] = [];
  for (const discount of stored) {
    const commitment = await readCommitment(db, discount, context);
    if (commitment) commitments.push(commitment);
  }
  return { as_of: context.now.toISOString(), discounts: stored.map(toDiscount), commitments };
}

async function readCommitment(
  db: Db,
  discount: StoredDiscount,
  { now, retention }: Context,
): Promise<Commitment | null> {
  const { commit, provider, models, validFrom, validTo, offPpm } = discount;
  if (!commit) return null;
  const span = { fromMs: validFrom / 1_000, toMs: validTo === null ? null : validTo / 1_000 };
  const window = commitPeriodAt(now.getTime(), { ...span, period: commit.period });
  if (!window) return null;
  const { groups } = await readGroups(db, {
    buckets: [{ from: Math.ceil(window.from.getTime() / MINUTE_MS), to: epochMinute(now) + 1 }],
    filters: { ...NO_FILTERS, provider: [provider] },
    ...{ groupBy: ["model"], sums: SUMS, metrics: [], retention },
  });
  const sums = addSums(
    SUMS,
    groups.filter(({ names }) => matchesName(models, names.model ?? "")),
  );
  const spent = sums.attempts > 0 && sums.priced === 0 ? null : sums.cost_pico;
  const { projected, shortfall, rebate } = projectCommitment(spent, window, now, { ...commit, offPpm });
  return {
    discount_id: discount.id,
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    commit_usd: formatUsd(commit.pico),
    spent_usd: formatUsdOrNull(spent),
    priced_share: sums.attempts === 0 ? null : sums.priced / sums.attempts,
    projected_usd: formatUsdOrNull(projected),
    shortfall_usd: formatUsdOrNull(shortfall),
    rebate_usd: formatUsdOrNull(rebate),
  };
}
