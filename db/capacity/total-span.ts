import { groupBy } from "@/lib/domain/group-by";
import { matchesName } from "@/lib/domain/pricing/discount-rule";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { AggregateGroup, Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import type { RollupSum } from "../schema/rollup-columns";
import type { StoredCapacity } from "./capacity-row";
import { type CostedPeriods, type CostInput, costPeriods } from "./cost-periods";

/** What capacity cost in one bucket, and what its use would have cost by the token; pico USD. `idlePico` is null where it was not asked for. */
type BucketCapacity = { bucket: number; paidPico: bigint; idlePico: bigint | null; tokenPico: bigint };
export type TotalledSpan = { paidPico: bigint | null; buckets: BucketCapacity[] };

/**
 * The same as allocateSpan, whoever used it: nothing is shared out then, and use is read by bucket. Which periods were idle is told
 * by each of them alone; without `withIdle` they are not read.
 */
export async function totalSpan(
  db: Db,
  capacity: StoredCapacity,
  { withIdle, ...input }: CostInput & { withIdle: boolean },
): Promise<TotalledSpan | null> {
  const costed = costPeriods(capacity, input);
  if (costed.periods.length === 0) return null;
  const buckets = withIdle
    ? await withUseByPeriod(db, capacity, costed, input.retention)
    : await withUseByBucket(db, capacity, costed, input.retention);
  return { paidPico: costed.paidPico, buckets };
}

async function withUseByPeriod(
  db: Db,
  capacity: StoredCapacity,
  costed: CostedPeriods,
  retention: Retention,
): Promise<BucketCapacity[]> {
  const sums = ["input_tokens", "output_tokens", "cost_pico"] as const;
  const spans = costed.periods.map(({ from, to }) => ({ from, to }));
  const served = await readServed(db, capacity, { spans, sums, retention });
  const isUsed = served.map((own) => own.some((one) => one.input_tokens + one.output_tokens > 0 || one.cost_pico > 0n));
  return byBucket(costed).map(({ bucket, places, paidPico }) => ({
    ...{ bucket, paidPico },
    idlePico: places.reduce((sum, place) => (isUsed[place] ? sum : sum + (costed.costs[place] ?? 0n)), 0n),
    tokenPico: places.reduce((sum, place) => sum + costIn(served[place]), 0n),
  }));
}

async function withUseByBucket(
  db: Db,
  capacity: StoredCapacity,
  costed: CostedPeriods,
  retention: Retention,
): Promise<BucketCapacity[]> {
  const buckets = byBucket(costed);
  const served = await readServed(db, capacity, { spans: buckets, sums: ["cost_pico"] as const, retention });
  return buckets.map(({ bucket, paidPico }, place) => ({
    ...{ bucket, paidPico, idlePico: null },
    tokenPico: costIn(served[place]),
  }));
}

type BucketPeriods = MinuteSpan & { bucket: number; places: number[]; paidPico: bigint };

/** Periods follow each other without a gap, so that those of a bucket are one span. */
function byBucket({ periods, costs }: CostedPeriods): BucketPeriods[] {
  const placed = periods.map((period, place) => ({ ...period, place }));
  return [...groupBy(placed, ({ bucket }) => bucket)].map(([bucket, own]) => ({
    ...{ bucket, from: own[0]?.from ?? 0, to: own.at(-1)?.to ?? 0, places: own.map(({ place }) => place) },
    paidPico: own.reduce((sum, { place }) => sum + (costs[place] ?? 0n), 0n),
  }));
}

type Read<Sum extends RollupSum> = { spans: readonly MinuteSpan[]; sums: readonly Sum[]; retention: Retention };

/** The sums of what capacity serves, in each of contiguous spans. */
async function readServed<Sum extends RollupSum>(
  db: Db,
  { provider, models, region }: StoredCapacity,
  { spans, sums, retention }: Read<Sum>,
): Promise<AggregateGroup<Sum>["sums"][][]> {
  const names = [...(models.length > 0 ? (["model"] as const) : []), ...(region !== null ? (["region"] as const) : [])];
  const { groups } = await readGroups(db, {
    buckets: spans.map(({ from, to }) => ({ from, to })),
    filters: { ...NO_FILTERS, provider: [provider] },
    ...{ groupBy: names, sums, metrics: [], retention },
  });
  const served = spans.map((): AggregateGroup<Sum>["sums"][] => []);
  for (const { bucket, names: own, sums: of } of groups) {
    const isServed =
      matchesName(models, own.model ?? "") && (region === null || matchesName([region], own.region ?? ""));
    if (isServed) served[bucket]?.push(of);
  }
  return served;
}

function costIn(sums: readonly { cost_pico: bigint }[] = []): bigint {
  return sums.reduce((total, { cost_pico }) => total + cost_pico, 0n);
}
