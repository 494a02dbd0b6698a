import type { Failover } from "@/lib/contract/policy";
import { formatMs, formatWhole } from "@/lib/domain/format";
import type { TriggerAlarms } from "@/lib/domain/thresholds/false-alarms";
import { perDayWords, shareWords } from "./figure-words";
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
  const { alarms, holds, slowShare, traffic, row } = figures;
  const { latency, window_requests: window, min_requests: least } = failover;
  const seconds = (requests: number) => formatMs((requests / traffic.perSecond) * 1_000);
  const cannotJudge = holds < least;
  return {
    ...(latency && latencyMeanings({ latency, alarms: alarms.latency, slowShare })),
    max_error_percent: `${countWords(alarms.errors, "requests")}; ${shareWords(traffic.errorRate)} of ${formatWhole(row.healthy.judged)} healthy ones failed`,
    min_failures: alarms.errors.never
      ? neverWords(alarms.errors)
      : `False alarms by failures: ${perDayWords(alarms.errors.perDay)}`,
    window_requests: `${formatWhole(window)} requests take ${seconds(window)} at this traffic`,
    window_seconds: cannotJudge
      ? `Holds ${formatWhole(holds)} request${holds === 1 ? "" : "s"} at this traffic, fewer than are judged`
      : `At this traffic it holds ${holds < window ? `only ${formatWhole(holds)} requests` : `all ${formatWhole(window)} requests`}`,
    min_requests: cannotJudge
      ? `Cannot fire: ${formatWhole(least)} requests take longer than the window at this traffic`
      : `Reached ${seconds(least)} after a start`,
    cooldown_seconds:
      alarms.perDay === 0
        ? "No false alarm is expected on healthy traffic"
        : `False alarms keep the healthy model out ${shareWords(alarms.avoidedShare)} of the time`,
  };
}

function latencyMeanings(input: {
  latency: NonNullable<Failover["latency"]>;
  alarms: TriggerAlarms | null;
  slowShare: number | null;
}): FieldMeanings {
  const { latency, alarms, slowShare } = input;
  if (!alarms || slowShare === null) {
    const missing = latency.metric === "ttft_ms" ? "No streamed answers" : "No answers";
    return { latency_max_ms: `${missing} of this model yet, so this cannot fire` };
  }
  return {
    latency_percentile: countWords(alarms, "answers"),
    latency_max_ms: alarms.never
      ? neverWords(alarms)
      : `${slowShare === 0 ? "No healthy answer takes" : `${shareWords(slowShare)} of healthy answers take`} longer; false alarms: ${perDayWords(alarms.perDay)}`,
  };
}

/** "2 of 100 requests". */
function countWords({ needed, full }: TriggerAlarms, what: string): string {
  return needed > full
    ? `More than all ${formatWhole(full)} ${what}`
    : `${formatWhole(needed)} of ${formatWhole(full)} ${what}`;
}

function neverWords({ never }: TriggerAlarms): string {
  return never === "window"
    ? "Cannot fire: the window never holds enough to be judged at this traffic"
    : "Cannot fire: a window never holds so many failures";
}
