import { HOUR_MINUTES } from "../time/units";
import { BURN_SPEEDS, BURN_WINDOWS } from "./burn-windows";
import { overBudget, usedShare } from "./error-budget";

/** The spans in hours whose burn rates are shown, the long windows that alerts look at: sudden, steady and slow. */
export const BURN_HOURS: readonly number[] = BURN_SPEEDS.map((speed) => BURN_WINDOWS[speed].longMinutes / HOUR_MINUTES);

/** What failed in a span, and what may of the attempts counted in it. */
export type Burned = { failed: number; allowed: number };

/**
 * How many times faster than allowed a budget is used: failures ÷ those the target allows of the same attempts. At 1 it lasts
 * exactly the window.
 *
 * It is the share of the window's budget spent in a span ÷ the share of the window's counted attempts that the span has.
 * Null where nothing was counted, and at a target of 100 %.
 */
export function burnRate({ failed, allowed }: Burned): number | null {
  return usedShare(failed, allowed);
}

/**
 * In how many hours the budget of a window is used up if attempts go on, and fail, as in the last `hours`; what leaves a
 * rolling window meanwhile is not subtracted.
 *
 * Null where that cannot be said or will not happen: nothing was counted, no budget, used up already, or a burn rate of at most 1.
 */
export function hoursUntilUsedUp(window: Burned, recent: Burned & { hours: number }): number | null {
  const left = -overBudget(window.failed, window.allowed);
  const excessPerHour = overBudget(recent.failed, recent.allowed) / recent.hours;
  if (recent.allowed === 0 || window.allowed === 0 || left < 0 || excessPerHour <= 0) return null;
  return left / excessPerHour;
}
