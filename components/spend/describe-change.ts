import { describeSpendDelta } from "@/components/periods/describe-delta";
import { describeNoRecords } from "@/components/periods/period-before";
import { describeRange } from "@/components/ui/describe";
import type { Spend } from "@/lib/contract/spend";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { comparedTotal } from "./compared-rows";

/** How the spend of a window differs from that of `period`, the one before it, in a line; null where it was not compared. */
export function describeTotalChange({ total, previous }: Spend, period: string): string | null {
  if (!previous) return null;
  const before = comparedTotal({ previous });
  if (previous.records_from !== null) {
    return describeNoRecords(previous, previous.records_from);
  }
  if (before === null)
    return previous.total ? t("No attempts in the period before") : t("The period before is not retained");
  return describeSpendDelta(total, before, period) ?? t("The period before has no cost to compare");
}

/** Which period is compared with, in the report zone. */
export function describePeriod({ previous }: Spend, zone: string): string | null {
  if (!previous) return null;
  const range = describeRange(previous, zone);
  if (comparedTotal({ previous }) !== null) return t("compared with {range}", { range });
  if (previous.records_from !== null) {
    return t("not compared with {range}: records begin on {day}", {
      range,
      day: formatInstant(previous.records_from, "UTC", "day"),
    });
  }
  return previous.why === null
    ? t("nothing to compare with in {range}", { range })
    : t("not compared: {why}", { why: previous.why });
}
