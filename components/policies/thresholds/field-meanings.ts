import type { Failover } from "@/lib/contract/policy";
import { formatMs, formatWhole } from "@/lib/domain/format";
import type { TriggerAlarms } from "@/lib/domain/thresholds/false-alarms";
import { MOSTLY_OUT, perDayWords, rateWords, shareWords } from "./figure-words";
import type { ThresholdFigures } from "./threshold-figures";

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

/** The lines beside the fields, for the primary the figures are of. */
export function fieldMeanings(failover: Failover, figures: ThresholdFigures): FieldMeanings {
  const { alarms, holds, traffic, row, parts } = figures;
  const { latency, window_requests: window } = failover;
  const rate = rateWords(alarms.perSecond);
  return {
    ...(latency && latencyMeanings(latency, figures)),
    max_error_percent: `${countWords(alarms.errors, "requests")}; ${shareWords(traffic.errorRate)} of ${formatWhole(row.healthy.judged)} healthy ones failed`,
    min_failures:
      neverWords(alarms.errors, figures) ??
      (alarms.errors.avoidedShare >= MOSTLY_OUT
        ? `Failures alone keep the healthy model out ${shareWords(alarms.errors.avoidedShare)} of the time`
        : `False alarms by failures: ${perDayWords(parts.errors)}`),
    window_requests: `${formatWhole(window)} requests take ${secondsWords(window, alarms.perSecond)} at ${rate}`,
    window_seconds: `At ${rate} it holds ${holds < window ? `only ${formatWhole(holds)} requests` : `all ${formatWhole(window)} requests`}`,
    min_requests: judgedWords(failover, figures),
    cooldown_seconds:
      alarms.perDay === 0 || figures.reach === "never"
        ? "No false alarm is expected on healthy traffic"
        : `False alarms keep the healthy model out ${shareWords(alarms.avoidedShare)} of the time`,
  };
}

function secondsWords(requests: number, perSecond: number): string {
  return formatMs((requests / perSecond) * 1_000);
}

function judgedWords({ min_requests: least }: Failover, { alarms, reach, judgedHours, row }: ThresholdFigures): string {
  const longer = `${formatWhole(least)} requests take longer than the window even at ${rateWords(alarms.perSecond)}`;
  if (reach === "never") return `Cannot fire: ${longer}`;
  if (reach === "burst") return `Hardly ever fires: ${longer}`;
  const reached = `Reached ${secondsWords(least, alarms.perSecond)} after a start`;
  return reach === "always"
    ? reached
    : `Reached in ${formatWhole(judgedHours)} of ${formatWhole(row.hours)} hours with traffic`;
}

function latencyMeanings(latency: NonNullable<Failover["latency"]>, figures: ThresholdFigures): FieldMeanings {
  const { slowShare, parts } = figures;
  const alarms = figures.alarms.latency;
  if (!alarms || slowShare === null) {
    const missing = latency.metric === "ttft_ms" ? "No streamed answers" : "No answers";
    return { latency_max_ms: `${missing} of this model yet, so this cannot fire` };
  }
  const longer = `${slowShare === 0 ? "No healthy answer takes" : `${shareWords(slowShare)} of healthy answers take`} longer`;
  const means =
    alarms.avoidedShare >= MOSTLY_OUT
      ? `this alone keeps the healthy model out ${shareWords(alarms.avoidedShare)} of the time`
      : `false alarms: ${perDayWords(parts.latency)}`;
  return {
    latency_percentile: countWords(alarms, "answers"),
    latency_max_ms: neverWords(alarms, figures) ?? `${longer}; ${means}`,
  };
}

/** "2 of 100 requests". */
function countWords({ needed, full }: TriggerAlarms, what: string): string {
  return needed > full
    ? `More than all ${formatWhole(full)} ${what}`
    : `${formatWhole(needed)} of ${formatWhole(full)} ${what}`;
}

function neverWords({ never }: TriggerAlarms, { reach }: ThresholdFigures): string | null {
  if (never === "window" || reach === "never") {
    return "Cannot fire: no window of these days held enough to be judged";
  }
  return never === "count" ? "Cannot fire: a window never holds so many failures" : null;
}
