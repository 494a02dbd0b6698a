import { groupBy } from "../group-by";
import { HOUR_MS } from "../time/units";

/** A swap is dated to about a day, and what begins later than twice that is news of its own. */
const TOGETHER_MS = 48 * HOUR_MS;

type Timed = {
  id: number;
  model: string;
  provider: string;
  region: string;
  since: Date;
  /** Null while it lasts. */
  endedAt: Date | null;
};

/**
 * The event that each detection, by its id, belongs to: the one of it that was found first. Detections of one model, provider and region
 * are one event where their times overlap and they began within two days of its beginning: other weights are mostly slower or faster, too.
 *
 * An event is named by the lowest of its ids, so what is found of it later leaves its name as it is.
 */
export function findEvents<Detection extends Timed>(detections: readonly Detection[]): Map<number, Detection> {
  const series = groupBy(detections, ({ model, provider, region }) => JSON.stringify([model, provider, region]));
  const events = [...series.values()].flatMap(eventsOfSeries);
  return new Map(
    events.flatMap((members) => {
      const first = members.reduce((a, b) => (b.id < a.id ? b : a));
      return members.map(({ id }) => [id, first] as const);
    }),
  );
}

function eventsOfSeries<Detection extends Timed>(detections: readonly Detection[]): Detection[][] {
  const events: { from: number; until: number; members: Detection[] }[] = [];
  const sorted = [...detections].sort((a, b) => a.since.getTime() - b.since.getTime() || a.id - b.id);
  for (const detection of sorted) {
    const from = detection.since.getTime();
    const until = detection.endedAt?.getTime() ?? Number.POSITIVE_INFINITY;
    const event = events.at(-1);
    if (event && from < event.until && from - event.from <= TOGETHER_MS) {
      event.members.push(detection);
      event.until = Math.max(event.until, until);
    } else {
      events.push({ from, until, members: [detection] });
    }
  }
  return events.map(({ members }) => members);
}
