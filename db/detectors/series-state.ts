import { and, eq, gte, isNull, or } from "drizzle-orm";
import type { DetectionKind, EndReason, MeasuredChange, SeriesState } from "@/lib/domain/detectors/detection";
import { findEvent } from "@/lib/domain/detectors/find-event";
import type { Db } from "../client";
import { detection, detectorSeries } from "../schema/detectors";
import { theRow } from "../the-row";

type Named = { model: string; provider: string; region: string };
type Key = { kind: DetectionKind; series: Named };

/** What is said of a change of weights alone. */
export const NO_SWAP = { returnedModel: null, formerModels: null, mayBeCallers: false } as const;

export type StoredDetection = {
  id: number;
  since: Date;
  foundAt: Date;
  endedAt: Date | null;
  endReason: EndReason | null;
  attempts: number;
  measures: readonly MeasuredChange[];
  returnedModel: string | null;
  formerModels: string[] | null;
  mayBeCallers: boolean;
};

/** How far a series was looked at, null for never, and its detections that are open or ended since `from`. */
export async function readSeriesState(
  db: Db,
  { kind, series, from }: Key & { from: Date },
): Promise<{ lookedUntil: Date | null; detections: StoredDetection[] }> {
  const [state] = await db
    .select({ lookedUntil: detectorSeries.lookedUntil })
    .from(detectorSeries)
    .where(isOf(detectorSeries, { kind, series }));
  const detections = await db
    .select()
    .from(detection)
    .where(and(isOf(detection, { kind, series }), or(isNull(detection.endedAt), gte(detection.endedAt, from))))
    .orderBy(detection.since);
  return { lookedUntil: state?.lookedUntil ?? null, detections };
}

/** Stores a new detection with the event that it belongs to from then on, or how the one of this number went on. */
export async function saveDetection(
  db: Db,
  { kind, series, id, ...values }: Key & Omit<StoredDetection, "id"> & { id: number | null },
): Promise<StoredDetection> {
  const { model, provider, region } = series;
  if (id !== null) return theRow(await db.update(detection).set(values).where(eq(detection.id, id)).returning());
  const eventId = findEvent(values, await listKnown(db, series));
  return theRow(
    await db
      .insert(detection)
      .values({ kind, model, provider, region, eventId, ...values })
      .returning(),
  );
}

/** What any detector has found of a series: the detectors' lock is held, so nothing is added meanwhile. */
function listKnown(db: Db, { model, provider, region }: Named) {
  const { id, eventId, since, endedAt } = detection;
  return db
    .select({ id, eventId, since, endedAt })
    .from(detection)
    .where(and(eq(detection.model, model), eq(detection.provider, provider), eq(detection.region, region)));
}

type StateInput = Key & {
  state: SeriesState;
  hoursToFind: Readonly<Record<string, number | null>>;
  lookedUntil: Date;
  attempts: number | null;
};

/** Notes how far a series was looked at, and what would be found there. */
export async function saveSeriesState(db: Db, { kind, series, ...values }: StateInput): Promise<void> {
  const { model, provider, region } = series;
  await db
    .insert(detectorSeries)
    .values({ kind, model, provider, region, ...values })
    .onConflictDoUpdate({
      target: [detectorSeries.kind, detectorSeries.model, detectorSeries.provider, detectorSeries.region],
      set: values,
    });
}

function isOf(table: typeof detection | typeof detectorSeries, { kind, series }: Key) {
  const { model, provider, region } = series;
  return and(eq(table.kind, kind), eq(table.model, model), eq(table.provider, provider), eq(table.region, region));
}
