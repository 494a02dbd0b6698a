import { FAILED_OUTCOMES, type FailedOutcome, type JudgedOutcome, type OutcomeCounts } from "../outcome";
import type { DownMinute, Judged } from "./quarter-masks";

export {
  type DownMinute,
  isMinuteDown,
  type Judged,
} from "./quarter-masks";

/** Whether a 429 makes a model unavailable; where it does not, it is neither up nor down. */
export const RATE_LIMITED_COUNTS = true;
const FAILED_BESIDE_429 = FAILED_OUTCOMES.filter((outcome) => outcome !== "rate_limited");
/** What makes a minute down. */
export const DOWN_OUTCOMES = failuresIf(RATE_LIMITED_COUNTS);
/** What makes it measured. */
export const MEASURED_OUTCOMES: readonly JudgedOutcome[] = ["ok", ...DOWN_OUTCOMES];

/** A run of down minutes, [from, to) in epoch minutes. `minutes` is the number of down ones among them: bridged gaps are not. */
export type DownRun = { from: number; to: number; minutes: number; judged: number; failed: number };

/** So long may a model be up between two down minutes of one incident. */
export const BRIDGED_GAP_MINUTES = 5;
/** Runs with fewer counted attempts are none. */
export const INCIDENT_JUDGED_MIN = 5;

/** The counted attempts among the counts of every outcome. */
export function judgedOf(counts: OutcomeCounts, rateLimitedCounts = RATE_LIMITED_COUNTS): Judged {
  const failed = failuresIf(rateLimitedCounts).reduce((sum, outcome) => sum + counts[outcome], 0);
  return { ok: counts.ok, failed };
}

function failuresIf(rateLimitedCounts: boolean): readonly FailedOutcome[] {
  return rateLimitedCounts ? FAILED_OUTCOMES : FAILED_BESIDE_429;
}

/** Failures / (successes + failures), 429s always among them; null without a counted attempt. */
export function errorRate(counts: OutcomeCounts): number | null {
  return failedShare(judgedOf(counts, true));
}

/** Request-weighted uptime: the share of counted attempts that succeeded, or null when there were none. */
export function requestUptime(counts: OutcomeCounts, rateLimitedCounts = RATE_LIMITED_COUNTS): number | null {
  return okShare(judgedOf(counts, rateLimitedCounts));
}

/** What callers saw: the share of judged requests whose final attempt succeeded, or null when there were none. */
export function userSuccess(finals: Judged): number | null {
  return okShare(finals);
}

/** Minute-weighted uptime over any number of groups: 1 − down / measured, or null when nothing was measured. */
export function minuteUptime(minutes: { measured: number; down: number }): number | null {
  return minutes.measured === 0 ? null : (minutes.measured - minutes.down) / minutes.measured;
}

/**
 * The incidents of one group: runs of down minutes, gaps of up to 5 minutes bridged, with at least 5 counted attempts.
 *
 * Each lasts from its first down minute to the end of its last. Minutes come in ascending order. In SQL:
 * `db/uptime/read-incident-runs.ts`, whose test compares the two.
 */
export function findIncidents(downMinutes: Iterable<DownMinute>): DownRun[] {
  const runs: DownRun[] = [];
  let run: DownRun | null = null;
  for (const { minute, judged, failed } of downMinutes) {
    if (run === null || minute - run.to > BRIDGED_GAP_MINUTES) {
      run = { from: minute, to: minute, minutes: 0, judged: 0, failed: 0 };
      runs.push(run);
    }
    run.to = minute + 1;
    run.minutes += 1;
    run.judged += judged;
    run.failed += failed;
  }
  return runs.filter(({ judged }) => judged >= INCIDENT_JUDGED_MIN);
}

/** The share of the groups' passed minutes that were measured, or null where there was nothing to measure. */
export function coverage(measuredMinutes: number, groups: number, windowMinutesPassed: number): number | null {
  const possible = groups * windowMinutesPassed;
  return possible <= 0 ? null : Math.min(1, measuredMinutes / possible);
}

/** Rounds down, so a model with one failure never reads as 100.00 %. */
export function floorPercent(ratio: number, decimals = 2): number {
  const scale = 10 ** decimals;
  // The epsilon undoes binary error (0.29 * 100 is 28.999…) and is far below one last digit.
  const floored = Math.floor(ratio * 100 * scale + 1e-9) / scale;
  return ratio < 1 && floored >= 100 ? 100 - 1 / scale : floored;
}

/** The share of counted attempts that failed, or null when there were none. */
export function failedShare({ ok, failed }: Judged): number | null {
  return ok + failed === 0 ? null : failed / (ok + failed);
}

/** The share of counted attempts that succeeded, or null when there were none. */
export function okShare({ ok, failed }: Judged): number | null {
  return ok + failed === 0 ? null : ok / (ok + failed);
}
