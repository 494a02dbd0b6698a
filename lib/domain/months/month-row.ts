import type { ChargeOwner } from "../focus/series";
import type { AmountMeter, MeterTokens, TokenMeter } from "../focus/token-meters";

/** What a row cost by bucket, in pico USD: `all` has no bucket known, `rest` is what prices of tokens do not explain. */
export type CostParts = Readonly<Record<TokenMeter | AmountMeter, bigint>>;

type RowOf<Own> = Own & {
  /** Half-open, within one UTC day unless it is a usage record. */
  fromMs: number;
  toMs: number;
  owner: ChargeOwner;
  /** The price in the ledger; null without one. */
  priceId: string | null;
};

/** What attempts of a UTC day, one dimension set and one label set used and cost. */
export type AttemptsRow = RowOf<{
  kind: "attempts";
  attempts: number;
  /** Of them, those whose cost is known; of those, those whose cost is estimated. */
  priced: number;
  estimated: number;
  costPico: bigint;
  /** Of the cost, what is estimated; null where that is not known. */
  estimatedPico: bigint | null;
  parts: CostParts;
  used: MeterTokens;
  charged: MeterTokens;
  /** Of attempts whose cost is not known; null where they are not told apart. */
  unpricedTokens: number | null;
}>;

/** A usage record that counts in the month. */
export type UsageRow = RowOf<{
  kind: "usage";
  id: string;
  /** Null where it is not known. */
  costPico: bigint | null;
  isEstimated: boolean;
  tokens: number | null;
  /** What it costs in another currency than USD, as "12.5 CNY". */
  otherAmount: string | null;
}>;

/** A row of a closed month: all of them together are what it used and cost. */
export type MonthRow = AttemptsRow | UsageRow;
