import { and, asc } from "drizzle-orm";
import type { Detections } from "@/lib/contract/detections";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Db } from "../client";
import { detectorSeries } from "../schema/detectors";
import { namedIn, readDetections } from "./read-detections";

/** Events, of a few detections at most. */
const LISTED_MAX = 500;

type DetectionsInput = {
  window: Pick<TimeWindow, "from" | "to">;
  now: Date;
  model: readonly string[];
  provider: readonly string[];
  region: readonly string[];
};

/** Whole events of what detectors found that lasted in a window, and the series they watch; an empty filter does not filter. */
export async function listDetections(db: Db, { window, now, ...filters }: DetectionsInput): Promise<Detections> {
  const { from, to } = window;
  const [found, series] = await Promise.all([
    readDetections(db, { window, ...filters, limit: LISTED_MAX + 1 }),
    db
      .select()
      .from(detectorSeries)
      .where(and(...namedIn(detectorSeries, filters)))
      .orderBy(asc(detectorSeries.model), asc(detectorSeries.region), asc(detectorSeries.provider)),
  ]);
  const listed = new Set([...new Set(found.map(({ event_id }) => event_id))].slice(0, LISTED_MAX));
  const detections = found.filter(({ event_id }) => listed.has(event_id));
  return {
    ...{ from: from.toISOString(), to: to.toISOString(), as_of: now.toISOString() },
    detections,
    truncated: detections.length < found.length,
    series: series.map(({ lookedUntil, hoursToFind, ...row }) => ({
      ...row,
      looked_until: lookedUntil.toISOString(),
      hours_to_find: hoursToFind,
    })),
  };
}
