import type { AttemptMeasure } from "@/lib/domain/attempts/attempt-sort";
import { parseUsd } from "@/lib/domain/pricing/usd";
import type { AttemptRow } from "./attempt-rows";

/** What an attempt measures, as the whole number that is stored, in text; null where unknown. */
export function measureValue(row: AttemptRow, measure: AttemptMeasure): string | null {
  const value = storedValue(row, measure);
  return value === null ? null : String(value);
}

function storedValue(row: AttemptRow, measure: AttemptMeasure): number | bigint | null {
  if (measure === "duration_ms") return row.duration_us;
  if (measure === "ttft_ms") return row.ttft_us;
  if (measure === "cost_usd") return row.cost_usd === null ? null : parseUsd(row.cost_usd);
  return row[measure];
}
