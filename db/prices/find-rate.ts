import type { Db } from "@/db/client";
import { AppError } from "@/lib/contract/error";
import { createExchangeRates, USD } from "@/lib/domain/pricing/exchange-rates";
import { PICO_PER_USD } from "@/lib/domain/pricing/usd";
import { t } from "@/lib/messages/translate";
import { listExchangeRates } from "./list-exchange-rates";

/** What a dollar buys of a currency on the day on which a price in it begins, in 10⁻¹². UNPROCESSABLE by field where that is not known. */
export async function findRate(
  db: Db,
  { currency, validFrom }: { currency: string; validFrom: number },
): Promise<bigint> {
  if (currency === USD) return PICO_PER_USD;
  const rates = createExchangeRates(await listExchangeRates(db, { currency }));
  const rate = rates.picoPerUsd(currency, validFrom);
  if (rate !== null) return rate;
  const message = t("There is no rate of {currency} for the day on which it begins: add that first", { currency });
  throw new AppError("UNPROCESSABLE", message, { fields: { currency: [message] } });
}
