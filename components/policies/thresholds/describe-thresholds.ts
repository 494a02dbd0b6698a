import { minRequestsAt } from "@/lib/breaker/policy";
import type { Failover } from "@/lib/contract/policy";
import { formatMs, formatPercent, formatWhole } from "@/lib/domain/format";
import { failuresToOpen, opensAlike, slowToOpen } from "@/lib/domain/thresholds/opening-count";
import { HOUR_SECONDS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";

/** What the error threshold means in failures, at the first judgement and in a full window. */
export function describeErrorRate(failover: Failover): string {
  const { max_error_rate: rate, min_requests: least, window_requests: full } = failover;
  if (rate >= 1) return t("An error rate cannot exceed 100 %, so failures alone never open a model.");
  const atFirst = failuresToOpen(failover, least);
  const inFull = failuresToOpen(failover, full);
  if (inFull > full) {
    return t("No window of {full, plural, one {# request} other {# requests}} can open a model.", { full });
  }
  const later = { full: formatWhole(full), inFull, shareInFull: share(inFull, full) };
  // A window of few requests may hold fewer than the failures asked for; then it opens later.
  if (atFirst > least) {
    return t(
      "In a full window of {full} it takes {inFull, plural, one {# failure} other {# failures}} ({shareInFull}).",
      later,
    );
  }
  const first = { least, atFirst, share: share(atFirst, least) };
  return least === full
    ? t(
        "At {least, plural, one {# request} other {# requests}} {atFirst, plural, one {# failure ({share}) opens} other {# failures ({share}) open}} a model.",
        first,
      )
    : t(
        "At {least, plural, one {# request} other {# requests}} {atFirst, plural, one {# failure ({share}) opens} other {# failures ({share}) open}} a model; in a full window of {full} it takes {inFull, plural, one {# failure} other {# failures}} ({shareInFull}).",
        { ...first, ...later },
      );
}

/**
 * That another error rate changes nothing: windows are of whole requests, so that 0.5 % and 0.3 % of 100 are both one failure.
 *
 * Null where the rate is the same, where it does change something, and where other numbers of the window changed too.
 */
export function describeSameOpening(before: Failover, after: Failover): string | null {
  const [was, is] = [before.max_error_rate, after.max_error_rate];
  const others = ["min_failures", "min_requests", "window_requests"] as const;
  if (was === is || others.some((name) => before[name] !== after[name]) || !opensAlike(before, is)) return null;
  const full = after.window_requests;
  const [first, last] = [failuresToOpen(after, after.min_requests), failuresToOpen(after, full)];
  const rates = { was: formatPercent(was, decimalsOf(was)), is: formatPercent(is, decimalsOf(is)) };
  if (first > after.min_requests && last > full) return t("{was} and {is} both never open a model: no effect.", rates);
  return first === last
    ? t(
        "{was} and {is} both mean {last, plural, one {# failure} other {# failures}} in a window of up to {full, plural, one {# request} other {# requests}}: no effect.",
        { ...rates, last, full },
      )
    : t(
        "{was} and {is} both mean {first} to {last, plural, one {# failure} other {# failures}} in a window of up to {full, plural, one {# request} other {# requests}}: no effect.",
        { ...rates, first: formatWhole(first), last, full },
      );
}

/** What the latency threshold means in slow answers. */
export function describeLatency(failover: Failover): string {
  const { latency, min_requests: least, window_requests: full } = failover;
  if (!latency) return t("Latency never opens a model; only failures do.");
  const first = {
    least: formatWhole(least),
    metric: latency.metric,
    limit: formatMs(latency.max_ms),
    atFirst: formatWhole(slowToOpen(latency.percentile, least)),
  };
  return least === full
    ? t(
        "At {least} samples a model opens once {metric, select, ttft_ms {the first token} other {the answer}} took longer than {limit} in {atFirst} of them.",
        first,
      )
    : t(
        "At {least} samples a model opens once {metric, select, ttft_ms {the first token} other {the answer}} took longer than {limit} in {atFirst} of them; in a full window of {full} it takes {inFull}.",
        { ...first, full: formatWhole(full), inFull: formatWhole(slowToOpen(latency.percentile, full)) },
      );
}

/** What happens to a model after it opened. */
export function describeRecovery(failover: Failover): string {
  const { cooldown_seconds: cooldown, dwell_seconds: dwell, ramp, min_requests: least } = failover;
  const steps = ramp.map((step) => formatPercent(step, step * 100 === Math.round(step * 100) ? 0 : 1)).join(" → ");
  const needed = ramp.map((step) => formatWhole(minRequestsAt({ ...failover, min_requests: least }, step))).join(", ");
  return t(
    "An open model gets no traffic for {seconds} s, then {steps} of the requests, decided after {needed} of them.",
    { seconds: formatWhole(Math.max(cooldown, dwell)), steps, needed },
  );
}

/** The thresholds of a tier in one line each, for lists. */
export function describeThresholds(failover: Failover): string[] {
  const { latency } = failover;
  return [
    latency ? `${measureOf(latency)} > ${formatMs(latency.max_ms)}` : t("no latency trigger"),
    t("errors > {rate}", {
      rate: formatPercent(failover.max_error_rate, decimalsOf(failover.max_error_rate)),
    }),
    t("in the last {requests, plural, one {# request} other {# requests}} or {time}", {
      requests: failover.window_requests,
      time: formatSeconds(failover.window_seconds),
    }),
    t("once there are {count}", { count: formatWhole(failover.min_requests) }),
  ];
}

function measureOf({ metric, percentile }: NonNullable<Failover["latency"]>): string {
  return metric === "ttft_ms" ? `p${percentile} TTFT` : t("p{percentile} duration", { percentile });
}

/** "45 s", "5 min", "1 h": in the longest unit that is whole. */
function formatSeconds(seconds: number): string {
  if (seconds % HOUR_SECONDS === 0) return `${formatWhole(seconds / HOUR_SECONDS)} h`;
  return seconds % 60 === 0 ? `${formatWhole(seconds / 60)} min` : `${formatWhole(seconds)} s`;
}

function decimalsOf(fraction: number): number {
  return (String(Number((fraction * 100).toPrecision(12))).split(".")[1] ?? "").length;
}

const share = (count: number, of: number) =>
  formatPercent(count / of, decimalsOf(Math.round((count / of) * 10_000) / 10_000));
