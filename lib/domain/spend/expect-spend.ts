import { type DayAhead, type DayFit, FIT_DAYS_MAX, fitDays } from "./fit-days";
import { fitDaysOf, picoOf, type SpendDay, unitOf } from "./spend-days";

/** A fit of daily costs; its outlook is in units of so many pico USD. */
export type SpendFit = { fit: DayFit | null; unit: bigint; evidenceDays: number };

/** Fits whole days before today, contiguous and ascending, of which only the last eight weeks count. */
export function fitSpend(days: readonly SpendDay[]): SpendFit {
  const evidence = days.slice(-FIT_DAYS_MAX);
  const unit = unitOf(evidence);
  const known = fitDaysOf(evidence, unit);
  return { fit: fitDays(known), unit, evidenceDays: known.length };
}

/** What is expected to be spent by the end of each of the days to come, in pico USD; null where nothing can be said. */
export function expectSpend({ fit, unit }: SpendFit, ahead: readonly DayAhead[]): bigint[] | null {
  return fit && ahead.map((_, index) => picoOf(fit.outlook(ahead.slice(0, index + 1)).mean, unit));
}
