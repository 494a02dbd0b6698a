import { QUARTER_MINUTES } from "../time/units";

/** Counted attempts. Whether a 429 is among `failed` is decided where they are counted. */
export type Judged = { ok: number; failed: number };

/** A group's minute that is down, by epoch minute. */
export type DownMinute = { minute: number; judged: number; failed: number };

/**
 * Fifteen minutes of a group (model, provider, region): bit i stands for minute i.
 *
 * `downJudged` and `downFailed` hold one count per set bit of `downMask`, lowest bit first.
 */
export type QuarterMasks = { measuredMask: number; downMask: number; downJudged: number[]; downFailed: number[] };

/** A minute is down when more than half of its counted attempts failed. In SQL: `isDownSql` in `db/schema/is-down-sql.ts`. */
export function isMinuteDown(ok: number, failed: number): boolean {
  return failed > ok;
}

/**
 * The masks of a quarter's counted attempts by minute; a minute left out had none.
 *
 * This is the reference: `db/rollups/refresh-uptime.ts` does the same in SQL, and its test compares the two.
 */
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
