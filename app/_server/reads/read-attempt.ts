import { attemptRecord } from "@/db/attempts/attempt-rows";
import { getAttempt } from "@/db/attempts/get-attempt";
import type { Db } from "@/db/client";
import { listChargedPrices } from "@/db/prices/list-charged-prices";
import { listExchangeRates } from "@/db/prices/list-exchange-rates";
import { toPriceVersion } from "@/db/prices/price-version";
import type { AttemptDetail } from "@/lib/contract/attempts";
import { AppError } from "@/lib/contract/error";
import type { AttemptRecord } from "@/lib/contract/requests";
import { type ChargedUse, costOfAttempt } from "@/lib/domain/pricing/cost";
import { createExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { tokenUsageOf } from "@/lib/domain/pricing/token-usage";
import { usagePartsOf } from "@/lib/domain/pricing/usage-parts";
import { formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { MINUTE_US } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { costLines } from "../cost-lines";
import { answerContext } from "./read-context";
import { readWithArchive } from "./read-with-archive";

/** One attempt with its request's others and its cost line by line; NOT_FOUND where it is not stored. */
export async function readAttempt(asked: { id: string; startedAtUs: number | null }): Promise<AttemptDetail> {
  const { db, now, retention } = await answerContext();
  const retained = { fromUs: retention.rawRetainedFrom * MINUTE_US, toUs: (now.getTime() + AHEAD_MS) * 1_000 };
  const { found, archive } = await readWithArchive(db, async (archived) => ({
    found: await getAttempt(db, { ...asked, retained, archived }),
  }));
  if (!found) {
    const [unread] = archive.unread;
    if (unread) throw new AppError("UNPROCESSABLE", t("The archive of {day} cannot be read: {reason}", unread));
    const message =
      asked.startedAtUs === null
        ? t("No such attempt is retained: give started_at as well")
        : t("No such attempt is retained");
    throw new AppError("NOT_FOUND", message);
  }
  const attempt = attemptRecord(found.attempt);
  return {
    attempt,
    request: found.request.map(attemptRecord),
    archive,
    cost: await explainedCost(db, attempt, found.attempt.started_at_us),
  };
}

/** A router's clock may run ahead by as much. */
const AHEAD_MS = 300_000;

async function explainedCost(db: Db, attempt: AttemptRecord, at: number): Promise<AttemptDetail["cost"]> {
  const unpriced = { price: null, lines: [], currency: null, computed_usd: null };
  if (attempt.price_id === null) return unpriced;
  const [prices, stored] = await Promise.all([listChargedPrices(db), listExchangeRates(db)]);
  const price = prices.find(({ id }) => id === String(attempt.price_id));
  if (!price) return unpriced;
  const use = chargedUse(attempt);
  const cost = costOfAttempt({ price, at, rates: createExchangeRates(stored), ...use });
  return {
    price: toPriceVersion(price),
    lines: costLines(price, use),
    currency: price.currency,
    computed_usd: formatUsdOrNull(cost.picoUsd),
  };
}

function chargedUse(attempt: AttemptRecord): ChargedUse {
  const { usage } = tokenUsageOf({
    inputTokens: attempt.input_tokens,
    cachedInputTokens: attempt.cached_input_tokens,
    cacheWriteTokens: attempt.cache_write_tokens,
    outputTokens: attempt.output_tokens,
    reasoningTokens: attempt.reasoning_tokens,
  });
  const parts = usagePartsOf({
    cacheWrite1hTokens: attempt.cache_write_1h_tokens,
    audioInputTokens: attempt.audio_input_tokens,
    audioOutputTokens: attempt.audio_output_tokens,
    imageInputTokens: attempt.image_input_tokens,
    units: attempt.units,
  });
  const { outcome, usage_source: usageSource, service_tier: serviceTier } = attempt;
  return { outcome, usage, usageSource, parts, serviceTier };
}
