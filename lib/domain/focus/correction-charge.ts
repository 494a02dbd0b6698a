import type { Charge } from "./charge";
import { ofPico } from "./focus-decimal";
import { correctionSeries } from "./series";

/** What a model at a provider cost in a closed month beyond what was signed, in pico USD; less than that where negative. */
export type Correction = { month: string; provider: string; model: string; pico: bigint };

/** A correction as a charge of a later period, half-open in epoch ms within one UTC month. */
export function correctionCharge(
  { month, provider, model, pico }: Correction,
  period: { fromMs: number; toMs: number },
): Charge {
  const owner = { provider, issuer: provider, model, region: null, tags: {}, principal: null };
  return {
    ...period,
    series: correctionSeries({ ...owner, source: "correction" }, month),
    ...{ billed: ofPico(pico), contracted: ofPico(pico), unitPrice: null, pricingQuantity: null },
    ...{ consumedQuantity: null, attempts: null, pricedShare: null, estimatedShare: null },
    ...{ unpricedTokens: null, usageRecordId: null },
  };
}
