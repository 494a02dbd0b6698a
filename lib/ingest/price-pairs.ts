import type { LogRecord } from "@/lib/contract/log-record";
import { dimensionsOf, type RecordDimensions } from "./dimensions-of";

/** Every provider and model that one of the records may be priced at, seldom more than once. */
export function* pricePairs(
  records: readonly Pick<LogRecord, "model" | "provider" | "invoice_issuer">[],
  aliases: ReadonlyMap<string, string>,
): Generator<{ provider: string; model: string }> {
  const known = new Set<RecordDimensions>();
  for (const record of records) {
    const dimensions = dimensionsOf(record, aliases);
    // Records of the same names mostly have the very same dimensions.
    if (known.has(dimensions)) continue;
    known.add(dimensions);
    for (const model of dimensions.pricedAs) yield { provider: dimensions.seller, model };
  }
}
