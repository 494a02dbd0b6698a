import { createLoader, parseAsNativeArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { ReportQuery } from "@/components/shell/report-params";
import type { ReadInput } from "@/lib/client/read-types";
import { RANGED_MEASURES, type RangedMeasure } from "@/lib/contract/attempts";
import { ATTEMPT_SORTS, type AttemptSort, SORT_ORDERS, type SortOrder } from "@/lib/domain/attempts/attempt-sort";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { recordOf } from "@/lib/domain/record-of";

const names = parseAsNativeArrayOf(parseAsString);

/** What only single attempts are filtered by, by name. */
export const NAMED_FILTERS = ["error_code", "router", "consumer", "session", "tag"] as const;
export type NamedFilter = (typeof NAMED_FILTERS)[number];

const RANGE_ENDS = RANGED_MEASURES.flatMap(
  (measure) => [`${measure}_min`, `${measure}_max`] as const,
) satisfies readonly RangeEnd[];
export type RangeEnd = `${RangedMeasure}_${"min" | "max"}`;

/** What the address of the explorer holds beside that of every report; the names are those of the API. */
export const attemptsParsers = {
  outcome: parseAsNativeArrayOf(parseAsStringLiteral(OUTCOMES)),
  ...recordOf(NAMED_FILTERS, () => names),
  request_id: parseAsString,
  ...recordOf(RANGE_ENDS, () => parseAsString),
  sort: parseAsStringLiteral(ATTEMPT_SORTS),
  order: parseAsStringLiteral(SORT_ORDERS),
  columns: names,
};
export const loadAttemptsParams = createLoader(attemptsParsers);
export type AttemptsParams = Awaited<ReturnType<typeof loadAttemptsParams>>;

export type AttemptsSelection = ReadInput<"/api/v1/attempts">;

/** What is asked for under a report's range and filters and the explorer's own; ends of ranges that are no number do not count. */
export function attemptsQuery(query: ReportQuery, params: AttemptsParams): AttemptsSelection {
  const ranges = RANGE_ENDS.filter((end) => params[end] !== null && parseUsd(params[end] ?? "") !== null);
  return {
    ...query,
    outcome: params.outcome,
    error_code: params.error_code,
    router: params.router,
    consumer: params.consumer,
    session: params.session,
    tag: params.tag,
    ...(params.request_id ? { request_id: params.request_id } : {}),
    ...Object.fromEntries(ranges.map((end) => [end, params[end] ?? ""])),
    ...sortOf(params),
  };
}

/** The order of the list: newest first unless said otherwise. */
export function sortOf(params: Pick<AttemptsParams, "sort" | "order">): { sort: AttemptSort; order: SortOrder } {
  return { sort: params.sort ?? "started_at", order: params.order ?? "desc" };
}

/** What the histogram asks: it knows neither ranges nor names of single attempts. */
export function histogramQuery(
  query: ReportQuery,
  outcome: readonly Outcome[],
): ReadInput<"/api/v1/attempts/histogram"> {
  return { ...query, outcome };
}
