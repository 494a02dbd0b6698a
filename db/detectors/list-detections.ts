import { and, asc, desc, gt, inArray, isNull, lt, or } from "drizzle-orm";
import type { Detections } from "@/lib/contract/detections";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Db } from "../client";
import { detection, detectorSeries } from "../schema/detectors";

const LISTED_MAX = 500;

type DetectionsInput = {
  window: Pick<TimeWindow, "from" | "to">;
  now: Date;
  model: readonly string[];
  provider: readonly string[];
  region: readonly string[];
};

/** What detectors found that lasted in a window, and the series they watch; an empty filter does not filter. */
export async function listDetections(db: Db, { window, now, ...filters }: DetectionsInput): Promise<Detections> {
  const { from, to } = window;
  const [found, series] = await Promise.all([
    readDetections(db, { window, ...filters }),
    db
      .select()
      .from(detectorSeries)
      .where(and(...namesOf(detectorSeries, filters)))
      .orderBy(asc(detectorSeries.model), asc(detectorSeries.region), asc(detectorSeries.provider)),
  ]);
  return {
    ...{ from: from.toISOString(), to: to.toISOString(), as_of: now.toISOString() },
    ...found,
    series: series.map(({ lookedUntil, hoursToFind, ...row }) => ({
      ...row,
      looked_until: lookedUntil.toISOString(),
      hours_to_find: hoursToFind,
    })),
  };
}

/** Of these, what was found. */
export async function readDetections(
  db: Db,
  { window: { from, to }, ...filters }: Omit<DetectionsInput, "now">,
): Promise<Pick<Detections, "detections" | "truncated">> {
  const rows = await db
    .select()
    .from(detection)
    .where(
      and(
        ...[lt(detection.since, to), or(isNull(detection.endedAt), gt(detection.endedAt, from))],
        ...namesOf(detection, filters),
      ),
    )
    .orderBy(desc(detection.since), desc(detection.id))
    .limit(LISTED_MAX + 1);
  return {
    detections: rows.slice(0, LISTED_MAX).map(({ since, foundAt, endedAt, endReason, measures, ...stored }) => ({
      ...namedOf(stored),
      since: since.toISOString(),
      found_at: foundAt.toISOString(),
      ended_at: endedAt?.toISOString() ?? null,
      end_reason: endReason,
      measures: measures.map(({ interval: [low, high], count: n, isFound: found, ...change }) => {
        return { ...change, low, high, n, found };
      }),
    })),
    truncated: rows.length > LISTED_MAX,
  };
}

type Stored = Pick<
  typeof detection.$inferSelect,
  "id" | "kind" | "model" | "provider" | "region" | "attempts" | "returnedModel" | "formerModels" | "mayBeCallers"
>;

function namedOf({ returnedModel, formerModels, mayBeCallers, ...row }: Stored) {
  return { ...row, returned_model: returnedModel, former_models: formerModels, may_be_callers: mayBeCallers };
}

type Names = Pick<DetectionsInput, "model" | "provider" | "region">;

function namesOf(table: typeof detection | typeof detectorSeries, { model, provider, region }: Names) {
  const named = [
    { column: table.model, names: model },
    { column: table.provider, names: provider },
    { column: table.region, names: region },
  ];
  return named.flatMap(({ column, names }) => (names.length === 0 ? [] : [inArray(column, [...names])]));
}
