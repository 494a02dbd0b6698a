import type { Db } from "@/db/client";
import { getAliases } from "@/db/policies/get-aliases";
import { loadDiscounts } from "@/db/prices/list-discounted-prices";
import { listExchangeRates } from "@/db/prices/list-exchange-rates";
import { listPrices } from "@/db/prices/list-prices";
import { toPriceVersion } from "@/db/prices/price-version";
import { AppError } from "@/lib/contract/error";
import type { PriceTest, PriceTestReply, TestedUsage } from "@/lib/contract/price-test";
import { amountOfAttempt, type ChargedUse, costOfAttempt } from "@/lib/domain/pricing/cost";
import { discountPrice, rulesOf } from "@/lib/domain/pricing/discounted-price";
import { createExchangeRates, USD } from "@/lib/domain/pricing/exchange-rates";
import { choosePrice, rankPrices } from "@/lib/domain/pricing/price";
import { tokenUsageOf } from "@/lib/domain/pricing/token-usage";
import { usagePartsOf } from "@/lib/domain/pricing/usage-parts";
import { formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { dimensionsOf } from "@/lib/ingest/dimensions-of";
import { usageTokens } from "@/lib/ingest/usage/read-usage";
import { t } from "@/lib/messages/translate";
import { costLines } from "./cost-lines";

/** What a usage would cost as an attempt, line by line. Looks nothing up in the public lists and stores nothing. */
export async function testPrice(db: Db, { test, now }: { test: PriceTest; now: Date }): Promise<PriceTestReply> {
  const [{ aliases }, prices, stored, discounts] = await Promise.all([
    ...([getAliases(db), listPrices(db), listExchangeRates(db), loadDiscounts(db)] as const),
  ]);
  const { seller, pricedAs } = dimensionsOf(test, new Map(Object.entries(aliases)));
  const at = test.at ?? now.getTime() * 1_000;
  const usage = testedUsageOf(test);
  const use = chargedUseOf(test.outcome, usage);
  const question = {
    ...{ at, serviceTier: test.service_tier ?? null, region: test.region ?? "global" },
    ...{ inputTokens: use.usage && (usage.input_tokens ?? 0), outputTokens: use.usage?.output ?? null },
  };
  const listed = pricedAs
    .map((model) => prices.filter((row) => row.provider === seller && row.model === model))
    .map((rows) => choosePrice(rankPrices(rows), question))
    .find((found) => found !== null);
  const names = { provider: seller, models: [...pricedAs], usage };
  if (!listed) return { ...names, ...NOTHING, unpriced_because: t("No price applies to this provider and model then") };

  const rules = rulesOf(listed, discounts.rules, at);
  const price = rules.length === 0 ? listed : discountPrice(listed, rules, discounts.idOf(listed, rules));
  const rates = createExchangeRates(stored);
  const cost = costOfAttempt({ price, at, rates, ...use });
  const amount = amountOfAttempt(price, use);
  const perUsd = price.currency === USD ? null : rates.picoPerUsd(price.currency, at);
  return {
    ...names,
    price: toPriceVersion({ ...listed, ...price }),
    lines: costLines(price, use),
    currency: price.currency,
    amount: formatUsdOrNull(amount),
    cost_usd: formatUsdOrNull(cost.picoUsd),
    per_usd: formatUsdOrNull(perUsd),
    estimated: cost.estimated,
    unpriced_because: cost.picoUsd === null ? whyUnpriced(amount, price.currency, use) : null,
  };
}

const NOTHING = {
  price: null,
  lines: [],
  currency: null,
  amount: null,
  cost_usd: null,
  per_usd: null,
  estimated: false,
};

/** UNPROCESSABLE where no count of a provider's usage is understood. */
function testedUsageOf({ usage, provider_usage: sent }: PriceTest): TestedUsage {
  if (usage !== undefined) return usage;
  const { usage_source: _, ...tokens } = usageTokens(sent);
  if (Object.values(tokens).some((count) => count != null)) return tokens;
  throw new AppError("UNPROCESSABLE", t("No tokens are found in this usage"), {
    fields: { provider_usage: [t("Has no count of tokens by a name that is known")] },
  });
}

function chargedUseOf(outcome: PriceTest["outcome"], usage: TestedUsage): ChargedUse {
  const { usage: tokens } = tokenUsageOf({
    inputTokens: usage.input_tokens,
    cachedInputTokens: usage.cached_input_tokens,
    cacheWriteTokens: usage.cache_write_tokens,
    outputTokens: usage.output_tokens,
    reasoningTokens: usage.reasoning_tokens,
  });
  const parts = usagePartsOf({
    cacheWrite1hTokens: usage.cache_write_1h_tokens,
    audioInputTokens: usage.audio_input_tokens,
    cachedAudioInputTokens: usage.cached_audio_input_tokens,
    audioOutputTokens: usage.audio_output_tokens,
    imageInputTokens: usage.image_input_tokens,
    imageOutputTokens: usage.image_output_tokens,
    units: usage.units,
  });
  return { outcome, usage: tokens, usageSource: "reported", parts };
}

function whyUnpriced(amount: bigint | null, currency: string, { usage }: ChargedUse): string {
  if (amount !== null) return t("There is no rate of {currency} for that day", { currency });
  return usage === null ? t("No usage that this price is for") : t("Something used has no price: see the lines");
}
