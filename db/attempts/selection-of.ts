import { type AttemptsExportQuery, RANGED_MEASURES } from "@/lib/contract/attempts";
import type { Filters } from "@/lib/contract/common";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { AttemptSelection, MeasureRange } from "./attempt-conditions";

/** What a query about single attempts selects, within its window and filters as they were understood. */
export function selectionOf(
  query: Omit<AttemptsExportQuery, "limit">,
  { window, filters }: { window: TimeWindow; filters: Filters },
): AttemptSelection {
  const ranges = RANGED_MEASURES.flatMap((measure): MeasureRange[] => {
    const [min = null, max = null] = [query[`${measure}_min`], query[`${measure}_max`]];
    return min === null && max === null ? [] : [{ measure, min, max }];
  });
  const { outcome: outcomes, error_code: errorCodes, router: routers, request_id: requestId } = query;
  return { window, filters, outcomes, errorCodes, routers, requestId, ranges };
}
