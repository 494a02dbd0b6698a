import { groupBy } from "../group-by";
import { HOUR_MS } from "../time/units";

/** A swap is dated to about a day, and what begins later than twice that is news of its own. */
const TOGETHER_MS = 48 * HOUR_MS;

type Timed = {
  since: Date;
  /** Null while it lasts. */
  endedAt: Date | null;
};

type Known = Timed & {
  id: number;
  /** Null of what was found first of its event, which names the event. */
  eventId: number | null;
};

/**
 * The event that a detection belongs to when it is found, of those known of the same model, provider and region; null where it is news.
 *
 * Detections are one event where their times overlap and all of it began within two days: other weights are mostly slower or faster, too.
 * Of several, the one that began nearest. It is asked once, when the detection is stored: what is dated anew later stays where it is.
 */
export function findEvent(found: Timed, known: readonly Known[]): number | null {
  const events = [...groupBy(known, ({ id, eventId }) => eventId ?? id)].flatMap(([id, members]) => {
    const starts = [found, ...members].map(({ since }) => since.getTime());
    const beganTogether = Math.max(...starts) - Math.min(...starts) <= TOGETHER_MS;
    if (!beganTogether || !members.some((one) => overlap(one, found))) return [];
    const apart = members.map(({ since }) => Math.abs(since.getTime() - found.since.getTime()));
    return [{ id, apart: Math.min(...apart) }];
  });
  return events.sort((a, b) => a.apart - b.apart || a.id - b.id)[0]?.id ?? null;
}

function overlap(a: Timed, b: Timed): boolean {
  return a.since.getTime() < endOf(b) && b.since.getTime() < endOf(a);
}

function endOf({ endedAt }: Timed): number {
  return endedAt?.getTime() ?? Number.POSITIVE_INFINITY;
}
