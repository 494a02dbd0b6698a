/** What a column of a bill may be. The text is how the mapping shows it. */
export const BILL_FIELD_LABELS = {
  day: "Day, hour or month",
  model: "Model",
  bucket: "Kind of tokens",
  quantity: "Quantity",
  unit: "Unit of the quantity",
  amount: "Amount",
  list_amount: "Amount before discount",
  currency: "Currency",
  category: "Category (usage, credit, tax)",
  provider: "Provider",
  tier: "Service tier",
  project: "Project",
  input_tokens: "Input tokens, cache included",
  uncached_input_tokens: "Input tokens without cache",
  cached_input_tokens: "Cached input tokens",
  cache_write_tokens: "Cache write tokens",
  output_tokens: "Output tokens",
} as const;
export type BillField = keyof typeof BILL_FIELD_LABELS;

/** In the order in which a mapping shows them. */
export const BILL_FIELD_NAMES: readonly BillField[] = Object.keys(BILL_FIELD_LABELS).filter(isBillField);

export function isBillField(name: string): name is BillField {
  return Object.hasOwn(BILL_FIELD_LABELS, name);
}
