import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { addExchangeRates } from "@/db/prices/add-exchange-rates";
import { listExchangeRates } from "@/db/prices/list-exchange-rates";
import { addRatesOperation, ratesOperation } from "@/lib/contract/prices";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { DAY_MS } from "@/lib/domain/time/units";

export const GET = implement(ratesOperation, async ({ query: { currency } }) => {
  const rates = await listExchangeRates(getReadDb(), currency === undefined ? {} : { currency });
  return {
    rates: rates.map((rate) => ({
      currency: rate.currency,
      day: new Date(rate.day * DAY_MS).toISOString().slice(0, 10),
      per_usd: formatUsd(rate.picoPerUsd),
      source: rate.source,
      created_by: rate.createdBy,
    })),
  };
});

export const POST = implement(addRatesOperation, ({ caller, body }) =>
  addExchangeRates(getDb(), { input: body, actor: actorName(caller), now: new Date() }),
);
