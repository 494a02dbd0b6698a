import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";

/** So long after a score its attempt may still come; beyond that, nobody looks for it. */
export const WAIT_MS = 7 * DAY_MS;

type Look = {
  /** So far to either side of its `at`, else before it came, an attempt is searched for. */
  reachMs: number;
  /** About so long after a look comes the next one; null where that is the next night's. */
  nextMs: number | null;
};

/** The looks at the attempts around a score. After the last, all that are retained are searched, once a night. */
export const LOOKS: readonly Look[] = [
  { reachMs: HOUR_MS, nextMs: MINUTE_MS },
  { reachMs: 6 * HOUR_MS, nextMs: 10 * MINUTE_MS },
  { reachMs: DAY_MS, nextMs: HOUR_MS },
  { reachMs: DAY_MS, nextMs: 6 * HOUR_MS },
  { reachMs: DAY_MS, nextMs: null },
];

const NIGHT_MS = 3 * HOUR_MS;

/**
 * When scores are looked for next: at a round instant, 0.5 to 1.5 times as long from now, so that one search serves all that wait; a
 * night begins at 03:00 UTC.
 */
export function nextLook(now: Date, nextMs: Look["nextMs"]): Date {
  const ms = now.getTime();
  if (nextMs === null) return new Date((Math.floor((ms - NIGHT_MS) / DAY_MS) + 1) * DAY_MS + NIGHT_MS);
  return new Date(Math.ceil((ms + nextMs / 2) / nextMs) * nextMs);
}
