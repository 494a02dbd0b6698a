import { StatCard } from "@/components/ui/stat-card";
import type { UsageSpend } from "@/lib/contract/spend";
import { displayUsd } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { describeUsageRecords } from "./describe-usage-records";

/** What of the spend bills and consoles report, without attempts. */
export function UsageCard(usage: UsageSpend) {
  return (
    <StatCard
      label={t("From usage records")}
      value={displayUsd(usage.cost_usd)}
      notes={describeUsageRecords(usage)}
      explain={{
        formula: t("Σ cost of usage records that no attempt covers"),
        note: t(
          "Imported from bills and consoles; part of the spend. Where attempts of the same day, provider, model and key are logged, they count and the record is left out.",
        ),
      }}
    />
  );
}
