import { barStep, sparkStep } from "@/components/charts/chart-step";
import { type Report, withoutRange } from "@/components/shell/report-params";
import { OWN_SOURCES } from "@/lib/client/own-sources";

type ReportInput = Pick<Report, "query" | "tz">;

/** What the overview asks, for its hooks and for the server that answers them ahead. */
export function overviewQueries({ query, tz }: ReportInput) {
  const { window, from, to, tier, region, model } = query;
  const step = sparkStep(query);
  const bars = barStep(query);
  return {
    stats: { ...query, by: "model" as const },
    requestTrend: { ...query, metric: "requests" as const, by: "model" as const, step },
    durationTrend: { ...query, metric: "duration_ms" as const, by: "model" as const, step },
    requests: { ...query, metric: "requests" as const, step: bars },
    errorRate: { ...query, metric: "error_rate" as const, step: bars },
    forecast: withoutRange({ query, tz }),
    breakers: { tier, region, model },
    failovers: { window, from, to, tier, region, model, source: OWN_SOURCES, limit: 500 },
  };
}
