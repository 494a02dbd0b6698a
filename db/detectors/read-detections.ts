import { and, desc, gt, inArray, isNull, lt, or } from "drizzle-orm";
import type { DetectionRow } from "@/lib/contract/detections";
import { findEvents } from "@/lib/domain/detectors/find-events";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Db } from "../client";
import { detection, type detectorSeries } from "../schema/detectors";

type Named = { model: readonly string[]; provider: readonly string[]; region: readonly string[] };

type ReadInput = Named & {
  /** That they lasted in; null for those that last now. */
  window: Pick<TimeWindow, "from" | "to"> | null;
  limit?: number;
};

/** What detectors found, the newest first, each with the event that it belongs to; an empty filter does not filter. */
export async function readDetections(db: Db, { window, limit, ...names }: ReadInput): Promise<DetectionRow[]> {
  const lasted = window
    ? and(lt(detection.since, window.to), or(isNull(detection.endedAt), gt(detection.endedAt, window.from)))
    : isNull(detection.endedAt);
  const query = db
    .select()
    .from(detection)
    .where(and(lasted, ...namedIn(detection, names)))
    .orderBy(desc(detection.since), desc(detection.id));
  const rows = await (limit === undefined ? query : query.limit(limit));
  const events = await eventsAmong(db, [...new Set(rows.map(({ model }) => model))]);
  return rows.map(({ since, foundAt, endedAt, endReason, measures, ...row }) => ({
    ...namedOf(row),
    event_id: events.get(row.id)?.id ?? row.id,
    since: since.toISOString(),
    found_at: foundAt.toISOString(),
    ended_at: endedAt?.toISOString() ?? null,
    end_reason: endReason,
    measures: measures.map(({ interval: [low, high], count: n, isFound: found, ...change }) => {
      return { ...change, low, high, n, found };
    }),
  }));
}

/** Events reach beyond any window: all that was ever found of the models is looked at. */
async function eventsAmong(db: Db, models: readonly string[]) {
  if (models.length === 0) return findEvents([]);
  const { id, model, provider, region, since, endedAt } = detection;
  return findEvents(
    await db
      .select({ id, model, provider, region, since, endedAt })
      .from(detection)
      .where(inArray(model, [...models])),
  );
}

type Stored = Omit<typeof detection.$inferSelect, "since" | "foundAt" | "endedAt" | "endReason" | "measures">;

function namedOf({ returnedModel, formerModels, mayBeCallers, ...row }: Stored) {
  return { ...row, returned_model: returnedModel, former_models: formerModels, may_be_callers: mayBeCallers };
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
