import { and, desc, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { DetectionRow } from "@/lib/contract/detections";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Db } from "../client";
import { detection, type detectorSeries } from "../schema/detectors";

type Named = { model: readonly string[]; provider: readonly string[]; region: readonly string[] };

type ReadInput = Named & {
  /** That something of them lasted in; null for what lasts now. */
  window: Pick<TimeWindow, "from" | "to"> | null;
  /** At most so many events, the newest. */
  limit?: number;
};

const eventId = sql<number>`coalesce(${detection.eventId}, ${detection.id})`;

/** What detectors found, the newest first: whole events of which something lasted in a window; an empty filter does not filter. */
export async function readDetections(db: Db, { window, limit, ...names }: ReadInput): Promise<DetectionRow[]> {
  const lasted = window
    ? and(lt(detection.since, window.to), or(isNull(detection.endedAt), gt(detection.endedAt, window.from)))
    : isNull(detection.endedAt);
  const query = db
    .select({ event: eventId })
    .from(detection)
    .where(and(lasted, ...namedIn(detection, names)))
    .groupBy(eventId)
    .orderBy(desc(sql`max(${detection.since})`), desc(eventId));
  const events = limit === undefined ? query : query.limit(limit);
  const rows = await db
    .select()
    .from(detection)
    .where(inArray(eventId, events))
    .orderBy(desc(detection.since), desc(detection.id));
  return rows.map(({ since, foundAt, endedAt, endReason, measures, ...row }) => ({
    ...namedOf(row),
    since: since.toISOString(),
    found_at: foundAt.toISOString(),
    ended_at: endedAt?.toISOString() ?? null,
    end_reason: endReason,
    measures: measures.map(({ interval: [low, high], count: n, isFound: found, ...change }) => {
      return { ...change, low, high, n, found };
    }),
  }));
}

type Stored = Omit<typeof detection.$inferSelect, "since" | "foundAt" | "endedAt" | "endReason" | "measures">;

function namedOf({ eventId: event, returnedModel, formerModels, mayBeCallers, ...row }: Stored) {
  const names = { returned_model: returnedModel, former_models: formerModels, may_be_callers: mayBeCallers };
  return { ...row, event_id: event ?? row.id, ...names };
}

/** The conditions that filters by name set on what detectors store. */
export function namedIn(table: typeof detection | typeof detectorSeries, { model, provider, region }: Named) {
  const named = [
    { column: table.model, names: model },
    { column: table.provider, names: provider },
    { column: table.region, names: region },
  ];
  return named.flatMap(({ column, names }) => (names.length === 0 ? [] : [inArray(column, [...names])]));
}
