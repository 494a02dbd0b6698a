import { calendarInput, RATE_FIELDS, stepsInput } from "@/lib/contract/price-terms";
import { type CsvValue, csvLine } from "@/lib/domain/csv-line";
import type { BookPrice } from "@/lib/domain/price-import/quote";
import { FEE_UNITS } from "@/lib/domain/pricing/call-units";
import { formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { PRICE_CSV_COLUMNS, RATE_COLUMNS } from "./price-csv-columns";

/** Prices as the product's own file, amounts of a million tokens; readPriceCsv reads the same prices from it. */
export function writePriceCsv(prices: readonly BookPrice[]): string {
  const lines = [csvLine(PRICE_CSV_COLUMNS), ...prices.map((price) => csvLine(valuesOf(price)))];
  return `${lines.join("\r\n")}\r\n`;
}

function valuesOf(price: BookPrice): CsvValue[] {
  const { provider, model, standing, serviceTier, region, contextAboveTokens, outputAboveTokens, currency } = price;
  return [
    ...[provider, model, standing, serviceTier, region, contextAboveTokens, outputAboveTokens],
    price.calendar && JSON.stringify(calendarInput(price.calendar)),
    ...[currency, "1M tokens"],
    ...RATE_COLUMNS.map((rate) => formatUsdOrNull(price[RATE_FIELDS[rate]])),
    ...FEE_UNITS.map((unit) => formatUsdOrNull(price.feePico[unit] ?? null)),
    price.steps.length === 0 ? null : JSON.stringify(stepsInput([...price.steps])),
    price.leavesOutFees ? "yes" : null,
    formatInstantUs(price.validFrom),
    price.validTo === null ? null : formatInstantUs(price.validTo),
    ...[price.source, price.sourceNote],
  ];
}
