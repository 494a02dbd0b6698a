import type { BridgeTerm } from "@/lib/domain/spend/bridge-group";

export const TERM_LABELS: Record<BridgeTerm, string> = {
  volume: "Volume",
  mix: "Mix",
  cache: "Cache",
  price: "Price",
  waste: "Waste",
  new_models: "New models",
  gone_models: "Gone models",
  usage_records: "Usage records",
  other: "Not split",
};

/** What a term that raised spend means, and what one that lowered it does. */
const TERM_MEANINGS: Record<BridgeTerm, readonly [string, string]> = {
  volume: [
    "More tokens went through the models used in both periods.",
    "Fewer tokens went through the models used in both periods.",
  ],
  mix: [
    "Tokens moved to more expensive models, or from input to output.",
    "Tokens moved to cheaper models, or from output to input.",
  ],
  cache: [
    "Less of the input was read from the cache, or more was written to it.",
    "More of the input was read from the cache, or less was written to it.",
  ],
  price: ["The same tokens cost more than before.", "The same tokens cost less than before."],
  waste: [
    "A larger part went to attempts without a used answer: timed out, cancelled or tried again.",
    "A smaller part went to attempts without a used answer: timed out, cancelled or tried again.",
  ],
  new_models: ["Models that were not used before.", "Models that were not used before."],
  gone_models: ["Models that are not used any more.", "Models that are not used any more."],
  usage_records: [
    "Bills and consoles report more beside the attempts.",
    "Bills and consoles report less beside the attempts.",
  ],
  other: [
    "Models that charge without tokens, or whose attempts do not all have a price, cost more.",
    "Models that charge without tokens, or whose attempts do not all have a price, cost less.",
  ],
};

/** A term of a bridge in a sentence, by its sign. */
export function describeTerm(term: BridgeTerm, isRise: boolean): string {
  return TERM_MEANINGS[term][isRise ? 0 : 1];
}
