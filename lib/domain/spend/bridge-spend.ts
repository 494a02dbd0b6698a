import { BRIDGE_TERMS, type BridgePeriod, type BridgeTerm, bridgeGroup, isContinuing, tokensIn } from "./bridge-group";

/** A model at a provider in the period before and the one after. */
export type BridgePair<Name> = { name: Name; periods: readonly [BridgePeriod, BridgePeriod] };

type BridgeRow<Name> = { name: Name; before: bigint; after: bigint; terms: Record<BridgeTerm, bigint> };

export type SpendBridge<Name> = { rows: BridgeRow<Name>[]; terms: Record<BridgeTerm, bigint> };

/**
 * The way from what one period cost to what another did, by term and by model: every row's terms add up to its difference, and
 * the terms of the total to that of all rows, of usage records and of capacity. Swapping the periods negates every term.
 */
export function bridgeSpend<Name>(
  pairs: readonly BridgePair<Name>[],
  beside: { usageRecords: readonly [bigint, bigint]; capacity: readonly [bigint, bigint] },
): SpendBridge<Name> {
  const continuing = pairs.filter(({ periods }) => isContinuing(periods));
  const total = (period: 0 | 1) => continuing.reduce((sum, { periods }) => sum + tokensIn(periods[period].tokens), 0n);
  const totals = [total(0), total(1)] as const;
  const rows = pairs.map(({ name, periods }) => ({
    ...{ name, before: periods[0].cost, after: periods[1].cost },
    terms: { ...noTerms(), ...bridgeGroup(periods, totals) },
  }));
  const terms = noTerms();
  for (const row of rows) for (const term of BRIDGE_TERMS) terms[term] += row.terms[term];
  const { usageRecords, capacity } = beside;
  terms.usage_records += usageRecords[1] - usageRecords[0];
  terms.capacity += capacity[1] - capacity[0];
  return { rows, terms };
}

function noTerms(): Record<BridgeTerm, bigint> {
  return {
    ...{ volume: 0n, mix: 0n, cache: 0n, price: 0n, waste: 0n },
    ...{ new_models: 0n, gone_models: 0n, usage_records: 0n, capacity: 0n, other: 0n },
  };
}
