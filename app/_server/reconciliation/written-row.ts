import type { ReconciliationPart, ReconciliationRow } from "@/lib/contract/reconciliations";
import { blendedUsdPerM } from "@/lib/domain/pricing/cost";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import type { BillPart } from "@/lib/domain/reconciliation/reasons";
import type { ReconciledRow } from "@/lib/domain/reconciliation/reconcile";

/** A row as it is stored and answered. */
export function writtenRow(row: ReconciledRow, seq: number): ReconciliationRow {
  const { period, provider, model, bucket, status, billed, own } = row;
  return {
    ...{ seq, period, provider, model, bucket, status },
    bill: billed && {
      tokens: billed.tokens === null ? null : Number(billed.tokens),
      usd: formatUsdOrNull(billed.picoUsd),
      amounts: billed.amounts.map(({ currency, pico }) => ({ currency, amount: formatUsd(pico) })),
      models: [...billed.billModels],
      tiers: [...billed.tiers],
      lines: billed.lines,
    },
    own: own && {
      tokens: Number(own.tokens),
      priced_tokens: Number(own.pricedTokens),
      usd: formatUsd(own.picoUsd),
      estimated_usd: formatUsd(own.estimatedPicoUsd),
      price_ids: [...own.priceIds],
      tiers: [...own.tiers],
    },
    bill_usd: formatUsdOrNull(row.billedPicoUsd),
    own_usd: formatUsd(row.ownPicoUsd),
    difference_usd: formatUsdOrNull(row.difference),
    parts: row.parts.map(writtenPart),
    unexplained_usd: formatUsdOrNull(row.unexplained),
    // Usage that was valued at the price here says nothing of another.
    bill_usd_per_million: formatUsdOrNull(blendedUsdPerM(billed?.picoUsd ?? null, billed?.tokens ?? null)),
    own_usd_per_million: formatUsdOrNull(own && blendedUsdPerM(own.picoUsd, own.pricedTokens)),
  };
}

export function writtenPart({ reason, picoUsd, tokens }: BillPart): ReconciliationPart {
  return { reason, usd: formatUsd(picoUsd), tokens: Number(tokens) };
}
