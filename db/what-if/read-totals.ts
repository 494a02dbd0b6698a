import type { Filters } from "@/lib/contract/common";
import { NO_FILTERS, REPORT_FILTERS } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { DAY_MINUTES, MINUTE_MS } from "@/lib/domain/time/units";
import type { PricedModel } from "@/lib/domain/what-if/changes";
import { cutSpan, everyMinutes } from "@/lib/domain/what-if/price-edges";
import { addSums } from "../aggregates/aggregate-stats";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import { pairOf } from "../spend/pair-of";
import { readUsageSpend } from "../usage-records/read-usage-spend";

type TotalsInput = { span: MinuteSpan; filters: Filters; retention: Retention };

export type Totals = {
  /** What was read: wider than asked only where fine rows are gone. */
  span: MinuteSpan;
  /** Models at providers that served any of it. */
  served: PricedModel[];
  attempts: number;
  priced: number;
  pico: bigint;
  /** What usage records add that attempts do not cover, in pico USD. */
  usagePico: bigint;
  /** UTC days with the attempts of all traffic, which is what reading them one by one has to pass. */
  days: (MinuteSpan & { attempts: number })[];
};

const SUMS = ["attempts", "priced", "cost_pico"] as const;

/** What a window cost as it was recorded, by whom it was served, and how many attempts each of its days has. */
export async function readTotals(db: Db, { span, filters, retention }: TotalsInput): Promise<Totals> {
  const buckets = cutSpan(span, everyMinutes(DAY_MINUTES, span));
  const question = { buckets, groupBy: ["model", "provider"] as const, sums: SUMS, metrics: [], retention };
  const read = await readGroups(db, { ...question, filters });
  const isFiltered = REPORT_FILTERS.some((name) => filters[name].length > 0);
  const all = isFiltered ? await readGroups(db, { ...question, groupBy: [], filters: NO_FILTERS }) : read;
  const counts = new Map<number, number>();
  for (const { bucket, sums } of all.groups) counts.set(bucket, (counts.get(bucket) ?? 0) + sums.attempts);
  const { attempts, priced, cost_pico } = addSums(SUMS, read.groups);
  const actual = read.groups.length === 0 ? span : { from: read.from, to: read.to };
  const usage = await readUsageSpend(db, {
    buckets: [{ from: new Date(actual.from * MINUTE_MS), to: new Date(actual.to * MINUTE_MS) }],
    filters,
    groupBy: [],
  });
  const pairs = new Map(read.groups.map(({ names }) => [pairOf(names).key, pairOf(names)]));
  return {
    span: actual,
    served: [...pairs.values()].map(({ model, provider }) => ({ model, provider })),
    ...{ attempts, priced, pico: cost_pico },
    usagePico: usage.reduce((sum, { isCovered, sums }) => (isCovered ? sum : sum + sums.costPico), 0n),
    days: buckets.map((day, bucket) => ({ ...day, attempts: counts.get(bucket) ?? 0 })),
  };
}
