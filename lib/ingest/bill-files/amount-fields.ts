import { divideHalfEven } from "@/lib/domain/pricing/divide-half-even";
import { PICO_PER_USD } from "@/lib/domain/pricing/usd";
import { amountOf } from "../usage-files/line-values";

/** A quantity in tokens, each of its units being so many; null of what is no number. */
export function tokensIn(quantity: unknown, each: bigint): bigint | null {
  const pico = amountOf(quantity);
  return pico === null ? null : divideHalfEven(pico * each, PICO_PER_USD);
}

/** A currency's code; null of anything else. */
export function currencyOf(value: unknown): string | null {
  const text = typeof value === "string" ? value.trim().toUpperCase() : "";
  return /^[A-Z]{3}$/.test(text) ? text : null;
}

export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}
