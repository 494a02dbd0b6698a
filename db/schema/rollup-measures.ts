import { sql } from "drizzle-orm";
import { bigint, integer, numeric } from "drizzle-orm/pg-core";
import { recordOf } from "@/lib/domain/record-of";
import { bytea } from "./bytea";
import {
  LATER_SUMS,
  ROLLUP_COUNTS,
  ROLLUP_METRICS,
  ROLLUP_MONEY,
  ROLLUP_TOKEN_PARTS,
  ROLLUP_TOKENS,
  type RollupMetric,
} from "./rollup-columns";

export const count = (name: string) => integer(name).notNull();
export const total = (name: string) => bigint(name, { mode: "bigint" }).notNull();
const money = (name: string) => numeric(name, { precision: 38, scale: 0 }).notNull();
export type Counter = (name: string) => ReturnType<typeof count> | ReturnType<typeof total>;

const edge = (name: string) => bigint(name, { mode: "bigint" });

/**
 * What every rollup row adds up. Of a metric's samples n, sum, min and max are exact, the sketch is a run of mergeable
 * pieces (lib/domain/sketch).
 *
 * `ttft` and `duration` are in µs, `rate` in 10⁻⁵ output tokens per second, money in 10⁻¹² USD. Only a month
 * may have more than 2³¹ attempts in a row.
 */
export const measures = (counter: Counter) => ({
  ...sums(counter),
  ...Object.fromEntries(ROLLUP_METRICS.flatMap((metric) => Object.entries(samples(metric, counter)))),
});

export const sums = (counter: Counter) => ({
  ...recordOf(ROLLUP_COUNTS, (name) => (LATER_SUMS.includes(name) ? counter(name).default(sql`0`) : counter(name))),
  ...recordOf(ROLLUP_TOKENS, total),
  ...recordOf(ROLLUP_TOKEN_PARTS, (name) => total(name).default(sql`0`)),
  ...recordOf(ROLLUP_MONEY, (name) => (LATER_SUMS.includes(name) ? money(name).default(sql`0`) : money(name))),
});

const samples = (metric: RollupMetric, counter: Counter) => ({
  [`${metric}_n`]: counter(`${metric}_n`),
  [`${metric}_sum`]: total(`${metric}_sum`),
  [`${metric}_min`]: edge(`${metric}_min`),
  [`${metric}_max`]: edge(`${metric}_max`),
  [`${metric}_sketch`]: bytea(`${metric}_sketch`).notNull(),
});

/** What every delta has, an element for each of its groups. */
export const arrays = () => ({
  ...recordOf(ROLLUP_COUNTS, (name) => integer(name).array()),
  ...recordOf([...ROLLUP_TOKENS, ...ROLLUP_TOKEN_PARTS], (name) => edge(name).array()),
  ...recordOf(ROLLUP_MONEY, (name) => numeric(name).array()),
  ...Object.fromEntries(ROLLUP_METRICS.flatMap((metric) => Object.entries(sampleArrays(metric)))),
});

const sampleArrays = (metric: RollupMetric) => ({
  [`${metric}_n`]: integer(`${metric}_n`).array(),
  [`${metric}_sum`]: edge(`${metric}_sum`).array(),
  [`${metric}_min`]: edge(`${metric}_min`).array(),
  [`${metric}_max`]: edge(`${metric}_max`).array(),
  [`${metric}_sketch`]: bytea(`${metric}_sketch`).array(),
});
