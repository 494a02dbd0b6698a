import type { PriceDraft } from "./price-draft";

/** What the parts of the form of a price work on. */
export type PriceForm = {
  draft: PriceDraft;
  change: (edit: Partial<PriceDraft>) => void;
  /** What is wrong with the field of a dotted path, once it was left or sent. */
  problem: (path: string) => string | undefined;
  /** The field was left. */
  visit: (path: string) => void;
};
