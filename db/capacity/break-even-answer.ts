import type { BreakEvenAnswer } from "@/lib/contract/capacity-use";
import { type BothWays, breakEvenOf, type CapacityTerms } from "@/lib/domain/capacity/break-even";
import { formatUsd } from "@/lib/domain/pricing/usd";
import type { ProfileHour } from "./profile-of";

/** When capacity pays on hours of use, as answers have it. */
export function answerBreakEven(profile: readonly ProfileHour[], terms: CapacityTerms): BreakEvenAnswer {
  const found = breakEvenOf(profile, terms);
  const attempts = profile.reduce((sum, hour) => sum + hour.attempts, 0);
  const priced = profile.reduce((sum, hour) => sum + hour.priced, 0);
  const isUnpriced = attempts > 0 && priced === 0;
  return {
    ...{ hours: found.hours, busy_hours: found.busyHours, busy_share: found.busyShare },
    ...{ pays_from_share: found.paysFromShare, pays: found.pays },
    ...{ utilisation: found.utilisation, utilisation_pays_from: found.utilisationPaysFrom },
    spilled_usd: formatUsd(found.spilledPico),
    priced_share: attempts === 0 ? null : priced / attempts,
    month: isUnpriced ? null : found.month && bothWaysText(found.month),
  };
}

function bothWaysText({ tokenPico, capacityPico, differencePico }: BothWays) {
  return {
    token_usd: formatUsd(tokenPico),
    capacity_usd: formatUsd(capacityPico),
    difference_usd: formatUsd(differencePico),
  };
}
