import type { HourGrid } from "./hour-grid";
import { type LearntSeries, learnSeries } from "./learn-series";
import { type Alarm, watchSeries } from "./watch-series";

export const WEEK_HOURS = 168;
export const LEARN_HOURS = 28 * 24;
export const LEARN_DAYS_MIN = 14;
const MONTH_HOURS = 730;
/** A swap may have begun in the week watched, or in the one before it. */
const STARTS = 2 * WEEK_HOURS;

/** What the sum of a watch must reach, so that so many healthy series together give one false alarm a month on average at most. */
export function alarmLimit(series: number): number {
  return (STARTS * series * MONTH_HOURS) / WEEK_HOURS;
}

/**
 * Every week is watched by what the four weeks before the last were like: the week between is where a change may have begun. After
 * a swap, a series is learnt anew from there. Weeks are those of Unix time, so that whatever history is given, the same hours are
 * judged by the same weeks.
 */
export function findAlarms(grid: HourGrid, limit: number): (Alarm & { learnt: LearntSeries })[] {
  const alarms: (Alarm & { learnt: LearntSeries })[] = [];
  const end = grid.first + grid.hours.length;
  let learnFrom = grid.first;
  let watchedTo = grid.first;
  for (let week = Math.ceil(grid.first / WEEK_HOURS) * WEEK_HOURS; week < end + WEEK_HOURS; week += WEEK_HOURS) {
    const span = { from: Math.max(learnFrom, week - WEEK_HOURS - LEARN_HOURS), to: week - WEEK_HOURS };
    if (span.to <= span.from || span.to >= end) continue;
    const learnt = learnSeries(grid, span, LEARN_DAYS_MIN);
    if (learnt === null) continue;
    const watched = { from: span.to, to: Math.min(week + WEEK_HOURS, end) };
    const alarm = watchSeries(learnt, watched, watchedTo, limit);
    watchedTo = watched.to;
    if (alarm === null) continue;
    alarms.push({ ...alarm, learnt });
    learnFrom = alarm.since;
    watchedTo = alarm.found + 1;
  }
  return alarms;
}
