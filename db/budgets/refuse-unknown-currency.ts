import { eq } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { USD } from "@/lib/domain/pricing/exchange-rates";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { exchangeRate } from "../schema/prices";

/** UNPROCESSABLE for a currency that has no rate of any day: nothing could ever be counted in it. */
export async function refuseUnknownCurrency(db: Db, { currency }: { currency: string }): Promise<void> {
  if (currency === USD) return;
  const rates = await db
    .select({ day: exchangeRate.day })
    .from(exchangeRate)
    .where(eq(exchangeRate.currency, currency))
    .limit(1);
  if (rates.length > 0) return;
  const message = t("There is no exchange rate for {currency}: add one on the Prices page first", { currency });
  throw new AppError("UNPROCESSABLE", message, { fields: { currency: [message] } });
}
