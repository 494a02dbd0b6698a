import type { Failover } from "@/lib/contract/policy";
import { formatMs, formatWhole } from "@/lib/domain/format";
import type { TriggerAlarms } from "@/lib/domain/thresholds/false-alarms";
import { formatPerDay, formatRate, formatShare, MOSTLY_OUT } from "./describe-stats";
import type { ThresholdStats } from "./threshold-stats";

/** What a threshold means on the traffic, a line beside its field. */
export type FieldMeanings = Partial<
  Record<
    | "latency_percentile"
    | "latency_max_ms"
    | "max_error_percent"
    | "min_failures"
    | "window_requests"
    | "window_seconds"
    | "min_requests"
    | "cooldown_seconds",
    string
  >
>;

/** The lines beside the fields, for the primary the numbers are of. */
export function fieldMeanings(failover: Failover, stats: ThresholdStats): FieldMeanings {
  const { alarms, holds, traffic, row, parts } = stats;
  const { latency, window_requests: window } = failover;
  const rate = formatRate(alarms.perSecond);
  return {
    ...(latency && latencyMeanings(latency, stats)),
    max_error_percent: `${formatNeeded(alarms.errors, "requests")}; ${formatShare(traffic.errorRate)} of ${formatWhole(row.healthy.judged)} healthy ones failed`,
    min_failures:
      describeNever(alarms.errors, stats) ??
      (alarms.errors.avoidedShare >= MOSTLY_OUT
        ? `Failures alone take the healthy model out of rotation ${formatShare(alarms.errors.avoidedShare)} of the time`
        : `False alarms by failures: ${formatPerDay(parts.errors)}`),
    window_requests: `${formatWhole(window)} requests take ${formatSeconds(window, alarms.perSecond)} at ${rate}`,
    window_seconds: `At ${rate} it holds ${holds < window ? `only ${formatWhole(holds)} requests` : `all ${formatWhole(window)} requests`}`,
    min_requests: describeJudged(failover, stats),
    cooldown_seconds:
      alarms.perDay === 0 || stats.reach === "never"
        ? "No false alarm is expected on healthy traffic"
        : `False alarms take the healthy model out of rotation ${formatShare(alarms.avoidedShare)} of the time`,
  };
}

function formatSeconds(requests: number, perSecond: number): string {
  return formatMs((requests / perSecond) * 1_000);
}

function describeJudged(
  { min_requests: least }: Failover,
  { alarms, reach, judgedHours, row }: ThresholdStats,
): string {
  const longer = `${formatWhole(least)} requests take longer than the window even at ${formatRate(alarms.perSecond)}`;
  if (reach === "never") return `Cannot fire: ${longer}`;
  if (reach === "burst") return `Hardly ever fires: ${longer}`;
  const reached = `Reached ${formatSeconds(least, alarms.perSecond)} after a start`;
  return reach === "always"
    ? reached
    : `Reached in ${formatWhole(judgedHours)} of ${formatWhole(row.hours)} hours with traffic`;
}

function latencyMeanings(latency: NonNullable<Failover["latency"]>, stats: ThresholdStats): FieldMeanings {
  const { slowShare, parts } = stats;
  const alarms = stats.alarms.latency;
  if (!alarms || slowShare === null) {
    const missing = latency.metric === "ttft_ms" ? "No streamed answers" : "No answers";
    return { latency_max_ms: `${missing} of this model yet, so this cannot fire` };
  }
  const longer = `${slowShare === 0 ? "No healthy answer takes" : `${formatShare(slowShare)} of healthy answers take`} longer`;
  const means =
    alarms.avoidedShare >= MOSTLY_OUT
      ? `this alone takes the healthy model out of rotation ${formatShare(alarms.avoidedShare)} of the time`
      : `false alarms: ${formatPerDay(parts.latency)}`;
  return {
    latency_percentile: formatNeeded(alarms, "answers"),
    latency_max_ms: describeNever(alarms, stats) ?? `${longer}; ${means}`,
  };
}

/** "2 of 100 requests". */
function formatNeeded({ needed, full }: TriggerAlarms, what: string): string {
  return needed > full
    ? `More than all ${formatWhole(full)} ${what}`
    : `${formatWhole(needed)} of ${formatWhole(full)} ${what}`;
}

function describeNever({ never }: TriggerAlarms, { reach }: ThresholdStats): string | null {
  if (never === "window" || reach === "never") {
    return "Cannot fire: no window of these days held enough requests";
  }
  return never === "count" ? "Cannot fire: a window never holds so many failures" : null;
}
