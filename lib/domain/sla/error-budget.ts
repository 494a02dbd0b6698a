import { t } from "@/lib/messages/translate";
import { formatWhole } from "../format";
import type { Judged } from "../uptime/uptime";

/** Budgets are counted in millionths of one failure (or minute), which are whole numbers: what is shown of them adds up. */
export const MILLION = 1_000_000;
const PPM_PER_PERCENT = 10_000;

/**
 * How a target stands: missed by more failures than allowed; `too_few` where less than one is allowed and a single failure
 * decides; `nearly_used` from 70 % of the budget on; nothing where nothing was counted.
 */
export type BudgetState = "missed" | "too_few" | "nearly_used" | "met" | "nothing";
const NEARLY_USED = 0.7;

/** Millionths of all attempts that may fail at a target in percent of at most four decimals. */
function allowedPpm(availabilityPercent: number): number {
  return MILLION - Math.round(availabilityPercent * PPM_PER_PERCENT);
}

/** How many of so many counted attempts, or minutes, may fail: (1 − target) × counted, to the millionth. 0 at a target of 100 %. */
export function allowedFailures(counted: number, availabilityPercent: number): number {
  return (counted * allowedPpm(availabilityPercent)) / MILLION;
}

/** Failures ÷ allowed ones; null where none are allowed, at 100 % or because nothing was counted. */
export function usedShare(failed: number, allowed: number): number | null {
  return allowed > 0 ? failed / allowed : null;
}

/** Failures over the allowed ones, negative where some are left. */
export function overBudget(failed: number, allowed: number): number {
  return (failed * MILLION - millionths(allowed)) / MILLION;
}

export function budgetState({ ok, failed }: Judged, allowed: number): BudgetState {
  if (ok + failed === 0) return "nothing";
  const isOver = overBudget(failed, allowed) > 0;
  if (allowed > 0 && allowed < 1 && failed <= 1) return "too_few";
  if (isOver) return "missed";
  return (usedShare(failed, allowed) ?? 0) > NEARLY_USED ? "nearly_used" : "met";
}

/**
 * "1 failed, 0.6 allowed: 0.4 over", "4 failed, 10 allowed: 6 left", "2 failed, none allowed: 2 over".
 *
 * The parts add up as they are shown. What is allowed is rounded down, which never turns a miss into a hit or the other way
 * round: failures are whole.
 */
export function describeBudget(failed: number, allowed: number, verb = t("failed")): string {
  const total = millionths(allowed);
  const decimals = decimalsFor(total);
  const scale = 10 ** decimals;
  const shown = Math.floor((total * scale) / MILLION);
  const left = shown - failed * scale;
  const text = (value: number) => decimalText(value, decimals);
  const values = { count: formatWhole(failed), verb, allowed: total === 0 ? "none" : text(shown) };
  return left < 0
    ? t("{count} {verb}, {allowed, select, none {none} other {{allowed}}} allowed: {over} over", {
        ...{ ...values, over: text(-left) },
      })
    : t("{count} {verb}, {allowed, select, none {none} other {{allowed}}} allowed: {left} left", {
        ...{ ...values, left: text(left) },
      });
}

function millionths(allowed: number): number {
  return Math.round(allowed * MILLION);
}

/** Whole from a hundred on, tenths from one on, below as many decimals as two digits need. */
function decimalsFor(total: number): number {
  if (total >= 100 * MILLION) return 0;
  if (total >= MILLION) return 1;
  return total === 0 ? 0 : Math.min(6, 8 - String(total).length);
}

function decimalText(scaled: number, decimals: number): string {
  const whole = Math.floor(scaled / 10 ** decimals);
  const rest = String(scaled % 10 ** decimals).padStart(decimals, "0");
  const digits = decimals === 0 ? "" : trimZeros(rest);
  return digits === "" ? formatWhole(whole) : `${formatWhole(whole)}.${digits}`;
}

function trimZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end--;
  return digits.slice(0, end);
}
