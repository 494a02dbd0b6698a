import type { Failover } from "@/lib/contract/policy";
import { formatMs, formatWhole } from "@/lib/domain/format";
import type { TriggerAlarms } from "@/lib/domain/thresholds/false-alarms";
import { percentileNeed } from "@/lib/domain/thresholds/samples-to-judge";
import { t } from "@/lib/messages/translate";
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
    ...(latency && latencyMeanings({ ...failover, latency }, stats)),
    max_error_percent: t("{needed}; {failed} of {counted} healthy ones failed", {
      needed: formatNeeded(alarms.errors, "requests"),
      failed: formatShare(traffic.errorRate),
      counted: formatWhole(row.healthy.judged),
    }),
    min_failures:
      describeNever(alarms.errors, stats) ??
      (alarms.errors.avoidedShare >= MOSTLY_OUT
        ? t("Failures alone take the healthy model out of rotation {share} of the time", {
            share: formatShare(alarms.errors.avoidedShare),
          })
        : t("False alarms by failures: {often}", { often: formatPerDay(parts.errors) })),
    window_requests: t("{count} requests take {time} at {rate}", {
      count: formatWhole(window),
      time: formatSeconds(window, alarms.perSecond),
      rate,
    }),
    window_seconds:
      holds < window
        ? t("At {rate} it holds only {count} requests", { rate, count: formatWhole(holds) })
        : t("At {rate} it holds all {count} requests", { rate, count: formatWhole(window) }),
    min_requests: describeJudged(failover, stats),
    cooldown_seconds:
      alarms.perDay === 0 || stats.reach === "never"
        ? t("No false alarm is expected on healthy traffic")
        : t("False alarms take the healthy model out of rotation {share} of the time", {
            share: formatShare(alarms.avoidedShare),
          }),
  };
}

function formatSeconds(requests: number, perSecond: number): string {
  return formatMs((requests / perSecond) * 1_000);
}

function describeJudged(
  { min_requests: least }: Failover,
  { alarms, reach, judgedHours, row }: ThresholdStats,
): string {
  const longer = t("{least} requests take longer than the window even at {rate}", {
    least: formatWhole(least),
    rate: formatRate(alarms.perSecond),
  });
  if (reach === "never") return t("Cannot fire: {longer}", { longer });
  if (reach === "burst") return t("Hardly ever fires: {longer}", { longer });
  const reached = t("Reached {time} after a start", { time: formatSeconds(least, alarms.perSecond) });
  return reach === "always"
    ? reached
    : t("Reached in {count} of {hours} hours with traffic", {
        count: formatWhole(judgedHours),
        hours: formatWhole(row.hours),
      });
}

type WithLatency = Failover & { latency: NonNullable<Failover["latency"]> };

function latencyMeanings(failover: WithLatency, stats: ThresholdStats): FieldMeanings {
  const { latency } = failover;
  const { slowShare, parts } = stats;
  const alarms = stats.alarms.latency;
  if (!alarms || slowShare === null) {
    return {
      latency_max_ms:
        latency.metric === "ttft_ms"
          ? t("No streamed answers of this model yet, so this cannot fire")
          : t("No answers of this model yet, so this cannot fire"),
    };
  }
  const longer =
    slowShare === 0
      ? t("No healthy answer takes longer")
      : t("{share} of healthy answers take longer", { share: formatShare(slowShare) });
  const means =
    alarms.avoidedShare >= MOSTLY_OUT
      ? t("this alone takes the healthy model out of rotation {share} of the time", {
          share: formatShare(alarms.avoidedShare),
        })
      : t("false alarms: {often}", { often: formatPerDay(parts.latency) });
  return {
    latency_percentile: withNeed(formatNeeded(alarms, "answers"), failover),
    latency_max_ms: describeNever(alarms, stats) ?? t("{longer}; {means}", { longer, means }),
  };
}

/** The same with "p99 needs 299 samples", where it is judged by fewer. */
function withNeed(text: string, failover: Failover): string {
  const need = percentileNeed(failover);
  if (need === null || need.needed <= failover.min_requests) return text;
  return t("{text}; {percentile} needs {needed} samples, more than the {least} of “Min requests”", {
    ...{ text, percentile: need.name, needed: formatWhole(need.needed), least: formatWhole(failover.min_requests) },
  });
}

/** "2 of 100 requests". */
function formatNeeded({ needed, full }: TriggerAlarms, what: "requests" | "answers"): string {
  return needed > full
    ? t("More than all {full} {what, select, answers {answers} other {requests}}", { full: formatWhole(full), what })
    : t("{needed} of {full} {what, select, answers {answers} other {requests}}", {
        needed: formatWhole(needed),
        full: formatWhole(full),
        what,
      });
}

function describeNever({ never }: TriggerAlarms, { reach }: ThresholdStats): string | null {
  if (never === "window" || reach === "never") {
    return t("Cannot fire: no window of these days held enough requests");
  }
  return never === "count" ? t("Cannot fire: a window never holds so many failures") : null;
}
