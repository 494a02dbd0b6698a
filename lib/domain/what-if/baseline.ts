import type { PricedModel } from "./changes";

/** What all traffic is measured against unless another model is named: a model of the market's middle that most have paid for. */
export const DEFAULT_BASELINE: PricedModel = { model: "gpt-4o", provider: "openai" };

/** Models that a maker stops serving on a date that is published, so that no plan is built on them. */
const RETIREMENTS: readonly (PricedModel & { on: string })[] = [{ ...DEFAULT_BASELINE, on: "2027-01-14" }];

/** The day on which a provider stops serving a model, where that is known; null is unknown. */
export function retirementOf({ model, provider }: PricedModel): string | null {
  return RETIREMENTS.find((one) => one.model === model && one.provider === provider)?.on ?? null;
}
