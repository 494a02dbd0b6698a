import { displayPicoUsd } from "@/lib/domain/format";
import { PICO_PER_USD } from "@/lib/domain/pricing/usd";

/** An estimate in dollars, which is no sum of money, as money is shown. */
export function displayUsdNumber(usd: number): string {
  return displayPicoUsd(BigInt(Math.round(usd * Number(PICO_PER_USD))));
}
