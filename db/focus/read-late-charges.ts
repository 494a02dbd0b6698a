import type { Charge } from "@/lib/domain/focus/charge";
import { correctionCharges, unknownCorrection } from "@/lib/domain/focus/correction-charge";
import { billingPeriodOf } from "@/lib/domain/focus/focus-instant";
import type { ExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { DAY_MS } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import type { MonthClose } from "../closed-months/list-closes";
import { readCorrections } from "./read-corrections";

type LateInput = {
  closes: readonly MonthClose[];
  window: TimeWindow;
  now: Date;
  retention: Retention;
  rates: ExchangeRates;
};

/**
 * What closed months cost beyond what they charge together, charged on the UTC day on which the last of them ends, until a month
 * that follows is closed and charges it for ever. None where the window does not hold that instant.
 *
 * Of a closed month that the window holds in part, the rest is in its rows as it is now, and is not corrected.
 */
export async function readLateCharges(tx: Db, { closes, window, ...asked }: LateInput): Promise<Charge[]> {
  const openFrom = closes.at(-1)?.endsAt;
  if (!openFrom || openFrom < window.from || openFrom >= window.to) return [];
  const period = correctionPeriod(openFrom, window.to);
  const charges: Charge[] = [];
  const unknown: string[] = [];
  for (const close of closes) {
    if (isCut(close, window)) continue;
    const corrections = await readCorrections(tx, close, asked);
    if (corrections === null) unknown.push(close.month);
    for (const correction of corrections ?? []) charges.push(...correctionCharges(correction, period));
  }
  if (unknown.length > 0) charges.push(unknownCorrection(unknown, period));
  return charges;
}

/** The rest of the UTC day of an instant, in epoch ms: the period of corrections that are charged from then on. */
export function correctionPeriod(from: Date, until: Date): { fromMs: number; toMs: number } {
  const fromMs = from.getTime();
  const dayEndMs = (Math.floor(fromMs / DAY_MS) + 1) * DAY_MS;
  return { fromMs, toMs: Math.min(dayEndMs, until.getTime(), billingPeriodOf(fromMs).toMs) };
}

/** Whether a window begins within a closed month: the rest of it is then as it is now. */
export function isCut({ startsAt, endsAt }: MonthClose, window: TimeWindow): boolean {
  return startsAt < window.from && endsAt > window.from;
}
