import { type BreakEven, breakEvenOf, type HourOfUse } from "../capacity/break-even";
import { divideHalfEven } from "../pricing/divide-half-even";
import type { MinuteSpan } from "../time/segments";
import { HOUR_MINUTES } from "../time/units";
import type { CapacityChange } from "./changes";
import { attemptsOf, type Lot, matches, type Side } from "./lots";
import type { Outcome } from "./outcome-of-change";

export type CapacityOutcome = Outcome & {
  /** The price of the hours, in pico USD, which no lot has in its cost. */
  reservedPico: bigint;
  /** From when on it pays, with the use at the upper end of its cost. */
  breakEven: BreakEven;
};

/** Lots paid by each clock hour that a window touches as far as the throughput reaches, hour by hour; the rest of them stays as it is. */
export function reserveCapacity(
  lots: readonly Lot[],
  { where, picoPerHour, tokensPerHour }: CapacityChange,
  window: MinuteSpan,
): CapacityOutcome {
  const hours = profileOf(
    lots.filter((lot) => matches(lot, where)),
    window,
  );
  const touched: Lot[] = [];
  const next = lots.map((lot) => {
    if (!matches(lot, where)) return lot;
    const tokens = hours[hourOf(lot, window)]?.tokens ?? 0;
    const isWhole = tokensPerHour === null || tokens <= tokensPerHour;
    const rest = ({ tokens: used, pico }: Side): Side => ({
      tokens: used,
      pico: isWhole ? 0n : pico - divideHalfEven(pico * BigInt(tokensPerHour), BigInt(tokens)),
    });
    const served = { ...lot, low: rest(lot.low), high: rest(lot.high) };
    touched.push(served);
    return served;
  });
  const throughput = tokensPerHour === null ? null : { tokensPerHour };
  return {
    ...{ lots: next, touched, unpriced: [] },
    reservedPico: picoPerHour * BigInt(hours.length),
    breakEven: breakEvenOf(hours, { picoPerHour, throughput }),
  };
}

function hourOf({ traffic }: Lot, window: MinuteSpan): number {
  return Math.floor(traffic.from / HOUR_MINUTES) - Math.floor(window.from / HOUR_MINUTES);
}

/** Use by the clock hours that a window touches, idle ones included. */
function profileOf(lots: readonly Lot[], window: MinuteSpan): HourOfUse[] {
  const profile = Array.from(
    { length: Math.ceil(window.to / HOUR_MINUTES) - Math.floor(window.from / HOUR_MINUTES) },
    () => ({
      attempts: 0,
      tokens: 0,
      tokenPico: 0n,
    }),
  );
  for (const lot of lots) {
    const hour = profile[hourOf(lot, window)];
    if (!hour) continue;
    const { uncachedInput, cachedInput, cacheWrite, output } = lot.high.tokens;
    hour.attempts += attemptsOf(lot);
    hour.tokens += Math.round(
      (uncachedInput + cachedInput + cacheWrite + output) * (attemptsOf(lot) / lot.traffic.attempts),
    );
    hour.tokenPico += lot.high.pico;
  }
  return profile;
}
