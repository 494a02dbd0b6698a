import type { Charge } from "@/lib/domain/focus/charge";
import { correctionCharge } from "@/lib/domain/focus/correction-charge";
import { billingPeriodOf } from "@/lib/domain/focus/focus-instant";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { DAY_MS } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import type { MonthClose } from "../closed-months/list-closes";
import { readCorrections } from "./read-corrections";

type LateInput = { closes: readonly MonthClose[]; window: TimeWindow; retention: Retention };

/**
 * What closed months cost beyond what was signed, charged on the UTC day on which the last of them ends: files of all months
 * together are then the spend, whatever was closed. None where the window does not hold that instant.
 *
 * Of a closed month that the window holds in part, the rest is in its rows as it is now, and is not corrected.
 */
export async function readLateCharges(tx: Db, { closes, window, retention }: LateInput): Promise<Charge[]> {
  const openFrom = closes.at(-1)?.endsAt;
  if (!openFrom || openFrom < window.from || openFrom >= window.to) return [];
  const fromMs = openFrom.getTime();
  const dayEndMs = (Math.floor(fromMs / DAY_MS) + 1) * DAY_MS;
  const period = { fromMs, toMs: Math.min(dayEndMs, window.to.getTime(), billingPeriodOf(fromMs).toMs) };
  const charges: Charge[] = [];
  for (const close of closes) {
    if (close.startsAt < window.from && close.endsAt > window.from) continue;
    for (const correction of await readCorrections(tx, close, retention))
      charges.push(correctionCharge(correction, period));
  }
  return charges;
}
