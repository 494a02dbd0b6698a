import type { Filters } from "@/lib/contract/common";
import type { ComparedModel } from "@/lib/contract/comparison";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { filtersAttempts } from "../aggregates/filter-sql";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { getScores } from "../scores/get-scores";

type QualityInput = { window: TimeWindow; filters: Filters; now: Date; retention: Retention };
export type Quality = NonNullable<ComparedModel["quality"]>;

/** By model: its mean score by the metric that has most scores; none under a filter that scores are not known by. */
export async function readQuality(db: Db, input: QualityInput): Promise<Map<string, Quality>> {
  if (filtersAttempts(input.filters)) return new Map();
  const { rows } = await getScores(db, { ...input, by: "model" });
  const scored = new Map<string, number>();
  for (const { metric, n } of rows) scored.set(metric, (scored.get(metric) ?? 0) + n);
  const [most] = [...scored].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  if (!most) return new Map();
  const [metric] = most;
  return new Map(
    rows
      .filter((row) => row.metric === metric)
      .map(({ model, n, mean, low, high }) => [model, { metric, n, mean, low, high }]),
  );
}
