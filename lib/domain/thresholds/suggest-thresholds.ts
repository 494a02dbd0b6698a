import type { BreakerPolicy } from "../../breaker/policy";
import { type FalseAlarms, falseAlarms } from "./false-alarms";
import { leastWith } from "./least-with";
import type { ModelTraffic } from "./model-traffic";
import type { Openings } from "./over-course";
import { LEAST_JUDGED } from "./samples-to-judge";
import { type ThresholdChange, thresholdCandidates, WINDOW_SECONDS_MAX } from "./threshold-candidates";
import type { TriggerKind } from "./trigger";
import { windowHolds } from "./window-content";

/** What would bring false alarms down to what is wanted, with rules that can fire, or why nothing tried does. */
export type Suggestion =
  | { status: "unchanged" }
  /** `wakes` where the window held enough in too few hours before. */
  | { status: "found"; change: ThresholdChange; wakes: boolean }
  /** The trigger that alone fires too often; a latency limit from which on it would not, in ms. */
  | { status: "unreachable"; because: TriggerKind; latencyLimitMs: number | null }
  /** As rare as wanted, but judged in few of the hours, and no window of up to an hour could be without more alarms. */
  | { status: "too_quiet" };

const NO_ALARMS = { perDay: 0, avoidedShare: 0 };
const KINDS = ["errors", "latency"] as const;
/** A rule that is judged in fewer of the hours sleeps. */
const AWAKE_TIME = 0.5;

/**
 * The smallest change after which no model given has more false alarms a day than wanted, and each can be judged most of the
 * time: `min_failures` first, then more of the window before a verdict, then a longer and a wider window.
 *
 * Never more failures than a full window of an outage of `outageShare` has, and no trigger is silenced. Where a model has
 * too little traffic for any window, only its false alarms count.
 */
export function suggestThresholds(
  policy: BreakerPolicy,
  traffic: readonly ModelTraffic[],
  goal: { perDay: number; outageShare: number },
): Suggestion {
  const before = traffic.map((model) => falseAlarms(policy, model));
  const isAwake = (alarms: FalseAlarms, model: ModelTraffic) =>
    KINDS.every((kind) => {
      const time = alarms[kind]?.judgedTime;
      return time === undefined || time >= AWAKE_TIME || !canBeJudged(policy, model, kind);
    });
  const isAsleep = before.some((alarms, index) => traffic[index] && !isAwake(alarms, traffic[index]));
  const isGood = (changed: BreakerPolicy) =>
    traffic.every((model, index) => {
      const after = falseAlarms(changed, model);
      return isRare(after, goal.perDay) && isAwake(after, model) && !silences(before[index], after);
    });
  const judgeable = traffic.filter((model) => canBeJudged(policy, model, "errors"));
  const isRareNow = before.every((alarms) => isRare(alarms, goal.perDay));
  if (judgeable.length === 0 && isRareNow) return { status: "too_quiet" };
  if (!isAsleep && isRareNow) return { status: "unchanged" };

  const dense = judgeable.length > 0 ? judgeable : traffic;
  for (const window of thresholdCandidates(policy, dense, isAsleep)) {
    const holds = Math.min(...dense.map(({ perSecond }) => windowHolds({ ...policy, ...window }, perSecond)));
    const most = Math.max(policy.min_failures, Math.floor(goal.outageShare * holds));
    const withFailures = (failures: number) => ({ ...policy, ...window, min_failures: failures });
    if (!isGood(withFailures(most))) continue;
    const failures = leastWith(policy.min_failures, most, (count) => isGood(withFailures(count)));
    return { status: "found", change: changeOf(policy, withFailures(failures)), wakes: isAsleep };
  }
  if (isRareNow) return { status: "too_quiet" };
  return unreachable(policy, traffic, { before, perDay: goal.perDay });
}

function canBeJudged(policy: BreakerPolicy, model: ModelTraffic, kind: TriggerKind): boolean {
  const metric = kind === "latency" ? policy.latency?.metric : undefined;
  const sampleShare = metric ? (model[metric]?.sampleShare ?? 0) : 1;
  return model.perSecond * sampleShare * WINDOW_SECONDS_MAX >= 2 * LEAST_JUDGED;
}

/** Judged while the model is closed: one that is hardly ever in use opens seldom too. */
function isRare({ perDay, avoidedShare }: Openings, most: number): boolean {
  return perDay <= most * (1 - avoidedShare);
}

/** Whether a trigger that could fire no longer can, or in fewer of the hours. */
function silences(before: FalseAlarms | undefined, after: FalseAlarms): boolean {
  return KINDS.some((kind) => {
    const [was, is] = [before?.[kind], after[kind]];
    if (was?.never !== null || !is) return false;
    return is.never !== null || is.judgedTime < Math.min(was.judgedTime, AWAKE_TIME);
  });
}

function changeOf(policy: BreakerPolicy, changed: BreakerPolicy): ThresholdChange {
  const fields = ["min_failures", "window_requests", "window_seconds", "min_requests"] as const;
  return Object.fromEntries(
    fields.filter((field) => policy[field] !== changed[field]).map((field) => [field, changed[field]]),
  );
}

function unreachable(
  policy: BreakerPolicy,
  traffic: readonly ModelTraffic[],
  { before, perDay }: { before: readonly FalseAlarms[]; perDay: number },
): Suggestion {
  const { latency } = policy;
  const isLatency = before.some((alarms) => alarms.latency && !isRare(alarms.latency, perDay));
  if (!latency || !isLatency) return { status: "unreachable", because: "errors", latencyLimitMs: null };
  const isQuiet = (maxMs: number) => {
    const raised = { ...policy, latency: { ...latency, max_ms: maxMs } };
    return traffic.every((model) => isRare(falseAlarms(raised, model).latency ?? NO_ALARMS, perDay));
  };
  const limits = [...new Set(traffic.flatMap((model) => model[latency.metric]?.points.map(([ms]) => ms) ?? []))]
    .map((ms) => Math.ceil(ms / 10) * 10)
    .filter((ms) => ms > latency.max_ms)
    .sort((a, b) => a - b);
  const place = leastWith(0, limits.length, (index) => isQuiet(limits[index] ?? Number.POSITIVE_INFINITY));
  return { status: "unreachable", because: "latency", latencyLimitMs: limits[place] ?? null };
}
