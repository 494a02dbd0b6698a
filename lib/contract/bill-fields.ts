import { message } from "@/lib/messages/translate";

/** What a column of a bill may be. The text is how the mapping shows it. */
export const BILL_FIELD_LABELS = {
  day: message("Day, hour or month"),
  model: message("Model"),
  bucket: message("Kind of tokens"),
  quantity: message("Quantity"),
  unit: message("Unit of the quantity"),
  amount: message("Amount"),
  list_amount: message("Amount before discount"),
  currency: message("Currency"),
  category: message("Category (usage, credit, tax)"),
  provider: message("Provider"),
  tier: message("Service tier"),
  project: message("Project"),
  input_tokens: message("Input tokens, cache included"),
  uncached_input_tokens: message("Input tokens without cache"),
  cached_input_tokens: message("Cached input tokens"),
  cache_write_tokens: message("Cache write tokens"),
  output_tokens: message("Output tokens"),
} as const;
export type BillField = keyof typeof BILL_FIELD_LABELS;

/** In the order in which a mapping shows them. */
export const BILL_FIELD_NAMES: readonly BillField[] = Object.keys(BILL_FIELD_LABELS).filter(isBillField);

export function isBillField(name: string): name is BillField {
  return Object.hasOwn(BILL_FIELD_LABELS, name);
}
