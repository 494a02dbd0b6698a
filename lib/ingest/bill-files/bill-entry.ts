import type { BillBucket } from "@/lib/domain/reconciliation/bill-buckets";

/** What one row of a bill adds to its lines. Money in 10⁻¹² of its currency. */
export type BillEntry = {
  /** When: a date of the billing zone, a month of it, or a stretch of time. */
  when: { date: string } | { month: string } | { fromUs: number; toUs: number };
  provider: string | null;
  billModel: string | null;
  bucket: BillBucket;
  tier: string | null;
  tokens: bigint | null;
  amountPico: bigint | null;
  currency: string | null;
  listPico: bigint | null;
  roundingPico: bigint;
  /** Whose usage the provider says it is; only its sum is kept. */
  project: string | null;
};

/** A row that cannot be read: which of its fields, and why. */
export type BadField = { field: string; reason: string };
export type ReadEntries = BillEntry[] | BadField;

export function isBadField(read: ReadEntries): read is BadField {
  return !Array.isArray(read);
}

export const NO_AMOUNT = { amountPico: null, currency: null, listPico: null, roundingPico: 0n } as const;
