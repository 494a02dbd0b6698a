import { minRequestsAt } from "@/lib/breaker/policy";
import type { Failover } from "@/lib/contract/policy";
import { formatMs, formatPercent, formatWhole } from "@/lib/domain/format";
import { failuresToOpen, opensAlike, slowToOpen } from "@/lib/domain/thresholds/opening-count";
import { HOUR_SECONDS } from "@/lib/domain/time/units";

/** What the error threshold means in failures, at the first judgement and in a full window. */
export function describeErrorRate(failover: Failover): string {
  const { max_error_rate: rate, min_requests: least, window_requests: full } = failover;
  if (rate >= 1) return "An error rate cannot exceed 100 %, so failures alone never open a model.";
  const atFirst = failuresToOpen(failover, least);
  const inFull = failuresToOpen(failover, full);
  // A window of few requests may hold fewer than the failures asked for; then it opens later.
  const first =
    atFirst > least
      ? null
      : `At ${requests(least)} ${failures(atFirst)} (${share(atFirst, least)}) ${atFirst === 1 ? "opens" : "open"} a model`;
  if (least === full) return first ? `${first}.` : `No window of ${requests(full)} can open a model.`;
  const later =
    inFull > full
      ? null
      : `in a full window of ${formatWhole(full)} it takes ${failures(inFull)} (${share(inFull, full)})`;
  if (first && later) return `${first}; ${later}.`;
  return later ? `${capital(later)}.` : `No window of ${requests(full)} can open a model.`;
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
  const rates = `${formatPercent(was, decimalsOf(was))} and ${formatPercent(is, decimalsOf(is))}`;
  if (first > after.min_requests && last > full) return `${rates} both never open a model: no effect.`;
  const count = first === last ? failures(last) : `${formatWhole(first)} to ${failures(last)}`;
  return `${rates} both mean ${count} in a window of up to ${requests(full)}: no effect.`;
}

/** What the latency threshold means in slow answers. */
export function describeLatency(failover: Failover): string {
  const { latency, min_requests: least, window_requests: full } = failover;
  if (!latency) return "Latency never opens a model; only failures do.";
  const what = latency.metric === "ttft_ms" ? "the first token" : "the answer";
  const atFirst = slowToOpen(latency.percentile, least);
  const inFull = slowToOpen(latency.percentile, full);
  const slow = `${what} took longer than ${formatMs(latency.max_ms)}`;
  const first = `At ${formatWhole(least)} samples a model opens once ${slow} in ${formatWhole(atFirst)} of them`;
  return least === full
    ? `${first}.`
    : `${first}; in a full window of ${formatWhole(full)} it takes ${formatWhole(inFull)}.`;
}

/** What happens to a model after it opened. */
export function describeRecovery(failover: Failover): string {
  const { cooldown_seconds: cooldown, dwell_seconds: dwell, ramp, min_requests: least } = failover;
  const steps = ramp.map((step) => formatPercent(step, step * 100 === Math.round(step * 100) ? 0 : 1)).join(" → ");
  const needed = ramp.map((step) => formatWhole(minRequestsAt({ ...failover, min_requests: least }, step))).join(", ");
  return `An open model gets no traffic for ${formatWhole(Math.max(cooldown, dwell))} s, then ${steps} of the requests, decided after ${needed} of them.`;
}

/** The thresholds of a tier in one line each, for lists. */
export function describeThresholds(failover: Failover): string[] {
  const { latency } = failover;
  const metric = latency?.metric === "ttft_ms" ? "TTFT" : "duration";
  return [
    latency ? `p${latency.percentile} ${metric} > ${formatMs(latency.max_ms)}` : "no latency trigger",
    `errors > ${formatPercent(failover.max_error_rate, decimalsOf(failover.max_error_rate))}`,
    `in the last ${requests(failover.window_requests)} or ${formatSeconds(failover.window_seconds)}`,
    `once there are ${formatWhole(failover.min_requests)}`,
  ];
}

/** "45 s", "5 min", "1 h": in the longest unit that is whole. */
function formatSeconds(seconds: number): string {
  if (seconds % HOUR_SECONDS === 0) return `${formatWhole(seconds / HOUR_SECONDS)} h`;
  return seconds % 60 === 0 ? `${formatWhole(seconds / 60)} min` : `${formatWhole(seconds)} s`;
}

function decimalsOf(fraction: number): number {
  return (String(Number((fraction * 100).toPrecision(12))).split(".")[1] ?? "").length;
}

const requests = (count: number) => `${formatWhole(count)} request${count === 1 ? "" : "s"}`;
const failures = (count: number) => `${formatWhole(count)} failure${count === 1 ? "" : "s"}`;
const share = (count: number, of: number) =>
  formatPercent(count / of, decimalsOf(Math.round((count / of) * 10_000) / 10_000));
const capital = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);
