import type { Retention } from "@/db/aggregates/group-types";
import { getSpend } from "@/db/spend/get-spend";
import { getDistribution } from "@/db/stats/get-distribution";
import { getSeries } from "@/db/stats/get-series";
import { getStatsModels } from "@/db/stats/get-stats-models";
import type { StatsModels } from "@/lib/contract/stats";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { DAY_MS, HOUR_MS, US_PER_MS } from "@/lib/domain/time/units";
import { FILTERED } from "../create-log-records";
import type { AnswerRow } from "./compare-answers";
import type { Month } from "./load-month";
import { type ScanQuestion, TOTALS } from "./scan-statement";

/** A read behind a screen, and the same question to whoever has only the rows. */
export type Question = {
  name: string;
  /** Answers as the route does; the rows are for comparing and are not timed. */
  ask: (month: Month, retention: Retention) => Promise<() => AnswerRow[]>;
  scan: ScanQuestion;
};

const SHARES = [0.5, 0.95, 0.99];
/** The points of the distribution's curve. */
const CURVE = [...Array.from({ length: 100 }, (_, percent) => percent / 100), 0.995, 0.999, 1];

export const QUESTIONS: readonly Question[] = [
  {
    name: "overview, 30 days",
    ask: async ({ database, window, now }, retention) => {
      const answer = await getStatsModels(database.db, { window, filters: NO_FILTERS, now, retention });
      return () => overviewRows(answer);
    },
    scan: { buckets: null, isFiltered: false, sums: TOTALS, samples: ["ttft_us", "duration_us"], shares: SHARES },
  },
  {
    name: "the same, one region and tier",
    ask: async ({ database, window, now }, retention) => {
      const filters = { ...NO_FILTERS, region: [FILTERED.region], tier: [FILTERED.tier] };
      const answer = await getStatsModels(database.db, { window, filters, now, retention });
      return () => overviewRows(answer);
    },
    scan: { buckets: null, isFiltered: true, sums: TOTALS, samples: ["ttft_us", "duration_us"], shares: SHARES },
  },
  {
    name: "duration by hour and model",
    ask: async ({ database, window, now }, retention) => {
      const answer = await getSeries(database.db, {
        ...{ window, filters: NO_FILTERS, now, retention },
        ...{ metric: "duration_ms", step: "1h", by: "model" },
      });
      return () =>
        answer.series.flatMap(({ model, points }) =>
          points.flatMap((point) => {
            if (!("p50" in point) || point.n === 0) return [];
            const { at, p50, p95, p99, n } = point;
            const key = `${model} ${Date.parse(at) / HOUR_MS}`;
            return [{ key, sums: [n], percentiles: [p50, p95, p99].map(toUs) }];
          }),
        );
    },
    scan: { buckets: "hour", isFiltered: false, sums: ["ok"], samples: ["duration_us"], shares: SHARES },
  },
  {
    name: "distribution of durations",
    ask: async ({ database, window, now }, retention) => {
      const answer = await getDistribution(database.db, {
        ...{ window, filters: NO_FILTERS, now, retention },
        metric: "duration_ms",
      });
      return () =>
        answer.models.map(({ model, n, quantiles }) => ({
          key: model,
          sums: [n],
          percentiles: quantiles.map(({ value }) => toUs(value)),
        }));
    },
    scan: { buckets: null, isFiltered: false, sums: ["ok"], samples: ["duration_us"], shares: CURVE },
  },
  {
    name: "spend by day and model",
    ask: async ({ database, window, now }, retention) => {
      const answer = await getSpend(database.db, {
        ...{ window, filters: NO_FILTERS, now, retention },
        ...{ groupBy: ["model"], interval: "day", tz: "UTC" },
      });
      return () =>
        answer.rows.map(({ day, model, attempts, requests, tokens, cost_usd }) => ({
          key: `${model} ${Date.parse(day ?? "") / DAY_MS}`,
          sums: [attempts, requests, tokens.input ?? 0, tokens.output ?? 0, Number(cost_usd ?? 0)],
          percentiles: [],
        }));
    },
    scan: {
      buckets: "day",
      isFiltered: false,
      sums: ["attempts", "requests", "input", "output", "cost_usd"],
      samples: [],
      shares: [],
    },
  },
];

function overviewRows({ models }: StatsModels): AnswerRow[] {
  return models.map(({ model, attempts, requests, outcomes, tokens, cost_usd, ttft_ms, duration_ms }) => ({
    key: model,
    sums: [attempts, requests, outcomes.ok, tokens.input ?? 0, tokens.output ?? 0, Number(cost_usd ?? 0)],
    percentiles: [ttft_ms, duration_ms].flatMap(({ p50, p95, p99 }) => [p50, p95, p99].map(toUs)),
  }));
}

function toUs(ms: number | null): number | null {
  return ms === null ? null : ms * US_PER_MS;
}
