import { z } from "zod";
import { BILL_BUCKETS } from "@/lib/domain/reconciliation/bill-buckets";
import type { BillLine } from "@/lib/domain/reconciliation/bill-line";

const whole = z.string().transform((text) => BigInt(text));

/** A line as JSON, whose whole numbers are text. */
export const storedLineSchema = z.object({
  period: z.string(),
  provider: z.string(),
  billModel: z.string().nullable(),
  bucket: z.enum(BILL_BUCKETS),
  tier: z.string().nullable(),
  tokens: whole.nullable(),
  amountPico: whole.nullable(),
  currency: z.string().nullable(),
  listPico: whole.nullable(),
  roundingPico: whole,
  lines: z.number(),
}) satisfies z.ZodType<BillLine>;

/** What storedLineSchema reads. */
export function toStoredLine(line: BillLine): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(line).map(([name, value]) => [name, typeof value === "bigint" ? value.toString() : value]),
  );
}
