import type { End } from "@/lib/contract/discounts";
import { AppError } from "@/lib/contract/error";
import { formatInstantUs } from "@/lib/domain/time/instant";

type Spanned = { validFrom: number; validTo: number | null };

/** What is to be ended. NOT_FOUND; CONFLICT where it has an end; UNPROCESSABLE where it would end before it begins. */
export function refuseEnd<Row extends Spanned>(row: Row | undefined, { valid_to }: End): Row {
  if (!row) throw new AppError("NOT_FOUND", "There is none of this number");
  if (row.validTo !== null) throw new AppError("CONFLICT", `It ends at ${formatInstantUs(row.validTo)} already`);
  if (valid_to > row.validFrom) return row;
  const message = `Must be after ${formatInstantUs(row.validFrom)}, where it begins`;
  throw new AppError("UNPROCESSABLE", message, { fields: { valid_to: [message] } });
}
