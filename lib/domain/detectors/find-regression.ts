import { DAY_MS, HOUR_MS } from "../time/units";
import { isIn, type Span } from "./change-of";
import type { EndReason, MeasuredChange, SeriesState, SpeedMeasure } from "./detection";
import { hourEnd, runPageTest } from "./page-test";
import type { SpeedHour } from "./speed-hour";
import { lengthChange, type WatchedMeasure, watchMeasures } from "./watch-measures";

/** What is usual is learnt of so long a time, which ends where the test begins. */
export const BASELINE_MS = 28 * DAY_MS;
const TESTED_MS = 7 * DAY_MS;
const BASELINE_HOURS_MIN = 100;
const BASELINE_SPAN_MIN_MS = 7 * DAY_MS;
/** With fewer attempts in a day a series is not judged. */
const DAY_ATTEMPTS_MIN = 20;
/** A slowdown that has lasted so many days with traffic is what is usual from then on. */
const SETTLED_DAYS = 14;
export const SETTLED_MS = SETTLED_DAYS * DAY_MS;
/** As far back as anything is compared with. */
export const HISTORY_MS = BASELINE_MS + Math.max(TESTED_MS, SETTLED_MS);
/** The evidence that a series is back: one in a hundred is closed too early. */
const BACK_THRESHOLD = Math.log(100);

type OpenRegression = { since: number; foundAt: number; found: readonly SpeedMeasure[] };
export type Regression = OpenRegression & {
  /** When it was over, and why; null while it lasts. */
  ended: { at: number; reason: EndReason } | null;
  measures: readonly MeasuredChange<SpeedMeasure | "output_tokens">[];
  count: number;
};

export type RegressionInput = {
  hours: readonly SpeedHour[];
  /** The end of the last hour that is known, and the hours before `from` are looked at already; in epoch ms. */
  asOf: number;
  from: number;
  threshold: number;
  open: OpenRegression | null;
  /** Slowdowns that are over; after one that settled everything is compared with what came since. */
  ended: readonly (Span & { reason: EndReason })[];
};

export type RegressionStep = {
  state: SeriesState;
  /** In how many hours a slowdown of 20 % is found, of each measure that can be tested. */
  hoursToFind: Readonly<Partial<Record<SpeedMeasure, number | null>>>;
  /** As it is now; null where none is open, and where nothing is decided and what is open stays as it was. */
  regression: Regression | null;
};

/** Looks at the hours of a series that came since the last time: whether a slowdown began, goes on, or is over. */
export function findRegression(input: RegressionInput): RegressionStep {
  const { hours, asOf, from, threshold, open, ended } = input;
  const testFrom = open ? open.since : asOf - TESTED_MS;
  const settled = ended.filter(({ reason }) => reason === "settled").map((span) => span.from);
  const baseline = { from: Math.max(testFrom - BASELINE_MS, ...settled), to: testFrom };
  const excluded = ended.filter(({ reason }) => reason === "back");
  if (!isLearnt(hours, baseline)) return { state: "learning", hoursToFind: {}, regression: null };
  const watched = watchMeasures(hours, { baseline, excluded });
  const times = Object.fromEntries(watched.map((own) => [own.measure, own.hoursToFind(threshold)]));
  const isFrozen = attemptsIn(hours, { from: asOf - DAY_MS, to: asOf }) < DAY_ATTEMPTS_MIN;
  if (isFrozen) return { state: "frozen", hoursToFind: times, regression: null };
  const isFaint = Object.values(times).every((hoursNeeded) => hoursNeeded === null);
  const state = isFaint ? "faint" : "watched";
  const restart = Math.max(testFrom, ...ended.map(({ to }) => to));
  const found = open ?? findStart(watched, { span: { from: restart, to: asOf }, from, threshold });
  if (!found) return { state, hoursToFind: times, regression: null };
  return { state, hoursToFind: times, regression: follow(found, { ...input, watched, baseline, excluded }) };
}

function findStart(
  watched: readonly WatchedMeasure[],
  { span, from, threshold }: { span: Span; from: number; threshold: number },
): OpenRegression | null {
  const crossings = watched.flatMap(({ measure, steps }) => {
    const crossing = runPageTest(
      steps.filter(({ at }) => isIn(at, span)),
      { threshold, from },
    );
    return crossing ? [{ measure, ...crossing }] : [];
  });
  // The clearest measure says best when it began: those that take long may have been high by chance before.
  const [first] = crossings.sort((a, b) => a.at - b.at || b.since - a.since);
  if (!first) return null;
  return {
    since: first.since,
    foundAt: hourEnd(first.at),
    found: crossings.map(({ measure }) => measure),
  };
}

type FollowInput = RegressionInput & { watched: readonly WatchedMeasure[]; baseline: Span; excluded: readonly Span[] };

function follow(found: OpenRegression, { hours, asOf, watched, baseline, excluded }: FollowInput): Regression {
  const ended = endOf(found, { hours, watched, asOf });
  const span = { from: found.since, to: ended?.at ?? asOf };
  const changes = watched.flatMap(({ measure, changeIn }) => {
    const change = changeIn(span);
    return change ? [{ measure, ...change, isFound: found.found.includes(measure) }] : [];
  });
  const length = lengthChange(hours, { baseline, excluded, span });
  return {
    ...found,
    ended,
    measures: length ? [...changes, { measure: "output_tokens" as const, ...length, isFound: false }] : changes,
    count: attemptsIn(hours, span),
  };
}

/** It is over when every measure that was found is back: the same test, the other way round, from when it was found. */
function endOf(
  { since, foundAt, found }: OpenRegression,
  { hours, watched, asOf }: Pick<FollowInput, "hours" | "watched" | "asOf">,
): Regression["ended"] {
  const backs = watched
    .filter(({ measure }) => found.includes(measure))
    .map(({ steps }) => {
      const backwards = steps.flatMap(({ at, step }) => (at >= foundAt && at < asOf ? [{ at, step: -step }] : []));
      return runPageTest(backwards, { threshold: BACK_THRESHOLD, from: foundAt });
    });
  const isBack = backs.length > 0 && backs.every((back) => back !== null);
  if (isBack) return { at: Math.max(...backs.map((back) => back?.since ?? foundAt)), reason: "back" };
  if (busyDays(hours, { from: since, to: asOf }) >= SETTLED_DAYS) return { at: asOf, reason: "settled" };
  return null;
}

function isLearnt(hours: readonly SpeedHour[], baseline: Span): boolean {
  const starts = new Set(hours.map(({ hour }) => hour.getTime()).filter((at) => isIn(at, baseline)));
  if (starts.size < BASELINE_HOURS_MIN) return false;
  const [first, last] = [Math.min(...starts), Math.max(...starts)];
  return last + HOUR_MS - first >= BASELINE_SPAN_MIN_MS;
}

/** Whole days from the first hour of a span in which a series could be judged. */
function busyDays(hours: readonly SpeedHour[], span: Span): number {
  const attempts = new Map<number, number>();
  for (const { hour, attempts: own } of hours) {
    const at = hour.getTime();
    const day = Math.floor((at - span.from) / DAY_MS);
    if (isIn(at, span) && span.from + (day + 1) * DAY_MS <= span.to) attempts.set(day, (attempts.get(day) ?? 0) + own);
  }
  return [...attempts.values()].filter((sum) => sum >= DAY_ATTEMPTS_MIN).length;
}

/** How many attempts there are in the hours of a span. */
export function attemptsIn(hours: readonly SpeedHour[], span: Span): number {
  return hours.reduce((sum, { hour, attempts }) => sum + (isIn(hour.getTime(), span) ? attempts : 0), 0);
}
