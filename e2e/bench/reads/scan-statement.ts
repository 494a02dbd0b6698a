import type { TimeWindow } from "@/lib/domain/time/time-window";
import { DAY_US, HOUR_US } from "@/lib/domain/time/units";

/** Sums over single rows by name, in SQL that PostgreSQL and DuckDB both understand. */
const SUMS = {
  attempts: "count(*)",
  requests: "count(*) filter (where final)",
  ok: "count(*) filter (where outcome = 0)",
  input: "coalesce(sum(input_tokens), 0)",
  output: "coalesce(sum(output_tokens), 0)",
  cost_usd: "coalesce(sum(cost_pico), 0) / 1e12",
} as const;
export type ScanSum = keyof typeof SUMS;
export const TOTALS = ["attempts", "requests", "ok", "input", "output", "cost_usd"] as const satisfies ScanSum[];

/** A question by model, and by hour or day where there are buckets, to who has nothing but rows. */
export type ScanQuestion = {
  buckets: "hour" | "day" | null;
  /** One region and one tier only. */
  isFiltered: boolean;
  sums: readonly ScanSum[];
  samples: readonly ("ttft_us" | "duration_us")[];
  shares: readonly number[];
};

export type Dialect = "duckdb" | "percentile_disc" | "percentile_cont";

/** The columns that rows are asked by, cut out of `attempt`: small codes and whole numbers, as they are stored. */
export const SCAN_COLUMNS = {
  started_at_us: "(extract(epoch from started_at) * 1000000)::bigint",
  model_id: "model_id",
  region_id: "region_id",
  tier_id: "tier_id",
  outcome: "outcome",
  final: "final",
  duration_us: "duration_us",
  ttft_us: "ttft_us",
  input_tokens: "input_tokens",
  output_tokens: "output_tokens",
  cost_pico: "cost_pico",
} as const;

const BUCKET_US = { hour: HOUR_US, day: DAY_US };

/** The statement that answers a question from rows; its columns: the model's code, the bucket's number, sums, percentiles. */
export function scanStatement(
  { buckets, isFiltered, sums, samples, shares }: ScanQuestion,
  input: { from: string; dialect: Dialect; window: TimeWindow; filter: { region: number; tier: number } },
): string {
  const { from, dialect, window, filter } = input;
  const divide = dialect === "duckdb" ? "//" : "/";
  const bucket = buckets ? `started_at_us ${divide} ${BUCKET_US[buckets]}` : "0";
  const percentiles = samples.map((sample) => {
    const given = shares.map((share) => share.toFixed(3)).join(", ");
    return dialect === "duckdb"
      ? `quantile_disc(${sample}, [${given}]) filter (where outcome = 0)`
      : `${dialect}(array[${given}]) within group (order by ${sample}) filter (where outcome = 0)`;
  });
  const chosen = isFiltered ? ` and region_id = ${filter.region} and tier_id = ${filter.tier}` : "";
  return `select model_id, ${[bucket, ...sums.map((name) => SUMS[name]), ...percentiles].join(", ")} from ${from}
    where started_at_us >= ${window.from.getTime() * 1_000} and started_at_us < ${window.to.getTime() * 1_000}${chosen}
    group by 1, 2`;
}
