import type { PeriodUse } from "@/lib/domain/capacity/allocate-capacity";
import type { HourOfUse } from "@/lib/domain/capacity/break-even";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { HOUR_MINUTES } from "@/lib/domain/time/units";
import type { Used } from "./read-period-use";

/** The use of each whole hour, from the minute on at which it begins. */
export type ProfileHour = HourOfUse & { minute: number; priced: number };

/** The whole hours among periods with all their use, idle ones too. */
export function profileOf(periods: readonly MinuteSpan[], uses: readonly PeriodUse<Used>[]): ProfileHour[] {
  const hours = periods.map(({ from }) => ({ minute: from, attempts: 0, priced: 0, tokens: 0, tokenPico: 0n }));
  for (const { period, tokens, tokenPico, owner } of uses) {
    const hour = hours[period];
    if (!hour) continue;
    hour.attempts += owner.attempts;
    hour.priced += owner.priced;
    hour.tokens += tokens;
    hour.tokenPico += tokenPico;
  }
  return hours.filter((_, place) => lengthOf(periods[place]) === HOUR_MINUTES);
}

/** The whole UTC hours of a span, of those that are over. */
export function wholeHours({ from, to }: MinuteSpan, until: number): MinuteSpan[] {
  const first = Math.ceil(from / HOUR_MINUTES) * HOUR_MINUTES;
  const count = Math.max(0, Math.floor((Math.min(to, until) - first) / HOUR_MINUTES));
  return Array.from({ length: count }, (_, hour) => {
    const start = first + hour * HOUR_MINUTES;
    return { from: start, to: start + HOUR_MINUTES };
  });
}

function lengthOf(span: MinuteSpan | undefined): number {
  return span ? span.to - span.from : 0;
}
