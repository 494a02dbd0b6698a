import type { TermsOf } from "@/lib/contract/alert-rules";
import { judgeBurn } from "@/lib/domain/alerts/burn-rate";
import { describeBurn } from "@/lib/domain/alerts/describe-measure";
import type { Observation } from "@/lib/domain/alerts/observation";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { BURN_WINDOWS, type BurnWindow } from "@/lib/domain/sla/burn-windows";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { epochMinute } from "@/lib/domain/time/time-window";
import { type Judged, judgedOf } from "@/lib/domain/uptime/uptime";
import { addSums } from "../aggregates/aggregate-stats";
import type { AggregateGroup } from "../aggregates/group-types";

export type BurnQuestion = { end: number; buckets: MinuteSpan[]; windows: BurnWindow[]; minAttempts: number };

/** The windows that a rule asks for at a moment, and the spans that they are added up from. */
export function burnQuestion({ speeds, min_attempts }: TermsOf<"burn_rate">, now: Date): BurnQuestion {
  const windows = speeds.map((speed) => BURN_WINDOWS[speed]);
  const end = epochMinute(now) + 1;
  const lasts = [...new Set(windows.flatMap(({ longMinutes, shortMinutes }) => [longMinutes, shortMinutes]))];
  return { end, windows, buckets: spansUntil(end, lasts), minAttempts: min_attempts };
}

/** How fast an error budget burns by groups of the spans `buckets`, of which no window cuts one. */
export function burnOf(
  own: readonly AggregateGroup<Outcome>[],
  { end, buckets, windows, minAttempts, targetPercent }: BurnQuestion & { targetPercent: number },
): Omit<Observation, "labels"> {
  const counted = (last: number) => countsOf(own.filter(({ bucket }) => (buckets[bucket]?.from ?? 0) >= end - last));
  const { verdict, worst } = judgeBurn({ targetPercent, minAttempts, windows, counted });
  return {
    verdict,
    summary: worst ? describeBurn(worst) : "no attempts",
    value: decimal(worst?.long ?? null),
    threshold: worst ? String(worst.factor) : null,
    share: (worst?.long ?? 0) / (worst?.factor ?? 1),
  };
}

/** Contiguous spans that end now, one edge at each of these many minutes ago. */
export function spansUntil(end: number, lasts: readonly number[]): MinuteSpan[] {
  const edges = [...lasts].sort((a, b) => b - a).map((last) => end - last);
  return edges.map((from, index) => ({ from, to: edges[index + 1] ?? end }));
}

export function countsOf(groups: readonly AggregateGroup<Outcome>[]): Judged {
  return groups.length === 0 ? { ok: 0, failed: 0 } : judgedOf(addSums(OUTCOMES, groups), true);
}

/** A measure as it is stored, without trailing zeros. */
export function decimal(value: number | null, digits = 4): string | null {
  return value === null ? null : String(Number(value.toFixed(digits)));
}
