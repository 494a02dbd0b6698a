import { AppError } from "@/lib/contract/error";
import { divideHalfEven } from "@/lib/domain/pricing/divide-half-even";
import type { ExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { PICO_PER_USD } from "@/lib/domain/pricing/usd";
import type { BillLine, ConvertedLine } from "@/lib/domain/reconciliation/bill-line";
import { nextFirstDate } from "@/lib/domain/time/calendar-dates";
import { DAY_MS, US_PER_MS } from "@/lib/domain/time/units";
import { dimensionsOf } from "@/lib/ingest/dimensions-of";
import { t } from "@/lib/messages/translate";

export type BillNames = {
  /** By provider and the name on its bills. */
  remembered: ReadonlyMap<string, string>;
  aliases: ReadonlyMap<string, string>;
};

const DAYS_NAMED = 5;

export function nameKey(provider: string, billName: string): string {
  return JSON.stringify([provider, billName]);
}

/**
 * Lines of a bill in dollars at the rate of their day, a month's at that of its last day, under the models' names here.
 *
 * Throws UNPROCESSABLE where a rate is missing, naming currency and days: no other day's stands in for it.
 */
export function convertLines(
  lines: readonly BillLine[],
  { names, rates }: { names: BillNames; rates: ExchangeRates },
): ConvertedLine[] {
  const missing = new Map<string, Set<string>>();
  const converted = lines.map((line): ConvertedLine => {
    const { listPico, roundingPico, ...rest } = line;
    const date = rateDate(line.period);
    const perUsd = line.currency === null ? PICO_PER_USD : rates.picoPerUsd(line.currency, date * US_PER_MS);
    if (perUsd === null && line.currency !== null) {
      const days = missing.get(line.currency) ?? new Set();
      missing.set(line.currency, days.add(new Date(date).toISOString().slice(0, 10)));
    }
    const usd = (pico: bigint | null) =>
      pico === null || perUsd === null ? null : divideHalfEven(pico * PICO_PER_USD, perUsd);
    return {
      ...rest,
      model: modelOf(line, names),
      picoUsd: usd(line.amountPico),
      listPicoUsd: usd(listPico),
      roundingPicoUsd: usd(roundingPico) ?? 0n,
    };
  });
  if (missing.size > 0) throw noRates(missing);
  return converted;
}

/** As a UTC midnight: rates are those of UTC days. */
function rateDate(period: string): number {
  if (period.length > "2026-03".length) return Date.parse(`${period}T00:00:00Z`);
  return nextFirstDate(Date.parse(`${period}-01T00:00:00Z`), "month") - DAY_MS;
}

function modelOf({ provider, billModel }: BillLine, { remembered, aliases }: BillNames): string | null {
  if (billModel === null) return null;
  return remembered.get(nameKey(provider, billModel)) ?? dimensionsOf({ model: billModel, provider }, aliases).model;
}

function noRates(missing: ReadonlyMap<string, ReadonlySet<string>>): AppError {
  const texts = [...missing].map(([currency, days]) => {
    const named = [...days].sort();
    const [shown, count] = [named.slice(0, DAYS_NAMED).join(", "), named.length - DAYS_NAMED];
    if (count <= 0) return t("There is no exchange rate of {currency} on {days}", { currency, days: shown });
    return t("There is no exchange rate of {currency} on {days} and {count} more days", {
      currency,
      days: shown,
      count,
    });
  });
  return new AppError("UNPROCESSABLE", t("{missing}. Add the rates first", { missing: texts.join(". ") }), {
    fields: { currency: texts },
  });
}
