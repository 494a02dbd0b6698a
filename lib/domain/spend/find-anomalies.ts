import { studentCdf, studentQuantile } from "../statistics/student-t";
import { FIT_DAYS_MAX, fitDays } from "./fit-days";
import { dayAhead, fitDaysOf, picoOf, ratioOf, type SpendDay, unitOf } from "./spend-days";

/** Before a day is judged, so many whole days of known cost must be before it: each weekday twice. */
export const ANOMALY_EVIDENCE_MIN = 14;
/** Of the days that are named, at most so many are expected to be chance, whatever their number. */
export const FALSE_DISCOVERY_RATE = 0.05;
/** Far out, chances are two to three times as large as the fit says of few days: the rule runs at a level that keeps the promise. */
const STEP_UP_LEVEL = 0.02;
/** What rose by less than this share of the expected cost is no anomaly, however steady the days are. */
const RISE_SHARE_MIN = 0.1;
/** No series is steadier than this share of the expected cost. */
const SPREAD_MIN = 0.03;

type Anomaly = {
  date: number;
  actual: bigint;
  expected: bigint;
  /** Up to here, a day is ordinary nineteen times in twenty. */
  expectedHigh: bigint;
  /** The chance of such a day or a more expensive one, if nothing had changed. */
  chance: number;
};

export type AnomalySearch = { anomalies: Anomaly[]; daysTested: number };

/**
 * The days from `from` on that cost more than those before them explain.
 *
 * Each is held against what its last eight weeks expect of it (fitDays). Of many days some are unusual by chance alone: which are
 * named is decided over all of them (Benjamini and Hochberg, Journal of the Royal Statistical Society B 57, 1995).
 */
export function findAnomalies(days: readonly SpendDay[], from: number): AnomalySearch {
  const tested = days.flatMap((day, index) => {
    if (day.date < from) return [];
    const own = judgeDay(day, days.slice(Math.max(0, index - FIT_DAYS_MAX), index));
    return own ? [own] : [];
  });
  const limit = chanceLimit(tested.map(({ chance }) => chance));
  const anomalies = tested.filter(
    ({ chance, actual, expected }) => chance <= limit && Number(actual - expected) >= RISE_SHARE_MIN * Number(expected),
  );
  return { anomalies, daysTested: tested.length };
}

function judgeDay({ date, pico }: SpendDay, before: readonly SpendDay[]): Anomaly | null {
  const unit = unitOf(before);
  const history = fitDaysOf(before, unit);
  if (pico === null || history.length < ANOMALY_EVIDENCE_MIN) return null;
  const expected = fitDays(history)?.outlook([dayAhead(date)]);
  if (!expected) return null;
  const { mean, dof } = expected;
  const sd = Math.max(expected.sd, SPREAD_MIN * Math.max(mean, ordinaryDay(history)));
  return {
    date,
    actual: pico,
    expected: picoOf(mean, unit),
    expectedHigh: picoOf(mean + sd * studentQuantile(0.95, dof), unit),
    chance: sd === 0 ? (ratioOf(pico, unit) > mean ? 0 : 1) : 1 - studentCdf((ratioOf(pico, unit) - mean) / sd, dof),
  };
}

function ordinaryDay(history: readonly { value: number }[]): number {
  return history.reduce((sum, { value }) => sum + value, 0) / history.length;
}

/** The largest chance that is still named, of the step-up rule; below 0 where none is. */
function chanceLimit(chances: readonly number[]): number {
  const sorted = [...chances].sort((a, b) => a - b);
  const passing = sorted.filter((chance, index) => chance <= (STEP_UP_LEVEL * (index + 1)) / sorted.length);
  return passing.at(-1) ?? -1;
}
