import { formatPercent } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

/** How much of a sum of money is known, and how much of that is estimated. */
export function describeCoverage(sum: { priced_share: number | null; estimated_share: number | null }): string {
  if (sum.priced_share === null) return t("No attempts");
  const priced = formatPercent(sum.priced_share, 1);
  if (!sum.estimated_share) return t("{priced} of attempts priced", { priced });
  const estimated = formatPercent(sum.estimated_share, 1);
  return t("{priced} of attempts priced, {estimated} of those estimated", { priced, estimated });
}
