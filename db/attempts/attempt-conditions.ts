import { type SQL, sql } from "drizzle-orm";
import type { Filters } from "@/lib/contract/common";
import type { AttemptMeasure } from "@/lib/domain/attempts/attempt-sort";
import { OUTCOME_CODES, type Outcome } from "@/lib/domain/outcome";
import { UNASSIGNED } from "@/lib/domain/report-dimensions";
import { formatInstantUs } from "@/lib/domain/time/instant";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { codesOf, filterConditions } from "../aggregates/filter-sql";
import { textArray } from "../aggregates/sql-values";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { measureColumn } from "../schema/measure-columns";

/** From `min` and below `max`, in µs, tokens or 10⁻¹² USD; what is unknown lies in none. */
export type MeasureRange = { measure: AttemptMeasure; min: bigint | null; max: bigint | null };

/** Which attempts are sought. Empty lists do not filter. */
export type AttemptSelection = {
  window: TimeWindow;
  filters: Filters;
  outcomes: readonly Outcome[];
  errorCodes?: readonly string[];
  routers?: readonly string[];
  ranges?: readonly MeasureRange[];
  requestId?: string | undefined;
};

export type InstantSpan = { fromUs: number; toUs: number };

/** The span of a selection's window. */
export function spanOf({ window }: AttemptSelection): InstantSpan {
  return { fromUs: window.from.getTime() * 1_000, toUs: window.to.getTime() * 1_000 };
}

/** The conditions of a selection on the attempts `a` of the view, of those that started in a span. */
export function attemptConditions(selection: AttemptSelection, span: InstantSpan): SQL {
  const { filters, outcomes, errorCodes = [], routers = [], ranges = [], requestId } = selection;
  const all = [startedIn(sql`${formatInstantUs(span.fromUs)}`, sql`${formatInstantUs(span.toUs)}`)];
  if (outcomes.length > 0) {
    all.push(sql`a.outcome = any(${`{${outcomes.map((outcome) => OUTCOME_CODES[outcome]).join(",")}}`}::smallint[])`);
  }
  if (errorCodes.length > 0) all.push(named("error_code", errorCodes));
  if (routers.length > 0) all.push(named("router", routers));
  for (const { measure, min, max } of ranges) {
    if (min !== null) all.push(sql`${measureColumn(measure)} >= ${String(min)}::bigint`);
    if (max !== null) all.push(sql`${measureColumn(measure)} < ${String(max)}::bigint`);
  }
  // As indexRequests has it.
  if (requestId !== undefined) all.push(sql`coalesce(a.request_id, a.id) = ${requestId}`);
  // Looked up once: as a subquery the planner knows nothing of how many there are.
  return sql`${sql.join(all, sql` and `)}${filterConditions(filters, sql`a`, (name) => codesOf(name, filters[name]))}`;
}

/** Attempts `a` that started from one instant on and before another, each as SQL. */
function startedIn(from: SQL, to: SQL): SQL {
  return sql`a.bucket = ${ONLY_BUCKET} and a.started_at >= ${from}::timestamptz and a.started_at < ${to}::timestamptz`;
}

function named(kind: "error_code" | "router", names: readonly string[]): SQL {
  const column = sql`a.${sql.identifier(`${kind}_id`)}`;
  const isNamed = sql`${column} = any(array(select id from dimension where kind = ${kind} and value = any(${textArray(names)}::text[])))`;
  return names.includes(UNASSIGNED) ? sql`(${isNamed} or ${column} is null)` : isNamed;
}
