import type { BillBucket } from "./bill-buckets";

/** How long a stretch the lines of a bill are about: days, or months of the billing zone. */
export type BillGrain = "day" | "month";

/**
 * What a bill says of one period, provider, model, bucket and service tier, all of its lines together. Periods are written as
 * 2026-03-01 or 2026-03. Money in 10⁻¹² of the line's currency.
 */
export type BillLine = {
  period: string;
  provider: string;
  /** As the bill writes it; null where it names none. */
  billModel: string | null;
  bucket: BillBucket;
  /** The service tier as far as the bill names one. */
  tier: string | null;
  /** Null where no quantity in tokens is given. */
  tokens: bigint | null;
  /** Null where the file has usage alone. */
  amountPico: bigint | null;
  currency: string | null;
  /** Before the discount that `amountPico` has had; null where the bill does not say. */
  listPico: bigint | null;
  /** By how much the amount may be off for being written with so few digits: half of the last one, of each line. */
  roundingPico: bigint;
  lines: number;
};

/** The same in dollars, under the model's name here. */
export type ConvertedLine = Omit<BillLine, "listPico" | "roundingPico"> & {
  model: string | null;
  picoUsd: bigint | null;
  listPicoUsd: bigint | null;
  roundingPicoUsd: bigint;
};

/** What the attempts of one period, provider, model and bucket used and cost. Money in 10⁻¹² USD. */
export type OwnLine = {
  period: string;
  provider: string;
  model: string;
  bucket: BillBucket;
  tier: string | null;
  /** What is charged for; of it, what has a price. */
  tokens: bigint;
  pricedTokens: bigint;
  picoUsd: bigint;
  /** Of it, what attempts with estimated usage or an estimated cost come to. */
  estimatedPicoUsd: bigint;
  /** The price versions, and their currencies. */
  priceIds: readonly string[];
  currencies: readonly string[];
};
