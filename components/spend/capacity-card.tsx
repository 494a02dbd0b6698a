import { StatCard } from "@/components/ui/stat-card";
import type { SpendCapacity } from "@/lib/contract/spend";
import { displayUsd } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

/** What was billed where capacity was reserved: the spend less what it served, and what it cost. */
export function CapacityCard({ cost_usd, idle_usd, not_billed_usd, billed_usd }: SpendCapacity) {
  return (
    <StatCard
      label={t("Billed, with capacity")}
      value={displayUsd(billed_usd)}
      notes={[
        t("Reserved capacity {cost}, of which idle {idle}", {
          cost: displayUsd(cost_usd),
          idle: displayUsd(idle_usd),
        }),
        t("{cost} of the spend was served by it, and not billed by the token", {
          cost: displayUsd(not_billed_usd),
        }),
      ]}
      explain={{
        formula: t("spend − what capacity served, by the token + what capacity cost"),
        note: t(
          "Shared out to rows by model, provider and app; idle hours are in the row unassigned, which is called idle capacity where nothing else is in it. In other groupings the total alone has it.",
        ),
      }}
    />
  );
}
