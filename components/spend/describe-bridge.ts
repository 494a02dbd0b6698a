import type { Bridge } from "@/lib/contract/bridge";
import { formatInstant } from "@/lib/domain/format";
import type { BridgeTerm } from "@/lib/domain/spend/bridge-group";
import { DAY_MS } from "@/lib/domain/time/units";
import { type Message, message, t } from "@/lib/messages/translate";

export const TERM_LABELS: Record<BridgeTerm, Message> = {
  volume: message("Volume"),
  mix: message("Mix"),
  cache: message("Cache"),
  price: message("Price"),
  waste: message("Waste"),
  new_models: message("New models"),
  gone_models: message("Gone models"),
  usage_records: message("Usage records"),
  capacity: message("Capacity"),
  other: message("Not split"),
};

/** What a term that raised spend means, and what one that lowered it does. */
const TERM_MEANINGS: Record<BridgeTerm, readonly [Message, Message]> = {
  volume: [
    message("More tokens went through the models used in both periods."),
    message("Fewer tokens went through the models used in both periods."),
  ],
  mix: [
    message("Tokens moved to more expensive models, or from input to output."),
    message("Tokens moved to cheaper models, or from output to input."),
  ],
  cache: [
    message("Less of the input was read from the cache, or more was written to it."),
    message("More of the input was read from the cache, or less was written to it."),
  ],
  price: [message("The same tokens cost more than before."), message("The same tokens cost less than before.")],
  waste: [
    message("A larger part went to attempts without a used answer: timed out, cancelled or tried again."),
    message("A smaller part went to attempts without a used answer: timed out, cancelled or tried again."),
  ],
  new_models: [message("Models that were not used before."), message("Models that were not used before.")],
  gone_models: [message("Models that are not used any more."), message("Models that are not used any more.")],
  usage_records: [
    message("Bills and consoles report more beside the attempts."),
    message("Bills and consoles report less beside the attempts."),
  ],
  capacity: [
    message("Reserved capacity cost more, or served less that was not billed by the token."),
    message("Reserved capacity cost less, or served more that was not billed by the token."),
  ],
  other: [
    message("Models that charge without tokens, or whose attempts do not all have a price, cost more."),
    message("Models that charge without tokens, or whose attempts do not all have a price, cost less."),
  ],
};

/** A term of a bridge in a sentence, by its sign. */
export function describeTerm(term: BridgeTerm, isRise: boolean): string {
  return t(TERM_MEANINGS[term][isRise ? 0 : 1]);
}

/** "the last 28 days of both, since records begin on 2026-10-03"; null where both periods are as they were asked for. */
export function describeShortened({ before, records_from }: Pick<Bridge, "before" | "records_from">): string | null {
  if (records_from === null) return null;
  const days = Math.round((Date.parse(before.to) - Date.parse(before.from)) / DAY_MS);
  return t("the last {days, plural, one {day} other {# days}} of both, since records begin on {from}", {
    days,
    from: formatInstant(records_from, "UTC", "day"),
  });
}
