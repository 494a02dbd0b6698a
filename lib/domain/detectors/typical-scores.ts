import { type HourScore, SLOWDOWN } from "./hour-score";
import type { MeanSource, SpeedHour } from "./speed-hour";
import { fitUsual, type MeanGroup, residualsOf, type Usual } from "./usual";

const SHIFT = Math.log(SLOWDOWN);
const DOF_MIN = 20;
const VARIANCE_MIN = 1e-6;

/** How every hour was against what is usual, and the hours that usual rests on. */
export type Scored = { scores: HourScore[]; baseline: HourScore[]; usual: Usual };

/** The scores of a geometric mean within sizes of input; null where the baseline says nothing. */
export function typicalScores(
  hours: readonly SpeedHour[],
  { source, isBaseline }: { source: MeanSource; isBaseline: (at: number) => boolean },
): Scored | null {
  const groups = meanGroups(hours, source);
  const before = groups.filter(({ at }) => isBaseline(at));
  const within = withinVariance(hours, { source, isBaseline });
  if (before.length === 0 || within === null) return null;
  const { usual, hours: usualHours } = fitUsual(before);
  const scores = residualsOf(groups, usual).map(({ at, n, residual }): HourScore => {
    const own = within / n;
    return {
      ...{ at, n, residual, within: own },
      llr: (SHIFT / own) * (residual - SHIFT / 2),
      drift: (SHIFT * SHIFT) / (2 * own),
      spread: (SHIFT * SHIFT) / own,
    };
  });
  return { scores, usual, baseline: scores.filter(({ at }) => usualHours.has(at)) };
}

function meanGroups(hours: readonly SpeedHour[], { moments, sign }: MeanSource): MeanGroup[] {
  return hours.flatMap((hour) => {
    const { count: n, sum } = hour[moments];
    return n === 0 ? [] : [{ at: hour.hour.getTime(), sizeClass: hour.sizeClass, n, mean: (sign * sum) / n }];
  });
}

/** The variance of single attempts within hours, pooled by size of input; null of too few. */
function withinVariance(
  hours: readonly SpeedHour[],
  { source, isBaseline }: { source: MeanSource; isBaseline: (at: number) => boolean },
): number | null {
  let squares = 0;
  let dof = 0;
  for (const hour of hours) {
    const { count, sum, sumOfSquares } = hour[source.moments];
    if (count < 2 || !isBaseline(hour.hour.getTime())) continue;
    squares += Math.max(0, sumOfSquares - (sum * sum) / count);
    dof += count - 1;
  }
  // All alike is not known to be so: a variance of nothing would make any difference certain.
  return dof < DOF_MIN ? null : Math.max(squares / dof, VARIANCE_MIN);
}
