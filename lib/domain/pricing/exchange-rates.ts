import { DAY_US } from "../time/units";
import { divideHalfEven } from "./divide-half-even";
import { PICO_PER_USD } from "./usd";

/** How much of a currency one dollar bought on a UTC day, in 10⁻¹² of the currency. */
export type ExchangeRate = { currency: string; day: number; picoPerUsd: bigint };

/** Rates by currency and day. */
export type ExchangeRates = {
  /** The rate of the UTC day of an instant in epoch µs, a dollar for a dollar; null where none is stored: no other day stands in for it. */
  picoPerUsd(currency: string, atUs: number): bigint | null;
};

/** The currency that costs are stored in. */
export const USD = "USD";
export const NO_RATES: ExchangeRates = createExchangeRates([]);

/** `day` of a rate counts days since 1970. */
export function createExchangeRates(rates: Iterable<ExchangeRate>): ExchangeRates {
  const byCurrency = new Map<string, Map<number, bigint>>();
  for (const { currency, day, picoPerUsd } of rates) {
    const days = byCurrency.get(currency) ?? new Map<number, bigint>();
    byCurrency.set(currency, days.set(day, picoPerUsd));
  }
  return {
    picoPerUsd: (currency, atUs) =>
      currency === USD ? PICO_PER_USD : (byCurrency.get(currency)?.get(Math.floor(atUs / DAY_US)) ?? null),
  };
}

/** Pico USD in 10⁻¹² of a currency, at the rate of the UTC day of an instant (epoch µs); null where that day has none. */
export function fromPicoUsd(picoUsd: bigint, currency: string, atUs: number, rates: ExchangeRates): bigint | null {
  const perUsd = rates.picoPerUsd(currency, atUs);
  return perUsd === null ? null : divideHalfEven(picoUsd * perUsd, PICO_PER_USD);
}
