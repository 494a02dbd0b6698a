import { sql } from "drizzle-orm";
import { z } from "zod";
import type { TermsOf } from "@/lib/contract/alert-rules";
import { seriesKeyOf } from "@/lib/domain/alerts/observation";
import { heldVerdicts } from "@/lib/domain/alerts/replay-held";
import { replayTicks } from "@/lib/domain/alerts/replay-ticks";
import { groupBy } from "@/lib/domain/group-by";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { findAnomalies } from "@/lib/domain/spend/find-anomalies";
import { FIT_DAYS_MAX } from "@/lib/domain/spend/fit-days";
import { fromFirstRecord } from "@/lib/domain/spend/spend-days";
import { dateText } from "@/lib/domain/time/calendar-dates";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { epochMinute } from "@/lib/domain/time/time-window";
import { localDate, startOfDate } from "@/lib/domain/time/time-zone";
import { DAY_MINUTES, DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { namedAmong } from "../named-among";
import { selectRows } from "../select-rows";
import { readDaysUntil } from "../spend/read-days-until";
import { budgetLabels, listBudgetEvents } from "./list-budget-events";
import { REPLAY_DAYS, type ReplayContext, type Replayed } from "./replay-context";
import { replaySeries } from "./replay-series";

/** That the condition of an alert with these labels, or of one occurrence of them, held for a time. */
type Held = MinuteSpan & { labels: Record<string, string>; occurrence?: number };

/** From when a threshold was reached to the end of its period. */
export async function replayBudgets(db: Db, terms: TermsOf<"budget">, context: ReplayContext): Promise<Replayed> {
  const runsAfter = new Date(context.now.getTime() - REPLAY_DAYS * DAY_MS);
  const events = await listBudgetEvents(db, { budgetId: terms.budget_id, runsAfter });
  const held = events.map((event) => ({
    ...{ labels: budgetLabels(event), from: minuteAfter(event.at.getTime()) },
    to: minuteAfter(Date.parse(event.details.to)),
  }));
  return replayHeld(held, context);
}

const detectionSchema = z.object({
  ...{ event: z.number(), change: z.string(), model: z.string(), provider: z.string(), region: z.string() },
  ...{ found_ms: z.coerce.number(), ended_ms: z.coerce.number().nullable() },
});

/** From when something of an event was found until all of it was over, under the kind that was found first. */
export async function replayDetections(
  db: Db,
  { scope }: TermsOf<"detection">,
  context: ReplayContext,
): Promise<Replayed> {
  const since = new Date(context.now.getTime() - REPLAY_DAYS * DAY_MS).toISOString();
  const rows = await selectRows(
    db,
    sql`select first.id as event, first.kind as change, own.model, own.provider, own.region,
        (extract(epoch from own.found_at) * 1000)::bigint::text as found_ms,
        (extract(epoch from own.ended_at) * 1000)::bigint::text as ended_ms
      from (
        select * from detection where (ended_at is null or ended_at > ${since}::timestamptz)
          and ${namedAmong("model", scope.model)} and ${namedAmong("provider", scope.provider)} and ${namedAmong("region", scope.region)}
      ) own join detection first on first.id = coalesce(own.event_id, own.id)
      order by own.found_at`,
    detectionSchema,
  );
  const held = rows.map(({ event, found_ms, ended_ms, ...labels }) => ({
    ...{ labels, occurrence: event, from: minuteAfter(found_ms) },
    to: ended_ms === null ? Number.POSITIVE_INFINITY : minuteAfter(ended_ms),
  }));
  return replayHeld(held, context);
}

/** The day after each that cost more than the weeks before it explain: each is judged by itself, as on the day after it. */
export async function replayAnomalies(
  db: Db,
  { tz }: TermsOf<"spend_anomaly">,
  context: ReplayContext,
): Promise<Replayed> {
  const { now, retention } = context;
  const to = localDate(now.getTime(), tz);
  const from = to - REPLAY_DAYS * DAY_MS;
  const range = { from: from - FIT_DAYS_MAX * DAY_MS, to };
  const days = await readDaysUntil(db, { filters: NO_FILTERS, tz, now, retention }, range);
  const dates = Array.from({ length: REPLAY_DAYS }, (_, index) => from + index * DAY_MS);
  const unusual = dates.filter((day) => {
    const known = days.filter(({ date }) => date <= day && date >= day - FIT_DAYS_MAX * DAY_MS);
    return findAnomalies(fromFirstRecord(known), day).anomalies.length > 0;
  });
  const held = unusual.map((day) => ({
    ...{ labels: { day: dateText(day) }, from: minuteAfter(startOfDate(day + DAY_MS, tz)) },
    to: minuteAfter(startOfDate(day + 2 * DAY_MS, tz)),
  }));
  return replayHeld(held, context);
}

function replayHeld(held: readonly Held[], { now, forMinutes }: ReplayContext): Promise<Replayed> {
  const to = epochMinute(now) + 1;
  const from = to - REPLAY_DAYS * DAY_MINUTES;
  const spans = Array.from({ length: to - from }, (_, index) => ({ from: from + index, to: from + index + 1 }));
  const ticks = replayTicks({ spans, windows: [], from });
  const bySeries = groupBy(held, ({ labels, occurrence }) => seriesKeyOf(labels, occurrence));
  const series = [...bySeries.values()].map((groups) => ({ groups }));
  return replaySeries(series, {
    ...{ ticks, forMinutes, labelsOf: ({ groups }) => groups[0]?.labels ?? {} },
    verdictsOf: ({ groups }) => heldVerdicts(ticks.minutes, groups),
  });
}

/** The minute at whose end it is known. */
function minuteAfter(ms: number): number {
  return Math.floor(ms / MINUTE_MS) + 1;
}
