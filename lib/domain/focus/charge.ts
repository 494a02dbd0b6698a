import type { FocusDecimal } from "./focus-decimal";

/** Where a charge was counted: from single attempts, sums that outlived them, a usage record of a bill, capacity, or since a month was closed. */
export type ChargeSource = "attempts" | "sums" | "usage record" | "capacity" | "correction";

/** What is priced, as the specification names it; `unit` is that of the price. */
type ChargeSku = {
  id: string;
  meter: string;
  priceId: string;
  /** A JSON object. */
  details: string;
  unit: string;
};

/**
 * What charges of many periods have in common. One object for all of them, so that what a file says of it is made up once.
 */
export type ChargeSeries = {
  category: "Usage" | "Purchase" | "Credit" | "Adjustment";
  /** Of what belongs to a closed month; left out of all else. */
  class?: "Correction";
  provider: string;
  issuer: string;
  publisher: string;
  service: string;
  /** Null where it is not known. */
  region: string | null;
  /** A JSON object, or null of nothing. */
  tags: string | null;
  /** Who called: the name of a key. */
  principal: string | null;
  description: string;
  sku: ChargeSku | null;
  consumedUnit: string | null;
  source: ChargeSource;
  /** Of the ledger. */
  priceId: string | null;
};

/** A row of Cost and Usage. Money in USD; instants in epoch ms, within one UTC month. */
export type Charge = {
  series: ChargeSeries;
  fromMs: number;
  toMs: number;
  /** Whole pico USD: the sum over all charges is the ledger's. */
  billed: FocusDecimal;
  /** Unit price times quantity, exactly. */
  contracted: FocusDecimal;
  unitPrice: FocusDecimal | null;
  /** Both at the list price, where discounts were taken off it; left out where they are the same. */
  list?: { cost: FocusDecimal; unitPrice: FocusDecimal };
  pricingQuantity: FocusDecimal | null;
  /** Whole tokens, requests or charges. */
  consumedQuantity: number | null;
  /** Those that it is of; null of a usage record. */
  attempts: number | null;
  pricedShare: FocusDecimal | null;
  estimatedShare: FocusDecimal | null;
  /** Tokens whose cost is not known; null where all is known. */
  unpricedTokens: number | null;
  usageRecordId: string | null;
};
