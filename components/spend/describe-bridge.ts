import type { Bridge } from "@/lib/contract/bridge";
import { formatInstant } from "@/lib/domain/format";
import type { BridgeTerm } from "@/lib/domain/spend/bridge-group";
import { DAY_MS } from "@/lib/domain/time/units";

export const TERM_LABELS: Record<BridgeTerm, string> = {
  volume: "Volume",
  mix: "Mix",
  cache: "Cache",
  price: "Price",
  waste: "Waste",
  new_models: "New models",
  gone_models: "Gone models",
  usage_records: "Usage records",
  capacity: "Capacity",
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
  capacity: [
    "Reserved capacity cost more, or served less that was not billed by the token.",
    "Reserved capacity cost less, or served more that was not billed by the token.",
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

/** "the last 28 days of both, since records begin on 2026-10-03"; null where both periods are as they were asked for. */
export function describeShortened({ before, records_from }: Pick<Bridge, "before" | "records_from">): string | null {
  if (records_from === null) return null;
  const days = Math.round((Date.parse(before.to) - Date.parse(before.from)) / DAY_MS);
  return `the last ${days === 1 ? "day" : `${days} days`} of both, since records begin on ${formatInstant(records_from, "UTC", "day")}`;
}
