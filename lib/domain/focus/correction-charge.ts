import { UNASSIGNED } from "../report-dimensions";
import { type ChargedCapacity, capacityOwner } from "./capacity-charge";
import type { Charge } from "./charge";
import { ofPico } from "./focus-decimal";
import { correctionSeries } from "./series";

/** What a model at a provider cost in a closed month beyond what was charged, in pico USD; less than that where negative. */
export type ModelCorrection = { kind: "model"; month: string; provider: string; model: string; pico: bigint };

/** What was paid for capacity in a closed month beyond what was charged, and what more of its use is not billed by the token; pico USD. */
export type CapacityCorrection = {
  kind: "capacity";
  month: string;
  capacity: ChargedCapacity;
  paidPico: bigint;
  tokenPico: bigint;
};

export type Correction = ModelCorrection | CapacityCorrection;

/** Half-open in epoch ms, within one UTC month. */
type Period = { fromMs: number; toMs: number };

/** A correction as charges of a later period; none of nothing. */
export function correctionCharges(correction: Correction, period: Period): Charge[] {
  const { month } = correction;
  if (correction.kind === "model") {
    const { provider, model, pico } = correction;
    const owner = { provider, issuer: provider, model, region: null, tags: {}, principal: null };
    return [chargeOf(correctionSeries({ ...owner, source: "correction" }, { month, category: "Usage" }), pico, period)];
  }
  const { capacity, paidPico, tokenPico } = correction;
  const owner = { ...capacityOwner(capacity), source: "correction" } as const;
  const paid = correctionSeries(owner, { month, category: "Purchase", what: `reserved capacity ${capacity.name}` });
  const what = `use of reserved capacity ${capacity.name}, which is not billed by the token`;
  const served = correctionSeries(owner, { month, category: "Credit", what });
  return [
    ...(paidPico === 0n ? [] : [chargeOf(paid, paidPico, period)]),
    ...(tokenPico === 0n ? [] : [chargeOf(served, -tokenPico, period)]),
  ];
}

/** A note, of no amount, that what came after these months were closed is no longer known. */
export function unknownCorrection(months: readonly string[], period: Period): Charge {
  const owner = { provider: UNASSIGNED, issuer: UNASSIGNED, model: null, region: null, tags: {}, principal: null };
  const series = correctionSeries(
    { ...owner, source: "correction" },
    { month: months.join(", "), category: "Adjustment", what: "no longer known" },
  );
  return { ...chargeOf(series, 0n, period), pricedShare: 0n };
}

function chargeOf(series: Charge["series"], pico: bigint, period: Period): Charge {
  return {
    ...period,
    ...{ series, billed: ofPico(pico), contracted: ofPico(pico), unitPrice: null, pricingQuantity: null },
    ...{ consumedQuantity: null, attempts: null, pricedShare: null, estimatedShare: null },
    ...{ unpricedTokens: null, usageRecordId: null },
  };
}
