import type { BacktestReply } from "@/lib/contract/backtest";
import { percentilesReply } from "@/lib/contract/percentiles-reply";
import type { Backtest } from "@/lib/domain/backtest/backtest";
import type { BacktestStats } from "@/lib/domain/backtest/backtest-stats";
import { coarseSpans } from "@/lib/domain/backtest/coarse-spans";
import type { WorstHour } from "@/lib/domain/backtest/worst-hours";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { US_PER_MS } from "@/lib/domain/time/units";
import { describeGap } from "./describe-gap";

/** Lists that nobody would read to the end are cut, so that an answer stays small whatever the draft does. */
const TRANSITIONS_MAX = 1_000;
const TIMELINES_MAX = 30;
const SPANS_MAX = 200;
const FLOWS_MAX = 500;
const GAPS_MAX = 200;

type Asked = { tier: string; fromUs: number; toUs: number; active: ReplayedVersion | null };

/** A published version, led through the same attempts. */
type ReplayedVersion = { version: number; result: Backtest };

/** A back-test as it is answered. */
export function backtestReply(result: Backtest, { tier, fromUs, toUs, active }: Asked): BacktestReply {
  const { attempts, compared, moved, events, timelines, flows } = result;
  const nameOf = (pair: number) => result.pairs[pair] ?? { region: "", model: "" };
  return {
    tier,
    from: formatInstantUs(fromUs),
    to: formatInstantUs(toUs),
    attempts,
    compared,
    moved_attempts: moved,
    moved_share: attempts === 0 ? null : moved / attempts,
    ...countTrips(result),
    transitions: events
      .slice(0, TRANSITIONS_MAX)
      .map(({ pair, atUs, from, to, reason, n, failures, value, threshold }) => {
        return { at: formatInstantUs(atUs), ...nameOf(pair), from, to, reason, n, failures, value, threshold };
      }),
    transitions_left_off: Math.max(0, events.length - TRANSITIONS_MAX),
    timelines: timelines.slice(0, TIMELINES_MAX).map(({ pair, spans, openUs, halfOpenUs, ...counts }) => ({
      ...nameOf(pair),
      ...counts,
      open_ms: openUs / US_PER_MS,
      half_open_ms: halfOpenUs / US_PER_MS,
      spans: coarseSpans(spans, SPANS_MAX).map(({ state, ...span }) => {
        return { state, from: formatInstantUs(span.fromUs), to: formatInstantUs(span.toUs) };
      }),
    })),
    timelines_left_off: Math.max(0, timelines.length - TIMELINES_MAX),
    moved: flows.slice(0, FLOWS_MAX).map((flow) => ({
      region: flow.region,
      from_model: flow.fromModel,
      to_model: flow.toModel,
      attempts: flow.attempts,
      without_evidence: flow.leftOut,
    })),
    regions: result.regions.map((region) => ({ ...region, moved_share: region.moved / region.attempts })),
    before: statsReply(result.before),
    after: replayedReply(result),
    active: active && {
      version: active.version,
      ...replayedReply(active.result),
      moved_attempts: active.result.moved,
      ...countTrips(active.result),
      worst_hour: hourReply(active.result.worstHour.after),
    },
    error_rate_bounds: result.errorRateBounds,
    worst_hour: { before: hourReply(result.worstHour.before), after: hourReply(result.worstHour.after) },
    evidence: result.gaps.slice(0, GAPS_MAX).map((gap) => ({ ...gap, text: describeGap(gap) })),
  };
}

function countTrips({ timelines }: Backtest) {
  return {
    trips: timelines.reduce((sum, { trips }) => sum + trips, 0),
    flaps: timelines.reduce((sum, { flaps }) => sum + flaps, 0),
  };
}

function replayedReply({ after, errorRateBand, costBand }: Backtest) {
  return {
    ...statsReply(after),
    error_rate_band: errorRateBand,
    cost_usd_band: costBand && ([formatUsd(costBand[0]), formatUsd(costBand[1])] satisfies [string, string]),
  };
}

function statsReply(stats: BacktestStats) {
  const { attempts, outcomes, errorRate, ttftMs, durationMs, costPico, pricedShare } = stats;
  return {
    attempts,
    outcomes,
    error_rate: errorRate,
    ttft_ms: percentilesReply(ttftMs),
    duration_ms: percentilesReply(durationMs),
    cost_usd: costPico === null ? null : formatUsd(costPico),
    priced_share: pricedShare,
  };
}

function hourReply(hour: WorstHour | null) {
  return hour && { at: formatInstantUs(hour.atUs), judged: hour.judged, error_rate: hour.errorRate };
}
