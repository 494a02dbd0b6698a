import { RATE_FIELDS, type RateField } from "@/lib/contract/price-terms";
import { FEE_UNITS } from "@/lib/domain/pricing/call-units";

export const RATE_COLUMNS = Object.keys(RATE_FIELDS) as RateField[];

/** The columns of the product's own price file, in its order. */
export const PRICE_CSV_COLUMNS = [
  ...["provider", "model", "standing", "service_tier", "region", "context_above_tokens", "output_above_tokens"],
  ...["calendar", "currency", "unit"],
  ...RATE_COLUMNS,
  ...FEE_UNITS.map((unit) => feeColumn(unit)),
  ...["steps", "leaves_out_fees", "valid_from", "valid_to", "source", "source_note"],
] as const;

export const REQUIRED_COLUMNS = ["provider", "model", "currency", "unit", "input", "output"] as const;

/** The fee of one unit, such as `fee_searches`. */
export function feeColumn(unit: string): string {
  return `fee_${unit}`;
}
