import type { BreakerPolicy } from "../../breaker/policy";
import { type FalseAlarms, falseAlarms } from "./false-alarms";
import { leastWith } from "./least-with";
import type { ModelTraffic } from "./model-traffic";
import { type TriggerKind, windowHolds } from "./trigger";

export type ThresholdChange = Partial<
  Pick<BreakerPolicy, "min_failures" | "window_requests" | "window_seconds" | "min_requests">
>;

/** What would bring false alarms down to what is wanted, or why nothing tried does. */
export type Suggestion =
  | { status: "kept" }
  | { status: "found"; change: ThresholdChange }
  /** The trigger that alone fires too often; a latency limit from which on it would not, in ms. */
  | { status: "unreachable"; because: TriggerKind; latencyLimitMs: number | null };

const WINDOWS = [20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000];
const NO_ALARMS = { perDay: 0, avoidedShare: 0 };
/** A longer window would still remember an outage long after it is over. */
const WINDOW_SECONDS_MAX = 3_600;

/**
 * The smallest change after which no model given has more false alarms a day than wanted: `min_failures` first, then more of
 * the window before a verdict, then a wider window.
 *
 * Never more failures than a full window of an outage of `outageShare` has, and no trigger is silenced.
 */
export function suggestThresholds(
  policy: BreakerPolicy,
  traffic: readonly ModelTraffic[],
  goal: { perDay: number; outageShare: number },
): Suggestion {
  const before = traffic.map((model) => falseAlarms(policy, model));
  const isGood = (changed: BreakerPolicy) =>
    traffic.every((model, index) => {
      const after = falseAlarms(changed, model);
      return isRare(after, goal.perDay) && !silences(before[index], after);
    });
  if (before.every((alarms) => isRare(alarms, goal.perDay))) return { status: "kept" };

  for (const window of windowsFrom(policy, traffic)) {
    const holds = Math.min(...traffic.map(({ perSecond }) => windowHolds({ ...policy, ...window }, perSecond)));
    const most = Math.max(policy.min_failures, Math.floor(goal.outageShare * holds));
    const withFailures = (failures: number) => ({ ...policy, ...window, min_failures: failures });
    if (!isGood(withFailures(most))) continue;
    const failures = leastWith(policy.min_failures, most, (count) => isGood(withFailures(count)));
    return { status: "found", change: changeOf(policy, withFailures(failures)) };
  }
  return unreachable(policy, traffic, { before, perDay: goal.perDay });
}

function* windowsFrom(policy: BreakerPolicy, traffic: readonly ModelTraffic[]): Generator<ThresholdChange> {
  const slowest = Math.min(...traffic.map(({ perSecond }) => perSecond));
  const metric = policy.latency?.metric;
  const sampleShare = Math.min(1, ...traffic.map((model) => (metric && model[metric]?.sampleShare) || 1));
  const wider = WINDOWS.filter((window) => window > policy.window_requests);
  for (const window of [policy.window_requests, ...wider]) {
    const seconds = Math.ceil((1.2 * window) / slowest / 60) * 60;
    const window_seconds = Math.max(policy.window_seconds, Math.min(seconds, WINDOW_SECONDS_MAX));
    const size = window === policy.window_requests ? {} : { window_requests: window, window_seconds };
    const scaled = Math.ceil((policy.min_requests / policy.window_requests) * window);
    const holds = windowHolds({ ...policy, ...size }, slowest);
    const most = Math.floor(0.9 * holds * sampleShare);
    yield { ...size, min_requests: scaled };
    if (most > scaled) yield { ...size, min_requests: most };
  }
}

/** Judged while the model is closed: one that is hardly ever in use opens seldom too. */
function isRare({ perDay, avoidedShare }: Pick<FalseAlarms, "perDay" | "avoidedShare">, most: number): boolean {
  return perDay <= most * (1 - avoidedShare);
}

/** Whether a trigger that could fire no longer can. */
function silences(before: FalseAlarms | undefined, after: FalseAlarms): boolean {
  const isSilent = (kind: TriggerKind) => before?.[kind]?.never === null && after[kind]?.never !== null;
  return isSilent("errors") || isSilent("latency");
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
