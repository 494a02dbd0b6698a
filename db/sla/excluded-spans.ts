import type { Exclusion } from "@/lib/contract/exclusions";
import type { ExcludedSpan } from "@/lib/domain/sla/exclusion";
import { epochMinute } from "@/lib/domain/time/time-window";

export function excludedSpans(exclusions: readonly Exclusion[]): ExcludedSpan[] {
  return exclusions.map(({ model, provider, region, from, to }) => ({
    ...{ model, provider, region },
    from: epochMinute(new Date(from)),
    to: epochMinute(new Date(to)),
  }));
}
