import type { CapacityPrice } from "../capacity/capacity-price";
import type { Charge } from "./charge";
import { ONE, ofPico } from "./focus-decimal";
import { billingPeriodOf } from "./focus-instant";
import { capacitySeries, otherSeries } from "./series";

export type ChargedCapacity = Pick<
  CapacityPrice,
  "id" | "name" | "provider" | "models" | "region" | "kind" | "currency"
>;

/** A stretch of capacity. */
export type CapacityCost = {
  fromMs: number;
  toMs: number;
  /** Null where its currency has no rate. */
  paidPico: bigint | null;
  /** What its use would have cost by the token, and nobody billed. */
  tokenPico: bigint;
};

/**
 * What was paid for capacity, as a purchase, and as a credit what the rows of its use charge by the token: together the
 * difference that it makes to what is billed. Where its currency has no rate, a note of it, and all stays by the token.
 *
 * It counts in the UTC month that has its middle, as a usage record does: months of a plan are those of its zone.
 */
export function capacityCharges(capacity: ChargedCapacity, cost: CapacityCost): Charge[] {
  const { paidPico, tokenPico } = cost;
  const month = billingPeriodOf((cost.fromMs + cost.toMs) / 2);
  const common = {
    ...{ fromMs: Math.max(cost.fromMs, month.fromMs), toMs: Math.min(cost.toMs, month.toMs) },
    ...{ unitPrice: null, pricingQuantity: null, consumedQuantity: null, attempts: null, estimatedShare: null },
    ...{ unpricedTokens: null, usageRecordId: null },
  };
  const amounts = (pico: bigint) => ({ billed: ofPico(pico), contracted: ofPico(pico), pricedShare: null });
  const owner = { ...capacityOwner(capacity), source: "capacity" } as const;
  const what = `reserved capacity ${capacity.name}`;
  if (paidPico === null) {
    const note = `${what}, in ${capacity.currency}, for which there is no rate`;
    return [{ ...common, ...amounts(0n), series: otherSeries(owner, "Adjustment", note), pricedShare: 0n }];
  }
  const charges: Charge[] = [];
  if (paidPico !== 0n) {
    const paid = ofPico(paidPico);
    const series = capacitySeries(owner, capacity);
    charges.push({ ...common, ...amounts(paidPico), series, unitPrice: paid, pricingQuantity: ONE });
  }
  if (tokenPico !== 0n) {
    const series = otherSeries(owner, "Credit", `use of ${what}, which is not billed by the token`);
    charges.push({ ...common, ...amounts(-tokenPico), series });
  }
  return charges;
}

/** Whose the charges of capacity are; the model only where it is for one. */
export function capacityOwner({ provider, models, region }: ChargedCapacity) {
  const [model = null] = models;
  const isOne = models.length === 1 && model !== null && !model.endsWith("*");
  return {
    ...{ provider, issuer: provider, model: isOne ? model : null, tags: {}, principal: null },
    region: region === null || region.endsWith("*") ? null : region,
  };
}
