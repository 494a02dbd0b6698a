import type { LogRecord } from "@/lib/contract/log-record";
import { dimensionsOf } from "./dimensions-of";

/** Every provider and model that one of the records may be priced at, as often as it comes. */
export function* pricePairs(
  records: readonly Pick<LogRecord, "model" | "provider" | "invoice_issuer">[],
  aliases: ReadonlyMap<string, string>,
): Generator<{ provider: string; model: string }> {
  for (const record of records) {
    const { seller, pricedAs } = dimensionsOf(record, aliases);
    for (const model of pricedAs) yield { provider: seller, model };
  }
}
