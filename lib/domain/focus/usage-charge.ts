import type { Charge } from "./charge";
import { ONE, ofPico } from "./focus-decimal";
import { billingPeriodOf } from "./focus-instant";
import { amountSeries, type ChargeOwner, otherSeries } from "./series";

/** What a bill or a console says of a day or an hour, where no attempts cover it. */
export type ChargedUsage = {
  id: string;
  owner: ChargeOwner;
  fromMs: number;
  toMs: number;
  costPico: bigint | null;
  isEstimated: boolean;
  /** Null where none are known. */
  tokens: number | null;
  /** What it costs in another currency, as a text; null of none. */
  otherAmount: string | null;
  /** The list price that a record without a cost was priced at. */
  priceId: string | null;
};

/**
 * The charge of a usage record: one of its amount, or a credit where that is negative.
 *
 * It counts in the month that has its middle; a record that reaches beyond, as local days do, ends with the month.
 */
export function usageCharge(usage: ChargedUsage): Charge {
  const { owner, costPico, isEstimated, tokens } = usage;
  const month = billingPeriodOf((usage.fromMs + usage.toMs) / 2);
  const amount = ofPico(costPico ?? 0n);
  const common = {
    fromMs: Math.max(usage.fromMs, month.fromMs),
    toMs: Math.min(usage.toMs, month.toMs),
    ...{ billed: amount, contracted: amount, unitPrice: null, pricingQuantity: null, consumedQuantity: null },
    ...{ attempts: null, pricedShare: costPico === null ? 0n : ONE, unpricedTokens: null, usageRecordId: usage.id },
    estimatedShare: costPico === null ? null : isEstimated ? ONE : 0n,
  };
  if (costPico === null) {
    const what =
      usage.otherAmount === null ? "its cost is not known" : `${usage.otherAmount}, for which there is no rate`;
    return { ...common, series: otherSeries(owner, "Adjustment", `a usage record, ${what}`), unpricedTokens: tokens };
  }
  if (costPico < 0n) return { ...common, series: otherSeries(owner, "Credit", "a credit of a usage record") };
  return {
    ...common,
    series: amountSeries(owner, "all", { consumedUnit: tokens === null ? "Charges" : "Tokens" }),
    ...{ unitPrice: amount, pricingQuantity: ONE, consumedQuantity: tokens ?? 1 },
  };
}
