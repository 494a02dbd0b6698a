import { QUARTER_MINUTES } from "../time/units";

/** Attempts that say something about a model: `failed` under whatever is said of 429s. */
export type Judged = { ok: number; failed: number };

/** A group's minute that is down, by epoch minute. */
export type DownMinute = { minute: number; judged: number; failed: number };

/**
 * Fifteen minutes of a group (model, provider, region): bit i stands for minute i.
 *
 * `downJudged` and `downFailed` hold one count per set bit of `downMask`, lowest bit first.
 */
export type QuarterMasks = { measuredMask: number; downMask: number; downJudged: number[]; downFailed: number[] };

/** A minute is down when more than half of its judged attempts failed; one without any is not even measured. */
export function isMinuteDown(ok: number, failed: number): boolean {
  return failed > ok;
}

/** The masks of a quarter's judged attempts by minute; a minute left out had none. */
export function quarterMasks(minuteCounts: readonly (Judged | undefined)[]): QuarterMasks {
  const masks: QuarterMasks = { measuredMask: 0, downMask: 0, downJudged: [], downFailed: [] };
  for (let minute = 0; minute < QUARTER_MINUTES; minute++) {
    const { ok, failed } = minuteCounts[minute] ?? { ok: 0, failed: 0 };
    if (ok + failed === 0) continue;
    masks.measuredMask |= 1 << minute;
    if (!isMinuteDown(ok, failed)) continue;
    masks.downMask |= 1 << minute;
    masks.downJudged.push(ok + failed);
    masks.downFailed.push(failed);
  }
  return masks;
}

/** The down minutes of a quarter that begins at an epoch minute, ascending: what findIncidents takes. */
export function downMinutesOf(quarterMinute: number, masks: Omit<QuarterMasks, "measuredMask">): DownMinute[] {
  const minutes: DownMinute[] = [];
  for (let bit = 0; bit < QUARTER_MINUTES; bit++) {
    if ((masks.downMask & (1 << bit)) === 0) continue;
    const judged = masks.downJudged[minutes.length] ?? 0;
    const failed = masks.downFailed[minutes.length] ?? 0;
    minutes.push({ minute: quarterMinute + bit, judged, failed });
  }
  return minutes;
}

/** How many minutes of a mask lie in [from, to), counted from the quarter's beginning and clipped to it. */
export function countMaskMinutes(mask: number, from = 0, to = QUARTER_MINUTES): number {
  let count = 0;
  for (let bit = Math.max(0, from); bit < Math.min(QUARTER_MINUTES, to); bit++) count += (mask >> bit) & 1;
  return count;
}
