import type { DigestContent } from "@/lib/contract/digest-content";
import { eventsOf } from "@/lib/domain/detectors/detected-event";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Db } from "../client";
import { readDetections } from "../detectors/read-detections";

type Detected = { count: number; detections: NonNullable<DigestContent["detections"]> };

/** How many models became slower or were exchanged in a window, each event once, and the latest of them. */
export async function listDetected(db: Db, input: { window: TimeWindow; limit: number }): Promise<Detected> {
  const { model, provider, region } = NO_FILTERS;
  const events = eventsOf(await readDetections(db, { window: input.window, model, provider, region }));
  return {
    count: events.length,
    detections: events.slice(0, input.limit).map(({ headlines, ...event }) => ({
      ...{ kinds: event.kinds, model: event.model, provider: event.provider, region: event.region },
      ...{
        since: event.since,
        ended_at: event.ended_at,
        attempts: event.attempts,
        returned_model: event.returned_model,
      },
      changes: headlines.map(({ measure, ratio, low, high, n }) => ({ measure, ratio, low, high, n })),
    })),
  };
}
