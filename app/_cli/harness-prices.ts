import { AppError } from "@/lib/contract/error";
import { findCatalogueModel } from "@/lib/domain/catalogue/catalogue";
import { cataloguePrices } from "@/lib/domain/catalogue/catalogue-prices";
import { costOfAttempt, parseUsd } from "@/lib/domain/pricing/cost";
import { PLAIN_TERMS } from "@/lib/domain/pricing/price";
import { createPriceBook, type NewPrice } from "@/lib/domain/pricing/price-book";
import { sellerOfModel } from "@/lib/domain/pricing/seller-of-model";
import { tokenUsageOf } from "@/lib/domain/pricing/token-usage";
import { NO_PARTS } from "@/lib/domain/pricing/usage-parts";
import type { Lane, Plan } from "@/lib/harness/plan";
import type { PlanRun } from "@/lib/harness/run-plan";
import { lookUpListPrices } from "@/lib/ingest/list-price/look-up-list-prices";

/** Who bills a model where nobody says: the catalogue's seller, or the one its name gives away. */
export function billedBy(model: string, provider: string | null): string | null {
  return provider ?? findCatalogueModel(model)?.provider ?? sellerOfModel(model);
}

const UNKNOWN_PROVIDER = "unknown";

export type HarnessPrices = { has: (model: string) => boolean; costOf: PlanRun["costOf"] };

/**
 * Costs of a plan's calls by its own prices, else the catalogue's, else the public list's. Throws INVALID for a price that is none, or
 * of no model of the plan.
 */
export function harnessPrices(plan: Pick<Plan, "models" | "providers" | "prices">): HarnessPrices {
  const providerOf = (model: string) => plan.providers[model] ?? UNKNOWN_PROVIDER;
  const own = plan.prices.map((text) => readPrice(text, plan, providerOf));
  const others = plan.models
    .filter((model) => !own.some((price) => price.model === model))
    .flatMap((model) => {
      const quoted = cataloguePrices().filter((price) => price.model === model && price.provider === providerOf(model));
      return quoted.length > 0 ? quoted : lookUpListPrices(providerOf(model), model);
    });
  const book = createPriceBook([...own, ...others].map((price, index) => ({ ...price, id: String(index) })));
  return {
    has: (model) => book.has(providerOf(model), model),
    costOf({ model, region }: Lane, measured, startedAt) {
      const at = startedAt.getTime() * 1_000;
      const { outcome, input_tokens: inputTokens, output_tokens: outputTokens } = measured;
      const { usage } = tokenUsageOf({
        ...{ inputTokens, outputTokens },
        ...{ cachedInputTokens: measured.cached_input_tokens, reasoningTokens: measured.reasoning_tokens },
      });
      const price = book.find(providerOf(model), model, at, { serviceTier: null, region, inputTokens, outputTokens });
      const usageSource = usage === null ? "missing" : "reported";
      return costOfAttempt({ price, at, rates: book, outcome, usage, usageSource, parts: NO_PARTS }).picoUsd;
    },
  };
}

function readPrice(text: string, plan: Pick<Plan, "models">, providerOf: (model: string) => string): NewPrice {
  const [, model = "", input = "", output = ""] = /^(.+)=([^=/]+)\/([^=/]+)$/.exec(text) ?? [];
  const [inputPicoPerM, outputPicoPerM] = [parseUsd(input), parseUsd(output)];
  if (inputPicoPerM === null || outputPicoPerM === null || inputPicoPerM < 0n || outputPicoPerM < 0n) {
    throw new AppError("INVALID", `--price must be MODEL=INPUT/OUTPUT in USD per million tokens, not ${text}`);
  }
  if (!plan.models.includes(model)) throw new AppError("INVALID", `--price: ${model} is no model of this run`);
  return {
    ...PLAIN_TERMS,
    ...{ provider: providerOf(model), model, validFrom: 0, validTo: null, inputPicoPerM, outputPicoPerM },
    ...{ source: "command line", sourceNote: null, createdBy: null, reason: null },
  };
}
