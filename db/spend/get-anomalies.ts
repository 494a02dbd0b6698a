import type { Anomalies } from "@/lib/contract/anomalies";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { ANOMALY_EVIDENCE_MIN, FALSE_DISCOVERY_RATE, findAnomalies } from "@/lib/domain/spend/find-anomalies";
import { FIT_DAYS_MAX } from "@/lib/domain/spend/fit-days";
import { dateText } from "@/lib/domain/time/calendar-dates";
import { localDate } from "@/lib/domain/time/time-zone";
import { DAY_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { explainDays } from "./explain-days";
import type { SpendInput } from "./get-spend";
import { readDaysUntil } from "./read-days-until";

export type AnomaliesInput = Pick<SpendInput, "window" | "filters" | "tz" | "now" | "retention">;

/** The whole days of a window that cost more than the eight weeks before each explain, and what rose on them. */
export async function getAnomalies(db: Db, input: AnomaliesInput): Promise<Anomalies> {
  const { window, tz, now, filters } = input;
  const from = localDate(window.from.getTime(), tz);
  // The day that the window ends in is judged whole, once it is over.
  const to = Math.min(localDate(window.to.getTime() - 1, tz) + DAY_MS, localDate(now.getTime(), tz));
  const days = to <= from ? [] : await readDaysUntil(db, input, { from: from - FIT_DAYS_MAX * DAY_MS, to });
  const { anomalies, daysTested } = findAnomalies(days, from);
  const causes = await explainDays(db, { ...input, dates: anomalies.map(({ date }) => date) });
  return {
    as_of: now.toISOString(),
    tz,
    from: dateText(from),
    to: dateText(Math.max(from, to)),
    filters,
    days_tested: daysTested,
    days_of_evidence_min: ANOMALY_EVIDENCE_MIN,
    false_discovery_rate: FALSE_DISCOVERY_RATE,
    anomalies: anomalies
      .map(({ date, actual, expected, expectedHigh, chance }) => ({
        ...{ day: dateText(date), actual_usd: formatUsd(actual), expected_usd: formatUsd(expected) },
        ...{ expected_high_usd: formatUsd(expectedHigh), rise_usd: formatUsd(actual - expected), chance },
        causes: [...(causes.get(date) ?? [])],
      }))
      .reverse(),
  };
}
