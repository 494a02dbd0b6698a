import type { HourProfile } from "../hour-profile";
import { type CallerChange, callerChange, mayBeCallers } from "./caller-change";
import type { HourSpan } from "./expected-level";
import { alarmLimit, findAlarms, LEARN_DAYS_MIN, LEARN_HOURS, WEEK_HOURS } from "./find-alarms";
import { type HourGrid, hourGrid, hourStart, profilesAt } from "./hour-grid";
import { type LearntSeries, learnSeries } from "./learn-series";
import { type NameChange, newNames } from "./new-names";
import { type MeasureChange, shiftEffect } from "./shift-effect";

export type Swap = {
  /** The hour the change most likely began with, and the hour after which it was clear. */
  since: Date;
  found: Date;
  /** Whether answers themselves changed beyond chance; a name may change alone. */
  isMeasured: boolean;
  /** The new name in answers with those it was before, or null. */
  name: { before: readonly string[]; after: string } | null;
  /** Of the week since, or as much of it as there is. */
  measures: readonly MeasureChange[];
  /** Mean output tokens of an answer, for what one costs; null where unknown. */
  meanOutputTokens: { before: number; after: number } | null;
  /** Attempts since, of the same week. */
  count: number;
  callers: CallerChange | null;
  /** Whether traffic changed so much at the same time that other callers may be the reason. */
  mayBeCallers: boolean;
};

type Found = {
  since: number;
  found: number;
  learnt: LearntSeries | null;
  isMeasured: boolean;
  name: NameChange | null;
};

/** A new name and a measured change so near each other are one swap, dated by the name. */
const SAME_HOURS = 48;

/**
 * The hours from which the model behind a name was another one, in the profiles of one provider, model and region; in order of time.
 *
 * Prompts are not needed. A swap shows in how long answers are or how much of them is reasoning, of the same sizes of input at the same
 * hours; speed and TTFT add evidence and a date, but speed alone never makes a swap. A new model name in answers is one by itself.
 * `series` is how many are watched: all of them together, healthy, give one false alarm a month at most on average.
 *
 * It takes two to three weeks of profiles before the first can be found, and looks for each change over two weeks at most. What it
 * cannot tell from a swap: other callers with longer answers of the same sizes of input and no more traffic, another system prompt or
 * reasoning effort, a new way the gateway counts tokens. A swap to weights that answer as long as before is not seen.
 */
export function findSwaps(profiles: readonly HourProfile[], { series = 40 }: { series?: number } = {}): Swap[] {
  const grid = hourGrid(profiles);
  const found = findAlarms(grid, alarmLimit(series)).map(
    (alarm): Found => ({ ...alarm, isMeasured: true, name: null }),
  );
  for (const name of newNames(grid)) {
    const same = found.find((own) => Math.abs(own.since - name.since) <= SAME_HOURS && own.name === null);
    if (same) Object.assign(same, { since: name.since, found: Math.max(same.found, name.since), name });
    else
      found.push({
        since: name.since,
        found: name.since,
        learnt: learnBefore(grid, name.since),
        isMeasured: false,
        name,
      });
  }
  const inOrder = found.toSorted((a, b) => a.since - b.since);
  return inOrder.map((own, index) => describeSwap(grid, own, inOrder[index + 1]?.since));
}

function learnBefore(grid: HourGrid, hour: number): LearntSeries | null {
  return learnSeries(grid, { from: Math.max(grid.first, hour - LEARN_HOURS), to: hour }, LEARN_DAYS_MIN);
}

function describeSwap(
  grid: HourGrid,
  { since, found, learnt, isMeasured, name }: Found,
  next: number | undefined,
): Swap {
  const end = grid.first + grid.hours.length;
  const after = { from: since, to: Math.min(since + WEEK_HOURS, end, Math.max(next ?? end, since + 1)) };
  const measures = (learnt?.measures ?? []).flatMap(
    (measure) => shiftEffect(measure, learnt?.span ?? after, after) ?? [],
  );
  const callers = callerChange(grid, after);
  let count = 0;
  for (let hour = after.from; hour < after.to; hour++) {
    for (const { attempts } of profilesAt(grid, hour)) count += attempts;
  }
  return {
    ...{ since: hourStart(since), found: hourStart(found), isMeasured, measures, count, callers },
    name: name && { before: name.before, after: name.name },
    meanOutputTokens: meanTokens(grid, after, measures),
    mayBeCallers: mayBeCallers(callers),
  };
}

/** Of log-normal answers, exp(mean + variance ÷ 2) of each hour and size; before, shorter by the ratio and as spread. */
function meanTokens(grid: HourGrid, { from, to }: HourSpan, measures: readonly MeasureChange[]) {
  const ratio = measures.find(({ measure }) => measure === "outputTokens")?.ratio ?? null;
  let tokens = 0;
  let answers = 0;
  for (let hour = from; hour < to; hour++) {
    for (const { outputTokens } of profilesAt(grid, hour)) {
      const { count, sum, sumOfSquares } = outputTokens;
      if (count === 0) continue;
      const mean = sum / count;
      tokens += count * Math.exp(mean + Math.max(0, sumOfSquares / count - mean ** 2) / 2);
      answers += count;
    }
  }
  if (answers === 0 || ratio === null || ratio === 0) return null;
  return { before: tokens / answers / ratio, after: tokens / answers };
}
